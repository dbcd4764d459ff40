"""A backup is taken while the assistant runs, and restored so that nobody comes back and nobody is written to twice."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.clock import RealClock
from storage.actions.deliveries import plan_deliveries
from storage.actions.identities import find_citizen
from storage.actions.mydata import erase_data
from storage.engine import make_engine
from storage.migrations import upgrade
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import SECRET
from tests.storage.people import citizen_of, reminder, states

LAN, MINH = Address("telegram", "7"), Address("telegram", "8")
CLOCK = RealClock()
T = TypeVar("T")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of the settings, empty."""
    database = tmp_path / "tungngo.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{database}")
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", SECRET)
    upgrade(f"sqlite+aiosqlite:///{database}")
    return database


def on(path: Path, act: Callable[[Database], Awaitable[T]]) -> T:
    """What the assistant does while it runs."""

    async def opened() -> T:
        database = Database(make_engine(f"sqlite+aiosqlite:///{path}"))
        try:
            return await act(database)
        finally:
            await database.close()

    return asyncio.run(opened())


def tungngo(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


async def known(database: Database) -> tuple[bool, bool]:
    lan = await find_citizen(database, CLOCK, channel=LAN.channel, external_id=LAN.external_id)
    minh = await find_citizen(database, CLOCK, channel=MINH.channel, external_id=MINH.external_id)
    return lan is not None, minh is not None


async def two_agree(database: Database) -> None:
    now = CLOCK.now()
    people = [await citizen_of(database, CLOCK, address) for address in (LAN, MINH)]
    await plan_deliveries(database, CLOCK, occasion=reminder(now, "reminder:now"), citizens=people)
    tomorrow = now + timedelta(days=1)
    later = reminder(now, "reminder:tomorrow", due_at=tomorrow, expires_at=tomorrow + timedelta(days=1))
    await plan_deliveries(database, CLOCK, occasion=later, citizens=people)


async def lan_is_erased(database: Database) -> None:
    await erase_data(database, CLOCK, citizen=LAN, conversation="7", secret=SECRET, update_key=None)


def test_a_backup_is_taken_while_somebody_writes_and_holds_what_was_committed(path: Path, tmp_path: Path) -> None:
    async def while_open(database: Database) -> None:
        await two_agree(database)
        async with database() as work:
            await work.identities.record(Address("telegram", "9"), CLOCK.now())
            result = await asyncio.to_thread(tungngo, "backup", tmp_path / "kept.db")
            assert result.exit_code == 0, result.stderr

    on(path, while_open)

    with closing(sqlite3.connect(tmp_path / "kept.db")) as copy:
        assert copy.execute("SELECT count(*) FROM address").fetchone() == (2,)
    assert (tmp_path / "kept.db").stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob(".kept*"))


def test_who_was_erased_since_stays_erased_and_what_may_have_gone_out_is_in_doubt(path: Path, tmp_path: Path) -> None:
    on(path, two_agree)
    tungngo("backup", tmp_path / "kept.db")
    on(path, lan_is_erased)

    result = tungngo("restore", tmp_path / "kept.db")

    assert result.stdout.startswith("restored; 1 erased again; 1 deliveries in doubt"), result.stderr
    assert on(path, known) == (False, True)
    assert on(path, lambda database: states(database, "reminder:now")) == {
        "cancelled(erased)": 1,
        "unconfirmed(restored)": 1,
    }
    assert on(path, lambda database: states(database, "reminder:tomorrow")) == {"cancelled(erased)": 1, "pending": 1}
    assert on(tmp_path / "tungngo.db.before-restore", known) == (False, True)


def test_a_lost_database_is_restored_with_the_list_that_was_kept_apart(path: Path, tmp_path: Path) -> None:
    on(path, two_agree)
    tungngo("backup", tmp_path / "kept.db")
    on(path, lan_is_erased)
    (tmp_path / "erasures.jsonl").write_text(tungngo("erasures", "list").stdout, "utf-8")
    path.write_bytes(b"a disk that died" * 1000)

    without = tungngo("restore", tmp_path / "kept.db")
    with_list = tungngo("restore", tmp_path / "kept.db", "--erasures", tmp_path / "erasures.jsonl")

    assert without.exit_code == 2
    assert "--erasures" in without.stderr
    assert with_list.exit_code == 0, with_list.stderr
    assert on(path, known) == (False, True)


def test_a_database_that_is_open_is_not_replaced(path: Path, tmp_path: Path) -> None:
    on(path, two_agree)
    tungngo("backup", tmp_path / "kept.db")

    async def while_open(database: Database) -> Result:
        await lan_is_erased(database)
        return await asyncio.to_thread(tungngo, "restore", tmp_path / "kept.db")

    result = on(path, while_open)

    assert result.exit_code == 2
    assert "stop the assistant first" in result.stderr
    assert on(path, known) == (False, True)


def test_a_file_that_is_no_backup_replaces_nothing(path: Path, tmp_path: Path) -> None:
    on(path, two_agree)
    (tmp_path / "other.db").write_bytes(b"not a database at all" * 100)
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as foreign:
        foreign.execute("CREATE TABLE alembic_version (version_num TEXT)")
        foreign.execute("INSERT INTO alembic_version VALUES ('9999')")
        foreign.commit()

    refused = [tungngo("restore", tmp_path / name) for name in ("other.db", "foreign.db")]

    assert [result.exit_code for result in refused] == [2, 2]
    assert "no database of Từng Ngõ" in refused[0].stderr
    assert "newer version" in refused[1].stderr
    assert on(path, known) == (True, True)


def test_where_there_is_no_file_to_copy_the_command_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'none.db'}")
    nothing = tungngo("backup", tmp_path / "kept.db")
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://localhost/tungngo")
    other = tungngo("backup", tmp_path / "kept.db")

    assert (nothing.exit_code, other.exit_code) == (2, 2)
    assert "there is no database" in nothing.stderr
    assert "pg_dump" in other.stderr
    assert not (tmp_path / "kept.db").exists()
