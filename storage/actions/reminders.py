"""Reminders as their owner handles them: listed, done, put off, deleted, and any of it taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.clock import Clock
from storage.repositories.reminders import KeptReminder
from storage.rules.people import Address
from storage.rules.reminders import LISTED, UNDONE_WITHIN, ReminderState
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = [
    "Changed",
    "KeptReminder",
    "NextTime",
    "ReminderState",
    "delete_reminder",
    "find_reminder",
    "finish_reminder",
    "list_reminders",
    "put_off_reminder",
    "resume_reminder",
    "undo_change",
]

NextTime = Callable[[str, datetime], datetime]
"""(a recurrence as it is kept, a moment) → the first time after it; knowledge reads recurrences, storage does not."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A reminder after a change of its owner's; None where it is none of theirs, or deleted."""

    reminder: KeptReminder | None


async def list_reminders(uow: OpenWork, clock: Clock, *, citizen: Address) -> tuple[KeptReminder, ...]:
    """What a person asked for and has not done, deleted or seen the end of; the next to ring first."""
    async with uow(readonly=True) as work:
        known = await work.identities.find(citizen)
        return await work.reminders.list_of(known, LISTED) if known is not None else ()


async def find_reminder(uow: OpenWork, clock: Clock, *, citizen: Address, reminder: int) -> KeptReminder | None:
    """One of a person's own that is not deleted."""
    async with uow(readonly=True) as work:
        return await _find(work, citizen, reminder)


async def finish_reminder(
    uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None, reminder: int, next_time: NextTime
) -> Changed:
    """It is done: one that recurs goes on to its next time, which it counts from anew."""
    now = clock.now()

    def done(it: KeptReminder) -> dict[str, Any]:
        if it.recurrence is None:
            return {"state": ReminderState.DONE}
        if it.state is ReminderState.STOPPED:
            return {"state": ReminderState.WAITING, "next_at": next_time(it.recurrence, now), "asked_at": now}
        return {}

    return await _change(uow, now, citizen, update_key, reminder, next_time, done)


async def put_off_reminder(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    update_key: str | None,
    reminder: int,
    until: datetime,
    next_time: NextTime,
) -> Changed:
    """Ring again at `until`; one that recurs comes at its own times after that."""

    def later(_: KeptReminder) -> dict[str, Any]:
        return {"state": ReminderState.WAITING, "next_at": until, "asked_at": clock.now()}

    return await _change(uow, clock.now(), citizen, update_key, reminder, next_time, later)


async def resume_reminder(
    uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None, reminder: int, next_time: NextTime
) -> Changed:
    """Go on with one that stopped by itself; one that does not recur is left as it is."""
    now = clock.now()

    def resumed(it: KeptReminder) -> dict[str, Any]:
        if it.recurrence is None:
            return {}
        return {"state": ReminderState.WAITING, "next_at": next_time(it.recurrence, now), "asked_at": now}

    return await _change(uow, now, citizen, update_key, reminder, next_time, resumed)


async def delete_reminder(
    uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None, reminder: int, next_time: NextTime
) -> Changed:
    """Never ring again; for half an hour it can be taken back, then it is gone."""

    def gone(_: KeptReminder) -> dict[str, Any]:
        return {"state": ReminderState.DELETED}

    return await _change(uow, clock.now(), citizen, update_key, reminder, next_time, gone)


async def undo_change(
    uow: OpenWork, clock: Clock, *, citizen: Address, reminder: int, revision: int, next_time: NextTime
) -> Changed:
    """Take the change back that led to this revision; a minute that has gone by meanwhile is not made up for."""
    now = clock.now()
    async with uow() as work:
        known = await work.identities.find(citizen)
        it = await work.reminders.find(known, reminder, hold=True) if known is not None else None
        if known is None or it is None:
            return Changed(None)
        if it.revision != revision or it.before is None or it.changed_at + UNDONE_WITHIN < now:
            return Changed(it if it.state is not ReminderState.DELETED else None)
        state, next_at = ReminderState(it.before["state"]), datetime.fromisoformat(it.before["next_at"])
        recurrence = it.before["recurrence"]
        if state is ReminderState.WAITING and next_at <= now:
            if recurrence is None:
                state = ReminderState.RUNG
            else:
                next_at = next_time(recurrence, now)
        await work.reminders.change(
            it,
            what=it.before["what"],
            recurrence=recurrence,
            state=state,
            next_at=next_at,
            unanswered=it.before["unanswered"],
            revision=it.revision + 1,
            before=None,
            changed_at=now,
        )
        changed = await work.reminders.find(known, reminder)
        await work.commit()
    return Changed(changed)


async def _change(
    uow: OpenWork,
    now: datetime,
    citizen: Address,
    update_key: str | None,
    reminder: int,
    next_time: NextTime,
    change: Callable[[KeptReminder], dict[str, Any]],
) -> Changed:
    """One change of the owner's, with what it replaces; a repeated update changes nothing."""
    async with uow() as work:
        it = await _find(work, citizen, reminder, hold=True)
        if it is None or not await work.effects.record(update_key, "reminder", now):
            return Changed(it)
        stands = as_heard(it, now, next_time)
        values = {
            **stands,
            "unanswered": 0,
            "missed_at": None,
            "revision": it.revision + 1,
            "before": what_it_was(it, stands["state"], stands["next_at"]),
            "changed_at": now,
            **change(it),
        }
        await work.reminders.change(it, **values)
        changed = await work.reminders.find(it.citizen, reminder)
        await work.commit()
    return Changed(changed)


def what_it_was(it: KeptReminder, state: ReminderState, next_at: datetime) -> dict[str, Any]:
    """What a change of the owner's replaces, as it is kept for taking the change back."""
    return {
        "what": it.what,
        "recurrence": it.recurrence,
        "state": state.value,
        "next_at": next_at.isoformat(),
        "unanswered": it.unanswered,
    }


def as_heard(it: KeptReminder, now: datetime, next_time: NextTime) -> dict[str, Any]:
    """Where a reminder stands once its owner speaks of it: one that rings has reached them, or need not any more."""
    state, next_at = it.state, it.next_at
    if state is ReminderState.RINGING and next_at > now:
        state = ReminderState.WAITING
    elif state is ReminderState.RINGING and it.recurrence is None:
        state = ReminderState.RUNG
    elif state is ReminderState.RINGING:
        assert it.recurrence is not None
        state, next_at = ReminderState.WAITING, next_time(it.recurrence, now)
    return {"state": state, "next_at": next_at}


async def _find(work: UnitOfWork, citizen: Address, reminder: int, *, hold: bool = False) -> KeptReminder | None:
    known = await work.identities.find(citizen)
    it = await work.reminders.find(known, reminder, hold=hold) if known is not None else None
    return it if it is not None and it.state is not ReminderState.DELETED else None
