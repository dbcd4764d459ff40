"""Drafts of missing procedures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import ProcedureDraft, table_of

_draft = table_of(ProcedureDraft)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft on record; `opened_by` and `changed_by` as the audit names them."""

    id: int
    title: str
    words: str
    notes: str
    version: int
    opened_by: str
    opened_at: datetime
    changed_by: str
    changed_at: datetime
    closed_at: datetime | None


class Drafts:
    """The draft table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, title: str, words: str, notes: str, by: str, at: datetime) -> int:
        """Open a draft; returns its id. The texts must be redacted already."""
        row = {"title": title, "words": words, "notes": notes, "version": 1}
        row |= {"opened_by": by, "opened_at": at, "changed_by": by, "changed_at": at}
        inserted = await self._connection.execute(insert(_draft).values(**row))
        assert inserted.inserted_primary_key is not None
        return int(inserted.inserted_primary_key[0])

    async def find(self, draft_id: int) -> KeptDraft | None:
        """One draft, open or closed."""
        return next(iter(await self._read(_kept().where(_draft.c.id == draft_id))), None)

    async def list_open(self) -> tuple[KeptDraft, ...]:
        """Every open draft, oldest first."""
        return await self._read(_kept().where(_draft.c.closed_at.is_(None)))

    async def change(self, draft: KeptDraft, by: str, at: datetime, values: dict[str, Any]) -> None:
        """Write down new values."""
        values = {**values, "version": draft.version + 1, "changed_by": by, "changed_at": at}
        await self._connection.execute(update(_draft).where(_draft.c.id == draft.id).values(values))

    async def _read(self, statement: Select[Any]) -> tuple[KeptDraft, ...]:
        rows = (await self._connection.execute(statement.order_by(_draft.c.id))).all()
        return tuple(KeptDraft(*row) for row in rows)


def _kept() -> Select[Any]:
    return select(*(_draft.c[name] for name in KeptDraft.__slots__))
