"""The channel against a Bot API server that others wrote: what goes over the wire, and what is never lost."""

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

import pytest
from aiogram.types import BotCommand

from bot.channels.base import Receive
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_session import Sleep
from bot.settings import Settings
from handlers.commands import COMMANDS, list_commands
from knowledge.phrases import Phrases
from tests.channels.bot_api import Person
from tests.channels.scripted import SECRET, Remembering

Serving = Callable[[TelegramChannel, Receive], AbstractAsyncContextManager[None]]
MakeChannel = Callable[..., TelegramChannel]


@pytest.fixture
def channel_to(settings: Callable[..., Settings], phrases: Phrases, bot_api: str) -> MakeChannel:
    def make(commands: Sequence[BotCommand] = (), sleep: Sleep = asyncio.sleep, **values: object) -> TelegramChannel:
        values = {"telegram_api_base": bot_api, **values}
        return TelegramChannel(settings(**values), phrases=phrases, commands=commands, sleep=sleep)

    return make


async def test_what_is_said_while_we_are_away_arrives_at_the_next_start(
    channel_to: MakeChannel, serving: Serving, tuan: Person
) -> None:
    inbox = Remembering()

    await tuan.says("lý lịch tư pháp")
    async with serving(channel_to(), inbox):
        await inbox.hears("lý lịch tư pháp")

    number, conversation, update = inbox.stored[0]
    assert (number, conversation) == (str(update["update_id"]), "42")


async def test_an_update_that_was_not_written_down_comes_again_and_only_that(
    channel_to: MakeChannel, serving: Serving, tuan: Person
) -> None:
    # given an inbox that fails at the second of three
    inbox = Remembering(None, OSError("disk full"))
    for text in ("lệ phí", "mấy ngày", "ở đâu"):
        await tuan.says(text)

    async with serving(channel_to(sleep=no_wait), inbox):
        await inbox.hears("ở đâu")

    assert inbox.texts == ["lệ phí", "mấy ngày", "ở đâu"]


async def test_a_stop_in_the_middle_loses_nothing(channel_to: MakeChannel, serving: Serving, tuan: Person) -> None:
    # given a process that ends right after writing an update down, confirmed or not
    first, second = Remembering(), Remembering()
    await tuan.says("lý lịch tư pháp")
    async with serving(channel_to(), first):
        await first.hears("lý lịch tư pháp")

    # when the next one starts
    await tuan.says("mấy ngày")
    async with serving(channel_to(), second):
        await second.hears("mấy ngày")

    # then what comes again has the number by which the inbox knows it
    again = dict(zip(first.numbers + second.numbers, first.texts + second.texts, strict=True))
    assert list(again.values()) == ["lý lịch tư pháp", "mấy ngày"]


async def test_telegram_that_pushes_back_is_asked_again(
    channel_to: MakeChannel, serving: Serving, tuan: Person
) -> None:
    await tuan.server("refuse", method="getUpdates", status=502, description="Bad Gateway")
    inbox = Remembering()
    await tuan.says("lý lịch tư pháp")

    async with serving(channel_to(sleep=no_wait), inbox):
        await inbox.hears("lý lịch tư pháp")

    assert len(inbox.stored) == 1


async def test_commands_stand_in_the_menu_in_vietnamese(
    channel_to: MakeChannel, serving: Serving, tuan: Person, phrases: Phrases
) -> None:
    commands = list_commands(phrases)

    async with serving(channel_to(commands=commands), Remembering()):
        menu = json.loads((await tuan.calls("setMyCommands", least=1))[0]["commands"])

    assert [one["command"] for one in menu] == list(COMMANDS)
    assert all(one["description"] for one in menu)


async def test_a_webhook_is_registered_called_and_taken_away(
    channel_to: MakeChannel, serving: Serving, tuan: Person, unused_port: int
) -> None:
    inbox = Remembering()
    channel = channel_to(**webhook_on(unused_port))

    async with serving(channel, inbox):
        await channel.listening.wait()
        await tuan.says("lý lịch tư pháp")
        await inbox.hears("lý lịch tư pháp")
        posts = await tuan.posts(least=1)

    assert [post["status"] for post in posts] == [200]
    assert len(await tuan.calls("deleteWebhook")) == 1


async def test_a_caller_with_a_wrong_secret_is_not_heard(
    channel_to: MakeChannel, serving: Serving, tuan: Person, unused_port: int
) -> None:
    # given somebody who does not know the secret
    inbox = Remembering()
    channel = channel_to(**webhook_on(unused_port))
    await tuan.server("secret", secret="a-guess-that-is-long-enough")

    async with serving(channel, inbox):
        await channel.listening.wait()
        await tuan.says("lý lịch tư pháp")
        refused = await tuan.posts(least=1)
        heard = len(inbox.stored)

        # when the call comes with the right one
        await tuan.server("secret", secret=None)
        await inbox.hears("lý lịch tư pháp")

    assert (refused[0]["status"], heard) == (401, 0)


async def test_what_a_webhook_could_not_write_down_is_posted_again(
    channel_to: MakeChannel, serving: Serving, tuan: Person, unused_port: int
) -> None:
    inbox = Remembering(OSError("disk full"))
    channel = channel_to(**webhook_on(unused_port))

    async with serving(channel, inbox):
        await channel.listening.wait()
        await tuan.says("lý lịch tư pháp")
        assert [post["status"] for post in await tuan.posts(least=1)] == [503]
        await tuan.says("mấy ngày")
        await inbox.hears("mấy ngày")

    assert inbox.texts == ["lý lịch tư pháp", "mấy ngày"]


async def no_wait(_seconds: float) -> None:
    """Waiting that is over at once."""


def webhook_on(port: int) -> dict[str, object]:
    return {
        "telegram_webhook_url": f"http://127.0.0.1:{port}/telegram",
        "telegram_webhook_secret": SECRET,
        "telegram_webhook_port": port,
    }
