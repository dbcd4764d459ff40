"""Telegram's Bot API over HTTP: waits where waiting is safe, and keeps the token out of its errors."""

import asyncio
import math
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any, Final, TypeVar

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError, ClientError

from bot.channels.base import Limits, Payload
from bot.scheduler.pacing import Pacing

T = TypeVar("T")

Sleep = Callable[[float], Awaitable[object]]
"""Waits so many seconds."""

LONGEST_WAIT: Final = 60
"""Seconds that a reply may be told to wait; whoever is told more gets an error."""

_TRIES: Final = 5
_LONGEST_PAUSE: Final = 60.0

log = structlog.get_logger()


class NotConnected(TelegramNetworkError):
    """No connection came about, so Telegram has surely not seen the request."""


class GetRawUpdates(TelegramMethod[list[Payload]]):
    """getUpdates, left as Telegram wrote it: an update that aiogram cannot read must not hold up the rest."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    timeout: int
    allowed_updates: list[str]


class TelegramSession(AiohttpSession):
    """Speaks HTTP to Telegram, or to the server at `base`. No error holds an address: it holds the token."""

    def __init__(self, base: str | None = None) -> None:
        super().__init__(api=TelegramAPIServer.from_base(base) if base else PRODUCTION)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the base class names it so
    ) -> TelegramType:
        """Send one request. Raises NotConnected where trying again cannot do a thing twice."""
        try:
            return await super().make_request(bot, method, timeout)
        except TelegramEntityTooLarge:
            raise  # an answer like any other, though aiogram counts it among the network's
        except TelegramNetworkError as error:
            kind = NotConnected if isinstance(error.__cause__, ClientConnectorError) else TelegramNetworkError
            raise kind(method=method, message=type(error.__cause__).__name__) from None

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - the base class names it so
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """A file's bytes. Raises OSError, which does not name the address."""
        try:
            async for chunk in super().stream_content(url, headers, timeout, chunk_size, raise_for_status):
                yield chunk
        except ClientError as error:
            raise OSError(f"file not fetched: {type(error).__name__}") from None


class Patience(BaseRequestMiddleware):
    """Waits as long as Telegram asks (429) and sends again; also where no connection came about.

    Only these two were surely not accepted: anything else sent again could reach a person twice.
    For what goes to a person; the rest is Perseverance's.
    """

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if not (hasattr(method, "chat_id") or hasattr(method, "callback_query_id")):
            return await make_request(bot, method)  # nobody waits for it; Perseverance has its own pauses
        for tried in range(_TRIES - 1):
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                if error.retry_after > LONGEST_WAIT:
                    raise
                wait = float(error.retry_after)
            except NotConnected:
                wait = 2.0**tried
            await self._sleep(wait)
        return await make_request(bot, method)


class Paced(BaseRequestMiddleware):
    """Counts answers into the pace of the bot, and keeps them back while Telegram takes nothing from it."""

    def __init__(self, pacing: Pacing) -> None:
        self._pacing = pacing

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        chat = getattr(method, "chat_id", None)
        if chat is None:
            return await make_request(bot, method)  # polling, and the end of a tap's waiting sign: no message
        if held := math.ceil(self._pacing.held()):
            raise TelegramRetryAfter(method, "the whole bot waits", retry_after=held)
        await self._pacing.reply()
        if isinstance(chat, int):
            self._pacing.chats.note(chat)
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as error:
            self._pacing.hold(error.retry_after)
            raise


def telegram_bot(
    token: str, session: BaseSession, *, sleep: Sleep = asyncio.sleep, pacing: Pacing | None = None
) -> Bot:
    """The bot that answers on Telegram: HTML, no previews of links. Raises TokenValidationError."""
    session.middleware(Limits())
    session.middleware(Patience(sleep))
    if pacing is not None:
        session.middleware(Paced(pacing))
    return _bot(token, session)


def delivering_bot(token: str, session: BaseSession) -> Bot:
    """The same bot for deliveries: it neither waits nor sends again, since the queue does. Connections of its own."""
    session.middleware(Limits())
    return _bot(token, session)


def _bot(token: str, session: BaseSession) -> Bot:
    return Bot(
        token,
        session=session,
        default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True),
    )


class Perseverance:
    """Repeats a call until Telegram answers it: pauses of 1, 2, 4 … 60 seconds, or as long as Telegram asks.

    The log tells of the first failure in a row and of the end, not of each try.
    """

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep
        self._failures = 0

    async def reach(self, call: Callable[[], Awaitable[T]]) -> T:
        """What the call returned at last. A wrong token: TelegramUnauthorizedError or TelegramNotFound."""
        while True:
            try:
                result = await call()
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise
            except AiogramError as error:
                await self._pause(error)
            else:
                if self._failures:
                    log.info("telegram_reached_again", failures=self._failures)
                self._failures = 0
                return result

    async def _pause(self, error: AiogramError) -> None:
        if not self._failures:
            why = error.message if isinstance(error, TelegramAPIError) else None
            log.warning("telegram_out_of_reach", error=type(error).__name__, why=why)
        pause = min(2.0 ** min(self._failures, 6), _LONGEST_PAUSE)
        self._failures += 1
        await self._sleep(float(error.retry_after) if isinstance(error, TelegramRetryAfter) else pause)
