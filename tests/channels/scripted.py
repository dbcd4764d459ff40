"""A Telegram that answers from a script, waiting that takes no time, and an inbox that only remembers."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import GetMe, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, Message, User

from bot.channels.base import Payload

TOKEN = "123456789:AAHkq3-this_is_no_real_token_but_as_long"
SECRET = "no-real-secret_but-long-enough"

News = list[Payload] | Exception


class ScriptedTelegram(BaseSession):
    """Hands out `news` to getUpdates one by one, then is silent; `refusals`: errors for other methods."""

    def __init__(self, *news: News, refusals: dict[str, list[Exception]] | None = None) -> None:
        super().__init__()
        self._news = list(news)
        self._refusals = refusals or {}
        self.calls: list[TelegramMethod[Any]] = []
        self.silent = asyncio.Event()

    def called(self, name: str) -> list[Any]:
        """The calls of one method, in order."""
        return [call for call in self.calls if call.__api_method__ == name]

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - the base class names it so
    ) -> TelegramType:
        self.calls.append(method)
        if method.__api_method__ == "getUpdates":
            return cast(TelegramType, await self._next_news())
        if self._refusals.get(method.__api_method__):
            raise self._refusals[method.__api_method__].pop(0)
        return cast(TelegramType, self._result(bot, method))

    async def _next_news(self) -> Any:
        if not self._news:
            self.silent.set()
            await asyncio.Event().wait()
        news = self._news.pop(0)
        if isinstance(news, Exception):
            raise news
        return news

    def _result(self, bot: Bot, method: TelegramMethod[Any]) -> Any:
        if isinstance(method, GetMe):
            return User(id=bot.id, is_bot=True, first_name="Từng Ngõ", username="tungngo_bot")
        if isinstance(method, SendMessage):
            chat = Chat(id=int(method.chat_id), type="private")
            return Message(message_id=len(self.calls), date=datetime(2026, 11, 24, tzinfo=UTC), chat=chat)
        return True

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        raise AssertionError("nobody fetches files")
        yield b""

    async def close(self) -> None:
        pass


class Waits:
    """Waiting that is over at once, and remembered in seconds."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


class Remembering:
    """An inbox that remembers what it was given; `failures`: raised one a call, None for none."""

    def __init__(self, *failures: Exception | None) -> None:
        self._failures = list(failures)
        self.stored: list[tuple[str, str, Payload]] = []
        self._changed = asyncio.Condition()

    async def __call__(self, update_id: str, conversation: str, payload: Payload) -> None:
        failure = self._failures.pop(0) if self._failures else None
        if failure is not None:
            raise failure
        self.stored.append((update_id, conversation, payload))
        async with self._changed:
            self._changed.notify_all()

    async def hears(self, text: str) -> None:
        """Return once these words were written down."""
        async with self._changed:
            await self._changed.wait_for(lambda: text in self.texts)

    @property
    def texts(self) -> list[str]:
        return [payload.get("message", {}).get("text", "") for _, _, payload in self.stored]

    @property
    def numbers(self) -> list[str]:
        return [update_id for update_id, _, _ in self.stored]


def message(update_id: int, text: str = "lý lịch tư pháp", *, chat: int = 42) -> Payload:
    """Somebody writes to the bot, as Telegram puts it."""
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_795_485_600,
            "from": {"id": 42, "is_bot": False, "first_name": "Tuấn"},
            "chat": {"id": chat, "type": "private" if chat > 0 else "group"},
            "text": text,
        },
    }
