"""The schema's history, shipped inside the package and run from it: no alembic.ini, no working folder."""

import asyncio
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.engine import Connection

from storage.engine import make_engine


class Step(Protocol):
    """One Alembic command on a configuration."""

    def __call__(self, config: Config, /) -> None:
        """Run it."""
        ...


def migration_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for the scripts beside this file, bound to a connection where one is given."""
    config = Config()
    config.set_main_option("script_location", str(Path(str(files("storage.migrations")))).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to `revision`, creating it if need be; for code outside a running event loop."""
    asyncio.run(migrate(url, revision))


async def migrate(url: str, revision: str = "head") -> None:
    """The same inside an event loop. All or nothing: a failing step leaves the database as it was."""
    await _run(url, lambda config: command.upgrade(config, revision))


async def unmigrate(url: str, revision: str) -> None:
    """Take a database down to `revision` ("base" for empty); data of the tables that go is lost."""
    await _run(url, lambda config: command.downgrade(config, revision))


async def _run(url: str, step: Step) -> None:
    engine = make_engine(url, foreign_keys=False)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(lambda inner: step(migration_config(inner)))
            if engine.dialect.name == "sqlite":
                broken = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
                if broken:
                    raise RuntimeError(f"the migration left {len(broken)} rows without their parents")
            await connection.commit()
    finally:
        await engine.dispose()
