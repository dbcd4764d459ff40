"""`tungngo run`: from start to a stop in good order."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.settings import Settings
from knowledge.answering import Answerer


@pytest.fixture(autouse=True)
def a_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A machine with a screen, a free port and an empty folder; logging as before afterwards."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WEB_PORT", "0")
    monkeypatch.setattr("bot.settings.has_screen", lambda: True)
    monkeypatch.setattr("bot.logs.configure", lambda *_: None)
    before = structlog.get_config()
    structlog.configure(processors=[lambda *_: ""], logger_factory=structlog.ReturnLoggerFactory())
    yield
    structlog.configure(**before)


@pytest.fixture
def content_is_read(answerer: Answerer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content was read already; the first test reads it as a start does."""
    monkeypatch.setattr("bot.core.build_answerer", lambda **_: answerer)


def run_until_opened(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[Result, list[str]]:
    """Run until the browser would open, then as if somebody stopped it; the addresses opened."""
    opened: list[str] = []

    def open_and_stop(url: str) -> bool:
        opened.append(url)
        os.kill(os.getpid(), signal.SIGTERM)
        return True

    monkeypatch.setattr("webbrowser.open", open_and_stop)
    return CliRunner().invoke(app, ["run", *arguments]), opened


def test_it_prints_and_opens_the_address_and_stops_when_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ended, (opened,) = run_until_opened(monkeypatch)

    assert ended.exit_code == 0, ended.output
    assert opened.startswith("http://127.0.0.1:")
    assert opened in ended.output
    assert (tmp_path / "var" / "tungngo.db").exists()
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("content_is_read")
def test_a_moved_day_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ended, _ = run_until_opened(monkeypatch, "--on", "2027-03-01")

    assert "01/03/2027" in ended.output


@pytest.mark.usefixtures("content_is_read")
def test_a_port_that_is_taken_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("WEB_PORT", str(taken.getsockname()[1]))

        ended = CliRunner().invoke(app, ["run"])

    assert ended.exit_code == 1
    assert "WEB_PORT" in ended.output


def test_a_token_that_is_none_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "not a token")

    ended = CliRunner().invoke(app, ["run"])

    assert ended.exit_code == 2
    assert "TELEGRAM_TOKEN" in ended.output


@pytest.mark.usefixtures("content_is_read")
def test_the_terminal_chat_keeps_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ended = CliRunner().invoke(app, ["chat", "--on", "2026-11-24"], input="lý lịch tư pháp bao nhiêu tiền\n")

    assert "200.000 đồng" in ended.output
    assert list(tmp_path.iterdir()) == []


def test_the_version_is_printed() -> None:
    ended = CliRunner().invoke(app, ["version"])

    assert ended.exit_code in (0, 1)
