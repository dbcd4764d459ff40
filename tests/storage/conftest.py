"""A migrated database for each test, a clock at one instant, and the people of these tests."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.engine import make_engine
from storage.migrations import upgrade
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.clock import FixedClock

SECRET = "only for tests"


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 24 November 2026, 09:00 in Hanoi."""
    return FixedClock()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every migration, copied by each test."""
    path = tmp_path_factory.mktemp("storage") / "migrated.db"
    upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def database_url(migrated: Path, tmp_path: Path) -> str:
    copy = tmp_path / "tungngo.db"
    shutil.copy(migrated, copy)
    return f"sqlite+aiosqlite:///{copy}"


@pytest.fixture
async def uow(database_url: str) -> AsyncIterator[Database]:
    database = Database(make_engine(database_url))
    yield database
    await database.close()


@pytest.fixture
def lan() -> Address:
    """Bà Lan, 71, on the web chat."""
    return Address("web", "7")


@pytest.fixture
def tuan() -> Address:
    """Anh Tuấn, on Telegram."""
    return Address("telegram", "1001")
