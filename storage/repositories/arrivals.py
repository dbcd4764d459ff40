"""How often each poster was opened: a number by day, ward and procedure, in the table that counts questions."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Counter, table_of
from storage.models.counter import BY_POSTER
from storage.repositories.questions import Questions

_counter = table_of(Counter)


class Arrivals:
    """The rows of the counter table that count no question."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def count(self, poster: str, on: date) -> None:
        """Add one to a poster, named in at most 64 signs."""
        await Questions(self._connection).count(poster, BY_POSTER, on)

    async def sum_by_poster(self, since: date, until: date) -> Mapping[str, int]:
        """Poster → number between two days, both included."""
        table = _counter.c
        statement = (
            select(table.topic, func.sum(table.questions))
            .where(table.outcome == BY_POSTER, table.counted_on.between(since, until))
            .group_by(table.topic)
        )
        return {row[0]: int(row[1]) for row in await self._connection.execute(statement)}
