"""The reminder that a person is setting: kept for half an hour, shown back, then saved or left."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from storage.actions.reminders import NextTime, as_heard, what_it_was
from storage.clock import Clock
from storage.repositories.reminder_drafts import Draft, DraftTime
from storage.repositories.reminders import KeptReminder
from storage.rules.consents import Consent, Purpose
from storage.rules.people import Address
from storage.rules.redaction import redact
from storage.rules.reminders import MOST_REMINDERS, ReminderState, shortened
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = [
    "Draft",
    "DraftTime",
    "Refusal",
    "Saved",
    "find_draft",
    "forget_draft",
    "put_draft",
    "save_draft",
]


class Refusal(StrEnum):
    """Why a draft was not saved."""

    GONE = "gone"
    """It is forgotten, or was never whole."""
    PAST = "past"
    """Its time has gone by meanwhile."""
    TOO_MANY = "too_many"
    NOT_AGREED = "not_agreed"


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a draft: the reminder, or why there is none."""

    reminder: KeptReminder | None = None
    refusal: Refusal | None = None


async def put_draft(uow: OpenWork, clock: Clock, *, citizen: Address, draft: Draft) -> Draft:
    """Keep a draft in place of an earlier one; its words are redacted and shortened. Returns it with its number.

    The number is a new one each time: buttons that showed it as it was are good no more.
    """
    kept = replace(draft, what=shortened(redact(draft.what)), saved=None)
    async with uow() as work:
        number = await work.reminder_drafts.record(citizen, kept, clock.now())
        await work.commit()
    return replace(kept, id=number)


async def find_draft(uow: OpenWork, clock: Clock, *, citizen: Address, draft: int | None = None) -> Draft | None:
    """The draft with this number, or whichever there is; None when it is forgotten, saved, or another is there."""
    async with uow(readonly=True) as work:
        kept = await work.reminder_drafts.find(citizen, clock.now() - CONVERSATION_FORGOTTEN_AFTER)
    if kept is None or kept.saved is not None or draft not in (None, kept.id):
        return None
    return kept


async def forget_draft(uow: OpenWork, clock: Clock, *, citizen: Address) -> None:
    """Leave it."""
    async with uow() as work:
        await work.reminder_drafts.forget(citizen)
        await work.commit()


async def save_draft(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    draft: int,
    words: str | None,
    version: str,
    next_time: NextTime,
) -> Saved:
    """Make the draft a reminder, or change the one that it is about; saved twice, it is one all the same.

    `words`: the question that was said yes to, where it was asked; None where the person had agreed before.
    """
    now = clock.now()
    async with uow() as work:
        kept = await work.reminder_drafts.find(citizen, now - CONVERSATION_FORGOTTEN_AFTER)
        if kept is None or kept.id != draft:
            return Saved(refusal=Refusal.GONE)
        known = await work.identities.find(citizen)
        if kept.saved is not None:
            saved = await work.reminders.find(known, kept.saved) if known is not None else None
            return Saved(saved) if saved is not None else Saved(refusal=Refusal.GONE)
        refusal = await _refusal(work, citizen, known, kept, now, asked=words is not None)
        if refusal is not None:
            return Saved(refusal=refusal)
        if words is not None:
            known = await work.identities.record(citizen, now)
            consent = Consent(Purpose.KEEP_REMINDERS, True, words, version, citizen.channel, now)
            await work.consents.record(known, consent)
        assert known is not None
        number = await _save(work, known, kept, now, next_time)
        if number is None:
            return Saved(refusal=Refusal.GONE)
        await work.reminder_drafts.note_saved(kept.id, number)
        reminder = await work.reminders.find(known, number)
        await work.commit()
    return Saved(reminder)


async def _refusal(
    work: UnitOfWork, citizen: Address, known: int | None, draft: Draft, now: datetime, *, asked: bool
) -> Refusal | None:
    if len(draft.times) != 1 or not draft.what:
        return Refusal.GONE
    if draft.times[0].at <= now:
        return Refusal.PAST
    if not asked and await work.consents.find_agreed(citizen, Purpose.KEEP_REMINDERS) is None:
        return Refusal.NOT_AGREED
    if draft.reminder is None and known is not None and await work.reminders.count_open(known) >= MOST_REMINDERS:
        return Refusal.TOO_MANY
    return None


async def _save(work: UnitOfWork, known: int, draft: Draft, now: datetime, next_time: NextTime) -> int | None:
    """The number of the reminder; None where the one to change is gone."""
    (time,) = draft.times
    if draft.reminder is None:
        return await work.reminders.record(
            known,
            now,
            what=draft.what,
            procedure=draft.procedure,
            follow_up=draft.follow_up,
            recurrence=time.recurrence,
            next_at=time.at,
        )
    old = await work.reminders.find(known, draft.reminder, hold=True)
    if old is None or old.state is ReminderState.DELETED:
        return None
    stands = as_heard(old, now, next_time)
    await work.reminders.change(
        old,
        what=draft.what,
        recurrence=time.recurrence,
        next_at=time.at,
        state=ReminderState.WAITING,
        unanswered=0,
        missed_at=None,
        revision=old.revision + 1,
        before=what_it_was(old, stands["state"], stands["next_at"]),
        asked_at=now,
        changed_at=now,
    )
    return old.id
