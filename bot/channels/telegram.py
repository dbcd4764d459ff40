"""Telegram as a channel: long polling, or a webhook by setting. Nothing is confirmed before it is stored."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import structlog
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiogram.types import BotCommand

from bot.channels.base import Payload, Receive
from bot.channels.telegram_courier import TelegramCourier
from bot.channels.telegram_session import (
    GetRawUpdates,
    Perseverance,
    Sleep,
    TelegramSession,
    delivering_bot,
    telegram_bot,
)
from bot.channels.telegram_webhook import listening, read_webhook
from bot.scheduler.pacing import Pacing
from bot.settings import Settings
from knowledge.phrases import Phrases

UPDATES: Final = ("message", "callback_query")
"""Kinds of update that a handler takes; Telegram is asked for nothing else."""

POLL_SECONDS: Final = 30
"""How long Telegram holds a request open while there is no news."""

_SLACK_SECONDS: Final = 15
_STORING_AGAIN_SECONDS: Final = 1.0
_GOODBYE_SECONDS: Final = 5

log = structlog.get_logger()


class TelegramChannel:
    """Answers on Telegram with the bot of TELEGRAM_TOKEN. Raises TokenValidationError without one.

    `commands`: the menu of commands. `session`, `delivering`, `sleep`: for tests. `listening` is set once Telegram was
    reached and updates can come. While Telegram is out of reach the channel keeps trying; the log says so
    once. A refused token ends `run` with an error in the log: the other channels go on.
    """

    name: Final = "telegram"

    def __init__(
        self,
        settings: Settings,
        *,
        phrases: Phrases,
        commands: Sequence[BotCommand] = (),
        session: BaseSession | None = None,
        delivering: BaseSession | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
        self._phrases = phrases
        self._commands = list(commands)
        self._webhook = read_webhook(settings)
        base = settings.telegram_api_base
        pacing = Pacing(settings.deliveries_per_second, settings.replies_per_second, time=time.monotonic)
        self._bot = telegram_bot(token, session or TelegramSession(base), sleep=sleep, pacing=pacing)
        self._courier = TelegramCourier(delivering_bot(token, delivering or TelegramSession(base)), pacing)
        self._sleep = sleep
        self._perseverance = Perseverance(sleep)
        self._offset: int | None = None
        self.listening = asyncio.Event()

    @property
    def bot(self) -> Bot:
        """The bot that sends replies."""
        return self._bot

    @property
    def courier(self) -> TelegramCourier:
        """What sends deliveries."""
        return self._courier

    async def run(self, receive: Receive) -> None:
        """Serve until cancelled. Raises OSError where the webhook's port is taken."""
        try:
            await (self._poll(receive) if self._webhook is None else self._serve(receive))
        except (TelegramUnauthorizedError, TelegramNotFound):
            log.error("telegram_token_refused", mend="TELEGRAM_TOKEN: copy it again from @BotFather")
        finally:
            self.listening.clear()

    async def _poll(self, receive: Receive) -> None:
        await self._perseverance.reach(self._start_polling)
        self.listening.set()
        while True:
            for update in await self._perseverance.reach(self._ask):
                # The offset moves only past what is committed: the rest comes again.
                if not await self._take(receive, update):
                    await self._sleep(_STORING_AGAIN_SECONDS)
                    break
                self._offset = update["update_id"] + 1

    async def _start_polling(self) -> None:
        await self._bot.delete_webhook()
        await self._dress()

    async def _ask(self) -> list[Payload]:
        ask = GetRawUpdates(offset=self._offset, timeout=POLL_SECONDS, allowed_updates=list(UPDATES))
        return await self._bot(ask, request_timeout=POLL_SECONDS + _SLACK_SECONDS)

    async def _serve(self, receive: Receive) -> None:
        assert self._webhook is not None

        async def take(update: Payload) -> bool:
            return await self._take(receive, update)

        async with listening(self._webhook, take):
            try:
                await self._perseverance.reach(self._start_webhook)
                self.listening.set()
                await asyncio.Event().wait()
            finally:
                # Telegram keeps what arrives from now on until the next start, whichever way that asks.
                with suppress(AiogramError, TimeoutError):
                    async with asyncio.timeout(_GOODBYE_SECONDS):
                        await self._bot.delete_webhook()

    async def _start_webhook(self) -> None:
        assert self._webhook is not None
        await self._bot.set_webhook(self._webhook.url, secret_token=self._webhook.secret, allowed_updates=list(UPDATES))
        await self._dress()

    async def _dress(self) -> None:
        """What people see before the first word. A refusal here is no reason not to answer."""
        try:
            await self._bot.set_my_commands(self._commands)
            await self._bot.set_my_description(self._phrases.text("telegram-description"))
            await self._bot.set_my_short_description(self._phrases.text("telegram-short-description"))
        except TelegramNetworkError:
            raise  # out of reach: all of the start is tried again
        except TelegramAPIError as error:
            log.warning("telegram_menu_not_set", error=type(error).__name__)

    async def _take(self, receive: Receive, update: Payload) -> bool:
        """Write an update down; False when that failed and it must come again."""
        conversation = conversation_of(update)
        if conversation is None:
            log.info("telegram_update_of_nobody")
            return True
        try:
            await receive(str(update["update_id"]), conversation, update)
        except Exception:  # the outermost edge of an update: whatever broke, Telegram keeps the update
            log.exception("telegram_update_not_stored")
            return False
        return True


def conversation_of(update: Payload) -> str | None:
    """The chat an update belongs to, as text; for a tap outside any chat, the person. None: nobody spoke."""
    for event in update.values():
        if isinstance(event, dict):
            found = _id(event.get("chat")) or _id(_inside(event)) or _id(event.get("from"))
            if found is not None:
                return found
    return None


def _inside(event: dict[str, Any]) -> Any:
    message = event.get("message")
    return message.get("chat") if isinstance(message, dict) else None


def _id(holder: Any) -> str | None:
    found = holder.get("id") if isinstance(holder, dict) else None
    return str(found) if isinstance(found, int) else None
