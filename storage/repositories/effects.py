"""Effects that an update has had, each at most once."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import Executable, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Effect, table_of
from storage.repositories.once import conflict_insert

_effect = table_of(Effect)


@cache
def _record(dialect: str) -> Executable:
    return conflict_insert(dialect, _effect).on_conflict_do_nothing()


@cache
def _record_all(dialect: str) -> Executable:
    return conflict_insert(dialect, _effect).on_conflict_do_nothing().returning(_effect.c.update_key)


class Effects:
    """The effect table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, update_key: str | None, kind: str, at: datetime) -> bool:
        """True the first time for this key and kind; always True without a key."""
        if update_key is None:
            return True
        row = {"update_key": update_key, "kind": kind, "recorded_at": at}
        recorded = await self._connection.execute(_record(self._connection.dialect.name), row)
        return recorded.rowcount == 1

    async def record_all(self, updates: Mapping[str, datetime], kind: str) -> frozenset[str]:
        """Record one kind of effect of several updates, by key with its time; the keys whose first time it is."""
        rows = [{"update_key": key, "kind": kind, "recorded_at": at} for key, at in updates.items()]
        if not rows:
            return frozenset()
        recorded = await self._connection.execute(_record_all(self._connection.dialect.name), rows)
        return frozenset(recorded.scalars())

    async def forget(self, before: datetime) -> int:
        """Delete effects older than `before`; returns how many."""
        return (await self._connection.execute(delete(_effect).where(_effect.c.recorded_at < before))).rowcount
