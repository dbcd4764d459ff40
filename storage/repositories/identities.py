"""Citizens and their addresses."""

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Citizen, CitizenAddress, table_of
from storage.repositories.merging import merge_citizens
from storage.repositories.once import conflict_insert
from storage.rules.people import Address

_citizen = table_of(Citizen)
_address = table_of(CitizenAddress)


class Identities:
    """The citizen and address tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def find(self, address: Address) -> int | None:
        """The citizen's id, or None for somebody of whom nothing is kept."""
        statement = select(_address.c.citizen_id).where(
            _address.c.channel == address.channel, _address.c.external_id == address.external_id
        )
        found: int | None = (await self._connection.execute(statement)).scalar_one_or_none()
        return found

    async def record(self, address: Address, at: datetime) -> int:
        """The citizen's id, made now if there was none."""
        known = await self.find(address)
        if known is not None:
            return known
        inserted = await self._connection.execute(insert(_citizen).values(created_at=at))
        assert inserted.inserted_primary_key is not None
        citizen = int(inserted.inserted_primary_key[0])
        row = {
            "citizen_id": citizen,
            "channel": address.channel,
            "external_id": address.external_id,
            "created_at": at,
        }
        claim = conflict_insert(self._connection.dialect.name, _address).on_conflict_do_nothing()
        if (await self._connection.execute(claim, row)).rowcount == 1:
            return citizen
        # another process was first; its citizen stands and ours, still empty, goes
        await self.forget(citizen)
        other = await self.find(address)
        assert other is not None
        return other

    async def add_address(self, citizen: int, address: Address, at: datetime) -> None:
        """One more address of a citizen; it is nobody's yet."""
        row = {"citizen_id": citizen, "channel": address.channel, "external_id": address.external_id}
        await self._connection.execute(insert(_address).values(created_at=at, **row))

    async def merge(self, gone: int, kept: int) -> None:
        """Two citizens are one person: everything of `gone` becomes that of `kept`."""
        await merge_citizens(self._connection, gone, kept)

    async def list_addresses(self, citizen: int) -> tuple[Address, ...]:
        """Every address of a citizen, oldest first."""
        statement = (
            select(_address.c.channel, _address.c.external_id)
            .where(_address.c.citizen_id == citizen)
            .order_by(_address.c.id)
        )
        return tuple(Address(*row) for row in await self._connection.execute(statement))

    async def list_all(self) -> tuple[tuple[int, datetime, Address], ...]:
        """(citizen, since when, address) for every address; for erasing again after a restore."""
        table = _address.c
        statement = select(table.citizen_id, table.created_at, table.channel, table.external_id)
        rows = (await self._connection.execute(statement.order_by(table.id))).all()
        return tuple((row[0], row[1], Address(row[2], row[3])) for row in rows)

    async def forget(self, citizen: int) -> None:
        """Delete a citizen and, by cascade, everything that hangs on it; ratings lose the link only."""
        await self._connection.execute(delete(_citizen).where(_citizen.c.id == citizen))
