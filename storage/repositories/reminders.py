"""What people asked to be reminded of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Delivery, Reminder, table_of
from storage.rules.deliveries import FINAL, DeliveryState
from storage.rules.reminders import OPEN, ReminderState

_reminder = table_of(Reminder)
_delivery = table_of(Delivery)


@dataclass(frozen=True, slots=True)
class KeptReminder:
    """A reminder as its owner has it. `next_at`: when it rings next, or last rang."""

    id: int
    citizen: int
    what: str
    procedure: str | None
    follow_up: str | None
    recurrence: str | None
    state: ReminderState
    next_at: datetime
    occurrence: int
    origin: str | None
    unanswered: int
    revision: int
    before: Mapping[str, Any] | None
    missed_at: datetime | None
    asked_at: datetime
    changed_at: datetime


_COLUMNS = tuple(_reminder.c["citizen_id" if name == "citizen" else name] for name in KeptReminder.__dataclass_fields__)


class Reminders:
    """The reminder table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(
        self,
        citizen: int,
        at: datetime,
        *,
        what: str,
        procedure: str | None,
        follow_up: str | None,
        recurrence: str | None,
        next_at: datetime,
    ) -> int:
        """Write a new one that waits; returns its id."""
        row = {
            "citizen_id": citizen,
            "what": what,
            "procedure": procedure,
            "follow_up": follow_up,
            "recurrence": recurrence,
            "state": ReminderState.WAITING,
            "next_at": next_at,
            "occurrence": 0,
            "unanswered": 0,
            "revision": 0,
            "asked_at": at,
            "changed_at": at,
        }
        inserted = await self._connection.execute(insert(_reminder).values(**row))
        assert inserted.inserted_primary_key is not None
        return int(inserted.inserted_primary_key[0])

    async def find(self, citizen: int, reminder: int, *, hold: bool = False) -> KeptReminder | None:
        """One of a citizen's own; `hold`: nobody else changes it until the transaction ends."""
        return await self._one(_reminder.c.id == reminder, _reminder.c.citizen_id == citizen, hold=hold)

    async def find_ringing(self, origin: str, citizen: int) -> KeptReminder | None:
        """The one that a delivery is about; None where it was changed or deleted since it was planned."""
        table = _reminder.c
        return await self._one(
            table.citizen_id == citizen, table.origin == origin, table.state == ReminderState.RINGING
        )

    async def list_of(self, citizen: int, states: Sequence[ReminderState]) -> tuple[KeptReminder, ...]:
        """A citizen's reminders in some states, the next to ring first."""
        table = _reminder.c
        statement = (
            select(*_COLUMNS)
            .where(table.citizen_id == citizen, table.state.in_(states))
            .order_by(table.next_at, table.id)
        )
        return tuple(KeptReminder(*row) for row in await self._connection.execute(statement))

    async def count_open(self, citizen: int) -> int:
        """How many a citizen has that ring yet."""
        which = (_reminder.c.citizen_id == citizen, _reminder.c.state.in_(OPEN))
        return int((await self._connection.execute(select(func.count()).where(*which))).scalar_one())

    async def change(self, known: KeptReminder, **values: Any) -> bool:
        """Set some columns, unless somebody else changed it since it was read; False then."""
        table = _reminder.c
        as_read = and_(
            table.id == known.id,
            table.state == known.state,
            table.occurrence == known.occurrence,
            table.revision == known.revision,
        )
        return (await self._connection.execute(update(_reminder).where(as_read).values(**values))).rowcount == 1

    async def list_due(self, until: datetime, limit: int) -> tuple[KeptReminder, ...]:
        """Those that wait and ring at or before `until`, the earliest first; held until the transaction ends."""
        table = _reminder.c
        statement = (
            select(*_COLUMNS)
            .where(table.state == ReminderState.WAITING, table.next_at <= until)
            .order_by(table.next_at, table.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return tuple(KeptReminder(*row) for row in await self._connection.execute(statement))

    async def is_any_due(self, until: datetime) -> bool:
        """Whether any waits that rings at or before `until`; a look, no lock."""
        table = _reminder.c
        due = select(table.id).where(table.state == ReminderState.WAITING, table.next_at <= until)
        return (await self._connection.execute(due.limit(1))).first() is not None

    async def list_settled(self, limit: int) -> tuple[tuple[KeptReminder, DeliveryState | None], ...]:
        """Those whose delivery reached its end, with that end; None where it is on record no more."""
        table = _reminder.c
        theirs = and_(_delivery.c.origin == table.origin, _delivery.c.citizen_id == table.citizen_id)
        ended: ColumnElement[bool] = or_(_delivery.c.id.is_(None), _delivery.c.state.in_(tuple(FINAL)))
        statement = (
            select(*_COLUMNS, _delivery.c.state)
            .outerjoin(_delivery, theirs)
            .where(table.state == ReminderState.RINGING, ended)
            .order_by(table.id)
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).all()
        return tuple((KeptReminder(*row[:-1]), row[-1]) for row in rows)

    async def forget_of(self, citizen: int) -> int:
        """Delete all of a citizen; how many they were."""
        return (await self._connection.execute(delete(_reminder).where(_reminder.c.citizen_id == citizen))).rowcount

    async def forget_before(self, ended: datetime, deleted: datetime) -> int:
        """Delete what rings no more and was last changed before `ended`, what was deleted before `deleted`."""
        table = _reminder.c
        over = table.state.not_in(OPEN) & (table.changed_at < ended)
        gone = (table.state == ReminderState.DELETED) & (table.changed_at < deleted)
        return (await self._connection.execute(delete(_reminder).where(or_(over, gone)))).rowcount

    async def forget_changes(self, before: datetime) -> None:
        """What can be taken back no more is forgotten."""
        table = _reminder.c
        old = table.before.is_not(None) & (table.changed_at < before)
        await self._connection.execute(update(_reminder).where(old).values(before=None))

    async def _one(self, *which: ColumnElement[bool], hold: bool = False) -> KeptReminder | None:
        statement = select(*_COLUMNS).where(*which)
        row = (await self._connection.execute(statement.with_for_update() if hold else statement)).first()
        return KeptReminder(*row) if row is not None else None
