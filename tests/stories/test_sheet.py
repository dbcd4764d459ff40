"""Taking the papers along: by a tap or by "in ra", and coming back from the printed sheet by its link."""

import pytest

from handlers.callbacks import AspectChosen, SheetWanted, pack_case
from handlers.sheet import SheetNotDrawn
from knowledge.linking import start_payload
from knowledge.model import Aspect
from tests.cast import HOA, KHOA, LAN, MINH, NGOC
from tests.driver import Chat, World
from tests.sheets.reading import elements, words

CERTIFICATE = "phieu-ly-lich-tu-phap"
STUDENT = {"who": "self", "way": "online", "discount": "granted"}


def sheet_of(chat: Chat) -> str:
    """What stands on the sheet that came last."""
    assert chat.last.document is not None
    return words(chat.last.document)


async def test_a_student_asks_and_prints_what_was_answered(world: World) -> None:
    chat = world.chat(NGOC)
    await chat.says("e xin lý lịch tư pháp trên vneid cần giấy tờ j")

    await chat.says("in ra")

    chat.sees("sheet-sent")
    assert "Bạn nộp cách nào? Trên VNeID" in sheet_of(chat)
    assert "Phiếu lý lịch tư pháp" in sheet_of(chat)


async def test_what_was_ticked_in_the_check_is_ticked_on_the_sheet(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("soát hồ sơ lý lịch tư pháp cho mình, nộp trên vneid")
    await chat.says("không thuộc diện nào")
    await chat.says("có 1")

    await chat.says("in ra")

    boxes = [alt for kind, alt in elements(chat.last.document or b"") if kind == "/Figure"]
    assert boxes.count(chat.label("sheet-ticked")) == 1
    assert boxes.count(chat.label("sheet-empty")) == len(boxes) - 1 > 0


async def test_the_result_of_a_check_offers_the_sheet(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("soát hồ sơ tạm trú, đăng ký mới, nộp trực tiếp ở công an")
    await chat.taps("Nhà thuê, phòng trọ")
    await chat.says("kết quả")
    result = next(sent for sent in chat.replies if chat.label("button-papers-sheet") in sent.buttons)

    await chat.taps_unseen(result.buttons[chat.label("button-papers-sheet")])

    assert "Bạn ở đâu? Nhà thuê, phòng trọ" in sheet_of(chat)


async def test_where_others_read_along_no_tick_is_shown(world: World) -> None:
    alone = world.chat(HOA)
    await alone.says("soát hồ sơ lý lịch tư pháp cho mình, nộp trên vneid")
    await alone.says("không thuộc diện nào")
    await alone.says("có 1")
    group = world.chat(HOA, group=-5)

    await group.taps_unseen(SheetWanted(procedure=CERTIFICATE))

    boxes = [alt for kind, alt in elements(group.last.document or b"") if kind == "/Figure"]
    assert set(boxes) == {group.label("sheet-empty")}


async def test_the_button_carries_the_case_itself(world: World) -> None:
    procedure = world.core.answerer.catalogue.procedures[CERTIFICATE]
    chat = world.chat(HOA)
    await chat.says("/start")

    await chat.taps(SheetWanted(procedure=CERTIFICATE, case=pack_case(procedure, STUDENT)))

    assert "Phiếu này cho ai? Tôi" in sheet_of(chat)
    assert "Giấy chứng minh được miễn, giảm phí" in sheet_of(chat)


async def test_without_a_procedure_in_the_talk_she_is_asked_which(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("gui pdf")

    chat.sees("sheet-of-what")
    assert chat.last.document is None


async def test_where_papers_are_not_listed_yet_the_answer_is_a_tap_away(world: World) -> None:
    chat = world.chat(LAN)
    await chat.taps_unseen(AspectChosen(procedure="canh-bao-lua-dao", aspect=Aspect.STEPS))

    await chat.says("in ra giúp tôi")
    chat.sees("sheet-none")
    await chat.taps(chat.label("button-aspect-documents"))

    assert chat.label("button-helpful") in chat.last.buttons


async def test_a_button_of_a_procedure_that_is_gone_leads_to_the_menu(world: World) -> None:
    chat = world.chat(KHOA)
    await chat.says("/start")

    await chat.taps(SheetWanted(procedure="khong-con", case="../.."))

    chat.sees("gone")


async def test_a_question_about_printing_is_answered_as_a_question(world: World) -> None:
    chat = world.chat(NGOC)

    await chat.says("phiếu lý lịch tư pháp điện tử in ra dùng được không")

    assert chat.last.document is None
    assert chat.label("button-helpful") in chat.last.buttons


async def test_where_drawing_fails_the_person_hears_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> bytes:
        raise SheetNotDrawn("time")

    monkeypatch.setattr("bot.sheets.press.Press.draw", fails)
    chat = world.chat(NGOC)
    await chat.says("xin lý lịch tư pháp cần giấy tờ gì")

    await chat.says("in ra")

    chat.sees("sheet-failed")


async def test_whoever_comes_from_the_sheet_gets_its_papers_at_once(world: World) -> None:
    chat = world.chat(MINH)

    await chat.says(f"/start {start_payload(CERTIFICATE, {'who': 'other', 'way': 'online'})}")

    assert chat.last.text.startswith("Chào bạn. Mình là máy trả lời tự động, không phải cơ quan nhà nước.")
    assert "Bạn đang xem: Phiếu lý lịch tư pháp; người khác; trên VNeID." in chat.last.text
    assert "tờ khai" in chat.last.text
    await chat.says("in ra")
    assert "Phiếu này cho ai? Người khác" in sheet_of(chat)


async def test_a_link_that_leads_nowhere_is_a_plain_start(world: World) -> None:
    chat = world.chat(KHOA)

    for payload in ("khong-co_who-self", "__", "phieu_" * 10, "<b>x</b>"):
        await chat.says(f"/start {payload}")

        chat.sees("welcome")
