"""Counts of questions, and the redacted questions of people who agreed to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Executable, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Counter, KeptQuestion, table_of
from storage.models.counter import BY_POSTER
from storage.repositories.once import conflict_insert

_question = table_of(KeptQuestion)
_counter = table_of(Counter)


Counted = tuple[date, str, str]
"""Day, topic and outcome of a counter."""


@cache
def _count(dialect: str) -> Executable:
    statement = conflict_insert(dialect, _counter)
    return statement.on_conflict_do_update(
        index_elements=["counted_on", "topic", "outcome"],
        set_={"questions": _counter.c.questions + statement.excluded.questions},
    )


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is kept: redacted, with what became of it."""

    channel: str
    text: str
    outcome: str
    route: str | None
    topic: str | None
    procedure: str | None
    aspect: str | None
    confidence: float | None
    asked_at: datetime


class Questions:
    """The counter and question tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def count(self, topic: str, outcome: str, on: date) -> None:
        """Add one to a counter."""
        await self.count_all({(on, topic, outcome): 1})

    async def count_all(self, numbers: Mapping[Counted, int]) -> None:
        """Add to counters, always in the same order: two processes must not wait for each other."""
        names = ("counted_on", "topic", "outcome")
        rows = [dict(zip(names, key, strict=True), questions=number) for key, number in sorted(numbers.items())]
        if rows:
            await self._connection.execute(_count(self._connection.dialect.name), rows)

    async def list_counts(self, since: date, until: date) -> tuple[tuple[date, str, str, int], ...]:
        """(day, topic, outcome, number) of questions between two days, both included."""
        table = _counter.c
        statement = (
            select(table.counted_on, table.topic, table.outcome, table.questions)
            .where(table.counted_on.between(since, until), table.outcome != BY_POSTER)
            .order_by(table.counted_on, table.topic, table.outcome)
        )
        rows = (await self._connection.execute(statement)).all()
        return tuple((row[0], row[1], row[2], row[3]) for row in rows)

    async def record(self, kept: Sequence[tuple[int, Question]]) -> None:
        """Keep questions of citizens; their texts must be redacted already."""
        rows = [{"citizen_id": citizen, **{n: getattr(q, n) for n in Question.__slots__}} for citizen, q in kept]
        if rows:
            await self._connection.execute(insert(_question), rows)

    async def list_of(self, citizen: int) -> tuple[Question, ...]:
        """Every kept question of a citizen, oldest first."""
        columns = [_question.c[name] for name in Question.__slots__]
        statement = select(*columns).where(_question.c.citizen_id == citizen).order_by(_question.c.id)
        return tuple(Question(*row) for row in await self._connection.execute(statement))

    async def forget_of(self, citizen: int) -> int:
        """Delete a citizen's questions; returns how many."""
        statement = delete(_question).where(_question.c.citizen_id == citizen)
        return (await self._connection.execute(statement)).rowcount

    async def forget_before(self, before: datetime) -> int:
        """Delete questions asked before `before`; returns how many."""
        return (await self._connection.execute(delete(_question).where(_question.c.asked_at < before))).rowcount
