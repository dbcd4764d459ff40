"""Sending to Telegram: waits where waiting is safe, never sends twice, and keeps the token to itself."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import web

from bot.channels.base import LimitExceeded
from bot.channels.telegram_session import NotConnected, TelegramSession, telegram_bot
from bot.logs import drop_private
from tests.channels.scripted import TOKEN, ScriptedTelegram, Waits

SENT = SendMessage(chat_id=42, text="Chào bạn")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def telegram_that(*refusals: Exception) -> ScriptedTelegram:
    return ScriptedTelegram(refusals={"sendMessage": list(refusals)})


async def test_a_reply_waits_as_long_as_telegram_asks_and_is_sent_again(waits: Waits) -> None:
    telegram = telegram_that(TelegramRetryAfter(SENT, "Too Many Requests", retry_after=7))

    await telegram_bot(TOKEN, telegram, sleep=waits).send_message(42, "Chào bạn")

    assert waits.seconds == [7]
    assert len(telegram.called("sendMessage")) == 2


async def test_a_reply_told_to_wait_for_minutes_gives_up_at_once(waits: Waits) -> None:
    telegram = telegram_that(TelegramRetryAfter(SENT, "Too Many Requests", retry_after=600))

    with pytest.raises(TelegramRetryAfter):
        await telegram_bot(TOKEN, telegram, sleep=waits).send_message(42, "Chào bạn")

    assert waits.seconds == []


async def test_a_reply_without_a_connection_is_tried_five_times(waits: Waits) -> None:
    telegram = telegram_that(*[NotConnected(SENT, "ClientConnectorError")] * 9)

    with pytest.raises(NotConnected):
        await telegram_bot(TOKEN, telegram, sleep=waits).send_message(42, "Chào bạn")

    assert waits.seconds == [1, 2, 4, 8]
    assert len(telegram.called("sendMessage")) == 5


@pytest.mark.parametrize(
    "refusal",
    [
        TelegramNetworkError(SENT, "ServerDisconnectedError"),
        TelegramServerError(SENT, "Bad Gateway"),
        TelegramForbiddenError(SENT, "bot was blocked by the user"),
        TelegramBadRequest(SENT, "chat not found"),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
async def test_what_may_have_arrived_is_not_sent_again(waits: Waits, refusal: Exception) -> None:
    telegram = telegram_that(refusal)

    with pytest.raises(type(refusal)):
        await telegram_bot(TOKEN, telegram, sleep=waits).send_message(42, "Chào bạn")

    assert len(telegram.called("sendMessage")) == 1
    assert waits.seconds == []


async def test_an_answer_to_a_tap_waits_too(waits: Waits) -> None:
    refusal = TelegramRetryAfter(SENT, "Too Many Requests", retry_after=3)
    telegram = ScriptedTelegram(refusals={"answerCallbackQuery": [refusal]})

    await telegram_bot(TOKEN, telegram, sleep=waits).answer_callback_query("1")

    assert waits.seconds == [3]


async def test_what_nobody_waits_for_is_left_to_the_channel(waits: Waits) -> None:
    telegram = ScriptedTelegram(refusals={"deleteWebhook": [NotConnected(SENT, "ClientConnectorError")]})

    with pytest.raises(NotConnected):
        await telegram_bot(TOKEN, telegram, sleep=waits).delete_webhook()

    assert waits.seconds == []


async def test_a_reply_longer_than_telegram_takes_never_leaves(waits: Waits) -> None:
    telegram = telegram_that()
    too_much = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Giấy tờ", callback_data="ấ" * 30)]])
    bot = telegram_bot(TOKEN, telegram, sleep=waits)

    with pytest.raises(LimitExceeded):
        await bot.send_message(42, "ă" * 4097)
    with pytest.raises(LimitExceeded):
        await bot.send_message(42, "Chào bạn", reply_markup=too_much)

    assert telegram.calls == []


@pytest.fixture
async def telegram_at() -> AsyncIterator[Callable[[Handler], Awaitable[str]]]:
    """A server on loopback that treats every call alike; gives its address."""
    runners = []

    async def serve(handler: Handler) -> str:
        app = web.Application()
        app.router.add_route("*", "/{call:.*}", handler)
        runner = web.AppRunner(app, access_log=None)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield serve
    for runner in runners:
        await runner.cleanup()


TelegramAt = Callable[[Handler], Awaitable[str]]


@pytest.fixture
async def bot_at(waits: Waits) -> AsyncIterator[Callable[[str], Bot]]:
    bots = []

    def make(address: str) -> Bot:
        bots.append(telegram_bot(TOKEN, TelegramSession(address), sleep=waits))
        return bots[-1]

    yield make
    for bot in bots:
        await bot.session.close()


BotAt = Callable[[str], Bot]


async def test_a_message_goes_out_as_html_without_previews(telegram_at: TelegramAt, bot_at: BotAt) -> None:
    heard: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        heard.update(await request.post(), path=request.path)
        sent = {"message_id": 1, "date": 1_795_485_600, "chat": {"id": 42, "type": "private"}}
        return web.json_response({"ok": True, "result": sent})

    sent = await bot_at(await telegram_at(answer)).send_message(42, "<b>200.000 đồng</b>")

    assert sent.message_id == 1
    assert heard["path"] == f"/bot{TOKEN}/sendMessage"
    assert (heard["parse_mode"], heard["text"]) == ("HTML", "<b>200.000 đồng</b>")
    assert heard["link_preview_options"] == '{"is_disabled": true}'


async def test_no_server_means_not_connected(bot_at: BotAt, unused_port: int, waits: Waits) -> None:
    with pytest.raises(NotConnected) as refused:
        await bot_at(f"http://127.0.0.1:{unused_port}").send_message(42, "Chào bạn")

    assert waits.seconds == [1, 2, 4, 8]
    assert TOKEN not in repr(refused.value)
    assert refused.value.__cause__ is None


async def test_a_connection_that_breaks_is_no_reason_to_send_again(
    telegram_at: TelegramAt, bot_at: BotAt, waits: Waits
) -> None:
    calls = []

    async def hang_up(request: web.Request) -> web.Response:
        calls.append(request.path)
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    with pytest.raises(TelegramNetworkError) as broken:
        await bot_at(await telegram_at(hang_up)).send_message(42, "Chào bạn")

    assert not isinstance(broken.value, NotConnected)
    assert len(calls) == 1
    assert TOKEN not in f"{broken.value} {broken.value.__cause__}"


async def test_a_file_that_is_gone_does_not_tell_the_token(telegram_at: TelegramAt, bot_at: BotAt) -> None:
    async def missing(request: web.Request) -> web.Response:
        return web.Response(status=404)

    bot = bot_at(await telegram_at(missing))

    with pytest.raises(OSError, match="ClientResponseError") as gone:
        await bot.download_file("photos/1.jpg")

    assert TOKEN not in f"{gone.value} {gone.value.__cause__}"


async def test_a_file_arrives_whole(telegram_at: TelegramAt, bot_at: BotAt) -> None:
    async def file(request: web.Request) -> web.Response:
        return web.Response(body=b"anh" * 100_000)

    content = await bot_at(await telegram_at(file)).download_file("photos/1.jpg")

    assert content is not None
    assert content.read() == b"anh" * 100_000


def test_a_token_inside_an_address_is_covered_in_the_log() -> None:
    event = drop_private(None, "", {"url": f"https://api.telegram.org/bot{TOKEN}/getMe"})

    assert event["url"] == "https://api.telegram.org/bot***/getMe"
