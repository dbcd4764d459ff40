"""The audit: lines are added and read; the database refuses everything else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import AuditLine, table_of
from storage.rules.audit import AGED, LONGEST_SUBJECT, RETENTION, Outcome

_audit = table_of(AuditLine)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who ("cli", a staff number as text, …), what, whether it was done, about which record, when."""

    actor: str
    act: str
    outcome: Outcome
    subject: str
    at: datetime


class Audit:
    """The audit table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, actor: str, act: str, subject: str, at: datetime, outcome: Outcome = Outcome.DONE) -> None:
        """Add a line. `subject` is "kind:id"; raises ValueError for anything longer than an id."""
        if len(subject) > LONGEST_SUBJECT:
            raise ValueError("the audit keeps ids, never content")
        row = {"actor": actor, "act": act, "outcome": outcome, "subject": subject, "at": at}
        await self._connection.execute(insert(_audit), row)

    async def was_refused(self, actor: str, act: str, since: datetime) -> bool:
        """Whether the same attempt was written down already, at or after `since`."""
        table = _audit.c
        same = (table.actor == actor, table.act == act, table.outcome == Outcome.REFUSED, table.at >= since)
        return (await self._connection.execute(select(table.id).where(*same).limit(1))).first() is not None

    async def list_since(self, since: datetime, limit: int) -> tuple[AuditEntry, ...]:
        """The last lines at or after `since`, at most `limit`, oldest first."""
        columns = [_audit.c[name] for name in AuditEntry.__slots__]
        statement = select(*columns).where(_audit.c.at >= since).order_by(_audit.c.id.desc()).limit(limit)
        rows = (await self._connection.execute(statement)).all()
        return tuple(AuditEntry(*row) for row in reversed(rows))

    async def list_by(self, actor: str) -> tuple[AuditEntry, ...]:
        """Every line of one actor, oldest first."""
        columns = [_audit.c[name] for name in AuditEntry.__slots__]
        statement = select(*columns).where(_audit.c.actor == actor).order_by(_audit.c.id)
        return tuple(AuditEntry(*row) for row in await self._connection.execute(statement))

    async def age(self, before: datetime, at: datetime) -> int:
        """Delete lines older than `before`, having written down that it was done; returns how many.

        The line at `at` comes first: the database lets a line go only when there is one so much younger.
        """
        old = _audit.c.at < before
        if (await self._connection.execute(select(_audit.c.id).where(old).limit(1))).first() is None:
            return 0
        await self.record(RETENTION, AGED, f"before:{before.date()}", at)
        return (await self._connection.execute(delete(_audit).where(old))).rowcount
