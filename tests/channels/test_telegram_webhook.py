"""The webhook: only who knows the secret is heard, and 200 means that the update is written down."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import httpx
import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramUnauthorizedError
from aiogram.methods import SetWebhook
from structlog.testing import capture_logs

from bot.channels.base import Payload, Receive
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_webhook import (
    LARGEST_UPDATE,
    SECRET_HEADER,
    Webhook,
    listening,
)
from bot.settings import Settings
from knowledge.phrases import Phrases
from tests.channels.scripted import SECRET, Remembering, ScriptedTelegram, Waits, message

MakeSettings = Callable[..., Settings]
Serving = Callable[[TelegramChannel, Receive], AbstractAsyncContextManager[None]]
SET = SetWebhook(url="https://example.vn/telegram")


class Door:
    """Takes updates, or says that they could not be written down."""

    def __init__(self, *, works: bool = True) -> None:
        self._works = works
        self.taken: list[Payload] = []

    async def __call__(self, update: Payload) -> bool:
        self.taken.append(update)
        return self._works


async def call(door: Door, *, path: str = "/telegram", secret: str | bytes | None = SECRET, **request: Any) -> int:
    """One call to a listening webhook; gives the status."""
    webhook = Webhook("https://example.vn/telegram", "127.0.0.1", 0, SECRET)
    headers = (
        [] if secret is None else [(SECRET_HEADER.encode(), secret if isinstance(secret, bytes) else secret.encode())]
    )
    async with listening(webhook, door) as port, httpx.AsyncClient(trust_env=False) as client:
        response = await client.request(
            request.pop("method", "POST"), f"http://127.0.0.1:{port}{path}", headers=headers, **request
        )
    return response.status_code


async def test_an_update_with_the_secret_is_taken() -> None:
    door = Door()

    assert await call(door, json=message(7)) == 200
    assert door.taken == [message(7)]


@pytest.mark.parametrize("secret", [None, "", "no-real-secret", SECRET + "x", "bí mật".encode()])
async def test_a_wrong_secret_is_refused_and_nothing_is_read(secret: str | bytes | None) -> None:
    door = Door()

    with capture_logs() as logs:
        assert await call(door, secret=secret, json=message(7)) == 401

    assert door.taken == []
    assert logs == [{"event": "telegram_webhook_refused", "why": "secret", "log_level": "warning"}]


@pytest.mark.parametrize(
    "body",
    [b"", b"no json", b"[]", b"{}", b'{"update_id": "7"}', b"\xff\xfe", b"[" * 100_000],
    ids=["empty", "no json", "list", "no number", "number as text", "no utf-8", "nested"],
)
async def test_a_body_that_is_no_update_is_refused(body: bytes) -> None:
    door = Door()

    assert await call(door, content=body) == 400
    assert door.taken == []


async def test_a_giant_body_is_refused() -> None:
    door = Door()
    giant = json.dumps({"update_id": 7, "message": "x" * LARGEST_UPDATE}).encode()

    assert await call(door, content=giant) == 413
    assert door.taken == []


async def test_what_could_not_be_written_down_is_asked_for_again() -> None:
    assert await call(Door(works=False), json=message(7)) == 503


async def test_other_paths_and_methods_lead_nowhere() -> None:
    assert await call(Door(), path="/", json=message(7)) == 404
    assert await call(Door(), method="GET") == 405


async def test_telegram_is_told_the_address_and_the_secret_and_told_goodbye(
    settings: MakeSettings, phrases: Phrases, serving: Serving
) -> None:
    telegram = ScriptedTelegram()
    channel = webhook_channel(settings, phrases, telegram)

    async with serving(channel, Remembering()):
        await channel.listening.wait()

    told = telegram.called("setWebhook")[0]
    assert (told.url, told.secret_token) == ("https://example.vn/telegram", SECRET)
    assert told.allowed_updates == ["message", "callback_query"]
    assert telegram.calls[-1].__api_method__ == "deleteWebhook"
    assert telegram.called("getUpdates") == []
    assert not channel.listening.is_set()


async def test_a_goodbye_that_fails_holds_nothing_up(
    settings: MakeSettings, phrases: Phrases, serving: Serving
) -> None:
    down = TelegramNetworkError(SET, "no route")
    telegram = ScriptedTelegram(refusals={"deleteWebhook": [down]})
    channel = webhook_channel(settings, phrases, telegram)

    async with serving(channel, Remembering()):
        await channel.listening.wait()

    assert len(telegram.called("deleteWebhook")) == 1


async def test_it_listens_before_telegram_can_be_reached(
    settings: MakeSettings, phrases: Phrases, serving: Serving, unused_port: int
) -> None:
    # given a network that comes back only after an update was posted
    back = asyncio.Event()

    async def wait_for_network(_seconds: float) -> None:
        await back.wait()

    telegram = ScriptedTelegram(refusals={"setWebhook": [TelegramNetworkError(SET, "no route")]})
    inbox = Remembering()
    channel = TelegramChannel(
        settings(**WEBHOOK, telegram_webhook_port=unused_port),
        phrases=phrases,
        session=telegram,
        sleep=wait_for_network,
    )

    # when it is posted
    async with serving(channel, inbox), httpx.AsyncClient(trust_env=False) as client:
        await telegram_was_asked(telegram)
        url = f"http://127.0.0.1:{unused_port}/telegram"
        posted = await client.post(url, json=message(7), headers={SECRET_HEADER: SECRET})
        back.set()
        await channel.listening.wait()

    # then it is taken
    assert posted.status_code == 200
    assert inbox.numbers == ["7"]


async def telegram_was_asked(telegram: ScriptedTelegram) -> None:
    while not telegram.called("setWebhook"):
        await asyncio.to_thread(lambda: None)


async def test_a_refused_token_ends_the_webhook_too(settings: MakeSettings, phrases: Phrases) -> None:
    refused = TelegramUnauthorizedError(SET, "Unauthorized")
    channel = webhook_channel(settings, phrases, ScriptedTelegram(refusals={"setWebhook": [refused]}))

    with capture_logs() as logs:
        await channel.run(Remembering())

    assert [log["event"] for log in logs] == ["telegram_token_refused"]


def test_the_secret_is_not_shown() -> None:
    assert SECRET not in repr(Webhook("https://example.vn/telegram", "127.0.0.1", 0, SECRET))


WEBHOOK = {
    "telegram_webhook_url": "https://example.vn/telegram",
    "telegram_webhook_secret": SECRET,
}


def webhook_channel(
    settings: MakeSettings, phrases: Phrases, telegram: ScriptedTelegram, waits: Waits | None = None
) -> TelegramChannel:
    return TelegramChannel(
        settings(**WEBHOOK, telegram_webhook_port=0),
        phrases=phrases,
        session=telegram,
        sleep=waits or Waits(),
    )
