"""Whoever was erased is erased again after a backup is restored: `tungngo erasures`."""

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from typer.testing import CliRunner

from bot.cli import app
from storage.actions.consents import Purpose, record_consent
from storage.actions.identities import find_citizen
from storage.actions.mydata import erase_data
from storage.engine import make_engine
from storage.migrations import upgrade
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.clock import FixedClock
from tests.storage.conftest import SECRET

LAN = Address("web", "7")
T = TypeVar("T")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of the settings, in which Lan agreed to something."""
    database = tmp_path / "tungngo.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{database}")
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", SECRET)
    upgrade(f"sqlite+aiosqlite:///{database}")
    return database


async def lan_agrees(database: Database, clock: FixedClock) -> None:
    await record_consent(
        database,
        clock,
        citizen=LAN,
        update_key=None,
        purpose=Purpose.REMEMBER_AREA,
        given=True,
        words="Có?",
        version="1",
    )


async def lan_is_erased(database: Database, clock: FixedClock) -> None:
    await erase_data(database, clock, citizen=LAN, conversation="7", secret=SECRET, update_key=None)


async def lan_is_known(database: Database, clock: FixedClock) -> bool:
    return await find_citizen(database, clock, channel=LAN.channel, external_id=LAN.external_id) is not None


def test_who_was_erased_since_the_backup_is_erased_again(path: Path) -> None:
    clock = FixedClock()
    backup, kept = path.with_suffix(".backup"), path.with_suffix(".jsonl")

    async def opened(act: Callable[[Database, FixedClock], Awaitable[T]]) -> T:
        database = Database(make_engine(f"sqlite+aiosqlite:///{path}"))
        try:
            return await act(database, clock)
        finally:
            await database.close()  # and with it what SQLite keeps beside the file until then

    asyncio.run(opened(lan_agrees))
    shutil.copy(path, backup)
    clock.goes_on(days=1)
    asyncio.run(opened(lan_is_erased))
    listed = CliRunner().invoke(app, ["erasures", "list"]).stdout
    kept.write_text(listed, "utf-8")
    shutil.copy(backup, path)
    assert asyncio.run(opened(lan_is_known))

    assert CliRunner().invoke(app, ["erasures", "repeat", str(kept)]).stdout == "1 erased again\n"

    assert json.loads(listed)["erased_at"] == "2026-11-25T02:00:00+00:00"
    assert not asyncio.run(opened(lan_is_known))
    assert CliRunner().invoke(app, ["erasures", "repeat", str(kept)]).stdout == "0 erased again\n"


@pytest.mark.parametrize("said", ["hôm qua", '{"hash": "a"}', '["a"]', '{"hash": "a", "erased_at": 7}'])
def test_a_file_that_is_no_list_erases_nobody_and_says_so(path: Path, said: str) -> None:
    kept = path.with_suffix(".jsonl")
    kept.write_text(said, "utf-8")

    result = CliRunner().invoke(app, ["erasures", "repeat", str(kept)])

    assert result.exit_code == 2
    assert "nobody was erased" in result.stderr
