"""Somebody checks their papers before they go: by tapping or typing, stopping and coming back, and telling nobody."""

import pytest

from handlers.callbacks import (
    PapersTopicChosen,
    PaperTicked,
)
from tests.cast import HOA, LAN, NGOC, TUAN
from tests.driver import World
from tests.papers import CARD, RENT, checks_the_card, open_ticks, ticked


async def test_a_mother_of_a_child_of_ten_is_not_asked_the_age_and_ticks_by_tapping(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("soát hồ sơ làm căn cước cho con 10 tuổi")
    assert "Con bạn mấy tuổi" not in chat.last.text
    assert chat.last.text.count("?") == 1
    question = chat.last.id

    await chat.taps("Làm thẻ lần đầu")
    await chat.taps("Trên VNeID của cha hoặc mẹ")
    assert "phải đến công an để lấy ảnh, vân tay" in chat.last.text
    while open_ticks(chat):
        await chat.taps(open_ticks(chat)[0])
    assert chat.last.id == question
    await chat.taps(chat.label("button-papers-result"))

    result = chat.replies[-2].text
    assert "bạn đã có đủ" in result
    assert "Thẻ căn cước cho trẻ dưới 14 tuổi miễn phí." in result
    assert "Không phải mang:" in result
    chat.sees("consent-remember-ticks", days="90")


async def test_a_tap_toggles(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)

    await chat.taps(PaperTicked(procedure=CARD, paper="paper-child-number"))
    assert await ticked(world, HOA, CARD) == {"paper-child-number"}
    assert "2. Số định danh của con (đã có ✓)" in chat.last.text
    await chat.taps(PaperTicked(procedure=CARD, paper="paper-child-number"))

    assert await ticked(world, HOA, CARD) == set()


async def test_a_tenant_without_marks_does_it_all_by_typing(world: World) -> None:
    chat = world.chat(LAN)
    for words in ("kiem tra ho so dang ky tam tru giup toi", "dang ky moi", "nop online", "o tro"):
        await chat.says(words)
    assert "Chủ hộ, chủ nhà xác nhận" in chat.last.text
    assert "CT01" not in chat.last.text

    await chat.says("co 1, 2")
    assert await ticked(world, LAN, RENT) == {"paper-vneid", "paper-dwelling"}
    await chat.says("chua co 2")
    assert await ticked(world, LAN, RENT) == {"paper-vneid"}
    await chat.says("ket qua")

    result = chat.replies[-2].text
    assert "bạn còn thiếu 2 thứ" in result
    assert "• Thông tin về chỗ ở" in result
    assert "Chưa chắc có cần, bạn hỏi trước:\n• Hợp đồng thuê nhà" in result
    assert "1900 0113" in result


async def test_a_student_is_told_what_does_not_count_and_that_all_is_there(world: World) -> None:
    chat = world.chat(NGOC)
    await chat.says("soát hồ sơ lltp nộp trên VNeID cho em")
    await chat.says("tôi")
    await chat.says("có")
    assert "Tài khoản mức 1 thì chưa gửi được" in chat.last.text

    await chat.says("em có đủ rồi ạ")

    result = chat.replies[-2].text
    assert "bạn đã có đủ" in result
    assert "0 đồng từ 15/8/2026" in result


async def test_where_one_does_not_know_the_papers_of_all_cases_are_shown_with_their_condition(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/soathoso đăng ký tạm trú")
    for _ in range(3):
        await chat.taps(chat.label("button-papers-unsure"))
    assert "Tờ khai CT01 mẫu mới (nếu: trực tiếp ở công an)" in chat.last.text
    assert "Chủ hộ, chủ nhà xác nhận (nếu: trên mạng; đăng ký mới)" in chat.last.text

    await chat.says("có thông tin về chỗ ở")
    await chat.says("kết quả")

    result = chat.replies[-2].text
    assert "bạn đã có những thứ chắc chắn cần" in result
    assert "Còn tùy trường hợp của bạn:\n• Tờ khai CT01" in result


async def test_a_case_that_may_not_have_the_paper_at_all_is_told_so_without_a_list(world: World) -> None:
    chat = world.chat(HOA)

    await chat.says("soát hồ sơ lý lịch tư pháp cho con 10 tuổi")

    assert "không có danh sách giấy tờ cho trường hợp này" in chat.last.text
    assert "suy ra không thuộc diện xin phiếu" in chat.last.text
    assert chat.label("button-papers-sheet") not in chat.last.buttons


@pytest.mark.parametrize("said", ["kết quả", "đủ rồi"])
async def test_where_nobody_is_sure_of_any_paper_the_person_is_told_whom_to_ask_and_never_that_all_is_there(
    world: World, said: str
) -> None:
    chat = world.chat(HOA)
    await chat.says("soát hồ sơ đổi chủ hộ")

    await chat.says(said)

    result = next(sent.text for sent in reversed(chat.replies) if chat.label("button-papers-sheet") in sent.buttons)
    assert "bạn đã có" not in result
    assert "mình chưa có danh sách giấy tờ chắc chắn, bạn hỏi Tổng đài Công an Hà Nội: 1900 0113 trước khi đi" in result


async def test_another_question_in_between_is_answered_and_the_check_goes_on(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.says("có 1")

    await chat.says("lý lịch tư pháp bao nhiêu tiền?")
    assert "200.000 đồng" in chat.last.text
    await chat.taps(chat.label("button-papers-resume"))

    assert "(đã có ✓)" in chat.last.text
    assert await ticked(world, HOA, CARD) == {"paper-parent-vneid"}


async def test_a_question_at_a_question_about_the_case_is_answered_and_the_check_goes_on(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/soathoso đăng ký tạm trú")

    await chat.says("làm trên mạng thì mất bao nhiêu tiền")
    assert "7.000 đồng" in chat.last.text or "0 đồng" in chat.last.text
    await chat.says("soát tiếp")

    assert "Bạn đăng ký mới hay gia hạn?" in chat.last.text


async def test_after_the_result_nobody_is_led_back(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.taps(chat.label("button-papers-result"))

    await chat.says("cảm ơn nhé")

    assert chat.label("button-papers-resume") not in chat.last.buttons


async def test_a_stop_in_the_middle_stops(world: World) -> None:
    chat = world.chat(LAN)
    await checks_the_card(chat)

    await chat.says("dung")

    chat.sees("stop-done")


async def test_back_asks_the_last_question_again(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/soathoso đăng ký tạm trú")
    assert chat.label("button-papers-back") not in chat.last.buttons
    await chat.says("quay lại")
    assert "Bạn đăng ký mới hay gia hạn?" in chat.last.text
    await chat.says("1")
    await chat.taps("Trên mạng")

    await chat.taps(chat.label("button-papers-back"))
    assert "Bạn nộp cách nào?" in chat.last.text
    await chat.says("trực tiếp")
    await chat.says("ký túc xá")
    await chat.says("quay lại")

    assert "Bạn ở đâu?" in chat.last.text


async def test_again_forgets_the_case_and_the_ticks(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.says("đủ rồi")

    await chat.says("làm lại từ đầu")

    assert "Con bạn mấy tuổi?" in chat.last.text
    assert await ticked(world, HOA, CARD) == set()


async def test_who_has_nothing_yet_says_so(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.says("có 1, 2")

    await chat.says("chưa có gì")

    assert await ticked(world, HOA, CARD) == set()


@pytest.mark.parametrize("how", ["button", "words"])
async def test_leaving_is_one_step_and_the_list_can_be_opened_again(world: World, how: str) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.says("có 1")

    await (chat.taps(chat.label("button-papers-cancel")) if how == "button" else chat.says("thôi"))
    chat.sees("papers-left")
    await chat.says("/soathoso")

    assert "(đã có ✓)" in chat.last.text


async def test_the_button_stands_under_overview_and_documents_of_what_has_papers(world: World) -> None:
    chat = world.chat(HOA)
    for words, offered in (
        ("làm tạm trú cần giấy tờ gì", True),
        ("đăng ký tạm trú", True),
        ("làm tạm trú mất bao nhiêu tiền", False),
        ("nhận biết lừa đảo mạo danh cần giấy tờ gì", False),
    ):
        await chat.says(words)
        assert (chat.label("button-papers-check") in chat.last.buttons) is offered, words


async def test_the_button_keeps_what_was_said_before(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("thuê trọ làm tạm trú online cần giấy tờ gì")
    answered = chat.last.id

    await chat.taps(chat.label("button-papers-check"))

    assert "Bạn đăng ký mới hay gia hạn?" in chat.last.text
    assert chat.last.id != answered
    await chat.taps("Đăng ký mới")
    assert "(đăng ký mới; trên mạng; nhà thuê, phòng trọ)" in chat.last.text


async def test_the_command_without_a_topic_offers_only_what_has_papers(world: World) -> None:
    chat = world.chat(TUAN)
    catalogue = world.core.answerer.catalogue
    await chat.says("/soathoso")
    chat.sees("papers-which")
    listed: set[str] = set()
    for data in list(chat.last.buttons.values()):
        world.clock.goes_on(minutes=1)
        await chat.taps(PapersTopicChosen.unpack(data))
        listed |= set(chat.last.buttons)
        while chat.label("button-page-after") in chat.last.buttons:
            await chat.taps(chat.label("button-page-after"))
            listed |= set(chat.last.buttons)

    assert {p.title for p in catalogue.procedures.values() if p.papers} <= listed
    assert not {p.title for p in catalogue.procedures.values() if not p.papers} & listed
    await chat.taps(chat.label("button-other-topic"))
    chat.sees("papers-which")


async def test_a_wish_without_a_topic_asks_which(world: World) -> None:
    chat = world.chat(TUAN)

    await chat.says("xem giup toi du giay to chua")

    chat.sees("papers-which")


async def test_a_wish_for_what_has_no_papers_written_gets_the_prose(world: World) -> None:
    chat = world.chat(TUAN)

    await chat.says("soát hồ sơ nhận biết lừa đảo giúp tôi")

    assert chat.label("button-helpful") in chat.last.buttons


async def test_a_wish_for_another_procedure_in_the_middle_starts_that(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)

    await chat.says("soát hồ sơ đăng ký tạm trú giúp em")

    assert "Bạn đăng ký mới hay gia hạn?" in chat.last.text
