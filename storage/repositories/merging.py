"""Two citizens who turn out to be one person: everything of the one becomes the other's."""

from collections.abc import Iterator

from sqlalchemy import Column, Table, UniqueConstraint, and_, delete, exists, not_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Citizen, metadata, table_of

_citizen = table_of(Citizen)


async def merge_citizens(connection: AsyncConnection, gone: int, kept: int) -> None:
    """Move every record of `gone` to `kept`, then delete `gone`. Where a citizen has one of a kind, `kept`'s stands.

    Tables are found by their keys to `citizen`: a new one is moved without being written here.
    """
    for table in metadata.sorted_tables:
        for column in _owners(table):
            move = update(table).where(column == gone).values({column.name: kept})
            for others in _beside(table, column):
                twin = table.alias()
                same = and_(twin.c[column.name] == kept, *(twin.c[o.name] == o for o in others))
                move = move.where(not_(exists().where(same)))
            await connection.execute(move)
    await connection.execute(delete(_citizen).where(_citizen.c.id == gone))


def _owners(table: Table) -> Iterator[Column[int]]:
    for column in table.columns:
        if any(key.column.table is _citizen for key in column.foreign_keys):
            yield column


def _beside(table: Table, column: Column[int]) -> Iterator[tuple[Column[object], ...]]:
    """For each rule that lets a citizen have but one of a kind, the columns that tell the kinds apart."""
    unique = [rule.columns for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    for columns in (*unique, table.primary_key.columns):
        if column.name in columns:
            yield tuple(other for other in columns if other.name != column.name)
