"""Long polling: an update is confirmed only once it is written down, and nothing stops the asking."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates
from aiogram.types import BotCommand
from structlog.testing import capture_logs

from bot.channels.base import Receive
from bot.channels.telegram import POLL_SECONDS, UPDATES, TelegramChannel
from bot.settings import Settings
from handlers import build_router
from knowledge.phrases import Phrases
from tests.channels.scripted import Remembering, ScriptedTelegram, Waits, message

Serving = Callable[[TelegramChannel, Receive], AbstractAsyncContextManager[None]]
ASKED = GetUpdates()


@pytest.fixture
def channel_on(
    settings: Callable[..., Settings], phrases: Phrases, waits: Waits
) -> Callable[[ScriptedTelegram], TelegramChannel]:
    def make(telegram: ScriptedTelegram) -> TelegramChannel:
        return TelegramChannel(
            settings(),
            phrases=phrases,
            commands=[BotCommand(command="trogiup", description="Các lệnh và người trả lời")],
            session=telegram,
            sleep=waits,
        )

    return make


OnTelegram = Callable[[ScriptedTelegram], TelegramChannel]


async def test_each_update_reaches_the_inbox_under_its_number_and_chat(
    channel_on: OnTelegram, serving: Serving
) -> None:
    telegram, inbox = ScriptedTelegram([message(7, chat=42), message(8, chat=-100)]), Remembering()

    async with serving(channel_on(telegram), inbox):
        await telegram.silent.wait()

    assert [(number, chat) for number, chat, _ in inbox.stored] == [("7", "42"), ("8", "-100")]
    assert inbox.stored[0][2] == message(7, chat=42)


async def test_the_offset_moves_only_past_what_is_written_down(
    channel_on: OnTelegram, serving: Serving, waits: Waits
) -> None:
    # given an inbox that fails at the second update
    telegram = ScriptedTelegram([message(7), message(8)], [message(8)])
    inbox = Remembering(None, OSError("disk full"))

    # when both arrive
    with capture_logs() as logs:
        async with serving(channel_on(telegram), inbox):
            await telegram.silent.wait()

    # then the second is asked for again, and written down then
    assert [ask.offset for ask in telegram.called("getUpdates")] == [None, 8, 9]
    assert inbox.numbers == ["7", "8"]
    assert [log["event"] for log in logs] == ["telegram_update_not_stored"]
    assert waits.seconds == [1.0]


@pytest.mark.parametrize(
    "failure",
    [
        TelegramNetworkError(ASKED, "no route"),
        TelegramServerError(ASKED, "Bad Gateway"),
        TelegramConflictError(ASKED, "terminated by other getUpdates request"),
        ClientDecodeError("not JSON", ValueError(), "<html>"),
    ],
    ids=lambda failure: type(failure).__name__,
)
async def test_it_goes_on_asking_after_a_failure(
    channel_on: OnTelegram, serving: Serving, waits: Waits, failure: Exception
) -> None:
    telegram, inbox = ScriptedTelegram(failure, failure, failure, [message(7)]), Remembering()

    with capture_logs() as logs:
        async with serving(channel_on(telegram), inbox):
            await telegram.silent.wait()

    assert inbox.numbers == ["7"]
    assert waits.seconds == [1, 2, 4]
    assert [log["event"] for log in logs] == ["telegram_out_of_reach", "telegram_reached_again"]


async def test_pauses_grow_to_a_minute_and_no_longer(channel_on: OnTelegram, serving: Serving, waits: Waits) -> None:
    telegram = ScriptedTelegram(*[TelegramNetworkError(ASKED, "no route")] * 9)

    async with serving(channel_on(telegram), Remembering()):
        await telegram.silent.wait()

    assert waits.seconds == [1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_it_waits_as_long_as_telegram_asks(channel_on: OnTelegram, serving: Serving, waits: Waits) -> None:
    telegram = ScriptedTelegram(TelegramRetryAfter(ASKED, "Too Many Requests", retry_after=97))

    async with serving(channel_on(telegram), Remembering()):
        await telegram.silent.wait()

    assert waits.seconds == [97]


async def test_a_refused_token_ends_the_channel_and_is_said_in_the_log(channel_on: OnTelegram) -> None:
    refused = TelegramUnauthorizedError(ASKED, "Unauthorized")
    channel = channel_on(ScriptedTelegram(refusals={"deleteWebhook": [refused]}))

    with capture_logs() as logs:
        await channel.run(Remembering())

    assert [log["event"] for log in logs] == ["telegram_token_refused"]
    assert not channel.listening.is_set()


async def test_polling_first_takes_an_old_webhook_away_and_sets_the_menu(
    channel_on: OnTelegram, serving: Serving, phrases: Phrases
) -> None:
    telegram = ScriptedTelegram()

    async with serving(channel_on(telegram), Remembering()):
        await telegram.silent.wait()

    names = [call.__api_method__ for call in telegram.calls]
    assert names == [
        "deleteWebhook",
        "setMyCommands",
        "setMyDescription",
        "setMyShortDescription",
        "getUpdates",
    ]
    assert telegram.called("setMyCommands")[0].commands[0].command == "trogiup"
    assert telegram.called("setMyDescription")[0].description == phrases.text("telegram-description")


async def test_a_start_without_a_network_is_tried_again(channel_on: OnTelegram, serving: Serving, waits: Waits) -> None:
    down = TelegramNetworkError(ASKED, "no route")
    telegram = ScriptedTelegram(refusals={"deleteWebhook": [down], "setMyCommands": [down]})

    async with serving(channel_on(telegram), Remembering()):
        await telegram.silent.wait()

    assert waits.seconds == [1, 2]
    assert len(telegram.called("setMyShortDescription")) == 1


async def test_a_menu_that_telegram_refuses_does_not_keep_us_from_answering(
    channel_on: OnTelegram, serving: Serving
) -> None:
    refusal = TelegramBadRequest(ASKED, "BOT_COMMAND_INVALID")
    telegram, inbox = ScriptedTelegram([message(7)], refusals={"setMyCommands": [refusal]}), Remembering()

    with capture_logs() as logs:
        async with serving(channel_on(telegram), inbox):
            await telegram.silent.wait()

    assert inbox.numbers == ["7"]
    assert [log["event"] for log in logs] == ["telegram_menu_not_set"]


async def test_an_update_of_nobody_is_passed_over(channel_on: OnTelegram, serving: Serving) -> None:
    telegram, inbox = ScriptedTelegram([{"update_id": 7, "poll": {"id": "1"}}, message(8)]), Remembering()

    async with serving(channel_on(telegram), inbox):
        await telegram.silent.wait()

    assert inbox.numbers == ["8"]
    assert telegram.called("getUpdates")[-1].offset == 9


async def test_an_update_that_aiogram_cannot_read_does_not_hold_up_the_next(
    channel_on: OnTelegram, serving: Serving
) -> None:
    odd = {"update_id": 7, "message": {"chat": {"id": 42}, "date": "yesterday"}}
    telegram, inbox = ScriptedTelegram([odd, message(8)]), Remembering()

    async with serving(channel_on(telegram), inbox):
        await telegram.silent.wait()

    assert inbox.numbers == ["7", "8"]


def test_telegram_is_asked_for_what_handlers_take_and_nothing_else() -> None:
    assert sorted(build_router().resolve_used_update_types()) == sorted(UPDATES)


async def test_a_request_for_news_says_how_long_it_may_stay_open(channel_on: OnTelegram, serving: Serving) -> None:
    telegram = ScriptedTelegram()

    async with serving(channel_on(telegram), Remembering()):
        await telegram.silent.wait()

    ask = telegram.called("getUpdates")[0]
    assert (ask.timeout, ask.allowed_updates) == (POLL_SECONDS, ["message", "callback_query"])
