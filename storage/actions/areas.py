"""The area that a person asked us to remember; without that consent it is never written."""

from storage.clock import Clock
from storage.repositories.areas import KnownArea
from storage.rules.consents import Purpose
from storage.rules.people import Address
from storage.unit_of_work import OpenWork

__all__ = ["KnownArea", "find_area", "forget_area", "save_area"]


async def save_area(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    ward: str,
    district: str | None = None,
    commune: str | None = None,
) -> bool:
    """Remember an area in place of any earlier one; False, and nothing written, without consent.

    Codes are text, zeros kept; `district` and `commune` are the former ones where they are known.
    """
    async with uow() as work:
        known = await work.consents.find_agreed(citizen, Purpose.REMEMBER_AREA)
        if known is None:
            return False
        await work.areas.record(known, KnownArea(ward, district, commune, clock.now()))
        await work.commit()
    return True


async def find_area(uow: OpenWork, clock: Clock, *, citizen: Address) -> KnownArea | None:
    """The area on record."""
    async with uow(readonly=True) as work:
        known = await work.identities.find(citizen)
        return await work.areas.find(known) if known is not None else None


async def forget_area(uow: OpenWork, clock: Clock, *, citizen: Address) -> bool:
    """Forget the area; the consent stands. False if there was none."""
    async with uow() as work:
        known = await work.identities.find(citizen)
        forgotten = await work.areas.forget(known) if known is not None else False
        if known is not None:
            await work.optings.forget_asked(known)
        await work.commit()
    return forgotten
