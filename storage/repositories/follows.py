"""Who asked to be told when a procedure changes."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Follow, table_of
from storage.repositories.delivery_plans import Audience
from storage.repositories.once import conflict_insert

_follow = table_of(Follow)


def who_read_before(procedure: str, at: datetime) -> Audience:
    """Who asked it of a procedure before it changed: they read the words of before."""
    table = _follow.c
    return select(table.citizen_id).where(table.procedure == procedure, table.followed_at < at)


class Follows:
    """The follow table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(self, citizen: int, procedure: str, at: datetime) -> None:
        """They want to be told; who asks again has read the words of today."""
        row = {"followed_at": at}
        statement = (
            conflict_insert(self._connection.dialect.name, _follow)
            .values(citizen_id=citizen, procedure=procedure, **row)
            .on_conflict_do_update(index_elements=["citizen_id", "procedure"], set_=row)
        )
        await self._connection.execute(statement)

    async def drop(self, citizen: int, procedure: str | None = None) -> int:
        """Not any more, of one procedure or of all; how many it were."""
        statement = delete(_follow).where(_follow.c.citizen_id == citizen)
        if procedure is not None:
            statement = statement.where(_follow.c.procedure == procedure)
        return (await self._connection.execute(statement)).rowcount

    async def list_of(self, citizen: int) -> tuple[str, ...]:
        """The procedures of one person, by slug."""
        statement = select(_follow.c.procedure).where(_follow.c.citizen_id == citizen).order_by(_follow.c.procedure)
        return tuple((await self._connection.execute(statement)).scalars())
