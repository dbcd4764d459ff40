"""The schema's history, shipped inside the package and run from it: no alembic.ini, no working folder.

Alembic is imported only where there is something to do: most starts find the database up to date, and it would stay
in memory with its templates and their highlighter, 8 MiB.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from storage.engine import make_engine

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent


def migration_config(connection: Connection | None = None) -> "Config":
    """Alembic's configuration for the scripts beside this file, bound to a connection where one is given."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to `revision`, creating it if need be; for code outside a running event loop."""
    asyncio.run(migrate(url, revision))


async def migrate(url: str, revision: str = "head") -> None:
    """The same inside an event loop. All or nothing: a failing step leaves the database as it was."""
    await _run(url, lambda connection: _upgrade(connection, revision))


async def unmigrate(url: str, revision: str) -> None:
    """Take a database down to `revision` ("base" for empty); data of the tables that go is lost."""
    await _run(url, lambda connection: _downgrade(connection, revision))


def newest_revision() -> str:
    """The revision that "head" stands for: scripts are numbered by their names, one after the other."""
    return max(path.name for path in (FOLDER / "versions").glob("[0-9]*.py")).partition("_")[0]


def _upgrade(connection: Connection, revision: str) -> None:
    if revision == "head" and _revision_of(connection) == newest_revision():
        return
    from alembic import command

    command.upgrade(migration_config(connection), revision)


def _downgrade(connection: Connection, revision: str) -> None:
    from alembic import command

    command.downgrade(migration_config(connection), revision)


def _revision_of(connection: Connection) -> str | None:
    """The revision a database is at, or None for one that is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


async def _run(url: str, step: Callable[[Connection], None]) -> None:
    engine = make_engine(url, foreign_keys=False)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(step)
            if engine.dialect.name == "sqlite":
                broken = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
                if broken:
                    raise RuntimeError(f"the migration left {len(broken)} rows without their parents")
            await connection.commit()
    finally:
        await engine.dispose()
