"""Who is speaking: the citizen on record, and whole numbers for a channel's own ids."""

from datetime import timedelta

from storage.clock import Clock
from storage.rules.people import Address
from storage.unit_of_work import OpenWork

_USE_NOTED_EVERY = timedelta(hours=1)


async def find_citizen(uow: OpenWork, clock: Clock, *, channel: str, external_id: str) -> int | None:
    """The citizen's id, or None for somebody of whom nothing is kept."""
    async with uow(readonly=True) as work:
        return await work.identities.find(Address(channel, external_id))


async def get_surrogate(uow: OpenWork, clock: Clock, *, channel: str, kind: str, native_id: str) -> int:
    """The number that stands for a native id, made at its first use; below 2**53, never given twice."""
    now = clock.now()
    async with uow(readonly=True) as work:
        known = await work.surrogates.find(channel, kind, native_id)
    if known and now - known[1] < _USE_NOTED_EVERY:
        return known[0]
    async with uow() as work:
        number = await work.surrogates.record(channel, kind, native_id, now)
        await work.commit()
    return number


async def find_native_id(uow: OpenWork, clock: Clock, *, channel: str, kind: str, number: int) -> str | None:
    """The channel's own id behind a number."""
    async with uow(readonly=True) as work:
        return await work.surrogates.find_native_id(channel, kind, number)


async def forget_surrogate(uow: OpenWork, clock: Clock, *, channel: str, kind: str, native_id: str) -> None:
    """Cut the tie between a native id and its number, as when a shared machine is left."""
    async with uow() as work:
        await work.surrogates.forget(channel, kind, native_id)
        await work.commit()
