"""Reminders as the clock handles them: planned as a delivery when due, and what became of it written down."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from storage.actions.reminders import NextTime
from storage.clock import Clock
from storage.repositories.delivery_plans import only
from storage.repositories.reminders import KeptReminder
from storage.rules.deliveries import DeliveryKind, DeliveryState, Occasion
from storage.rules.reminders import EXPIRES_AFTER, PLANNED_AHEAD, ReminderState, gives_up, origin_of
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = ["KeptReminder", "find_ringing", "ring_due"]

_A_PART: Final = 500
"""Reminders handled in one transaction: whoever writes to us must not wait for all that fall on one minute."""

_RUNG: Final = (DeliveryState.SENT, DeliveryState.UNCONFIRMED)
"""Ends of a delivery after which its owner has it, or may have it."""


IsResolved = Callable[[KeptReminder], bool]
"""Whether nothing is left to be remembered; knowledge says so by the content."""


def _never(_: KeptReminder) -> bool:
    return False


async def ring_due(uow: OpenWork, clock: Clock, *, next_time: NextTime, is_resolved: IsResolved = _never) -> int:
    """Settle what has rung, then plan what is due within a minute, each once; how many were handled.

    What is resolved by itself when it is due does not ring: it is done. Run it as often as you like, in as many
    processes: a crash between two rows leaves both for the next run.
    """
    return await _settle_all(uow, clock, next_time) + await _plan_all(uow, clock, next_time, is_resolved)


async def find_ringing(uow: OpenWork, clock: Clock, *, origin: str, citizen: int) -> KeptReminder | None:
    """The reminder that a delivery is about; None where it was changed or deleted since it was planned."""
    async with uow(readonly=True) as work:
        return await work.reminders.find_ringing(origin, citizen)


async def _settle_all(uow: OpenWork, clock: Clock, next_time: NextTime) -> int:
    total = 0
    while True:
        async with uow(readonly=True) as work:
            if not await work.reminders.list_settled(1):
                return total
        async with uow() as work:
            settled = await work.reminders.list_settled(_A_PART)
            for it, end in settled:
                await work.reminders.change(it, **_settled(it, end, clock.now(), next_time))
            await work.commit()
        total += len(settled)


def _settled(it: KeptReminder, end: DeliveryState | None, now: datetime, next_time: NextTime) -> dict[str, Any]:
    """What a reminder is after its delivery; each ring counts as unanswered until its owner taps."""
    missed = {} if end in _RUNG else {"missed_at": it.next_at}
    if it.recurrence is None:
        state = ReminderState.RUNG if end in _RUNG else ReminderState.MISSED
        return {"state": state, "changed_at": now, **missed}
    if gives_up(it.unanswered, recurs=True):
        return {"state": ReminderState.STOPPED, "changed_at": now, **missed}
    # What fell due meanwhile still rings, late, if it is not a day ago; older ones are passed over together.
    following = next_time(it.recurrence, max(it.next_at, now - EXPIRES_AFTER))
    return {"state": ReminderState.WAITING, "next_at": following, "unanswered": it.unanswered + 1, **missed}


async def _plan_all(uow: OpenWork, clock: Clock, next_time: NextTime, is_resolved: IsResolved) -> int:
    total = 0
    while True:
        now = clock.now()
        async with uow(readonly=True) as work:
            if not await work.reminders.is_any_due(now + PLANNED_AHEAD):
                return total
        async with uow() as work:
            due = await work.reminders.list_due(now + PLANNED_AHEAD, _A_PART)
            for it in due:
                if is_resolved(it):
                    await work.reminders.change(it, state=ReminderState.DONE, changed_at=now)
                else:
                    await _plan(work, it, now, next_time)
            await work.commit()
        if not due:
            return total  # another process has them in hand
        total += len(due)


async def _plan(work: UnitOfWork, it: KeptReminder, now: datetime, next_time: NextTime) -> None:
    """A delivery for what is due; what is due since more than a day rings no more, and the list tells."""
    expires_at = it.next_at + EXPIRES_AFTER
    if expires_at <= now:
        await work.reminders.change(it, **_settled(it, DeliveryState.EXPIRED, now, next_time))
        return
    occurrence = it.occurrence + 1
    origin = origin_of(it.id, occurrence)
    if await work.reminders.change(it, state=ReminderState.RINGING, occurrence=occurrence, origin=origin):
        occasion = Occasion(
            origin,
            DeliveryKind.REMINDER,
            due_at=it.next_at,
            expires_at=expires_at,
            asked_at=it.asked_at,
        )
        await work.delivery_plans.plan(occasion, only([it.citizen]), now)
