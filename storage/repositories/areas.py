"""Areas that people asked us to remember."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Area, table_of
from storage.repositories.once import conflict_insert

_area = table_of(Area)


@dataclass(frozen=True, slots=True)
class KnownArea:
    """A ward by its code; the former district and commune only where they are known."""

    ward: str
    district: str | None
    commune: str | None
    saved_at: datetime


class Areas:
    """The area table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def find(self, citizen: int) -> KnownArea | None:
        """The area of a citizen."""
        table = _area.c
        statement = select(table.ward, table.district, table.commune, table.saved_at).where(table.citizen_id == citizen)
        row = (await self._connection.execute(statement)).first()
        return KnownArea(*row) if row else None

    async def record(self, citizen: int, area: KnownArea) -> None:
        """Remember an area in place of any earlier one."""
        row = {name: getattr(area, name) for name in KnownArea.__slots__}
        statement = (
            conflict_insert(self._connection.dialect.name, _area)
            .values(citizen_id=citizen, **row)
            .on_conflict_do_update(index_elements=["citizen_id"], set_=row)
        )
        await self._connection.execute(statement)

    async def forget(self, citizen: int) -> bool:
        """Forget a citizen's area; False if there was none."""
        return (await self._connection.execute(delete(_area).where(_area.c.citizen_id == citizen))).rowcount == 1
