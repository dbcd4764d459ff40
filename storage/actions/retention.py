"""Forget what has lived long enough."""

from dataclasses import dataclass

from storage.clock import Clock
from storage.rules.retention import Lifetimes, limits
from storage.unit_of_work import OpenWork

__all__ = ["Forgotten", "Lifetimes", "enforce_retention"]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows of each kind went; numbers only, fit for a log."""

    questions: int
    ratings: int
    messages: int
    conversations: int
    proofs: int
    updates: int
    surrogates: int
    audits: int = 0
    invitations: int = 0
    checklists: int = 0
    deliveries: int = 0
    reminders: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        kinds = (self.questions, self.ratings, self.messages, self.conversations)
        of_staff = self.audits + self.invitations
        of_sending = self.deliveries + self.reminders
        return sum(kinds) + self.checklists + of_sending + self.proofs + self.updates + self.surrogates + of_staff


async def enforce_retention(uow: OpenWork, clock: Clock, *, lifetimes: Lifetimes) -> Forgotten:
    """Delete what is older than its lifetime; run it often, it is cheap when there is nothing to do.

    What nobody sent in time expires here too, also where its channel is served no more.
    The erasure list and proofs share one lifetime: a backup older than that must not be restored.
    """
    now = clock.now()
    old = limits(now, lifetimes)
    async with uow() as work:
        messages = await work.history.forget_unkept_before(old.unkept_conversations)
        messages += await work.history.forget_before(old.conversations)
        checklists = await work.checklists.forget_unkept_before(old.unkept_conversations)
        checklists += await work.checklists.forget_before(old.checklists)
        await work.ratings.release_before(old.unkept_conversations)
        await work.effects.forget(old.updates)
        superseded = await work.consents.forget_superseded(old.proofs)
        undone = await work.stops.forget_undone(old.proofs)
        await work.deliveries.expire(now)
        await work.reminders.forget_changes(old.deleted_reminders)
        await work.link_codes.forget_before(now)
        drafts = await work.reminder_drafts.forget_before(old.unkept_conversations)
        forgotten = Forgotten(
            questions=await work.questions.forget_before(old.questions),
            ratings=await work.ratings.forget_before(old.questions),
            messages=messages,
            conversations=await work.conversations.forget_before(old.unkept_conversations),
            proofs=await work.proofs.forget_before(old.proofs) + superseded + undone,
            updates=await work.inbox.forget_handled(old.updates),
            surrogates=await work.surrogates.forget_unused(old.updates),
            audits=await work.audit.age(old.audit, now),
            invitations=await work.invitations.forget_before(now, old.tries),
            checklists=checklists,
            deliveries=await work.delivery_counts.forget_before(old.deliveries),
            reminders=await work.reminders.forget_before(old.reminders, old.deleted_reminders) + drafts,
        )
        await work.commit()
    return forgotten
