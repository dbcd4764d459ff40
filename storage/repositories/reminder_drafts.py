"""Reminders that are being set."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import ReminderDraft, table_of
from storage.repositories.once import conflict_insert
from storage.rules.people import Address

_draft = table_of(ReminderDraft)


@dataclass(frozen=True, slots=True)
class DraftTime:
    """One time that may be meant: when first, and how it comes again, as knowledge writes it down."""

    at: datetime
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being set. `reminder`: the one that is changed; `saved`: the one that it became. `id` is its record's."""

    what: str
    times: tuple[DraftTime, ...] = ()
    procedure: str | None = None
    follow_up: str | None = None
    reminder: int | None = None
    saved: int | None = None
    id: int = 0


class ReminderDrafts:
    """The reminder_draft table: one row for an address."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, address: Address, draft: Draft, at: datetime) -> int:
        """Write a draft under a number of its own, in place of an earlier one of the address; returns the number."""
        await self.forget(address)
        row = {
            "channel": address.channel,
            "external_id": address.external_id,
            "what": draft.what,
            "procedure": draft.procedure,
            "follow_up": draft.follow_up,
            "times": [{"at": time.at.isoformat(), "recurrence": time.recurrence} for time in draft.times],
            "reminder_id": draft.reminder,
            "saved_id": None,
            "made_at": at,
        }
        insert = conflict_insert(self._connection.dialect.name, _draft).values(**row)
        changed = {name: value for name, value in row.items() if name not in ("channel", "external_id")}
        both = insert.on_conflict_do_update(index_elements=["channel", "external_id"], set_=changed)
        return int((await self._connection.execute(both.returning(_draft.c.id))).scalar_one())

    async def find(self, address: Address, since: datetime) -> Draft | None:
        """The draft of an address that was made at or after `since`."""
        table = _draft.c
        statement = select(
            table.what,
            table.times,
            table.procedure,
            table.follow_up,
            table.reminder_id,
            table.saved_id,
            table.id,
        ).where(
            table.channel == address.channel,
            table.external_id == address.external_id,
            table.made_at >= since,
        )
        row = (await self._connection.execute(statement)).first()
        if row is None:
            return None
        times = tuple(DraftTime(datetime.fromisoformat(kept["at"]), kept["recurrence"]) for kept in row.times)
        return Draft(row.what, times, row.procedure, row.follow_up, row.reminder_id, row.saved_id, row.id)

    async def note_saved(self, draft: int, reminder: int) -> None:
        """A draft became a reminder: it keeps no words of its own any more."""
        await self._connection.execute(
            update(_draft).where(_draft.c.id == draft).values(saved_id=reminder, what="", times=[])
        )

    async def forget(self, address: Address) -> int:
        """Delete the draft of an address; how many that was."""
        table = _draft.c
        mine = (table.channel == address.channel, table.external_id == address.external_id)
        return (await self._connection.execute(delete(_draft).where(*mine))).rowcount

    async def forget_before(self, before: datetime) -> int:
        """Delete drafts made before `before`; how many they were."""
        return (await self._connection.execute(delete(_draft).where(_draft.c.made_at < before))).rowcount
