"""Stop: obeyed at once, for every address of the person, of everything or of one topic, until they take it back."""

from storage.clock import Clock
from storage.rules.people import Address
from storage.rules.stops import can_undo
from storage.unit_of_work import OpenWork


async def record_stop(
    uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None, topic: str | None = None
) -> bool:
    """Write the wish down; False if it stood already. No delivery passes it from this moment on."""
    now = clock.now()
    async with uow() as work:
        first = await work.effects.record(update_key, "stop", now)
        if not first or await work.stops.is_standing(citizen, topic):
            return False
        await work.stops.record(await work.identities.record(citizen, now), citizen.channel, now, topic)
        await work.commit()
    return True


async def undo_stop(
    uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None, topic: str | None = None
) -> bool:
    """Take the wish back; False if there was none. Nobody is written to for that alone: consents decide."""
    now = clock.now()
    async with uow() as work:
        known = await work.identities.find(citizen)
        if known is None or not await work.effects.record(update_key, "undo-stop", now):
            return False
        undone = await work.stops.undo(known, now, topic)
        await work.commit()
    return undone


async def is_older_stop(uow: OpenWork, clock: Clock, *, citizen: Address, topic: str | None = None) -> bool:
    """Whether a wish stands that was made more than a minute ago: one tap is not enough to take it back."""
    async with uow(readonly=True) as work:
        known = await work.identities.find(citizen)
        wishes = await work.stops.list_of(known) if known is not None else ()
    standing = [wish.stopped_at for wish in wishes if wish.topic == topic and wish.undone_at is None]
    return bool(standing) and not can_undo(max(standing), clock.now())


async def is_stopped(uow: OpenWork, clock: Clock, *, citizen: Address, topic: str | None = None) -> bool:
    """Whether the person asked us not to write to them at all, or of this topic."""
    async with uow(readonly=True) as work:
        return await work.stops.is_standing(citizen, topic)
