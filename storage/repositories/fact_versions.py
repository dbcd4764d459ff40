"""The words that facts were told in, version by version."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, bindparam, func, insert, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import ContentStart, FactVersion, table_of
from storage.repositories.once import conflict_insert

_fact = table_of(FactVersion)
_start = table_of(ContentStart)

FactKey = tuple[str, str]
"""Procedure (or journey) and id of a fact."""


@cache
def _begin(dialect: str) -> Executable:
    return conflict_insert(dialect, _fact).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact as a start tells it; `version` is a hash of all that is told of it."""

    procedure: str
    fact: str
    version: str
    aspect: str
    text: str


@dataclass(frozen=True, slots=True)
class FactSpan:
    """A version of a fact and the time it was told in; `replaced_at` None: it still is."""

    told: ToldFact
    first_seen_at: datetime
    replaced_at: datetime | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is told in other words since a start: `before` None, it is new; `after` None, it is told no more."""

    procedure: str
    fact: str
    aspect: str
    before: str | None
    after: str | None
    changed_at: datetime


class FactVersions:
    """The fact_version and content_start tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def is_told(self, digest: str) -> bool:
        """Whether the content that is told is this one: that of the start written down last."""
        newest = select(_start.c.digest).order_by(_start.c.id.desc()).limit(1)
        return (await self._connection.execute(newest)).scalar_one_or_none() == digest

    async def record_start(self, digest: str, at: datetime) -> None:
        """Write down that another content is told from now on."""
        row = {"digest": digest, "started_at": at}
        await self._connection.execute(insert(_start), row)

    async def list_told(self) -> Mapping[FactKey, str]:
        """The version of every fact that is told now."""
        statement = select(_fact.c.procedure, _fact.c.fact, _fact.c.version).where(_fact.c.replaced_at.is_(None))
        return {(row[0], row[1]): row[2] for row in await self._connection.execute(statement)}

    async def replace(self, facts: Collection[FactKey], at: datetime) -> None:
        """End the standing versions of these facts."""
        statement = (
            update(_fact)
            .where(
                _fact.c.procedure == bindparam("of"), _fact.c.fact == bindparam("named"), _fact.c.replaced_at.is_(None)
            )
            .values(replaced_at=bindparam("at"))
        )
        rows = [{"of": procedure, "named": fact, "at": at} for procedure, fact in sorted(facts)]
        if rows:
            await self._connection.execute(statement, rows)

    async def record(self, facts: Collection[ToldFact], at: datetime) -> None:
        """Begin a version of each of these facts."""
        rows = [{n: getattr(f, n) for n in ToldFact.__slots__} | {"first_seen_at": at} for f in facts]
        if rows:
            await self._connection.execute(_begin(self._connection.dialect.name), rows)

    async def list_at(self, procedure: str, aspect: str | None, at: datetime) -> tuple[ToldFact, ...]:
        """The facts of a procedure, of one aspect or of all, as they were told at an instant; by id."""
        columns = [_fact.c[name] for name in ToldFact.__slots__]
        statement = (
            select(*columns)
            .where(
                _fact.c.procedure == procedure,
                _fact.c.first_seen_at <= at,
                or_(_fact.c.replaced_at.is_(None), _fact.c.replaced_at > at),
            )
            .order_by(_fact.c.fact)
        )
        if aspect is not None:
            statement = statement.where(_fact.c.aspect == aspect)
        return tuple(ToldFact(*row) for row in await self._connection.execute(statement))

    async def list_of(self, procedure: str, fact: str) -> tuple[FactSpan, ...]:
        """Every version of a fact, the oldest first."""
        columns = [_fact.c[name] for name in ToldFact.__slots__]
        statement = (
            select(*columns, _fact.c.first_seen_at, _fact.c.replaced_at)
            .where(_fact.c.procedure == procedure, _fact.c.fact == fact)
            .order_by(_fact.c.first_seen_at)
        )
        rows = (await self._connection.execute(statement)).all()
        return tuple(FactSpan(ToldFact(*row[:5]), row[5], row[6]) for row in rows)

    async def list_changes(self, since: datetime) -> tuple[FactChange, ...]:
        """What changed in its words at or after `since`, oldest first; what the very first start told is no news."""
        now, was = _fact.alias("now"), _fact.alias("was")
        same = (now.c.procedure == was.c.procedure) & (now.c.fact == was.c.fact)
        follows = same & (now.c.first_seen_at == was.c.replaced_at)
        columns = (was.c.procedure, was.c.fact, was.c.aspect, was.c.text, now.c.text, was.c.replaced_at)
        replaced = (
            select(*columns)
            .select_from(was.outerjoin(now, follows))
            .where(was.c.replaced_at >= since, or_(now.c.text.is_(None), now.c.text != was.c.text))
        )
        first = select(func.min(_fact.c.first_seen_at)).scalar_subquery()
        begun = (
            select(now.c.procedure, now.c.fact, now.c.aspect, null(), now.c.text, now.c.first_seen_at)
            .select_from(now.outerjoin(was, follows))
            .where(now.c.first_seen_at >= since, now.c.first_seen_at > first, was.c.fact.is_(None))
        )
        found = [FactChange(*row) for part in (replaced, begun) for row in await self._connection.execute(part)]
        return tuple(sorted(found, key=lambda change: (change.changed_at, change.procedure, change.fact)))
