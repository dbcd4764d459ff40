"""Stop: obeyed at once, for every address of the person, until they take it back."""

from storage.clock import Clock
from storage.rules.people import Address
from storage.unit_of_work import OpenWork


async def record_stop(uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None) -> bool:
    """Write the wish down; False if it stood already."""
    now = clock.now()
    async with uow() as work:
        first = await work.effects.record(update_key, "stop", now)
        if not first or await work.stops.is_standing(citizen):
            return False
        await work.stops.record(await work.identities.record(citizen, now), citizen.channel, now)
        await work.commit()
    return True


async def undo_stop(uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None) -> bool:
    """Take the wish back; False if there was none. Nobody is written to for that alone: consents decide."""
    now = clock.now()
    async with uow() as work:
        known = await work.identities.find(citizen)
        if known is None or not await work.effects.record(update_key, "undo-stop", now):
            return False
        undone = await work.stops.undo(known, now)
        await work.commit()
    return undone


async def is_stopped(uow: OpenWork, clock: Clock, *, citizen: Address) -> bool:
    """Whether the person asked us not to write to them."""
    async with uow(readonly=True) as work:
        return await work.stops.is_standing(citizen)
