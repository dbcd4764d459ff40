"""The weekly list: one a week, due on Monday at 8:00 in Hanoi, made up for when that was slept through."""

from datetime import UTC, date, datetime

import pytest

from storage.actions.reviews import WeeklyList, list_weeks, record_week
from storage.rules.weeks import week_due
from storage.unit_of_work import Database
from tests.clock import FixedClock

THIS_MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("at", "monday"),
    [
        (datetime(2026, 11, 23, 0, 59, 59, tzinfo=UTC), date(2026, 11, 16)),  # Monday 7:59:59 in Hanoi
        (datetime(2026, 11, 23, 1, 0, tzinfo=UTC), THIS_MONDAY),  # 8:00
        (datetime(2026, 11, 29, 16, 59, tzinfo=UTC), THIS_MONDAY),  # Sunday 23:59
        (datetime(2026, 11, 29, 17, 0, tzinfo=UTC), THIS_MONDAY),  # already Monday in Hanoi, not yet 8:00
        (datetime(2026, 11, 30, 1, 0, tzinfo=UTC), date(2026, 11, 30)),
    ],
)
def test_a_week_begins_on_monday_at_eight_in_hanoi(at: datetime, monday: date) -> None:
    assert week_due(at) == monday


async def test_a_week_has_one_list_whoever_comes_first(uow: Database, clock: FixedClock) -> None:
    kept = await record_week(uow, clock, list_items=lambda: [{"home": "a"}])
    again = await record_week(uow, clock, list_items=lambda: [{"home": "b"}])

    assert kept is not None
    assert again is None
    (week,) = await list_weeks(uow, most=5)
    assert (week.week_on, week.items) == (THIS_MONDAY, [{"home": "a"}])


async def test_two_processes_at_once_keep_one_list(uow: Database, clock: FixedClock) -> None:
    """The second has looked before the first wrote."""

    async def beaten() -> None:
        async with uow() as work:
            await work.review_lists.record(WeeklyList(THIS_MONDAY, clock.now(), ["first"]))
            await work.commit()

    async with uow(readonly=True) as work:
        assert await work.review_lists.list_newest(1) == ()
    await beaten()
    async with uow() as work:
        assert not await work.review_lists.record(WeeklyList(THIS_MONDAY, clock.now(), ["second"]))


async def test_the_next_monday_brings_the_next_list(uow: Database, clock: FixedClock) -> None:
    await record_week(uow, clock, list_items=lambda: ["old"])
    clock.goes_to(datetime(2026, 11, 30, 1, 0, tzinfo=UTC))
    await record_week(uow, clock, list_items=lambda: ["new"])

    assert [(w.week_on.day, w.items) for w in await list_weeks(uow, most=5)] == [(30, ["new"]), (23, ["old"])]
