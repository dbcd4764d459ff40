"""Scoring is strict: a number is a whole number, and each way of ending counts as what it is."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from knowledge.answer import LONGEST, Answer, Block, Status
from knowledge.answering import Answerer
from knowledge.measuring import Row, Share, contains, measure
from knowledge.model import Aspect

DAY = date(2026, 11, 24)
RECORD = "phieu-ly-lich-tu-phap"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mất 3 ngày.", "3 ngày"),
        ("Phí 5.000 đồng", "5.000"),
        ("PHÍ 5.000 ĐỒNG", "đồng"),
        ("nộp  trực\n tuyến", "nộp trực tuyến"),
        (unicodedata.normalize("NFD", "trực tuyến"), "trực tuyến"),
        ("từ 15/8/2026 đến hết", "15/8/2026"),
        ("(3 ngày)", "3 ngày"),
        ("gọi 1022.", "1022"),
        ("hết 200.000, không hơn", "200.000"),
        ("a.b*c", "b*c"),
        ("chi phí", "phí"),
    ],
)
def test_words_are_found_whatever_the_case_the_form_and_the_spaces(text: str, wanted: str) -> None:
    assert contains(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mất 23 ngày.", "3 ngày"),
        ("Phí 25.000 đồng", "5.000"),
        ("Phí 1.200.000 đồng", "200.000"),
        ("Phí 200.000.000", "200.000"),
        ("mức 1,5", "5"),
        ("năm 20261", "2026"),
        ("trực tiếp", "trực tuyến"),
        ("phi", "phí"),
        ("axb*c", "a.b*c"),
    ],
)
def test_a_number_is_not_cut_out_of_a_longer_one_nor_a_word_out_of_another(text: str, wanted: str) -> None:
    assert not contains(text, wanted)


def answered(*slugs: str, text: str = "200.000 đồng", aspect: Aspect = Aspect.FEE) -> Answer:
    return Answer(Status.ANSWERED, procedures=slugs, aspect=aspect, blocks=(Block("lead", text),))


def ended(status: Status, route: str | None = None, *slugs: str) -> Answer:
    return Answer(status, route=route, procedures=slugs, blocks=(Block("lead", "…"),))


def row(answer: Answer, *expect: str, **given: Any) -> Row:
    return Row("1", "hỏi", expect, answer, **given)


@pytest.mark.parametrize(
    ("answer", "expect", "first", "three"),
    [
        (answered("a-b"), ("a-b",), True, True),
        (answered("a-b"), ("c-d", "a-b"), True, True),
        (answered("c-d", "a-b"), ("a-b",), False, True),
        (answered("c-d", "e-f", "g-h", "a-b"), ("a-b",), False, False),
        (answered("c-d"), ("a-b",), False, False),
        (ended(Status.CLARIFY, None, "a-b"), ("a-b",), False, True),
        (ended(Status.CLARIFY, None, "c-d"), ("a-b",), False, False),
        (ended(Status.NO_MATCH, None, "a-b"), ("a-b",), False, False),
        (ended(Status.ROUTED, "chitchat"), ("a-b",), False, False),
        (ended(Status.ERROR), ("a-b",), False, False),
    ],
)
def test_a_procedure_expected_must_be_answered_first_or_shown_among_three(
    answer: Answer, expect: tuple[str, ...], first: bool, three: bool
) -> None:
    scored = row(answer, *expect)

    assert (scored.first, scored.three) == (first, three)


@pytest.mark.parametrize(
    ("answer", "expect", "right"),
    [
        (ended(Status.ROUTED, "mydata"), "mydata", True),
        (ended(Status.SCREENED, "emergency"), "emergency", True),
        (ended(Status.ROUTED, "human"), "mydata", False),
        (answered("a-b"), "mydata", False),
        (ended(Status.CLARIFY), "mydata", False),
        (ended(Status.NO_MATCH), "mydata", False),
        (ended(Status.NO_MATCH), "off_topic", True),
        (ended(Status.NO_MATCH), "chitchat", True),
        (ended(Status.ROUTED, "other_service"), "off_topic", True),
        (ended(Status.ROUTED, "off_topic"), "chitchat", True),
        (ended(Status.ROUTED, "chitchat"), "off_topic", False),
        (ended(Status.CLARIFY), "off_topic", False),
        (answered("a-b"), "off_topic", False),
        (ended(Status.CLARIFY), "clarify", True),
        (ended(Status.ROUTED, "off_topic"), "mydata", False),
    ],
)
def test_a_route_expected_must_be_taken_but_declining_is_right_outside_our_scope(
    answer: Answer, expect: str, right: bool
) -> None:
    assert row(answer, expect).first is right


@pytest.mark.parametrize(
    ("answer", "declined"),
    [
        (ended(Status.NO_MATCH), True),
        (ended(Status.ROUTED, "other_service"), True),
        (ended(Status.ROUTED, "off_topic"), True),
        (ended(Status.ROUTED, "chitchat"), False),
        (ended(Status.CLARIFY), False),
        (answered("c-d"), False),
    ],
)
def test_a_procedure_that_does_not_exist_yet_must_be_declined(answer: Answer, declined: bool) -> None:
    assert row(answer, "a-b", missing=True).first is declined


@pytest.mark.parametrize(
    ("must", "must_not", "right"),
    [
        ([["200.000"]], [], True),
        ([["100.000", "200.000"]], [], True),
        ([["200.000"], ["100.000"]], [], False),
        ([["200.000"]], ["đồng"], False),
        ([], ["170.000"], True),
    ],
)
def test_every_group_needs_one_wording_and_nothing_forbidden(
    must: list[list[str]], must_not: list[str], right: bool
) -> None:
    scored = row(answered("a-b"), "a-b", must=tuple(map(tuple, must)), must_not=tuple(must_not))

    assert scored.words is right


def test_a_message_that_is_too_long_fails_its_words() -> None:
    assert row(answered("a-b", text="a" * LONGEST), "a-b").words
    assert not row(answered("a-b", text="a" * (LONGEST + 1)), "a-b").words


@pytest.mark.parametrize(
    ("asked", "came", "right"),
    [
        ("fee", Aspect.FEE, True),
        ("error", Aspect.ERRORS, True),
        ("errors", Aspect.ERRORS, True),
        ("fee", Aspect.TIME, False),
    ],
)
def test_the_aspect_is_compared_by_its_name(asked: str, came: Aspect, right: bool) -> None:
    assert row(answered("a-b", aspect=came), "a-b", aspect=asked).aspect_right is right


def test_a_share_is_told_with_its_n() -> None:
    assert str(Share(9, 10)) == " 90.0 % (9/10)"
    assert "(0)" in str(Share(0, 0))


QUESTIONS: tuple[Mapping[str, Any], ...] = (
    {"id": "1", "text": "phí lý lịch tư pháp", "expect": [RECORD], "aspect": "fee"},
    {"id": "2", "text": "phí lý lịch tư pháp", "expect": ["so-suc-khoe-dien-tu"], "aspect": "fee"},
    {"id": "3", "text": "xin chào", "expect": "chitchat"},
    {"id": "4", "text": "phí lý lịch tư pháp", "expect": ["thu-tuc-chua-viet"]},
)


def test_questions_are_counted_by_what_was_expected(answerer: Answerer) -> None:
    shares = measure(QUESTIONS, answerer, on=DAY, only_existing=True).shares

    assert shares["first"] == Share(1, 2)
    assert shares["answered wrongly"] == Share(1, 2)
    assert shares["routes"] == Share(1, 1)
    assert shares["routes answered as a procedure"] == Share(0, 1)
    assert shares["missing procedures declined"] == Share(0, 1)
    assert shares["aspect"] == Share(1, 1)


def test_misses_are_listed_and_groups_add_up(answerer: Answerer) -> None:
    report = measure(QUESTIONS, answerer, on=DAY, only_existing=True)

    assert [r.id for r in report.misses] == ["2", "4"]
    for group in report.groups.values():
        assert sum(share.n for share in group.values()) == len(QUESTIONS)
    assert 0 < report.lengths[0] <= report.lengths[1] <= LONGEST


def test_without_leave_a_missing_procedure_is_a_miss_like_any_other(answerer: Answerer) -> None:
    shares = measure(QUESTIONS, answerer, on=DAY, only_existing=False).shares

    assert shares["first"] == Share(1, 3)
    assert shares["missing procedures declined"].n == 0


def test_a_facts_row_needs_its_label_and_its_words(answerer: Answerer) -> None:
    fact = {"question": "phí lý lịch tư pháp", "expect": [RECORD], "must": [["200.000"]], "must_not": []}
    rows = (
        {"id": "right", **fact},
        {"id": "words", **fact, "must": [["999.000"]]},
        {"id": "label", **fact, "expect": ["so-suc-khoe-dien-tu"]},
        {"id": "forbidden", **fact, "must_not": ["đồng"]},
        {"id": "left-out", **fact, "expect": ["thu-tuc-chua-viet"]},
    )
    report = measure(rows, answerer, on=DAY, only_existing=True)

    assert report.shares["facts"] == Share(1, 4)
    assert [r.id for r in report.misses] == ["words", "label", "forbidden"]


def test_turns_are_played_in_order_and_keep_their_context(answerer: Answerer) -> None:
    turns = (
        {"say": "phí lý lịch tư pháp", "expect": [RECORD], "must": [["200.000"]]},
        {"say": "thế mấy ngày có", "expect": [RECORD], "aspect": "time"},
        {"say": "cảm ơn", "expect": "chitchat"},
    )
    rows = (
        {"id": "s", "turns": turns},
        {"id": "left-out", "turns": ({"say": "a", "expect": ["thu-tuc-chua-viet"]},)},
    )
    report = measure(rows, answerer, on=DAY, only_existing=True)

    assert report.shares["turns"] == Share(3, 3)
    assert report.misses == ()


@pytest.mark.parametrize("rows", [[], [{"id": "1", "words": "x", "expect": "stop"}]])
def test_rows_of_no_known_kind_are_refused(answerer: Answerer, rows: list[dict[str, str]]) -> None:
    with pytest.raises(ValueError, match=r"no lines|neither"):
        measure(rows, answerer, on=DAY, only_existing=False)
