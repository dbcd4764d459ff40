"""Effects that an update has had, each at most once."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Effect, table_of
from storage.repositories.once import conflict_insert

_effect = table_of(Effect)


class Effects:
    """The effect table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, update_key: str | None, kind: str, at: datetime) -> bool:
        """True the first time for this key and kind; always True without a key."""
        if update_key is None:
            return True
        statement = conflict_insert(self._connection, _effect).on_conflict_do_nothing()
        row = {"update_key": update_key, "kind": kind, "recorded_at": at}
        return (await self._connection.execute(statement, row)).rowcount == 1

    async def is_recorded(self, update_key: str, kind: str) -> bool:
        """Whether this effect happened already."""
        mine = (_effect.c.update_key == update_key) & (_effect.c.kind == kind)
        return (await self._connection.execute(select(_effect.c.kind).where(mine))).first() is not None

    async def forget(self, before: datetime) -> int:
        """Delete effects older than `before`; returns how many."""
        return (
            await self._connection.execute(delete(_effect).where(_effect.c.recorded_at < before))
        ).rowcount
