"""Wishes to be left alone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CitizenAddress, Stop, table_of
from storage.rules.people import Address

_stop = table_of(Stop)
_address = table_of(CitizenAddress)


@dataclass(frozen=True, slots=True)
class StopWish:
    """One wish: where and when it was made, of which topic or of everything, and when it was taken back."""

    channel: str
    stopped_at: datetime
    undone_at: datetime | None
    topic: str | None = None


class Stops:
    """The stop table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, citizen: int, channel: str, at: datetime, topic: str | None) -> None:
        """Write a wish down."""
        row = {"citizen_id": citizen, "channel": channel, "stopped_at": at, "topic": topic}
        await self._connection.execute(insert(_stop), row)

    async def undo(self, citizen: int, at: datetime, topic: str | None) -> bool:
        """Take back what stands of this topic, or of everything; False if there was nothing."""
        statement = update(_stop).where(
            _stop.c.citizen_id == citizen, _stop.c.undone_at.is_(None), _stop.c.topic.is_not_distinct_from(topic)
        )
        return (await self._connection.execute(statement.values(undone_at=at))).rowcount > 0

    async def is_standing(self, address: Address, topic: str | None) -> bool:
        """Whether the person at this address asked us to stop, at this address or another of theirs.

        Everything is stopped by a wish about everything alone; a topic also by one about itself.
        """
        statement = (
            select(_stop.c.id)
            .join(_address, _address.c.citizen_id == _stop.c.citizen_id)
            .where(
                _address.c.channel == address.channel,
                _address.c.external_id == address.external_id,
                _stop.c.undone_at.is_(None),
                or_(_stop.c.topic.is_(None), _stop.c.topic == topic),
            )
            .limit(1)
        )
        return (await self._connection.execute(statement)).first() is not None

    async def list_of(self, citizen: int) -> tuple[StopWish, ...]:
        """Every wish of a citizen, oldest first."""
        statement = (
            select(_stop.c.channel, _stop.c.stopped_at, _stop.c.undone_at, _stop.c.topic)
            .where(_stop.c.citizen_id == citizen)
            .order_by(_stop.c.id)
        )
        return tuple(StopWish(*row) for row in await self._connection.execute(statement))

    async def forget_undone(self, before: datetime) -> int:
        """Delete wishes that were taken back before `before`; returns how many."""
        return (await self._connection.execute(delete(_stop).where(_stop.c.undone_at < before))).rowcount
