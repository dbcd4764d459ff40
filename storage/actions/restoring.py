"""After a restore: what the backup still had to send may have gone out since it was made."""

from storage.clock import Clock
from storage.unit_of_work import OpenWork


async def doubt_restored(uow: OpenWork, clock: Clock) -> int:
    """Deliveries that were due before now and open in the backup become unconfirmed; how many they were.

    Staff may have them sent once more. What is due later goes out as planned.
    """
    async with uow() as work:
        doubted = await work.delivery_plans.doubt_open(clock.now())
        await work.commit()
    return doubted
