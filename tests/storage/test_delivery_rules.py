"""Hours, budgets, ranks and transitions of deliveries, as tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.rules.budgets import Budget, is_spent, window_of
from storage.rules.days import HANOI
from storage.rules.deliveries import (
    FINAL,
    GO,
    Circumstances,
    DeliveryKind,
    DeliveryState,
    Occasion,
    Verdict,
    Why,
    judge,
    may_become,
    rank_of,
)
from storage.rules.quiet_hours import Hours, next_opening
from storage.rules.stops import can_undo
from tests.storage.people import AGREED

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=HANOI)
FINE = Circumstances(
    kind=DeliveryKind.BROADCAST,
    urgent=False,
    expires_at=NOON + timedelta(days=1),
    stopped=False,
    agreed=True,
    blocked=False,
    in_form=False,
    got=Budget(),
)


def at(hour: int, minute: int = 0, *, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        (Hours.UNSOLICITED, at(7, 59), at(8)),
        (Hours.UNSOLICITED, at(8), at(8)),
        (Hours.UNSOLICITED, at(20, 59), at(20, 59)),
        (Hours.UNSOLICITED, at(21), at(8, day=25)),
        (Hours.UNSOLICITED, at(0), at(8)),
        (Hours.OWN_AFFAIRS, at(6, 59), at(7)),
        (Hours.OWN_AFFAIRS, at(7), at(7)),
        (Hours.OWN_AFFAIRS, at(21, 59), at(21, 59)),
        (Hours.OWN_AFFAIRS, at(22), at(7, day=25)),
    ],
)
def test_quiet_hours_end_by_the_clocks_of_hanoi(hours: Hours, now: datetime, opens: datetime) -> None:
    assert next_opening(now.astimezone(UTC), hours) == opens


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next_opening(NOON.replace(tzinfo=None), Hours.UNSOLICITED)


@pytest.mark.parametrize(
    ("kind", "urgent", "waits_at_night"),
    [
        (DeliveryKind.BROADCAST, False, True),
        (DeliveryKind.BROADCAST, True, False),
        (DeliveryKind.OFFER, False, True),
        (DeliveryKind.SURVEY, False, True),
        (DeliveryKind.CORRECTION, False, True),
        (DeliveryKind.CORRECTION, True, False),
        (DeliveryKind.OWN_AFFAIRS, False, True),
        (DeliveryKind.REMINDER, False, False),
        (DeliveryKind.STAFF_LIST, False, False),
    ],
)
def test_who_waits_at_night(kind: DeliveryKind, urgent: bool, waits_at_night: bool) -> None:
    night = at(23)

    verdict = judge(replace(FINE, kind=kind, urgent=urgent), night)

    assert (verdict.state is DeliveryState.PENDING) is waits_at_night
    assert verdict.ready_at == ((at(7 if kind is DeliveryKind.OWN_AFFAIRS else 8, day=25)) if waits_at_night else None)


def test_nobody_waits_for_the_morning_longer_than_the_delivery_lives() -> None:
    ends = at(23, 30)

    assert judge(replace(FINE, expires_at=ends), at(23)) == Verdict(DeliveryState.PENDING, Why.QUIET_HOURS, ends)


@pytest.mark.parametrize(
    ("kind", "urgent", "held_back"),
    [
        (DeliveryKind.BROADCAST, False, True),
        (DeliveryKind.OFFER, False, True),
        (DeliveryKind.SURVEY, False, True),
        (DeliveryKind.BROADCAST, True, False),
        (DeliveryKind.CORRECTION, False, False),
        (DeliveryKind.REMINDER, False, False),
        (DeliveryKind.OWN_AFFAIRS, False, False),
        (DeliveryKind.STAFF_LIST, False, False),
    ],
)
@pytest.mark.parametrize("got", [Budget(1, 1), Budget(0, 3)], ids=["today", "this week"])
def test_whom_the_budget_holds_back(kind: DeliveryKind, urgent: bool, held_back: bool, got: Budget) -> None:
    verdict = judge(replace(FINE, kind=kind, urgent=urgent, got=got), NOON)

    assert verdict == (Verdict(DeliveryState.SKIPPED, Why.BUDGET) if held_back else GO)


@pytest.mark.parametrize(
    ("got", "spent"), [((0, 0), False), ((0, 2), False), ((1, 1), True), ((0, 3), True), ((2, 5), True)]
)
def test_one_a_day_and_three_a_week(got: tuple[int, int], spent: bool) -> None:
    assert is_spent(Budget(*got)) is spent


def test_a_day_of_the_budget_is_one_of_hanoi_and_a_week_ends_with_it() -> None:
    window = window_of(datetime(2026, 11, 23, 17, 30, tzinfo=UTC))  # 0:30 on the 24th there

    assert (window.week, window.day, window.end) == (at(0, day=18), at(0), at(0, day=25))


@pytest.mark.parametrize("kind", DeliveryKind)
@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({"stopped": True}, Verdict(DeliveryState.SKIPPED, Why.STOPPED)),
        ({"agreed": False}, Verdict(DeliveryState.SKIPPED, Why.NOT_AGREED)),
        ({"blocked": True}, Verdict(DeliveryState.BLOCKED)),
        ({"expires_at": NOON}, Verdict(DeliveryState.EXPIRED)),
    ],
    ids=["stopped", "not agreed", "blocked", "expired"],
)
def test_nothing_passes_a_stop_a_missing_co_a_block_or_its_end(
    kind: DeliveryKind, urgent: bool, change: dict[str, object], verdict: Verdict
) -> None:
    it = replace(FINE, kind=kind, urgent=urgent, **change)  # type: ignore[arg-type]  # each fits its field

    assert judge(it, NOON) == verdict


@pytest.mark.parametrize("kind", DeliveryKind)
def test_only_what_was_asked_for_comes_in_the_middle_of_a_form(kind: DeliveryKind) -> None:
    asked_for = {DeliveryKind.REMINDER, DeliveryKind.OWN_AFFAIRS, DeliveryKind.STAFF_LIST}

    verdict = judge(replace(FINE, kind=kind, in_form=True), NOON)

    assert verdict == (GO if kind in asked_for else Verdict(DeliveryState.SKIPPED, Why.IN_FORM))


def test_what_was_asked_for_goes_first_then_what_is_urgent_or_mends() -> None:
    assert [rank_of(kind, urgent=False) for kind in DeliveryKind] == [2, 2, 2, 1, 0, 0, 0]
    assert [rank_of(kind, urgent=True) for kind in DeliveryKind] == [1, 1, 1, 1, 0, 0, 0]


def test_a_final_state_is_final_but_for_a_doubt() -> None:
    ends = FINAL - {DeliveryState.UNCONFIRMED}

    assert not [(state, other) for state in ends for other in DeliveryState if may_become(state, other)]
    assert may_become(DeliveryState.UNCONFIRMED, DeliveryState.PENDING)
    assert not may_become(DeliveryState.PENDING, DeliveryState.SENT)
    assert not may_become(DeliveryState.SENDING, DeliveryState.CANCELLED)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"origin": ""}, "origin"),
        ({"origin": "x" * 65}, "origin"),
        ({"expires_at": NOON}, "expires"),
        ({"purpose": None}, "consent"),
    ],
)
def test_an_occasion_that_could_never_be_right_is_refused(change: dict[str, object], complaint: str) -> None:
    values = {"origin": "broadcast:1:1", "due_at": NOON, "expires_at": NOON + timedelta(1), "purpose": AGREED}

    with pytest.raises(ValueError, match=complaint):
        Occasion(kind=DeliveryKind.BROADCAST, **{**values, **change})  # type: ignore[arg-type]


def test_a_stop_is_undone_by_one_tap_for_a_minute() -> None:
    assert can_undo(NOON, NOON + timedelta(seconds=60))
    assert not can_undo(NOON, NOON + timedelta(seconds=61))
