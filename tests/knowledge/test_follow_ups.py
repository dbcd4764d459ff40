"""What is worth remembering after a procedure, on which days, by the numbers of its facts."""

from datetime import date

import pytest
from pydantic import ValidationError

from knowledge.answering import Answerer
from knowledge.follow_ups import Span, find_follow_up, is_resolved, list_offers, said_in, span_in, unfounded
from knowledge.model import Due, FollowUp, Procedure

TODAY = date(2026, 11, 24)


@pytest.fixture
def record(answerer: Answerer) -> Procedure:
    return answerer.catalogue.procedures["phieu-ly-lich-tu-phap"]


@pytest.fixture
def card(answerer: Answerer) -> Procedure:
    return answerer.catalogue.procedures["the-can-cuoc"]


def a_follow_up(**more: object) -> FollowUp:
    values = {"id": "look", "label": "Nhắc", "what": "xem", "fact": "follow", "due": {"span_of": "days"}}
    return FollowUp.model_validate(values | more)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Thường 5 đến 15 ngày làm việc; bạn xem ngày hẹn.", Span(5, 15, working=True)),
        ("Trong 7 ngày làm việc.", Span(7, 7, working=True)),
        ("Nhận sau 3 ngày.", Span(3, 3, working=False)),
        ("Mốc 3 hoặc 9 ngày làm việc.", Span(3, 9, working=True)),
        ("Trong 8 giờ làm việc.", None),
        ("15 đến 5 ngày.", None),
        ("Chưa có thông tin.", None),
    ],
)
def test_the_days_of_a_text_are_read_or_there_are_none(text: str, span: Span | None) -> None:
    assert span_in(text) == span


def test_working_days_leave_out_saturdays_sundays_and_holidays() -> None:
    assert Span(5, 15, working=True).ends(TODAY) == (date(2026, 12, 1), date(2026, 12, 15))
    assert Span(3, 3, working=False).ends(TODAY) == (date(2026, 11, 27),)
    # 01/01/2027 is a Friday
    assert Span(2, 2, working=True).ends(date(2026, 12, 30)) == (date(2027, 1, 4),)


def test_the_result_of_a_record_is_looked_for_after_the_shortest_and_the_longest_of_its_fact(record: Procedure) -> None:
    (offer,) = list_offers(record, {"way": "online"}, TODAY)

    assert offer.days == (date(2026, 12, 1), date(2026, 12, 15))
    assert offer.asked


def test_what_does_not_apply_to_a_case_is_not_offered(record: Procedure) -> None:
    assert list_offers(record, {"way": "counter"}, TODAY) == ()
    assert list_offers(record, {}, TODAY) != ()


def test_the_cut_of_the_fee_is_remembered_ahead_of_its_last_day_and_never_after(card: Procedure) -> None:
    def days(on: date) -> list[date]:
        return [day for offer in list_offers(card, {"kind": "change"}, on) for day in offer.days]

    assert days(TODAY) == [date(2026, 12, 17)]
    assert days(date(2026, 12, 28)) == [date(2026, 12, 29)], "later than it should ring, still in time"
    assert days(date(2026, 12, 31)) == []
    assert days(date(2027, 1, 1)) == []
    assert days(date(2026, 9, 1)) == [], "too early to be of use"


def test_what_is_over_resolves_itself(card: Procedure, record: Procedure) -> None:
    cut, look = find_follow_up(card, "change-cut"), find_follow_up(record, "look-date")
    assert cut is not None
    assert look is not None

    assert not is_resolved(card, cut, date(2026, 12, 31))
    assert is_resolved(card, cut, date(2027, 1, 1))
    assert not is_resolved(record, look, date(2027, 6, 1))


def test_words_of_somebody_who_has_come_to_that_point_are_heard(record: Procedure) -> None:
    offers = list_offers(record, {}, TODAY)

    assert said_in("em vừa nộp hồ sơ lltp xong", offers) == offers
    assert said_in("da nop ho so lltp roi", offers) == offers
    assert said_in("nộp lltp ở đâu", offers) == ()


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"fact": "nowhere"}, "no fact 'nowhere'"),
        ({"due": {"span_of": "follow"}}, "tells no number of days"),
        ({"due": {"last_day_of": "days"}}, "has no until"),
        ({"when": {"way": ["boat"]}}, "no case way: boat"),
        ({"when": {"sea": ["deep"]}}, "no case sea: deep"),
    ],
)
def test_a_number_that_no_fact_gives_is_told(record: Procedure, more: dict[str, object], problem: str) -> None:
    assert problem in " ".join(unfounded(a_follow_up(**more), record))


def test_nothing_is_built_on_what_is_not_known(answerer: Answerer) -> None:
    health = answerer.catalogue.procedures["bhyt-ho-gia-dinh"]

    assert "is unknown" in " ".join(unfounded(a_follow_up(fact="start", due={"asked": "Ngày nào?"}), health))


@pytest.mark.parametrize("due", [{}, {"last_day_of": "days", "asked": "Ngày nào?"}, {"days_before": 3}])
def test_a_follow_up_says_in_one_way_when_it_is_due(due: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Due.model_validate(due)
