"""INSERT … ON CONFLICT, spelled alike by SQLite and PostgreSQL but living in two modules of SQLAlchemy."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite


def conflict_insert(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT of the dialect's own, which knows `on_conflict_do_nothing` and `on_conflict_do_update`.

    Statements of the busy paths are built once for each dialect: building one takes longer than running it.
    """
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
