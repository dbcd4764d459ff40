"""Every way into the program starts, and the quick ones stay quick: no messenger is imported for them."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

ROOT = Path(__file__).parents[2]


def test_the_command_knows_its_commands() -> None:
    helped = CliRunner().invoke(app, ["--help"])

    assert helped.exit_code == 0
    for name in ("run", "chat", "version", "ask", "eval", "place", "content", "sheet"):
        assert name in helped.output


def test_the_quick_commands_import_no_messenger_no_web_server_and_no_database() -> None:
    """`import aiogram` alone takes seconds; the others are a good part of the second that a command may take."""
    slow = {"aiogram", "fastapi", "uvicorn", "apscheduler", "sqlalchemy", "asyncio", "structlog", "rich"}
    code = f"import sys, bot.cli; print(sorted({slow} & set(sys.modules)))"

    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_the_module_runs() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "tungngo" in shown.stdout or "Usage" in shown.stdout


def test_a_setting_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PORT", "eighty")

    ended = CliRunner().invoke(app, ["run"])

    assert ended.exit_code == 2
    assert "WEB_PORT" in ended.output
