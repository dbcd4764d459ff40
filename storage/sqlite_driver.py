"""aiosqlite with one trip to the database thread a statement, where it would make four.

As it comes, a SELECT travels four times (cursor, execute, fetch, close), BEGIN three times more and a
rollback of nothing once. A trip costs more than the statement: a question of somebody alone took 53 trips
through the inbox, now 9; of twenty people who ask at once and are written down together, half a trip each.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite


class SqliteConnection(aiosqlite.Connection):
    """An aiosqlite connection whose cursors live for one statement each."""

    _begin_first: str | None = None
    _sent = False
    _reads = False

    def begin_with_next(self, *, readonly: bool) -> None:
        """Open a transaction together with the next statement, in the same trip."""
        self._begin_first = "BEGIN" if readonly else "BEGIN IMMEDIATE"
        self._reads = readonly

    def cursor(self) -> "SqliteCursor":  # type: ignore[override]
        """A cursor; nothing travels yet."""
        return SqliteCursor(self)

    async def travel(self, cursor: "SqliteCursor", many: bool, statement: str, values: Any) -> None:
        """Run one statement on the database thread; the cursor takes its outcome."""
        begin, self._begin_first = self._begin_first, None
        self._sent = True
        trip = partial(cursor.run, self._conn, begin, many, statement, values)
        await self._execute(trip)  # type: ignore[no-untyped-call]  # aiosqlite gives it no types

    async def commit(self) -> None:
        """Commit what was sent; nothing was, nothing travels."""
        if self._take_sent():
            await super().commit()

    async def rollback(self) -> None:
        """Undo what was sent; nothing was, nothing travels. The end of a read is waited for by nobody."""
        if not self._take_sent():
            return
        if self._reads:
            self._tx.put_nowait((None, self._conn.rollback))
        else:
            await super().rollback()

    def _take_sent(self) -> bool:
        # noted when a statement leaves, not when it arrives: one that was cancelled on the way still runs
        sent, self._sent, self._begin_first = self._sent, False, None
        return sent


class SqliteCursor:
    """What SQLAlchemy's adapter asks of a cursor; rows are fetched in the trip that made them."""

    def __init__(self, connection: SqliteConnection) -> None:
        """A cursor that has run nothing."""
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        """Nothing to open."""
        return self

    async def execute(self, statement: str, values: Iterable[Any] = ()) -> Self:
        """Run one statement."""
        await self._connection.travel(self, False, statement, values)
        return self

    async def executemany(self, statement: str, values: Iterable[Iterable[Any]]) -> Self:
        """Run one statement for each row of values."""
        await self._connection.travel(self, True, statement, values)
        return self

    async def fetchall(self) -> Sequence[Any]:
        """The rows, which are here already."""
        rows, self._rows = self._rows, ()
        return rows

    async def close(self) -> None:
        """Nothing to close."""

    def run(self, driver: sqlite3.Connection, begin: str | None, many: bool, statement: str, values: Any) -> None:
        """On the database thread: begin if asked, run, fetch, close."""
        cursor = driver.cursor()
        try:
            if begin:
                cursor.execute(begin)
            (cursor.executemany if many else cursor.execute)(statement, values)
            self.description = cursor.description
            if cursor.description:
                self._rows = cursor.fetchall()
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


def connect_to(path: str) -> SqliteConnection:
    """A connection to a file; its thread ends with the process."""
    connection = SqliteConnection(partial(sqlite3.connect, path, check_same_thread=False), iter_chunk_size=64)
    connection._thread.daemon = True
    return connection
