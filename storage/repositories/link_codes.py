"""Codes by which a person joins a second channel to the first."""

from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import LinkCode, table_of
from storage.rules.people import Address

_code = table_of(LinkCode)


class LinkCodes:
    """The link_code table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, code_hash: str, address: Address, expires_at: datetime) -> None:
        """Offer an address to be joined, in place of earlier offers of it."""
        await self.forget(address)
        row = {
            "code_hash": code_hash,
            "channel": address.channel,
            "external_id": address.external_id,
            "expires_at": expires_at,
        }
        await self._connection.execute(insert(_code).values(**row))

    async def take(self, code_hash: str, at: datetime) -> Address | None:
        """Use a code up: the address that it offers, for the first who comes in time and for nobody else."""
        statement = (
            delete(_code)
            .where(_code.c.code_hash == code_hash, _code.c.expires_at > at)
            .returning(_code.c.channel, _code.c.external_id)
        )
        row = (await self._connection.execute(statement)).first()
        return Address(*row) if row is not None else None

    async def forget(self, address: Address) -> int:
        """Delete what an address offered; how many that was."""
        mine = (_code.c.channel == address.channel, _code.c.external_id == address.external_id)
        return (await self._connection.execute(delete(_code).where(*mine))).rowcount

    async def forget_before(self, at: datetime) -> int:
        """Delete codes that ran out before `at`; how many they were."""
        return (await self._connection.execute(delete(_code).where(_code.c.expires_at <= at))).rowcount
