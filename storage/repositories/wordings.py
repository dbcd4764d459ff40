"""Wordings that staff propose and approve, and the number that tells every process of a change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CuratedWording, OverlayVersion, table_of
from storage.rules.wordings import OPEN, Standing, WordingKind

_wording = table_of(CuratedWording)
_overlay = table_of(OverlayVersion)
_version = select(_overlay.c.version).where(_overlay.c.id == 1)


@dataclass(frozen=True, slots=True)
class KeptWording:
    """A wording on record; `proposed_by` and `decided_by` as the audit names them."""

    id: int
    kind: WordingKind
    text: str
    folded: str
    target: str
    standing: Standing
    version: int
    proposed_by: str
    proposed_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    exported_at: datetime | None


class Wordings:
    """The wording and overlay tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def hold(self) -> None:
        """Let nobody else decide until this transaction ends: two curators come one after the other."""
        await self._connection.execute(_version.with_for_update())

    async def find_version(self) -> int:
        """The number of the overlay as it is now; one read of one row."""
        found: int | None = (await self._connection.execute(_version)).scalar_one_or_none()
        return found or 0

    async def raise_version(self) -> None:
        """Say that what is approved has changed."""
        await self._connection.execute(update(_overlay).values(version=_overlay.c.version + 1))

    async def record(self, kind: WordingKind, text: str, folded: str, target: str, by: str, at: datetime) -> int:
        """Add a proposal; returns its id. The text must be redacted already."""
        row: dict[str, Any] = {
            "kind": kind,
            "text": text,
            "folded": folded,
            "target": target,
            "standing": Standing.PROPOSED,
        }
        row |= {"version": 1, "proposed_by": by, "proposed_at": at}
        inserted = await self._connection.execute(insert(_wording).values(**row))
        assert inserted.inserted_primary_key is not None
        return int(inserted.inserted_primary_key[0])

    async def find(self, wording_id: int) -> KeptWording | None:
        """One wording, however it stands."""
        return next(iter(await self._read(_kept().where(_wording.c.id == wording_id))), None)

    async def find_open(self, folded: str) -> KeptWording | None:
        """The same words, proposed or approved already."""
        where = (_wording.c.folded == folded, _wording.c.standing.in_(OPEN))
        return next(iter(await self._read(_kept().where(*where))), None)

    async def list_standing(self, *standings: Standing) -> tuple[KeptWording, ...]:
        """Every wording that stands so, oldest first."""
        return await self._read(_kept().where(_wording.c.standing.in_(standings)))

    async def change(self, wording: KeptWording, standing: Standing, by: str, at: datetime, reason: str | None) -> None:
        """Write down a decision; one that is waiting again was decided by nobody."""
        waits = standing is Standing.PROPOSED
        made = {"decided_by": None if waits else by, "decided_at": None if waits else at}
        values = {**made, "standing": standing, "version": wording.version + 1, "reason": reason}
        await self._connection.execute(update(_wording).where(_wording.c.id == wording.id).values(values))

    async def reword(self, wording: KeptWording, text: str, folded: str) -> None:
        """Put a proposal into other words, which must be redacted already; the old ones are gone."""
        values = {"text": text, "folded": folded, "version": wording.version + 1}
        await self._connection.execute(update(_wording).where(_wording.c.id == wording.id).values(values))

    async def mark_exported(self, ids: Collection[int], at: datetime) -> None:
        """Remember that the content files have these now."""
        await self._connection.execute(update(_wording).where(_wording.c.id.in_(ids)).values(exported_at=at))

    async def _read(self, statement: Select[Any]) -> tuple[KeptWording, ...]:
        rows = (await self._connection.execute(statement.order_by(_wording.c.id))).all()
        return tuple(KeptWording(*row) for row in rows)


def _kept() -> Select[Any]:
    return select(*(_wording.c[name] for name in KeptWording.__slots__))
