"""Wishes to be left alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CitizenAddress, Stop, table_of
from storage.rules.people import Address

_stop = table_of(Stop)
_address = table_of(CitizenAddress)


@dataclass(frozen=True, slots=True)
class StopWish:
    """One wish: where and when it was made, and when it was taken back."""

    channel: str
    stopped_at: datetime
    undone_at: datetime | None


class Stops:
    """The stop table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, citizen: int, channel: str, at: datetime) -> None:
        """Write a wish down."""
        await self._connection.execute(insert(_stop), {"citizen_id": citizen, "channel": channel, "stopped_at": at})

    async def undo(self, citizen: int, at: datetime) -> bool:
        """Take every standing wish back; False if there was none."""
        statement = update(_stop).where(_stop.c.citizen_id == citizen, _stop.c.undone_at.is_(None)).values(undone_at=at)
        return (await self._connection.execute(statement)).rowcount > 0

    async def is_standing(self, address: Address) -> bool:
        """Whether the person at this address asked us to stop, at this address or another of theirs."""
        statement = (
            select(_stop.c.id)
            .join(_address, _address.c.citizen_id == _stop.c.citizen_id)
            .where(
                _address.c.channel == address.channel,
                _address.c.external_id == address.external_id,
                _stop.c.undone_at.is_(None),
            )
            .limit(1)
        )
        return (await self._connection.execute(statement)).first() is not None

    async def list_of(self, citizen: int) -> tuple[StopWish, ...]:
        """Every wish of a citizen, oldest first."""
        statement = (
            select(_stop.c.channel, _stop.c.stopped_at, _stop.c.undone_at)
            .where(_stop.c.citizen_id == citizen)
            .order_by(_stop.c.id)
        )
        return tuple(StopWish(*row) for row in await self._connection.execute(statement))

    async def forget_undone(self, before: datetime) -> int:
        """Delete wishes that were taken back before `before`; returns how many."""
        return (await self._connection.execute(delete(_stop).where(_stop.c.undone_at < before))).rowcount
