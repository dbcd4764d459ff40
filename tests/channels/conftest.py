"""Settings of these tests, and a channel that runs while a block runs."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.assembly import serve, telegram_channel
from bot.channels.base import Receive
from bot.channels.telegram import TelegramChannel
from bot.core import open_core
from bot.settings import Settings
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from tests.channels.bot_api import NEEDED, Person, node, running_server
from tests.channels.scripted import TOKEN, Waits

PATIENCE_SECONDS = 30


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    """Settings with a token; nothing of this machine's environment gets in."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def make(**values: Any) -> Settings:
        return Settings(_env_file=None, **{"telegram_token": TOKEN, **values})

    return make


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    return Phrases.load()


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def serving() -> Callable[[TelegramChannel, Receive], AbstractAsyncContextManager[None]]:
    """Runs a channel while a block runs."""

    @asynccontextmanager
    async def serve(channel: TelegramChannel, receive: Receive) -> AsyncIterator[None]:
        async with asyncio.timeout(PATIENCE_SECONDS), asyncio.TaskGroup() as group:
            running = group.create_task(channel.run(receive))
            try:
                yield
            finally:
                running.cancel()
        await channel.bot.session.close()

    return serve


@pytest.fixture
def assistant(
    settings: Callable[..., Settings],
    bot_api: str,
    empty_database: Path,
    tmp_path: Path,
    answerer: Answerer,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., AbstractAsyncContextManager[None]]:
    """Runs the whole assistant on Telegram while a block runs, then stops it without a goodbye to the inbox.

    What is kept is kept for the next run in the same test.
    """
    monkeypatch.setattr("bot.core.build_answerer", lambda **_: answerer)  # read once, not at each start
    url = f"sqlite+aiosqlite:///{shutil.copy(empty_database, tmp_path / 'tungngo.db')}"

    @asynccontextmanager
    async def run(**values: Any) -> AsyncIterator[None]:
        made = settings(telegram_api_base=bot_api, database_url=url, secret_key="only for tests", **values)
        async with (
            open_core(made, day=date(2026, 11, 24)) as core,
            asyncio.timeout(2 * PATIENCE_SECONDS),
            asyncio.TaskGroup() as group,
        ):
            channel = telegram_channel(core)
            serving = group.create_task(serve(core, [channel]))
            try:
                await channel.listening.wait()
                yield
            finally:
                serving.cancel()

    return run


@pytest.fixture
def unused_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


@pytest.fixture
def bot_api() -> Iterator[str]:
    """The address of a Bot API server; without Node the test is left out, and the run's last lines say so."""
    command = node()
    if command is None:
        pytest.skip(f"Telegram over HTTP: needs {NEEDED}")
    with running_server(command) as address:
        yield address


@pytest.fixture
async def tuan(bot_api: str) -> AsyncIterator[Person]:
    """Anh Tuấn, on Telegram, alone with the bot."""
    async with httpx.AsyncClient(base_url=bot_api, timeout=60, trust_env=False) as client:
        yield Person(client)
