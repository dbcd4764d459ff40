"""knowledge switch: off, on, list; and `ask`, which obeys the same switches without opening the database."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import cli_knowledge, closing
from bot.cli import app
from bot.closing import closed_slugs, peek_switched_off
from bot.settings import Settings
from knowledge.answering import Answerer
from storage.actions.switches import list_switched_off
from storage.engine import make_engine
from storage.migrations import unmigrate, upgrade
from storage.rules.switches import Kind, Reason, Subject, Switch
from storage.unit_of_work import Database
from tests.clock import FixedClock

ASKED = "lý lịch tư pháp hết bao nhiêu tiền"
RECORD = "phieu-ly-lich-tu-phap"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answerer: Answerer) -> Path:
    """The database of the settings; not made yet."""
    monkeypatch.setattr(cli_knowledge, "build_answerer", lambda **_: answerer)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'tungngo.db'}")
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    return tmp_path / "tungngo.db"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_what_is_switched_off_is_listed_and_not_answered_until_it_is_on(path: Path) -> None:
    off = run("knowledge", "switch", "off", RECORD, "--reason", "rule-changed", "--note", "Đang chờ văn bản.")
    listed, asked = run("knowledge", "switch", "list").stdout, run("ask", ASKED).stdout
    on = run("knowledge", "switch", "on", RECORD)

    assert (off.exit_code, on.exit_code) == (0, 0)
    assert listed.startswith(f"procedure:{RECORD}  ")
    assert listed.rstrip().endswith("rule-changed  cli  Đang chờ văn bản.")
    assert "đang được kiểm tra lại" in asked
    assert "Quy định về việc này vừa thay đổi. Đang chờ văn bản." in asked
    assert "200.000 đồng" in run("ask", ASKED).stdout
    assert run("knowledge", "switch", "list").stdout == ""


def test_a_topic_closes_everything_on_its_shelf(path: Path) -> None:
    run("knowledge", "switch", "off", "--topic", "tu-phap")

    assert "Có chỗ có thể chưa đúng." in run("ask", ASKED).stdout
    assert "đồng" in run("ask", "đổi thẻ căn cước bao nhiêu tiền").stdout


def test_json_lines_obey_too(path: Path) -> None:
    run("knowledge", "switch", "off", RECORD)

    answered = CliRunner().invoke(app, ["ask", "--jsonl"], input=f'{{"id": 1, "text": "{ASKED}"}}\n').stdout

    assert '"status": "no_match"' in answered
    assert '"procedures": []' in answered


def test_switching_twice_says_so(path: Path) -> None:
    run("knowledge", "switch", "off", RECORD)
    again = run("knowledge", "switch", "off", RECORD)
    run("knowledge", "switch", "on", RECORD)
    on = run("knowledge", "switch", "on", RECORD)

    assert "was off already" in again.stdout
    assert (on.exit_code, on.stdout) == (1, f"procedure:{RECORD}: was not off\n")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("khong-co",),
        ("--topic", "khong-co"),
        (RECORD, "--topic", "tu-phap"),
        (RECORD, "--note", "x" * 161),
        (RECORD, "--reason", "whim"),
    ],
)
def test_what_cannot_be_switched_off_is_refused(path: Path, arguments: tuple[str, ...]) -> None:
    assert run("knowledge", "switch", "off", *arguments).exit_code == 2
    assert run("knowledge", "switch", "list").stdout == ""


def test_without_a_database_everything_is_answered_and_none_is_made(path: Path) -> None:
    assert "200.000 đồng" in run("ask", ASKED).stdout
    assert not path.exists()


def test_a_database_of_an_earlier_version_is_left_as_it_is(path: Path) -> None:
    url = f"sqlite+aiosqlite:///{path}"
    upgrade(url)
    asyncio.run(unmigrate(url, "0004"))

    assert peek_switched_off(Settings(_env_file=None)) == ()


async def test_what_is_peeked_at_is_what_the_database_says(path: Path) -> None:
    url = f"sqlite+aiosqlite:///{path}"
    await asyncio.to_thread(upgrade, url)
    database = Database(make_engine(url))
    switch = Switch(Subject(Kind.TOPIC, "tu-phap"), FixedClock().now(), Reason.OTHER, "", "cli")
    async with database() as work:
        await work.switches.turn_off(switch)
        await work.commit()

    listed = await list_switched_off(database)
    await database.close()

    peeked = peek_switched_off(Settings(_env_file=None))
    assert listed == (switch,)
    assert peeked == listed


def test_a_database_on_a_server_is_asked_the_long_way(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("knowledge", "switch", "off", RECORD, "--note", "Đang chờ.")
    peeked = peek_switched_off(Settings(_env_file=None))

    monkeypatch.setattr(closing, "_SQLITE", "a file of SQLite")

    assert peek_switched_off(Settings(_env_file=None)) == peeked
    assert [s.note for s in peeked] == ["Đang chờ."]


def test_a_procedures_own_reason_goes_before_its_topics(answerer: Answerer) -> None:
    at = FixedClock().now()
    shelf = Switch(Subject(Kind.TOPIC, "tu-phap"), at, Reason.OTHER, "", "cli")
    own = Switch(Subject(Kind.PROCEDURE, RECORD), at, Reason.SOURCES_DIFFER, "Chờ Công an Hà Nội.", "cli")

    closed = closed_slugs((shelf, own), answerer.catalogue, answerer.phrases)

    assert closed == {RECORD: "Các nguồn chính thức đang nói khác nhau. Chờ Công an Hà Nội."}
    assert closed_slugs((shelf,), answerer.catalogue, answerer.phrases) == {RECORD: ""}
