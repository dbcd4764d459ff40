"""Updates that arrived: written once, taken in order, emptied when handled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Select, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import InboxUpdate, table_of
from storage.repositories.once import conflict_insert

_inbox = table_of(InboxUpdate)
_waiting = (
    select(
        _inbox.c.id,
        _inbox.c.channel,
        _inbox.c.update_id,
        _inbox.c.conversation,
        _inbox.c.payload,
        _inbox.c.received_at,
    )
    .where(_inbox.c.handled_at.is_(None))
    .order_by(_inbox.c.id)
)
_handled = (
    update(_inbox)
    .where(_inbox.c.id.in_(bindparam("ids", expanding=True)), _inbox.c.handled_at.is_(None))
    .values(handled_at=bindparam("at"), payload=None)
)


_of_conversation = _waiting.where(
    _inbox.c.channel == bindparam("channel"), _inbox.c.conversation == bindparam("conversation")
).limit(1)


@cache
def _record(dialect: str) -> Executable:
    known = ["channel", "update_id"]
    statement = conflict_insert(dialect, _inbox).on_conflict_do_nothing(index_elements=known)
    return statement.returning(_inbox.c.channel, _inbox.c.update_id, _inbox.c.id)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as a channel hands it over."""

    channel: str
    update_id: str
    conversation: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that nobody has handled; `payload` is None once it was given up."""

    id: int
    channel: str
    update_id: str
    conversation: str
    payload: Mapping[str, Any] | None
    received_at: datetime


class Inbox:
    """The inbox table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, arrivals: Sequence[Arrival], at: datetime) -> tuple[int | None, ...]:
        """Write updates down; for each the row's id, or None if its number was seen before on its channel."""
        rows = [
            {
                "channel": arrival.channel,
                "update_id": arrival.update_id,
                "conversation": arrival.conversation,
                "payload": dict(arrival.payload),
                "received_at": at,
            }
            for arrival in arrivals
        ]
        if not rows:
            return ()
        recorded = await self._connection.execute(_record(self._connection.dialect.name), rows)
        ids = {(channel, update_id): number for channel, update_id, number in recorded}
        return tuple(ids.pop((arrival.channel, arrival.update_id), None) for arrival in arrivals)

    async def find_next(self, channel: str, conversation: str) -> Waiting | None:
        """The oldest unhandled update of one conversation."""
        which = {"channel": channel, "conversation": conversation}
        row = (await self._connection.execute(_of_conversation, which)).first()
        return Waiting(*row) if row else None

    async def list_waiting(self, channel: str | None, limit: int) -> tuple[Waiting, ...]:
        """Unhandled updates, oldest first, of one channel or of all."""
        statement = _waiting if channel is None else _waiting.where(_inbox.c.channel == channel)
        return await self._list(statement.limit(limit))

    async def record_handled(self, ids: Sequence[int], at: datetime) -> None:
        """Mark as handled and empty the payloads."""
        await self._connection.execute(_handled, {"ids": list(ids), "at": at})

    async def give_up(self, before: datetime) -> tuple[Waiting, ...]:
        """Empty the payload of what waits since before `before`; gives those back until they are marked."""
        old = _inbox.c.handled_at.is_(None) & (_inbox.c.received_at < before)
        await self._connection.execute(update(_inbox).where(old).values(payload=None))
        return await self._list(_waiting.where(_inbox.c.received_at < before))

    async def forget_handled(self, before: datetime) -> int:
        """Delete handled rows older than `before`; returns how many."""
        return (await self._connection.execute(delete(_inbox).where(_inbox.c.handled_at < before))).rowcount

    async def forget_conversation(self, channel: str, conversation: str) -> None:
        """Take a conversation's name off its handled rows; their numbers still stop a repeated delivery."""
        mine = (_inbox.c.channel == channel) & (_inbox.c.conversation == conversation)
        await self._connection.execute(
            update(_inbox).where(mine, _inbox.c.handled_at.is_not(None)).values(conversation="")
        )

    async def _list(self, statement: Select[Any]) -> tuple[Waiting, ...]:
        return tuple(Waiting(*row) for row in await self._connection.execute(statement))
