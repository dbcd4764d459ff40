"""How facts become an answer: what was asked in front, how certain it is, whom to call, and where it comes from."""

from datetime import date

import pytest

from knowledge.answer import LONGEST, Block, plain
from knowledge.answering import Answerer
from knowledge.composing import format_day
from knowledge.model import Aspect

SLUG = "the-muon-do"
DAY = date(2026, 12, 10)
CALL = "1234"
DAYS = (date(2026, 11, 24), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 1), date(2028, 1, 1))


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 7, 1), "01/7/2026"),
        (date(2026, 1, 31), "31/01/2026"),
        (date(2027, 2, 28), "28/02/2027"),
        (date(2026, 11, 22), "22/11/2026"),
        (date(2026, 12, 9), "09/12/2026"),
    ],
)
def test_a_day_is_written_as_people_here_write_it(day: date, written: str) -> None:
    assert format_day(day) == written


def test_the_first_line_answers_and_one_source_line_closes(desk: Answerer) -> None:
    answer = desk.show(SLUG, Aspect.FEE, on=DAY)

    assert answer.blocks[0] == Block("lead", "50.000 đồng một thẻ.")
    assert [b.kind for b in answer.blocks].count("source") == 1
    assert answer.blocks[-1].kind == "source"
    assert "Báo A, Báo B, Báo C" in answer.blocks[-1].text


def test_the_closing_line_tells_the_oldest_check_of_what_is_shown(desk: Answerer) -> None:
    assert "05/10/2026" in desk.show(SLUG, Aspect.FEE, on=DAY).blocks[-1].text
    assert "01/11/2026" in desk.show(SLUG, Aspect.TIME, on=DAY).blocks[-1].text


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 30), "Từ 01/12/2026 thu 50.000 đồng."),
        (date(2026, 12, 1), "50.000 đồng một thẻ."),
        (date(2026, 12, 31), "50.000 đồng một thẻ."),
        (date(2027, 1, 1), "Mức 50.000 đồng đã hết ngày 31/12/2026."),
    ],
)
def test_the_words_of_a_fact_turn_with_the_day(desk: Answerer, day: date, said: str) -> None:
    told = desk.show(SLUG, Aspect.FEE, on=day)

    periods = {"Từ 01/12/2026 thu 50.000 đồng.", "50.000 đồng một thẻ.", "Mức 50.000 đồng đã hết ngày 31/12/2026."}
    assert {p for p in periods if p in told.text} == {said}


def test_a_line_of_one_source_carries_a_mark_that_is_explained_once(desk: Answerer) -> None:
    answer = desk.show(SLUG, Aspect.FEE, on=DAY)

    marked = [b.text for b in answer.blocks if b.kind != "source" and b.text.endswith(" °")]
    assert marked == ["Trẻ em không mất tiền. °", "Đặt cọc 20.000 đồng. °"]
    assert answer.blocks[-1].text.count("°") == 1
    assert answer.text.count("một nguồn") == 1


def test_without_such_a_line_no_mark_is_explained(desk: Answerer) -> None:
    assert "°" not in desk.show(SLUG, Aspect.OVERVIEW, on=DAY, case={"who": "adult"}).blocks[0].text
    assert "°" not in desk.show(SLUG, Aspect.TIME, on=DAY).text


def test_where_a_mistake_costs_money_and_the_fact_is_not_sure_it_says_whom_to_call_once(desk: Answerer) -> None:
    assert desk.show(SLUG, Aspect.FEE, on=DAY).text.count(CALL) == 1
    assert desk.show(SLUG, Aspect.TIME, on=DAY).text.count(CALL) == 1


def test_where_a_mistake_costs_nothing_nobody_is_named(desk: Answerer) -> None:
    assert CALL not in desk.show(SLUG, Aspect.DOCUMENTS, on=DAY).text


def test_a_reasoned_line_says_that_it_is_reasoned(desk: Answerer) -> None:
    lead = desk.show(SLUG, Aspect.DOCUMENTS, on=DAY).blocks[0].text

    assert lead == desk.phrases.text("answer-inferred", text="Một ảnh 3x4.")


def test_conflicting_sources_give_the_safe_line_and_say_so(desk: Answerer) -> None:
    answer = desk.show(SLUG, Aspect.TIME, on=DAY)

    assert answer.blocks[0].text == desk.phrases.text("answer-conflicting", text="Nhiều nhất 5 ngày; bạn xem giấy hẹn.")
    assert "3 ngày" not in answer.text


def test_details_show_the_readings_and_the_address_of_each_source(desk: Answerer) -> None:
    detail = desk.show(SLUG, Aspect.TIME, on=DAY, detail=True)

    assert "3 ngày" in detail.text
    assert detail.text.count("Bài thứ nhất, Báo A, https://a.example/1") == 1
    assert detail.text.count("https://b.example/2") == 1
    assert detail.blocks[-1].kind == "source"


def test_details_hold_what_the_first_message_leaves_out(desk: Answerer) -> None:
    left_out = "Bản sao giấy tờ tùy thân"

    assert left_out not in desk.show(SLUG, Aspect.DOCUMENTS, on=DAY).text
    assert left_out in desk.show(SLUG, Aspect.DOCUMENTS, on=DAY, detail=True).text


def test_what_is_not_known_says_whom_to_ask(desk: Answerer) -> None:
    text = desk.show(SLUG, Aspect.WHERE, on=DAY).text

    assert "Chưa có thông tin chính thức" in text
    assert "Phòng giấy tờ: 5678" in text
    assert CALL not in text


@pytest.mark.parametrize("detail", [False, True])
def test_an_aspect_of_which_nothing_is_written_says_so_and_whom_to_ask(desk: Answerer, detail: bool) -> None:
    answer = desk.show(SLUG, Aspect.VALIDITY, on=DAY, detail=detail)

    assert "chưa có thông tin chính thức" in answer.text
    assert "thẻ mượn đồ" in answer.text
    assert CALL in answer.text
    assert Aspect.VALIDITY not in desk.aspects(SLUG, DAY)


def test_only_aspects_with_something_to_say_are_offered(desk: Answerer) -> None:
    held = {Aspect.OVERVIEW, Aspect.FEE, Aspect.TIME, Aspect.WHERE, Aspect.DOCUMENTS}

    assert set(desk.aspects(SLUG, DAY)) == held


def test_a_case_leaves_out_what_does_not_hold_for_it(desk: Answerer) -> None:
    child = desk.show(SLUG, Aspect.FEE, on=DAY, case={"who": "child"})
    adult = desk.show(SLUG, Aspect.FEE, on=DAY, case={"who": "adult"})

    assert child.blocks[0].text.startswith("Trẻ em không mất tiền")
    assert "Trẻ em" not in adult.text


def test_after_the_review_date_the_answer_says_that_it_may_be_old(desk: Answerer) -> None:
    fresh, stale = (
        desk.show(SLUG, Aspect.TIME, on=day).blocks[-1].text for day in (date(2027, 1, 1), date(2027, 1, 2))
    )

    assert fresh.startswith("Kiểm tra ngày 01/11/2026")
    assert "Kiểm tra lần cuối ngày 01/11/2026" in stale
    assert CALL in stale


def test_an_overview_holds_the_price_the_time_and_the_place(desk: Answerer) -> None:
    text = desk.show(SLUG, Aspect.OVERVIEW, on=DAY).text

    for part in ("Thẻ mượn đồ để mượn đồ", "50.000 đồng", "5 ngày", "giờ mở cửa"):
        assert part in text


def test_a_tap_on_an_unknown_procedure_is_an_error(desk: Answerer) -> None:
    with pytest.raises(KeyError):
        desk.show("khong-co", Aspect.FEE, on=DAY)


def test_blocks_are_told_as_plain_text() -> None:
    blocks = (Block("lead", "A"), Block("line", "B"), Block("step", "C"), Block("step", "D"), Block("source", "E"))

    assert plain(blocks) == "A\n• B\n1. C\n2. D\nE"


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_first_message_is_short_has_words_and_closes_with_its_sources(answerer: Answerer, on: date) -> None:
    for slug in answerer.catalogue.procedures:
        for aspect in Aspect:
            answer = answerer.show(slug, aspect, on=on)
            at = f"{slug} {aspect} {on}"

            assert 0 < len(answer.text) <= LONGEST, at
            assert [b.kind for b in answer.blocks if b.kind == "source"] == ["source"], at
            assert answer.blocks[-1].kind == "source", at
            assert len(answer.blocks) > 1, at
            assert answer.blocks[-1].text.count("°") <= 1, at
            assert all(b.text.strip() == b.text and b.text for b in answer.blocks), at


@pytest.mark.parametrize("detail", [False, True])
def test_no_answer_shows_braces_markup_or_an_id(answerer: Answerer, today: date, detail: bool) -> None:
    for slug in answerer.catalogue.procedures:
        for aspect in Aspect:
            text = answerer.show(slug, aspect, on=today, detail=detail).text

            assert not set("{}<>") & set(text), f"{slug} {aspect}"
            assert "None" not in text, f"{slug} {aspect}"


def test_every_case_of_every_procedure_can_be_told(answerer: Answerer, today: date) -> None:
    for slug, procedure in answerer.catalogue.procedures.items():
        for case, spec in procedure.cases.items():
            for value in spec.values:
                for aspect in Aspect:
                    answer = answerer.show(slug, aspect, on=today, case={case: value})
                    assert 0 < len(answer.text) <= LONGEST, f"{slug} {aspect} {case}={value}"
