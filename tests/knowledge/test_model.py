"""A fact promises what its certainty says, and is told only on the days and to the people it holds for."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.model import Aspect, Fact, Procedure

CHECKED = date(2026, 11, 1)


def fact(**given: Any) -> Fact:
    return Fact.model_validate({"id": "phi", "text": "200.000 đồng", "checked_on": CHECKED} | given)


@pytest.mark.parametrize(
    "given",
    [
        {"sources": ["a", "b"]},
        {"certainty": "reported", "sources": ["a"]},
        {"certainty": "inferred", "sources": ["a"]},
        {"certainty": "planned", "sources": ["a"]},
        {"certainty": "unknown", "ask": ["duong-day"]},
        {
            "certainty": "conflicting",
            "readings": [{"text": "3 ngày", "sources": ["a"]}, {"text": "5 ngày", "sources": ["b"]}],
        },
    ],
)
def test_a_fact_backed_as_its_certainty_asks_is_accepted(given: dict[str, Any]) -> None:
    assert fact(**given).text == "200.000 đồng"


@pytest.mark.parametrize(
    ("given", "mend"),
    [
        ({}, "two sources"),
        ({"sources": ["a"]}, "write certainty: reported"),
        ({"certainty": "reported"}, "at least one source"),
        ({"certainty": "inferred"}, "at least one source"),
        ({"certainty": "planned"}, "at least one source"),
        ({"certainty": "unknown"}, "ask"),
        ({"certainty": "conflicting", "readings": [{"text": "3 ngày", "sources": ["a"]}]}, "two readings"),
        ({"certainty": "sure", "sources": ["a"]}, "certainty"),
        ({"sources": ["a", "b"], "from": "2027-01-02", "until": "2027-01-01"}, "from lies after until"),
        ({"sources": ["a", "b"], "colour": "red"}, "colour"),
        ({"sources": ["a", "b"], "text": ""}, "text"),
        ({"sources": ["a", "b"], "text": "a" * 401}, "text"),
        ({"sources": ["a", "b"], "id": "Phí"}, "id"),
    ],
)
def test_a_fact_that_promises_more_than_it_holds_is_refused_with_the_mend(given: dict[str, Any], mend: str) -> None:
    with pytest.raises(ValidationError, match=mend):
        fact(**given)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-08-14", "Sắp miễn phí."),
        ("2026-08-15", "200.000 đồng"),
        ("2027-02-28", "200.000 đồng"),
        ("2027-03-01", "Đã hết."),
    ],
)
def test_both_ends_of_a_period_belong_to_it(day: str, told: str) -> None:
    dated = fact(
        sources=["a", "b"],
        ahead="Sắp miễn phí.",
        ended="Đã hết.",
        **{"from": "2026-08-15", "until": "2027-02-28"},
    )

    assert dated.told_on(date.fromisoformat(day)) == told


def test_outside_its_period_a_fact_without_words_for_it_is_not_told() -> None:
    dated = fact(sources=["a", "b"], **{"from": "2026-08-15", "until": "2027-02-28"})

    assert dated.told_on(date(2026, 8, 14)) is None
    assert dated.told_on(date(2027, 3, 1)) is None
    assert dated.holds_on(date(2026, 8, 15))


def test_a_fact_without_a_period_is_told_on_any_day() -> None:
    assert fact(sources=["a", "b"]).told_on(date(1999, 1, 1)) == "200.000 đồng"


def test_content_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValidationError):
        fact(sources=["a", "b"]).text = "miễn phí"  # type: ignore[misc]


def procedure(**given: Any) -> Procedure:
    base = {
        "slug": "the-muon-do",
        "title": "Thẻ mượn đồ",
        "topic": "giay-to",
        "checked_on": CHECKED,
        "review_by": date(2027, 1, 1),
        "names": ["thẻ mượn đồ"],
        "phrasings": ["một hai"] * 5,
        "samples": ["ba bốn"] * 5,
        "overview": [{"id": "what", "text": "Thẻ.", "sources": ["a", "b"]}],
    }
    return Procedure.model_validate(base | given)


def test_a_fact_is_checked_on_the_day_of_its_file_unless_it_names_its_own() -> None:
    read = procedure(
        fee=[
            {"id": "phi", "text": "Phí.", "sources": ["a", "b"]},
            {"id": "coc", "text": "Cọc.", "sources": ["a", "b"], "checked_on": date(2026, 10, 5)},
        ],
        faqs=[{"id": "hoi", "text": "Đáp.", "sources": ["a", "b"], "aspect": "fee", "questions": ["mất tiền không"]}],
    )

    assert [f.checked_on for f in read.section(Aspect.FEE)] == [CHECKED, date(2026, 10, 5)]
    assert read.faqs[0].checked_on == CHECKED


def test_all_facts_come_with_their_aspect_faqs_last() -> None:
    read = procedure(
        fee=[{"id": "phi", "text": "Phí.", "sources": ["a", "b"]}],
        faqs=[{"id": "hoi", "text": "Đáp.", "sources": ["a", "b"], "aspect": "time", "questions": ["mấy ngày có"]}],
    )

    told = [(aspect.value, f.id) for aspect, f in read.facts()]
    assert told == [("overview", "what"), ("fee", "phi"), ("time", "hoi")]


@pytest.mark.parametrize(
    "given",
    [
        {"slug": "Thẻ mượn"},
        {"slug": "a" * 41},
        {"names": []},
        {"phrasings": ["một"] * 4},
        {"samples": ["một"] * 4},
        {"overview": []},
        {"review_by": "mai"},
        {"price": 3},
        {"cases": {"who": {"ask": "Ai?", "values": {"one": {"label": "một"}}}}},
    ],
)
def test_a_procedure_without_what_it_needs_is_refused(given: dict[str, Any]) -> None:
    (key,) = given
    with pytest.raises(ValidationError, match=key):
        procedure(**given)
