"""Staff from the machine itself: `tungngo staff`."""

import asyncio
import re
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.cli import app
from bot.clock import RealClock
from bot.roles_page import roles_page
from storage.actions.staff import JoinOutcome, accept_invitation
from storage.engine import make_engine
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import SECRET

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The settings of a machine on which nothing was done yet."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'tungngo.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    return url


def staff(*words: str) -> Result:
    return CliRunner().invoke(app, ["staff", *words])


def joins(url: str, who: str, *words: str) -> None:
    """Somebody is invited at the machine, and types the code in a chat."""
    code = staff("invite", *words).stdout.splitlines()[0]

    async def brings() -> JoinOutcome:
        database = Database(make_engine(url))
        try:
            joined = await accept_invitation(
                database,
                RealClock(),
                citizen=Address("web", who),
                conversation=who,
                typed=code,
                secret=SECRET,
                update_key=None,
            )
        finally:
            await database.close()
        return joined.outcome

    assert asyncio.run(brings()) is JoinOutcome.JOINED


def test_an_invitation_prints_a_code_what_it_is_for_and_until_when(url: str) -> None:
    lines = staff("invite", "--role", "owner").stdout.splitlines()

    assert re.fullmatch(r"[A-Z2-9]{5}-[A-Z2-9]{5}", lines[0])
    assert re.fullmatch(r"for owner:city, once, until \d\d:\d\d \d\d/\d\d/\d{4} in Hanoi", lines[1])
    assert lines[2] == f"or, in any chat with the assistant: /nhanvien {lines[0]}"


def test_with_an_address_there_is_a_link_and_no_server_hears_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://chat.example.vn/")

    lines = staff("invite", "--role", "owner").stdout.splitlines()

    assert lines[2] == f"https://chat.example.vn/#nhanvien={lines[0]}"


def test_who_joined_is_listed_with_number_role_and_wards(url: str) -> None:
    joins(url, "1", "--role", "owner")
    joins(url, "2", "--role", "admin", "--ward", "00070", "--ward", "phường Tây Hồ")

    lines = [line.split("\t")[:2] for line in staff("list").stdout.splitlines()]

    assert lines == [["1", "owner:city"], ["2", "admin:00070+00103"]]


def test_a_ward_that_is_none_or_several_is_said_to_be(url: str) -> None:
    nowhere = staff("invite", "--role", "admin", "--ward", "Atlantis")
    several = staff("invite", "--role", "admin", "--ward", "quận Đống Đa")

    assert (nowhere.exit_code, several.exit_code) == (2, 2)
    assert "no ward of Hanoi" in nowhere.stderr
    assert "Give the code" in several.stderr
    assert staff("audit").stdout == ""


def test_a_curator_has_no_wards(url: str) -> None:
    result = staff("invite", "--role", "curator", "--ward", "00070")

    assert result.exit_code == 2
    assert "whole city" in result.stderr


def test_dismissing_ends_all_roles_of_a_number_or_one(url: str) -> None:
    joins(url, "1", "--role", "owner")
    joins(url, "2", "--role", "curator")
    joins(url, "2", "--role", "reviewer")

    assert staff("revoke", "2", "--role", "curator").stdout == "2\tcurator:city\tdone\n"
    assert staff("revoke", "2").stdout == "2\treviewer:city\tdone\n"
    assert len(staff("list").stdout.splitlines()) == 1


def test_the_last_owner_stays_and_an_unknown_number_is_said_to_be(url: str) -> None:
    joins(url, "1", "--role", "owner")

    last, unknown = staff("revoke", "1"), staff("revoke", "7")

    assert (last.exit_code, unknown.exit_code) == (1, 1)
    assert "last_owner" in last.stdout
    assert "nobody has this number" in unknown.stderr
    assert len(staff("list").stdout.splitlines()) == 1


def test_the_audit_names_the_machine_and_the_numbers(url: str) -> None:
    joins(url, "1", "--role", "owner")

    lines = [line.split("\t")[1:] for line in staff("audit").stdout.splitlines()]

    assert lines == [
        ["cli", "invite", "done", "invitation:1:owner:city"],
        ["1", "join", "done", "invitation:1:owner:city"],
    ]
    assert staff("audit", "--since", "2999-01-01").stdout == ""


def test_the_page_of_roles_is_printed_or_written(tmp_path: Path) -> None:
    page = tmp_path / "roles.md"

    assert staff("roles").stdout == roles_page()
    assert staff("roles", "--to", str(page)).stdout == ""
    assert page.read_text("utf-8") == roles_page()
