"""Who holds which role, and the numbers under which staff are spoken of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CitizenAddress, StaffGrant, StaffNumber, table_of
from storage.repositories.once import conflict_insert
from storage.rules.people import Address
from storage.rules.permissions import Grant, Role

_grant = table_of(StaffGrant)
_number = table_of(StaffNumber)
_address = table_of(CitizenAddress)


@dataclass(frozen=True, slots=True)
class KeptGrant(Grant):
    """A grant on record; `number` is its holder's as staff."""

    id: int
    number: int
    granted_at: datetime


class Grants:
    """The grant and staff_number tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def list_at(self, address: Address) -> tuple[KeptGrant, ...]:
        """What somebody holds now, oldest first; read anew for every act."""
        statement = _kept().join(_address, _address.c.citizen_id == _grant.c.citizen_id)
        return await self._read(
            statement.where(_address.c.channel == address.channel, _address.c.external_id == address.external_id)
        )

    async def list_of(self, citizen: int) -> tuple[KeptGrant, ...]:
        """The same by citizen."""
        return await self._read(_kept().where(_grant.c.citizen_id == citizen))

    async def list_all(self) -> tuple[KeptGrant, ...]:
        """Everybody's, oldest first."""
        return await self._read(_kept())

    async def list_holders(self) -> tuple[tuple[int, KeptGrant], ...]:
        """Everybody's with the citizen who holds it, oldest first."""
        by_id = {grant.id: grant for grant in await self.list_all()}
        rows = await self._connection.execute(select(_grant.c.citizen_id, _grant.c.id).order_by(_grant.c.id))
        return tuple((citizen, by_id[grant_id]) for citizen, grant_id in rows if grant_id in by_id)

    async def list_owners(self) -> tuple[KeptGrant, ...]:
        """The owners, held until the transaction ends: two of them who leave at once leave one after the other."""
        return await self._read(_kept().where(_grant.c.role == Role.OWNER).with_for_update(of=_grant))

    async def find(self, grant_id: int) -> KeptGrant | None:
        """One grant that stands."""
        return next(iter(await self._read(_kept().where(_grant.c.id == grant_id))), None)

    async def record(self, citizen: int, grant: Grant, at: datetime) -> None:
        """Give a role; somebody who holds it already holds it in these wards too."""
        await self._number_for(citizen, at)
        row = {"citizen_id": citizen, "role": grant.role, "wards": _listed(grant.wards), "granted_at": at}
        made = conflict_insert(self._connection.dialect.name, _grant).on_conflict_do_nothing()
        if (await self._connection.execute(made, row)).rowcount == 1:
            return
        this = (_grant.c.citizen_id == citizen) & (_grant.c.role == grant.role)
        held = await self._read(_kept().where(this).with_for_update(of=_grant))
        joined = held[0].joined(grant)
        await self._connection.execute(update(_grant).where(this).values(wards=_listed(joined.wards)))

    async def end(self, ids: Iterable[int]) -> int:
        """End grants; returns how many stood."""
        statement = delete(_grant).where(_grant.c.id.in_(list(ids)))
        return (await self._connection.execute(statement)).rowcount

    async def find_number(self, address: Address) -> int | None:
        """The number of somebody who is or was staff."""
        statement = select(_number.c.id).join(_address, _address.c.citizen_id == _number.c.citizen_id)
        where = (_address.c.channel == address.channel, _address.c.external_id == address.external_id)
        found: int | None = (await self._connection.execute(statement.where(*where))).scalar_one_or_none()
        return found

    async def _number_for(self, citizen: int, at: datetime) -> None:
        known = select(_number.c.id).where(_number.c.citizen_id == citizen)
        if (await self._connection.execute(known)).first() is None:
            await self._connection.execute(insert(_number), {"citizen_id": citizen, "numbered_at": at})

    async def _read(self, statement: Select[Any]) -> tuple[KeptGrant, ...]:
        rows = (await self._connection.execute(statement.order_by(_grant.c.id))).all()
        return tuple(
            KeptGrant(Role(role), None if wards is None else frozenset(wards), grant_id, number, at)
            for grant_id, number, role, wards, at in rows
        )


def _kept() -> Select[Any]:
    joined = _grant.join(_number, _number.c.citizen_id == _grant.c.citizen_id)
    columns = (_grant.c.id, _number.c.id, _grant.c.role, _grant.c.wards, _grant.c.granted_at)
    return select(*columns).select_from(joined)


def _listed(wards: frozenset[str] | None) -> list[str] | None:
    return None if wards is None else sorted(wards)
