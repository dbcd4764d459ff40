"""The driver makes fewer trips and forgets nothing on the way."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import text

from storage.engine import make_engine
from storage.sqlite_driver import SqliteConnection
from storage.unit_of_work import Database

TODAY = date(2026, 11, 24)


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every trip to the database thread."""
    made: list[str] = []
    travel = SqliteConnection._execute

    async def counted(self: SqliteConnection, function: object, *values: object, **named: object) -> object:
        made.append(str(function))
        return await travel(self, function, *values, **named)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(SqliteConnection, "_execute", counted)
    return made


async def test_a_write_of_one_statement_makes_two_trips(uow: Database, trips: list[str]) -> None:
    async with uow() as work:
        await work.questions.count("tu-phap", "answered", TODAY)
        await work.commit()
    trips.clear()

    async with uow() as work:
        await work.questions.count("tu-phap", "answered", TODAY)
        await work.commit()

    assert len(trips) == 2


async def test_entering_and_leaving_makes_no_trip(uow: Database, trips: list[str]) -> None:
    async with uow(readonly=True) as work:
        await work.questions.list_counts(TODAY, TODAY)
    trips.clear()

    async with uow(readonly=True):
        pass

    assert trips == []


async def test_a_write_that_is_cancelled_on_its_way_is_rolled_back(uow: Database) -> None:
    """The statement may still run on its thread; it must not stay open and lock everybody out."""

    async def writes() -> None:
        async with uow() as work:
            await work.questions.count("tu-phap", "answered", TODAY)
            await work.commit()

    for turns in range(1, 12):
        async with asyncio.TaskGroup() as group:
            task = group.create_task(writes())
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()

    await writes()
    async with uow(readonly=True) as work:
        (row,) = await work.questions.list_counts(TODAY, TODAY)
    assert row[3] >= 1


async def test_many_rows_go_in_one_trip_and_come_back_whole(database_url: str) -> None:
    engine = make_engine(database_url)
    async with engine.begin() as connection:
        row = "INSERT INTO effect (update_key, kind, recorded_at) VALUES (:key, 'k', :at)"
        at = "2026-11-24 02:00:00.000000"
        await connection.execute(text(row), [{"key": str(number), "at": at} for number in range(50)])
    async with engine.connect() as connection:
        rows = (await connection.execute(text("SELECT update_key FROM effect"))).all()
    await engine.dispose()

    assert len(rows) == 50


@pytest.mark.parametrize("url", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="must name a file"):
        make_engine(url)
