"""The weekly list of what is due for review: kept once a week, whoever comes first; nobody is written to."""

from collections.abc import Callable
from typing import Any

from storage.clock import Clock
from storage.repositories.review_lists import WeeklyList
from storage.rules.weeks import week_due
from storage.unit_of_work import OpenWork

__all__ = ["WeeklyList", "list_weeks", "record_week"]


async def record_week(uow: OpenWork, clock: Clock, *, list_items: Callable[[], Any]) -> WeeklyList | None:
    """Keep the list of the newest week that is due; None where it is kept already. `list_items` gives JSON."""
    now = clock.now()
    monday = week_due(now)
    newest = await list_weeks(uow, most=1)
    if newest and newest[0].week_on >= monday:
        return None
    week = WeeklyList(monday, now, list_items())
    async with uow() as work:
        recorded = await work.review_lists.record(week)
        await work.commit()
    return week if recorded else None


async def list_weeks(uow: OpenWork, *, most: int) -> tuple[WeeklyList, ...]:
    """The lists of so many weeks, the newest first."""
    async with uow(readonly=True) as work:
        return await work.review_lists.list_newest(most)
