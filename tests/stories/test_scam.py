"""Is it a scam: pasted, told or passed on, a message is checked, and nothing of it stays behind."""

import json
import sqlite3
from pathlib import Path

from structlog.testing import LogCapture

from handlers.callbacks import LossTold
from storage.actions.consents import Purpose, record_consent
from storage.rules.people import Address
from tests.cast import HOA, KHOA, LAN, MINH, Person
from tests.driver import World

OLD_LADY = (
    "chau oi co nguoi nhan cho ba: Cong an phuong thong bao VNeID cua ba chua dong bo, "
    "bam vao vneid-gov.cc doc ma OTP truoc 17h khong se bi khoa"
)
SECRETS = ("vneid-gov", "0912345678", "doc ma OTP", "Nguyen Thi Lanh")
PASSED_ON = {"type": "hidden_user", "sender_user_name": "Ai đó", "date": 1795000000}
PHOTO = [{"file_id": "anh", "file_unique_id": "anh", "width": 900, "height": 600}]


async def agrees_to_everything(world: World, person: Person) -> None:
    for purpose in (Purpose.IMPROVE_ANSWERS, Purpose.KEEP_CONVERSATION):
        await record_consent(
            world.core.database,
            world.clock,
            citizen=Address("web", str(person.id)),
            update_key=f"agreed {purpose}",
            purpose=purpose,
            given=True,
            words="đồng ý",
            version="00000000",
        )


def everything_on_disk(world: World) -> str:
    """Every value of every table, and the bytes of every file of the data folder."""
    path = Path(world.core.settings.database_url.split("///", 1)[1])
    with sqlite3.connect(path) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        rows = [row for name in names for row in database.execute(f'select * from "{name}"')]
    return "\n".join(map(str, rows))


async def test_an_old_lady_pastes_a_message_without_marks(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says(OLD_LADY)

    assert chat.last.text.startswith("Rất giống lừa đảo")
    assert "Đòi mã OTP" in chat.last.text
    assert "156" in chat.last.text
    assert list(chat.last.buttons)[:2] == [chat.label("button-scam-lost"), chat.label("button-scam-report")]
    assert len(chat.replies) == 1


async def test_nothing_of_a_checked_message_is_kept_even_of_who_agreed_to_keep_everything(
    world: World, events: LogCapture
) -> None:
    chat = world.chat(LAN)
    await agrees_to_everything(world, LAN)

    await chat.says(f"{OLD_LADY}. Lien he 0912345678 gap Nguyen Thi Lanh")
    await chat.says("/luadao")
    await chat.says("chi la so 0912345678 cua Nguyen Thi Lanh thoi chau a, vneid-gov.cc")
    await chat.says("/luadao nho xem ho vneid-gov.cc 0912345678 Nguyen Thi Lanh")
    await chat.sends({"text": f"{OLD_LADY} 0912345678", "forward_origin": PASSED_ON})

    stored = everything_on_disk(world)
    logged = json.dumps(events.entries, default=str)
    for secret in SECRETS:
        assert secret not in stored
        assert secret not in logged
    assert len(chat.replies) == 5


async def test_an_ordinary_question_of_the_same_person_is_still_kept(world: World) -> None:
    """So that the proof above can fail."""
    await agrees_to_everything(world, LAN)

    await world.chat(LAN).says("lam ly lich tu phap het bao nhieu tien")

    assert "lam ly lich tu phap" in everything_on_disk(world)


async def test_a_forwarded_message_is_checked(world: World) -> None:
    chat = world.chat(MINH)

    await chat.sends({"text": "Nạp thêm 5 triệu để rút hoa hồng nhiệm vụ", "forward_origin": PASSED_ON})

    assert "lừa đảo" in chat.last.text.splitlines()[0]


async def test_a_forwarded_question_is_answered(world: World) -> None:
    chat = world.chat(MINH)

    await chat.sends({"text": "làm lý lịch tư pháp cần giấy tờ gì", "forward_origin": PASSED_ON})

    assert chat.label("button-helpful") in chat.last.buttons


async def test_the_menu_opens_the_check_and_reads_message_after_message(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/chude")
    await chat.taps(chat.label("button-scam"))
    chat.sees("scam-paste")

    await chat.says("alo chị ơi số lạ gọi hoài")
    chat.sees("scam-none")
    await chat.says("bit.ly/qua-tang")

    assert "đáng ngờ" in chat.last.text.splitlines()[0]


async def test_no_sign_is_never_called_safe_and_says_how_to_look_further(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/luadao")

    await chat.says("0912345678")

    chat.sees("scam-none")
    chat.sees("scam-look-further")
    assert "0912345678" not in chat.last.text


async def test_a_label_typed_instead_of_tapped_opens_the_check(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("kiem tra tin nhan la")

    chat.sees("scam-paste")


async def test_a_message_right_behind_the_command_is_checked(world: World) -> None:
    chat = world.chat(HOA)

    await chat.says("/luadao vneid-gov.cc")

    assert "vneid-gov.cc" in chat.last.text


async def test_a_question_gets_through_while_a_message_is_awaited(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/luadao")

    await chat.says("làm lý lịch tư pháp cần giấy tờ gì")

    assert chat.label("button-helpful") in chat.last.buttons
    await chat.says("thế mấy ngày có?")
    assert "15 ngày làm việc" in chat.last.text


async def test_an_emergency_gets_through_while_a_message_is_awaited(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/luadao")

    await chat.says("cháy nhà rồi cứu với")

    chat.sees("emergency-fire")


async def test_the_check_is_left_by_a_tap_or_a_word(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/luadao")
    await chat.taps(chat.label("button-scam-leave"))
    chat.sees("scam-left")

    await chat.says("/luadao")
    await chat.says("thôi")
    chat.sees("scam-left")
    await chat.says("chào bạn")

    chat.sees("chitchat-greeting")


async def test_a_picture_alone_is_asked_for_in_words(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/luadao")

    await chat.sends({"photo": PHOTO})
    chat.sees("scam-picture")
    await chat.says("doc ma OTP gui cho toi ngay")

    assert "Đòi mã OTP" in chat.last.text


async def test_the_words_under_a_picture_are_checked(world: World) -> None:
    chat = world.chat(LAN)

    await chat.sends({"photo": PHOTO, "caption": "Tin nay that khong: vneid-gov.cc", "forward_origin": PASSED_ON})

    assert "vneid-gov.cc" in chat.last.text


async def test_the_words_under_a_picture_are_checked_without_the_command(world: World) -> None:
    chat = world.chat(LAN)

    await chat.sends({"photo": PHOTO, "caption": "Quý khách bấm vào vneid-gov.cc đọc mã OTP"})

    assert "vneid-gov.cc" in chat.last.text


async def test_who_did_as_told_hears_what_comes_first_for_what_they_gave(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(OLD_LADY)

    await chat.taps(chat.label("button-scam-lost"))
    chat.sees("scam-what-was-lost")
    await chat.taps(chat.label("button-lost-money"))

    chat.sees("scam-lost-money")
    assert "tổng đài ngân hàng" in chat.last.text
    await chat.taps(chat.label("button-scam-report"))
    assert "113" in chat.last.text


async def test_a_loss_of_another_version_leads_back_to_the_menu(world: World) -> None:
    chat = world.chat(KHOA)
    await chat.says(OLD_LADY)

    await chat.taps(LossTold(loss="gone"))

    chat.sees("gone")


async def test_markup_in_a_message_comes_back_as_text(world: World) -> None:
    chat = world.chat(KHOA)

    await chat.says(
        'Quý khách <b>đọc mã <i>OTP</i></b> & gửi <a href="https://evil.example">2 mặt CCCD</a> '
        "tại https://vneid-gov.cc/<script>alert(1)</script> ngay"
    )

    assert "<script" not in chat.last.html
    assert "<a " not in chat.last.html
    assert "<code>vneid-gov.cc</code>" in chat.last.html
    assert "evil.example" not in chat.last.html or "<code>evil.example</code>" in chat.last.html


async def test_the_conversation_goes_on_about_the_warning(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(OLD_LADY)

    await chat.says("bao o dau")

    assert "156" in chat.last.text


async def test_a_question_about_the_way_gets_through_though_it_names_a_lock(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/luadao")

    await chat.says("VNeID báo tài khoản bị khóa thì mở lại thế nào")

    assert chat.label("button-helpful") in chat.last.buttons
