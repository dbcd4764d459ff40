"""Citizens in numbers, with a Có or without, for tests of deliveries."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert

from storage.actions.broadcast_sending import list_to_move, move_broadcast
from storage.actions.consents import Purpose, record_consent
from storage.actions.deliveries import Claimed, claim_due
from storage.clock import Clock
from storage.models import CitizenAddress, table_of
from storage.rules.deliveries import DeliveryKind, Occasion
from storage.rules.people import Address
from storage.unit_of_work import Database

AGREED = Purpose.IMPROVE_ANSWERS
"""Any consent will do here: which one is needed is said by the occasion."""

WORKER = "worker-1"


async def citizen_of(uow: Database, clock: Clock, address: Address, *, agrees: bool = True) -> int:
    """A citizen on record, who said Có or nothing."""
    if agrees:
        await record_consent(
            uow, clock, citizen=address, update_key=None, purpose=AGREED, given=True, words="Có?", version="1"
        )
    async with uow() as work:
        citizen = await work.identities.record(address, clock.now())
        await work.commit()
    return citizen


async def citizens(uow: Database, clock: Clock, number: int, channel: str = "telegram") -> Sequence[int]:
    """So many citizens who said Có."""
    return [await citizen_of(uow, clock, Address(channel, str(1000 + n))) for n in range(number)]


async def also_on_telegram(uow: Database, clock: Clock, citizen: int, external_id: str = "9") -> Address:
    """A second address of a citizen, where a phone rings."""
    row = {"citizen_id": citizen, "channel": "telegram", "external_id": external_id, "created_at": clock.now()}
    async with uow() as work:
        await work._connection.execute(insert(table_of(CitizenAddress)), row)
        await work.commit()
    return Address("telegram", external_id)


def broadcast(now: datetime, origin: str = "broadcast:1:1", **more: object) -> Occasion:
    """A broadcast due now."""
    values = {"kind": DeliveryKind.BROADCAST, "purpose": AGREED, "due_at": now, "expires_at": now + timedelta(hours=24)}
    return Occasion(origin, **{**values, **more})  # type: ignore[arg-type]


def reminder(now: datetime, origin: str = "reminder:1", **more: object) -> Occasion:
    """A reminder due now, set a moment ago."""
    return broadcast(now, origin, **{"kind": DeliveryKind.REMINDER, "purpose": None, "asked_at": now, **more})


async def claims(uow: Database, clock: Clock, *, worker: str = WORKER, channel: str = "telegram") -> Claimed:
    """What a worker gets in hand."""
    return await claim_due(uow, clock, worker=worker, channel=channel, limit=100)


async def states(uow: Database, origin: str = "broadcast:1:1") -> dict[str, int]:
    """How many rows of an origin stand where: "state" or "state(reason)" → number."""
    async with uow(readonly=True) as work:
        counts = await work.delivery_counts.list_of(origin)
    found: dict[str, int] = {}
    for count in counts:
        name = f"{count.state.value}({count.reason})" if count.reason else count.state.value
        found[name] = found.get(name, 0) + count.deliveries
    return found


async def move_broadcasts(uow: Database, clock: Clock) -> int:
    """The timetable looks at every broadcast; how many there were to look at."""
    found = await list_to_move(uow, clock)
    for broadcast in found:
        await move_broadcast(uow, clock, broadcast=broadcast)
    return len(found)
