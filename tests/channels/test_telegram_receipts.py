"""What Telegram's answers mean for a delivery, and how fast one bot is."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage
from aiogram.types import BufferedInputFile
from aiohttp import web

from bot.channels.base import LimitExceeded
from bot.channels.receipts import Blocked, Failed, Receipt, Sent, Throttled, Unconfirmed
from bot.channels.telegram_courier import TelegramCourier, receipt_of
from bot.channels.telegram_session import NotConnected, TelegramSession, delivering_bot, telegram_bot
from bot.scheduler.pacing import Pacing
from handlers.letters import Letter
from tests.channels.scripted import TOKEN, ScriptedTelegram, Waits
from tests.pace import Seconds, no_pace

SENT = SendMessage(chat_id=42, text="Chào bạn")
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.mark.parametrize(
    ("error", "receipt"),
    [
        (TelegramRetryAfter(SENT, "Too Many Requests", retry_after=7), Throttled(7)),
        (TelegramAPIError(SENT, "Too Many Requests"), Throttled(5)),
        (NotConnected(SENT, "ClientConnectorError"), Throttled(5, "no_connection")),
        (TelegramUnauthorizedError(SENT, "Unauthorized"), Throttled(60, "token_refused")),
        (TelegramNotFound(SENT, "Not Found"), Throttled(60, "token_refused")),
        (TelegramForbiddenError(SENT, "Forbidden: bot was blocked by the user"), Blocked()),
        (TelegramForbiddenError(SENT, "Forbidden: user is deactivated"), Blocked()),
        (TelegramBadRequest(SENT, "Bad Request: chat not found"), Failed("Bad Request: chat not found")),
        (TelegramBadRequest(SENT, "x" * 99), Failed("x" * 64)),
        (TelegramMigrateToChat(SENT, "?", migrate_to_chat_id=-1), Failed("moved")),
        (TelegramEntityTooLarge(SENT, "Request Entity Too Large"), Failed("too_long")),
        (LimitExceeded("text"), Failed("too_long")),
        (TelegramServerError(SENT, "Bad Gateway"), Unconfirmed("server_error")),
        (TelegramNetworkError(SENT, "TimeoutError"), Unconfirmed("no_answer")),
        (TelegramConflictError(SENT, "Conflict"), Unconfirmed("TelegramConflictError")),
        (ClientDecodeError("?", ValueError(), {}), Unconfirmed("ClientDecodeError")),
        (ZeroDivisionError(), Unconfirmed("ZeroDivisionError")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_what_was_surely_not_accepted_is_sent_again(error: Exception, receipt: Receipt) -> None:
    assert receipt_of(error) == receipt


def courier_of(telegram: ScriptedTelegram) -> TelegramCourier:
    return TelegramCourier(delivering_bot(TOKEN, telegram), no_pace())


async def test_a_delivery_is_one_request_whatever_comes_back() -> None:
    telegram = ScriptedTelegram(
        refusals={"sendMessage": [TelegramRetryAfter(SENT, "?", retry_after=1), NotConnected(SENT, "?")]}
    )
    courier = courier_of(telegram)

    assert await courier.deliver(42, Letter("Chào bạn")) == Throttled(1)
    assert len(telegram.calls) == 1
    assert await courier.deliver(42, Letter("Chào bạn")) == Throttled(5, "no_connection")
    assert len(telegram.calls) == 2
    assert await courier.deliver(42, Letter("Chào bạn")) == Sent("3")
    assert courier.can_ring("42")


async def test_an_edit_takes_the_place_of_what_was_sent() -> None:
    telegram = ScriptedTelegram()

    assert await courier_of(telegram).deliver(42, Letter("Đính chính", edits="17")) == Sent("17")

    (edit,) = telegram.called("editMessageText")
    assert (edit.chat_id, edit.message_id, edit.text) == (42, 17, "Đính chính")


@pytest.mark.parametrize(
    ("refusal", "sent"),
    [("message to edit not found", 1), ("message can't be edited", 1), ("message is not modified", 0)],
)
async def test_an_edit_that_is_refused_is_sent_anew_unless_it_says_so_already(refusal: str, sent: int) -> None:
    telegram = ScriptedTelegram(refusals={"editMessageCaption": [TelegramBadRequest(SENT, f"Bad Request: {refusal}")]})
    telegram._result = lambda bot, method: ScriptedTelegram._result(  # type: ignore[method-assign]
        telegram, bot, SENT if method.__api_method__ == "sendPhoto" else method
    )
    photo = BufferedInputFile(b"\xff\xd8\xff", "anh.jpg")

    receipt = await courier_of(telegram).deliver(42, Letter("Đính chính", photo=photo, edits="17"))

    assert len(telegram.called("sendPhoto")) == sent
    assert receipt == (Sent("2") if sent else Sent("17"))


async def test_an_edit_in_doubt_is_not_sent_anew() -> None:
    telegram = ScriptedTelegram(refusals={"editMessageText": [TelegramServerError(SENT, "Bad Gateway")]})

    receipt = await courier_of(telegram).deliver(42, Letter("Đính chính", edits="17"))

    assert receipt == Unconfirmed("server_error")
    assert len(telegram.calls) == 1


async def test_a_429_to_an_answer_holds_deliveries_back(waits: Waits) -> None:
    seconds = Seconds()
    pacing = Pacing(25, 5, time=seconds, sleep=seconds.sleep)
    telegram = ScriptedTelegram(refusals={"sendMessage": [TelegramRetryAfter(SENT, "?", retry_after=7)]})

    async def wait(duration: float) -> None:
        await waits(duration)
        await seconds.sleep(duration)

    await telegram_bot(TOKEN, telegram, sleep=wait, pacing=pacing).send_message(42, "Chào bạn")

    assert waits.seconds == [7]
    assert len(telegram.calls) == 2


async def test_while_telegram_takes_nothing_answers_wait_too(waits: Waits) -> None:
    seconds = Seconds()
    pacing = Pacing(25, 5, time=seconds, sleep=seconds.sleep)
    pacing.hold(6.5)
    telegram = ScriptedTelegram()

    async def wait(duration: float) -> None:
        await waits(duration)
        await seconds.sleep(duration)

    bot = telegram_bot(TOKEN, telegram, sleep=wait, pacing=pacing)
    await bot.send_message(42, "Chào bạn")
    await bot.me()

    assert waits.seconds == [7]
    assert pacing.chats.wait(42) > 0


@pytest.fixture
async def courier_at() -> AsyncIterator[Callable[[Answer], Awaitable[TelegramCourier]]]:
    """A courier to a server on loopback that treats every call alike."""
    runners, couriers = [], []

    async def serve(answer: Answer) -> TelegramCourier:
        app = web.Application()
        app.router.add_route("*", "/{call:.*}", answer)
        runner = web.AppRunner(app, access_log=None)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        bot = delivering_bot(TOKEN, TelegramSession(f"http://127.0.0.1:{runner.addresses[0][1]}"))
        couriers.append(TelegramCourier(bot, no_pace()))
        return couriers[-1]

    yield serve
    for courier in couriers:
        await courier.close()
    for runner in runners:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "body", "receipt"),
    [
        (200, {"ok": True, "result": {"message_id": 5, "date": 1, "chat": {"id": 42, "type": "private"}}}, Sent("5")),
        (
            429,
            {"ok": False, "description": "Too Many Requests: retry after 3", "parameters": {"retry_after": 3}},
            Throttled(3),
        ),
        (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}, Blocked()),
        (413, {"ok": False, "description": "Request Entity Too Large"}, Failed("too_long")),
        (502, {"ok": False, "description": "Bad Gateway"}, Unconfirmed("server_error")),
    ],
    ids=["200", "429", "403", "413", "502"],
)
async def test_answers_off_the_wire(
    courier_at: Callable[[Answer], Awaitable[TelegramCourier]], status: int, body: object, receipt: Receipt
) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response(body, status=status)

    assert await (await courier_at(answer)).deliver(42, Letter("Chào bạn")) == receipt


async def test_a_connection_that_breaks_is_a_doubt(
    courier_at: Callable[[Answer], Awaitable[TelegramCourier]],
) -> None:
    async def hang_up(request: web.Request) -> web.Response:
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    assert await (await courier_at(hang_up)).deliver(42, Letter("Chào bạn")) == Unconfirmed("no_answer")


async def test_a_page_that_is_no_answer_is_a_doubt(
    courier_at: Callable[[Answer], Awaitable[TelegramCourier]],
) -> None:
    async def page(request: web.Request) -> web.Response:
        return web.Response(status=504, text="<html>")

    assert await (await courier_at(page)).deliver(42, Letter("Chào bạn")) == Unconfirmed("ClientDecodeError")
