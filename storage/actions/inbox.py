"""The inbox: written before the channel is told, taken in order, emptied when handled."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from storage.clock import Clock
from storage.repositories.inbox import Arrival, Waiting
from storage.rules.retention import UPDATE_EXPIRES_AFTER
from storage.unit_of_work import OpenWork

__all__ = [
    "Arrival",
    "Waiting",
    "expire_unhandled",
    "list_unhandled",
    "mark_handled",
    "next_update",
    "record_update",
    "write_down",
]


async def write_down(
    uow: OpenWork, clock: Clock, *, arrivals: Sequence[Arrival], handled: Sequence[int]
) -> tuple[Waiting | None, ...]:
    """Record a group of arrivals and empty a group of handled updates, in one transaction.

    For each arrival what waits now, or None where its channel delivered it before.
    """
    now = clock.now()
    async with uow() as work:
        ids = await work.inbox.record(arrivals, now)
        if handled:
            await work.inbox.record_handled(handled, now)
        await work.commit()
    return tuple(
        Waiting(row, a.channel, a.update_id, a.conversation, a.payload, now) if row is not None else None
        for row, a in zip(ids, arrivals, strict=True)
    )


async def record_update(
    uow: OpenWork,
    clock: Clock,
    *,
    channel: str,
    update_id: str,
    conversation: str,
    payload: Mapping[str, Any],
) -> bool:
    """Write an update down; False if this channel delivered it before, and then nothing is changed."""
    arrival = Arrival(channel, update_id, conversation, payload)
    (waiting,) = await write_down(uow, clock, arrivals=[arrival], handled=())
    return waiting is not None


async def next_update(uow: OpenWork, clock: Clock, *, channel: str, conversation: str) -> Waiting | None:
    """The oldest unhandled update of one conversation."""
    async with uow(readonly=True) as work:
        return await work.inbox.find_next(channel, conversation)


async def list_unhandled(
    uow: OpenWork, clock: Clock, *, channel: str | None = None, limit: int = 1000
) -> tuple[Waiting, ...]:
    """Unhandled updates, oldest first; what a restart takes up again."""
    async with uow(readonly=True) as work:
        return await work.inbox.list_waiting(channel, limit)


async def mark_handled(uow: OpenWork, clock: Clock, *, ids: Sequence[int]) -> None:
    """Mark a group of updates as handled and empty their payloads."""
    if ids:
        await write_down(uow, clock, arrivals=(), handled=ids)


async def expire_unhandled(
    uow: OpenWork, clock: Clock, *, older_than: timedelta = UPDATE_EXPIRES_AFTER
) -> tuple[Waiting, ...]:
    """Updates that waited too long, emptied; each comes back until somebody apologised and marked it."""
    async with uow() as work:
        expired = await work.inbox.give_up(clock.now() - older_than)
        await work.commit()
    return expired
