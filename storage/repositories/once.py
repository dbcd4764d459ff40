"""INSERT … ON CONFLICT, spelled alike by SQLite and PostgreSQL but living in two modules of SQLAlchemy."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

type_of_insert = postgresql.Insert | sqlite.Insert


def conflict_insert(connection: AsyncConnection, table: Table) -> type_of_insert:
    """An INSERT of the connection's own dialect, which knows `on_conflict_do_nothing` and `…_do_update`."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
