"""Consent, one purpose at a time, each decision with its words, version, time and channel."""

from dataclasses import dataclass

from storage.clock import Clock
from storage.rules.consents import Consent, Purpose, agreed_purposes
from storage.rules.people import Address
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = ["Consent", "ConsentRecorded", "Purpose", "has_agreed", "list_consents", "record_consent"]


@dataclass(frozen=True, slots=True)
class ConsentRecorded:
    """`repeated`: this update was recorded before. `kept`: the decision is on record."""

    purpose: Purpose
    given: bool
    repeated: bool
    kept: bool


async def record_consent(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    update_key: str | None,
    purpose: Purpose,
    given: bool,
    words: str,
    version: str,
) -> ConsentRecorded:
    """Record a decision. A no takes effect at once: what was kept for the purpose is erased.

    Nothing is written about somebody who says no and of whom nothing is kept: refusing leaves no trace.
    """
    now = clock.now()
    async with uow() as work:
        if not await work.effects.record(update_key, f"consent:{purpose}", now):
            return ConsentRecorded(purpose, given, repeated=True, kept=False)
        known = await work.identities.record(citizen, now) if given else await work.identities.find(citizen)
        if known is not None:
            await work.consents.record(known, Consent(purpose, given, words, version, citizen.channel, now))
            if not given:
                await erase_for_purpose(work, known, purpose)
        await work.commit()
    return ConsentRecorded(purpose, given, repeated=False, kept=known is not None)


async def list_consents(uow: OpenWork, clock: Clock, *, citizen: Address) -> tuple[Consent, ...]:
    """Every decision of a person, oldest first."""
    async with uow(readonly=True) as work:
        known = await work.identities.find(citizen)
        return await work.consents.list_decisions(known) if known is not None else ()


async def has_agreed(uow: OpenWork, clock: Clock, *, citizen: Address, purpose: Purpose) -> bool:
    """Whether the latest decision about the purpose is a yes."""
    return purpose in agreed_purposes(await list_consents(uow, clock, citizen=citizen))


async def erase_for_purpose(work: UnitOfWork, citizen: int, purpose: Purpose) -> None:
    """Erase what was kept for one purpose alone, inside the caller's transaction."""
    match purpose:
        case Purpose.IMPROVE_ANSWERS:
            await work.questions.forget_of(citizen)
            await work.ratings.release_of(citizen)
        case Purpose.REMEMBER_AREA:
            await work.areas.forget(citizen)
            await work.optings.forget_asked(citizen)
        case Purpose.REMEMBER_TICKS:
            for address in await work.identities.list_addresses(citizen):
                await work.checklists.forget(address)
        case Purpose.TEAM_GUIDES:
            await work.optings.withdraw(citizen)
        case Purpose.RULE_NEWS:
            await work.follows.drop(citizen)
        case Purpose.KEEP_REMINDERS:
            await work.reminders.forget_of(citizen)
        case Purpose.KEEP_CONVERSATION:
            for address in await work.identities.list_addresses(citizen):
                await work.history.forget(address.channel, address.external_id)
