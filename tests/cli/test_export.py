"""`tungngo export broadcast`: a row for each recipient, no name, no formula."""

import asyncio
import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.cli_export import cell
from storage.actions.broadcasts import (
    Change,
    Guide,
    GuideKind,
    Reach,
    change_broadcast,
    confirm_broadcast,
    open_broadcast,
)
from storage.actions.consents import Purpose, record_consent
from storage.actions.deliveries import Outcome, record_outcome, start_sending
from storage.actions.mydata import erase_data
from storage.actions.optings import record_opting
from storage.engine import make_engine
from storage.migrations import upgrade
from storage.rules.audit import CLI
from storage.rules.deliveries import DeliveryState
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.clock import FixedClock
from tests.storage.people import WORKER, claims, move_broadcasts

WARD = "00070"


async def was_sent(url: str) -> None:
    """A broadcast to three: one refused with words like a formula, one erased since."""
    database, clock = Database(make_engine(url)), FixedClock()
    people = [Address("telegram", str(number)) for number in range(3)]
    for who in people:
        said = {"update_key": None, "words": "?", "version": "1", "given": True}
        await record_consent(database, clock, citizen=who, purpose=Purpose.REMEMBER_AREA, **said)  # type: ignore[arg-type]
        await record_opting(database, clock, citizen=who, ward=WARD, **said)  # type: ignore[arg-type]
    guide = Guide(GuideKind.TEXT, text="Tổ trực thứ bảy.")
    made = await open_broadcast(database, clock, by=CLI, guide=guide, topic=None)
    assert made == 1
    reach = Reach(frozenset({WARD}))
    await change_broadcast(database, clock, by=CLI, broadcast=1, change=Change(reach=reach))
    await confirm_broadcast(database, clock, by=CLI, broadcast=1)
    await move_broadcasts(database, clock)
    outcomes = [Outcome(DeliveryState.SENT, message_id="7"), Outcome(DeliveryState.FAILED, "=cmd|calc")]
    for due, outcome in zip((await claims(database, clock)).due, outcomes, strict=False):
        await start_sending(database, clock, worker=WORKER, delivery=due.id)
        await record_outcome(database, clock, worker=WORKER, delivery=due.id, outcome=outcome)
    clock.goes_on(minutes=5)
    await erase_data(database, clock, citizen=people[2], conversation="2", secret="s", update_key=None)
    await database.close()


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    found = f"sqlite+aiosqlite:///{tmp_path / 'tungngo.db'}"
    monkeypatch.setenv("DATABASE_URL", found)
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    upgrade(found)
    return found


def test_each_recipient_is_a_row_and_the_erased_are_counted(url: str, tmp_path: Path) -> None:
    asyncio.run(was_sent(url))
    path = tmp_path / "broadcast.csv"

    ended = CliRunner().invoke(app, ["export", "broadcast", "1", "--to", str(path)])

    assert ended.exit_code == 0, ended.output
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["version"], r["channel"], r["state"], r["reason"], r["number"]) for r in rows] == [
        ("1", "telegram", "sent", "", "1"),
        ("1", "telegram", "failed", "'=cmd|calc", "1"),
        ("1", "telegram", "cancelled", "erased", "1"),
    ]
    assert (rows[0]["sent_at"], rows[2]["sent_at"]) == ("2026-11-24 09:00:00", "")


def test_without_a_file_it_is_printed_and_without_rows_it_fails(url: str) -> None:
    ended = CliRunner().invoke(app, ["export", "broadcast", "7"])

    assert ended.exit_code == 1
    assert ended.stdout.startswith("version,kind,channel")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_nothing_begins_like_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell("a=b") == "a=b"
