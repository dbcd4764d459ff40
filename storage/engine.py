"""One engine factory for both databases, with SQLite made to behave like one that queues its writers."""

from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.sqlite_driver import SqliteConnection, connect_to

_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "secure_delete=ON")
_CONNECTIONS = 15
"""At most; who comes later waits for one. Opened when there is need, the last used taken first."""


def make_engine(url: str, *, foreign_keys: bool = True) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite://…` or `postgresql+asyncpg://…`; connects on first use.

    No error quotes the values of a statement: they may be somebody's words.
    `foreign_keys=False` is for migrations, which rebuild SQLite tables and must not cascade.
    A transaction opens with BEGIN IMMEDIATE on SQLite, so that two writers queue instead of losing updates;
    one whose connection has the execution option `readonly` opens with a plain BEGIN and waits for nobody.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_async_engine(address, pool_pre_ping=True, hide_parameters=True)
    if not address.database or address.database == ":memory:":
        raise ValueError("DATABASE_URL must name a file: a database in memory has no readers beside its writer")
    path = Path(address.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)  # for its owner's eyes only, wherever it lies; its -wal and -shm files take after it
    # All connections stay: each has a thread, and opening one takes longer than what is then asked of it.
    engine = create_async_engine(
        address,
        async_creator=partial(_connect, address.database),
        hide_parameters=True,
        pool_size=_CONNECTIONS,
        max_overflow=0,
        pool_use_lifo=True,
    )
    _tame_sqlite(engine, foreign_keys=foreign_keys)
    return engine


async def _connect(path: str) -> aiosqlite.Connection:
    return await connect_to(path)


def _tame_sqlite(engine: AsyncEngine, *, foreign_keys: bool) -> None:
    """Take over BEGIN from the driver, which would otherwise open transactions too late."""

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(driver: Any, _: object) -> None:
        driver.isolation_level = None
        cursor = driver.cursor()
        for pragma in (*_PRAGMAS, f"foreign_keys={'ON' if foreign_keys else 'OFF'}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        readonly = connection.get_execution_options().get("readonly", False)
        driver = connection.connection.driver_connection
        assert isinstance(driver, SqliteConnection)
        driver.begin_with_next(readonly=readonly)
