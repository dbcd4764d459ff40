"""Lists that people tick."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CitizenAddress, TickedList, table_of
from storage.repositories.consents import citizens_who_agreed
from storage.repositories.once import conflict_insert
from storage.rules.consents import Purpose
from storage.rules.people import Address

_list = table_of(TickedList)
_address = table_of(CitizenAddress)


@dataclass(frozen=True, slots=True)
class Checklist:
    """One list: `case` maps a case to the value chosen, "" where the person does not know; `ticked` holds ids."""

    subject: str
    case: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    asked: bool = False
    updated_at: datetime | None = None


class Checklists:
    """The checklist table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def list_of(self, address: Address, since: datetime) -> tuple[Checklist, ...]:
        """The lists of an address that were touched at or after `since`, the latest first."""
        table = _list.c
        statement = (
            select(table.subject, table.case, table.ticked, table.asked, table.updated_at)
            .where(
                table.channel == address.channel,
                table.external_id == address.external_id,
                table.updated_at >= since,
            )
            .order_by(table.updated_at.desc(), table.subject)
        )
        rows = await self._connection.execute(statement)
        return tuple(Checklist(row[0], row[1], tuple(row[2]), row[3], row[4]) for row in rows)

    async def record(self, address: Address, kept: Checklist, at: datetime) -> None:
        """Write a list in place of what it was."""
        row = {
            "case": dict(kept.case),
            "ticked": sorted(kept.ticked),
            "asked": kept.asked,
            "updated_at": at,
        }
        statement = (
            conflict_insert(self._connection.dialect.name, _list)
            .values(channel=address.channel, external_id=address.external_id, subject=kept.subject, **row)
            .on_conflict_do_update(index_elements=["channel", "external_id", "subject"], set_=row)
        )
        await self._connection.execute(statement)

    async def forget(self, address: Address, subject: str | None = None) -> int:
        """Delete one list of an address, or all; returns how many."""
        table = _list.c
        statement = delete(_list).where(table.channel == address.channel, table.external_id == address.external_id)
        if subject is not None:
            statement = statement.where(table.subject == subject)
        return (await self._connection.execute(statement)).rowcount

    async def forget_before(self, before: datetime) -> int:
        """Delete every list untouched since before `before`; returns how many."""
        return (await self._connection.execute(delete(_list).where(_list.c.updated_at < before))).rowcount

    async def forget_unkept_before(self, before: datetime) -> int:
        """The same, for people who did not agree to have their ticks remembered."""
        kept = (
            select(_address.c.id)
            .where(
                _address.c.channel == _list.c.channel,
                _address.c.external_id == _list.c.external_id,
                _address.c.citizen_id.in_(citizens_who_agreed(Purpose.REMEMBER_TICKS)),
            )
            .exists()
        )
        return (await self._connection.execute(delete(_list).where(_list.c.updated_at < before, ~kept))).rowcount
