"""What a channel is: a source of updates, and an aiogram `Bot` whose session draws replies on that medium."""

import html
import re
from abc import abstractmethod
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.enums import ParseMode
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InlineKeyboardMarkup, Message

if TYPE_CHECKING:
    from bot.channels.receipts import Courier

CALLBACK_BYTES: Final = 64
TEXT_UNITS: Final = 4096
CAPTION_UNITS: Final = 1024

Payload = dict[str, Any]
"""An update as Telegram's Bot API would write it in JSON."""


class Receive(Protocol):
    """Hands an update to the inbox; returns once its row is committed, so that the medium may be told.

    `update_id` is unique on the channel; `conversation` is the chat's id as text, so that an apology finds
    its way even when the payload is gone; `payload` is an update as Telegram writes it.
    """

    async def __call__(self, update_id: str, conversation: str, payload: Payload) -> None: ...


class Channel(Protocol):
    """A medium people write on. `name` is "web", "telegram" or "terminal"; `bot` answers on it, `courier` delivers."""

    @property
    def name(self) -> str: ...

    @property
    def bot(self) -> Bot: ...

    @property
    def courier(self) -> "Courier": ...

    async def run(self, receive: Receive) -> None:
        """Serve until cancelled."""
        ...


class UnsupportedMethod(NotImplementedError):
    """A handler asked a channel for something its session has no row for."""


class LimitExceeded(ValueError):
    """A reply that Telegram would refuse: too long, or a button that carries too much."""


Execute = Callable[[Bot, Any, Payload], Awaitable[Any]]
"""(bot, method, its fields with defaults filled in) → what the method returns."""


class ChannelSession(BaseSession):
    """Executes Telegram methods on another medium, by a table method type → coroutine.

    `strict`: an unknown method raises (tests); else it is logged once and does nothing (production).
    """

    def __init__(self, *, strict: bool = False) -> None:
        super().__init__()
        self._strict = strict
        self._unknown: set[str] = set()
        self._log = structlog.get_logger()
        self.middleware(Limits())

    @property
    @abstractmethod
    def table(self) -> Mapping[type[TelegramMethod[Any]], Execute]:
        """What this medium can do. Message-returning rows return an unbound `Message`."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the base class names it so
    ) -> TelegramType:
        """Run the row for this method. Raises UnsupportedMethod when strict and there is none."""
        execute = self.table.get(type(method))
        if execute is None:
            return self._unsupported(method)
        fields = self.prepare_value(method.model_dump(warnings=False), bot=bot, files={}, _dumps_json=False)
        result = await execute(bot, method, fields)
        # Unbound, a message could not be edited or answered by whoever sent it.
        return cast(TelegramType, result.as_(bot) if isinstance(result, Message) else result)

    def _unsupported(self, method: TelegramMethod[TelegramType]) -> TelegramType:
        name = type(method).__name__
        if self._strict:
            raise UnsupportedMethod(name)
        if name not in self._unknown:
            self._unknown.add(name)
            self._log.warning("channel_method_unsupported", method=name, session=type(self).__name__)
        return True if method.__returning__ is bool else None  # type: ignore[return-value]

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - the base class names it so
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Files come from the medium itself, never from an address outside the machine."""
        raise UnsupportedMethod("stream_content")
        yield b""

    async def close(self) -> None:
        """Nothing to close: a session holds no connection of its own."""


def channel_bot(identity: str, session: BaseSession) -> Bot:
    """The bot of a channel. `identity`: "2:web", "3:terminal"; its digits keep the channels' states apart."""
    return Bot(identity, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))


class Limits(BaseRequestMiddleware):
    """Checks what pydantic does not: bytes of callback data, UTF-16 units of text. Raises LimitExceeded."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        for field, most in (("text", TEXT_UNITS), ("caption", CAPTION_UNITS)):
            text = getattr(method, field, None)
            if isinstance(text, str) and utf16_units(seen_text(text)) > most:
                raise LimitExceeded(f"{field} of {type(method).__name__}: over {most} UTF-16 units")
        markup = getattr(method, "reply_markup", None)
        if isinstance(markup, InlineKeyboardMarkup):
            _check_buttons(markup)
        return await make_request(bot, method)


def _check_buttons(markup: InlineKeyboardMarkup) -> None:
    for button in (button for row in markup.inline_keyboard for button in row):
        data = button.callback_data
        if data is not None and not 1 <= len(data.encode()) <= CALLBACK_BYTES:
            raise LimitExceeded(f"callback data of {len(data.encode())} bytes: {data[:20]}…")


_TAG = re.compile(r"</?[a-z][^<>]*>")


def seen_text(markup: str) -> str:
    """Telegram HTML as a person reads it: no tags, no entities."""
    return html.unescape(_TAG.sub("", markup))


def utf16_units(text: str) -> int:
    """Length as Telegram counts it: most letters one, an emoji two."""
    return len(text.encode("utf-16-le")) // 2
