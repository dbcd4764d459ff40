"""Decisions about purposes, and the people who agreed to one."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CitizenAddress, ConsentDecision, table_of
from storage.rules.consents import Consent, Purpose
from storage.rules.people import Address

_consent = table_of(ConsentDecision)
_address = table_of(CitizenAddress)


_latest_of_address = (
    select(_consent.c.citizen_id, _consent.c.given)
    .join(_address, _address.c.citizen_id == _consent.c.citizen_id)
    .where(
        _address.c.channel == bindparam("channel"),
        _address.c.external_id == bindparam("external_id"),
        _consent.c.purpose == bindparam("purpose"),
    )
    .order_by(_consent.c.id.desc())
    .limit(1)
)

_decisions_of_addresses = (
    select(_address.c.channel, _address.c.external_id, _consent.c.citizen_id, _consent.c.given)
    .join(_address, _address.c.citizen_id == _consent.c.citizen_id)
    .where(
        # not as pairs: SQLite finds those by reading the whole table
        _address.c.channel.in_(bindparam("channels", expanding=True)),
        _address.c.external_id.in_(bindparam("external_ids", expanding=True)),
        _consent.c.purpose == bindparam("purpose"),
    )
    .order_by(_consent.c.id)
)


def citizens_who_agreed(purpose: Purpose) -> Select[Any]:
    """Ids of the citizens whose latest decision about `purpose` is a yes, each once; a part of other statements.

    Asked for a range of ids it reads no others.
    """
    later = _consent.alias("later")
    replaced = exists().where(
        later.c.citizen_id == _consent.c.citizen_id, later.c.purpose == purpose, later.c.id > _consent.c.id
    )
    return select(_consent.c.citizen_id).where(_consent.c.purpose == purpose, _consent.c.given, ~replaced)


class Consents:
    """The consent table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, citizen: int, decision: Consent) -> None:
        """Add a decision; earlier ones stay as the history that proves them."""
        row = {
            "citizen_id": citizen,
            "purpose": decision.purpose,
            "given": decision.given,
            "words": decision.words,
            "version": decision.version,
            "channel": decision.channel,
            "decided_at": decision.decided_at,
        }
        await self._connection.execute(insert(_consent), row)

    async def list_decisions(self, citizen: int) -> tuple[Consent, ...]:
        """Every decision of a citizen, in the order they were made."""
        table = _consent.c
        statement = (
            select(table.purpose, table.given, table.words, table.version, table.channel, table.decided_at)
            .where(table.citizen_id == citizen)
            .order_by(table.id)
        )
        return tuple(Consent(*row) for row in await self._connection.execute(statement))

    async def find_agreed(self, address: Address, purpose: Purpose) -> int | None:
        """The citizen's id if the person at this address agrees to `purpose` now; one statement."""
        which = {"channel": address.channel, "external_id": address.external_id, "purpose": purpose}
        row = (await self._connection.execute(_latest_of_address, which)).first()
        return int(row[0]) if row and row[1] else None

    async def list_agreed(self, addresses: Collection[Address], purpose: Purpose) -> Mapping[Address, int]:
        """Of these addresses, those whose person agrees to `purpose` now, with the citizen's id; one statement."""
        which = {
            "channels": list({address.channel for address in addresses}),
            "external_ids": list({address.external_id for address in addresses}),
            "purpose": purpose,
        }
        rows = await self._connection.execute(_decisions_of_addresses, which)
        latest = {Address(channel, external_id): (citizen, given) for channel, external_id, citizen, given in rows}
        return {address: latest[address][0] for address in addresses if latest.get(address, (0, False))[1]}

    async def forget_superseded(self, before: datetime) -> int:
        """Delete decisions older than `before` that a later one replaced; returns how many."""
        latest = select(func.max(_consent.c.id)).group_by(_consent.c.citizen_id, _consent.c.purpose)
        statement = delete(_consent).where(_consent.c.decided_at < before, _consent.c.id.not_in(latest))
        return (await self._connection.execute(statement)).rowcount
