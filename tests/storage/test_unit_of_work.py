"""What is not committed never happened; writers queue, readers wait for nobody."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from storage.engine import make_engine
from storage.migrations import migrate
from storage.repositories.areas import KnownArea
from storage.rules.consents import Consent, Purpose
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import Database, UnitOfWork
from tests.storage.conftest import FixedClock

TODAY = date(2026, 11, 24)


async def count(uow: Database) -> None:
    async with uow() as work:
        await work.questions.count("tu-phap", "answered", TODAY)
        await work.commit()


async def counted(uow: Database) -> int:
    async with uow(readonly=True) as work:
        rows = await work.questions.list_counts(TODAY, TODAY)
    return rows[0][3] if rows else 0


async def test_what_is_not_committed_never_happened(uow: Database) -> None:
    async with uow() as work:
        await work.questions.count("tu-phap", "answered", TODAY)

    assert await counted(uow) == 0


async def test_an_error_inside_undoes_everything_and_frees_the_queue(uow: Database) -> None:
    async def fails() -> None:
        async with uow() as work:
            await work.questions.count("tu-phap", "answered", TODAY)
            raise LookupError("inside")

    with pytest.raises(LookupError):
        await fails()

    assert await counted(uow) == 0
    await count(uow)
    assert await counted(uow) == 1


async def test_many_writers_of_two_engines_lose_nothing(uow: Database, database_url: str) -> None:
    other = Database(make_engine(database_url))

    await asyncio.gather(*(count(database) for database in (uow, other) for _ in range(20)))

    assert await counted(uow) == 40
    await other.close()


async def test_a_reader_does_not_wait_for_an_open_write(uow: Database) -> None:
    async with uow() as work:
        await work.questions.count("tu-phap", "answered", TODAY)
        assert await counted(uow) == 0
        await work.commit()

    assert await counted(uow) == 1


async def test_a_write_inside_a_write_fails_instead_of_waiting_for_ever(uow: Database) -> None:
    async with uow() as work:
        await work.questions.count("tu-phap", "answered", TODAY)
        with pytest.raises(RuntimeError, match="already open"):
            await count(uow)
        await work.commit()

    assert await counted(uow) == 1


async def test_work_done_together_inside_a_write_fails_too(uow: Database) -> None:
    async def nothing(_: UnitOfWork, items: Sequence[int]) -> Sequence[int]:
        return items

    async with uow():
        with pytest.raises(RuntimeError, match="already open"):
            await uow.together(nothing, 1)


async def test_rows_without_their_citizen_are_refused(uow: Database, clock: FixedClock) -> None:
    async with uow() as work:
        with pytest.raises(IntegrityError):
            await work.areas.record(404, KnownArea("00070", None, None, clock.now()))


async def test_a_naive_time_is_refused(uow: Database) -> None:
    naive = datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - the mistake that is tested
    async with uow() as work:
        with pytest.raises(StatementError, match=r"naive|timezone|tzinfo"):
            await work.areas.record(1, KnownArea("00070", None, None, naive))
    with pytest.raises(ValueError, match="time zone"):
        day_in_hanoi(naive)


async def test_an_error_of_the_database_quotes_nobody(uow: Database) -> None:
    with pytest.raises(IntegrityError) as refused:
        async with uow() as work:
            await work.consents.record(
                404,
                Consent(Purpose.IMPROVE_ANSWERS, True, "lời của ai đó", "1", "web", datetime(2026, 11, 24, tzinfo=UTC)),
            )

    assert "lời của ai đó" not in str(refused.value)


async def test_a_new_database_is_for_its_owners_eyes_only(tmp_path: Path) -> None:
    path = tmp_path / "elsewhere" / "tungngo.db"

    await migrate(f"sqlite+aiosqlite:///{path}")

    assert path.stat().st_mode & 0o077 == 0
