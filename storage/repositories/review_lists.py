"""What was due for review, week by week."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import ReviewList, table_of
from storage.repositories.once import conflict_insert

_list = table_of(ReviewList)


@cache
def _record(dialect: str) -> Executable:
    return conflict_insert(dialect, _list).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class WeeklyList:
    """The list of the week that begins on a Monday; `items` is JSON as knowledge wrote it."""

    week_on: date
    listed_at: datetime
    items: Any


class ReviewLists:
    """The review_list table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, week: WeeklyList) -> bool:
        """Keep the list of a week; False where there is one, which stays."""
        row = {"week_on": week.week_on, "listed_at": week.listed_at, "items": week.items}
        return (await self._connection.execute(_record(self._connection.dialect.name), row)).rowcount == 1

    async def list_newest(self, most: int) -> tuple[WeeklyList, ...]:
        """The lists of so many weeks, the newest first."""
        statement = (
            select(_list.c.week_on, _list.c.listed_at, _list.c["items"]).order_by(_list.c.week_on.desc()).limit(most)
        )
        return tuple(WeeklyList(*row) for row in await self._connection.execute(statement))
