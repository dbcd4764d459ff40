"""The curator's commands at the machine: knowledge gaps, knowledge export."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from knowledge.catalogue import load_catalogue
from storage.actions.audit import list_audit
from storage.actions.consents import Purpose, record_consent
from storage.actions.questions import AnsweredQuestion, record_answer
from storage.actions.wordings import WordingKind, decide_wording, list_approved, propose_wording
from storage.engine import make_engine
from storage.migrations import upgrade
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.permissions import Role
from storage.unit_of_work import Database
from tests.clock import FixedClock
from tests.staff import appoint

T = TypeVar("T")
Opened = Callable[[Callable[[Database, FixedClock], Awaitable[T]]], T]
LAN, HOA, MINH = Address("web", "7101"), Address("web", "7103"), Address("web", "7105")
TEXT, SLUG = "mượn loa phường thông báo tìm mèo lạc", "ihanoi-phan-anh"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Opened[T]":
    """Act in the database of the settings."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'tungngo.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    upgrade(url)

    def act(what: Callable[[Database, FixedClock], Awaitable[T]]) -> T:
        async def run() -> T:
            database = Database(make_engine(url))
            try:
                return await what(database, FixedClock())
            finally:
                await database.close()

        return asyncio.run(run())

    return act


async def three_ask_in_vain(uow: Database, clock: FixedClock) -> None:
    for who, text in ((LAN, TEXT), (HOA, "mượn loa phường tìm mèo lạc ạ"), (LAN, "thả diều trong công viên")):
        await record_consent(
            uow,
            clock,
            citizen=who,
            update_key=None,
            purpose=Purpose.IMPROVE_ANSWERS,
            given=True,
            words="?",
            version="1",
        )
        question = AnsweredQuestion(text, "no_match", topic="ihanoi")
        await record_answer(uow, clock, citizen=who, conversation="7", update_key=None, question=question, context={})


async def one_is_approved(uow: Database, clock: FixedClock) -> None:
    await appoint(uow, clock, MINH, Role.CURATOR)
    for kind, text, target in ((WordingKind.PHRASING, TEXT, SLUG), (WordingKind.POINTER, "thả diều", "evn-ha-noi")):
        made = await propose_wording(uow, clock, by=MINH, kind=kind, text=text, folded=text, target=target)
        await decide_wording(uow, clock, by=CLI, wording_id=made.wording.id, version=1, approve=True)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["knowledge", *arguments])


def test_gaps_are_printed_in_groups_and_name_nobody(opened: "Opened[None]") -> None:
    opened(three_ask_in_vain)

    result = run("gaps")

    assert result.exit_code == 0
    assert "2 people" in result.output
    assert result.output.index("mèo lạc") < result.output.index("thả diều")
    assert result.output.endswith("2 groups of 3 questions; page 1 of 1\n")
    assert "710" not in result.output


def test_gaps_are_json_lines_of_a_topic_and_a_page(opened: "Opened[None]") -> None:
    opened(three_ask_in_vain)

    first = json.loads(run("gaps", "--json", "--topic", "ihanoi").output.splitlines()[0])

    assert (first["people"], first["questions"], first["why"]) == (2, 2, {"no_match": 2})
    assert run("gaps", "--json", "--page", "2").output == ""
    assert run("gaps", "--topic", "tu-phap").output == "0 groups of 0 questions; page 1 of 1\n"
    assert run("gaps", "--ward", "00070").output == "0 groups of 0 questions; page 1 of 1\n"


def test_what_was_approved_is_no_gap(opened: "Opened[None]") -> None:
    opened(three_ask_in_vain)
    opened(one_is_approved)

    assert "mèo lạc" not in run("gaps").output


def test_export_writes_once_marks_and_says_what_is_next(opened: "Opened[None]", tmp_path: Path) -> None:
    opened(one_is_approved)
    folder = tmp_path / "content"

    first, second = run("export", "--to", str(folder)), run("export", "--to", str(folder))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "1 written, 0 there already, 1 stay beside the content" in first.output
    assert "make learn" in first.output
    assert "0 written, 1 there already, 1 stay beside the content" in second.output
    assert load_catalogue(folder).procedures[SLUG].phrasings.count(TEXT) == 1

    async def marked(uow: Database, clock: FixedClock) -> None:
        kept = (await list_approved(uow)).wordings
        assert [w.exported_at is not None for w in kept] == [True, False]
        lines = await list_audit(uow, clock, by=CLI, since=clock.now())
        assert [line.subject for line in lines if line.act == "export_phrasing"] == ["wording:1"]

    opened(marked)


def test_export_into_a_folder_of_other_things_writes_nothing(opened: "Opened[None]", tmp_path: Path) -> None:
    opened(one_is_approved)
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("x", "utf-8")

    result = run("export", "--to", str(folder))

    assert result.exit_code == 1
    assert "nothing was written" in result.stderr
