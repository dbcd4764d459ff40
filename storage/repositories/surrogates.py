"""Numbers for a channel's own ids."""

from datetime import datetime

from sqlalchemy import String, cast, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CitizenAddress, Surrogate, table_of
from storage.repositories.once import conflict_insert

_surrogate = table_of(Surrogate)
_address = table_of(CitizenAddress)


class Surrogates:
    """The surrogate table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def find(self, channel: str, kind: str, native_id: str) -> tuple[int, datetime] | None:
        """The number and when it was last used."""
        table = _surrogate.c
        statement = select(table.id, table.used_at).where(
            table.channel == channel, table.kind == kind, table.native_id == native_id
        )
        row = (await self._connection.execute(statement)).first()
        return (row[0], row[1]) if row else None

    async def find_native_id(self, channel: str, kind: str, number: int) -> str | None:
        """The channel's own id behind a number."""
        table = _surrogate.c
        statement = select(table.native_id).where(table.id == number, table.channel == channel, table.kind == kind)
        found: str | None = (await self._connection.execute(statement)).scalar_one_or_none()
        return found

    async def record(self, channel: str, kind: str, native_id: str, at: datetime) -> int:
        """The number, made now if there was none; its use is noted."""
        row = {"channel": channel, "kind": kind, "native_id": native_id, "used_at": at}
        statement = conflict_insert(self._connection.dialect.name, _surrogate).on_conflict_do_nothing()
        await self._connection.execute(statement, row)
        found = await self.find(channel, kind, native_id)
        assert found is not None
        await self._connection.execute(update(_surrogate).where(_surrogate.c.id == found[0]).values(used_at=at))
        return found[0]

    async def forget(self, channel: str, kind: str, native_id: str) -> None:
        """Delete one number; it is never given to anybody else."""
        table = _surrogate.c
        await self._connection.execute(
            delete(_surrogate).where(table.channel == channel, table.kind == kind, table.native_id == native_id)
        )

    async def forget_unused(self, before: datetime) -> int:
        """Delete numbers unused since before `before` that are no citizen's address; returns how many."""
        kept = exists().where(
            _address.c.channel == _surrogate.c.channel,
            _address.c.external_id == cast(_surrogate.c.id, String),
        )
        statement = delete(_surrogate).where(_surrogate.c.used_at < before, ~kept)
        return (await self._connection.execute(statement)).rowcount
