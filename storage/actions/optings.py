"""Opting in: asked once about the guides of one's ward's team, answered in the words that were shown."""

from storage.actions.consents import erase_for_purpose
from storage.clock import Clock
from storage.repositories.optings import KeptOpting
from storage.rules.consents import Consent, Purpose, agreed_purposes
from storage.rules.people import Address
from storage.unit_of_work import OpenWork

__all__ = ["KeptOpting", "find_opting", "note_asked", "record_opting", "toggle_topic"]


async def note_asked(uow: OpenWork, clock: Clock, *, citizen: Address, ward: str) -> bool:
    """Whether this person may be asked about this ward's team; it counts as asked then. Nobody is asked twice.

    Only somebody of whom an area is kept is asked: of others not even the asking could be remembered.
    """
    async with uow() as work:
        known = await work.identities.find(citizen)
        if known is None or await work.areas.find(known) is None:
            return False
        before = await work.optings.find(known)
        if before is not None and ward in (before.asked_ward, before.ward):
            return False
        await work.optings.record_asked(known, ward, clock.now())
        await work.commit()
    return True


async def record_opting(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    update_key: str | None,
    ward: str,
    given: bool,
    words: str,
    version: str,
) -> None:
    """Record Có or Không to the team of a ward, with the words that were shown. A Không ends an earlier Có.

    The former district is that of the area on record, where it is the same ward's.
    """
    now = clock.now()
    async with uow() as work:
        if not await work.effects.record(update_key, f"consent:{Purpose.TEAM_GUIDES}", now):
            return
        known = await work.identities.record(citizen, now) if given else await work.identities.find(citizen)
        if known is None:
            return
        said = Consent(Purpose.TEAM_GUIDES, given, words, version, citizen.channel, now)
        await work.consents.record(known, said)
        if given:
            area = await work.areas.find(known)
            await work.optings.record_asked(known, ward, now)
            await work.optings.agree(known, ward, area.district if area is not None and area.ward == ward else None)
        else:
            await erase_for_purpose(work, known, Purpose.TEAM_GUIDES)
        await work.commit()


async def find_opting(uow: OpenWork, clock: Clock, *, citizen: Address) -> KeptOpting | None:
    """What somebody agreed to get; None unless a Có stands."""
    async with uow(readonly=True) as work:
        known = await work.identities.find(citizen)
        if known is None or Purpose.TEAM_GUIDES not in agreed_purposes(await work.consents.list_decisions(known)):
            return None
        return await work.optings.find(known)


async def toggle_topic(uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None, topic: str) -> bool:
    """Choose a topic, or not any more; False without a Có. Whether there is such a topic is the caller's to know."""
    async with uow() as work:
        known = await work.consents.find_agreed(citizen, Purpose.TEAM_GUIDES)
        if known is None:
            return False
        if await work.effects.record(update_key, "guide-topic", clock.now()):
            await work.optings.toggle_topic(known, topic)
            await work.commit()
    return True
