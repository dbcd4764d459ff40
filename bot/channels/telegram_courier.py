"""Telegram's answers to deliveries, turned into receipts: the one place that says what each of them means."""

from typing import Final

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.channels.base import LimitExceeded
from bot.channels.receipts import LONGEST_REASON, Blocked, Failed, Receipt, Sent, Throttled, Unconfirmed, post
from bot.channels.telegram_session import NotConnected
from bot.scheduler.pacing import Pacing
from handlers.letters import Letter

ANSWERED_WITHIN: Final = 20
"""Seconds that an answer is waited for: less than a lease lasts."""

AGAIN_AFTER: Final = 5.0
"""Seconds until Telegram is tried again where no connection came about."""

REFUSED_FOR: Final = 60.0
"""Seconds until a refused token is tried again: nobody's message fails for it."""


class TelegramCourier:
    """Sends letters with a bot that does not try again by itself."""

    name: Final = "telegram"

    def __init__(self, bot: Bot, pacing: Pacing) -> None:
        self._bot = bot
        self.pacing = pacing

    def can_ring(self, external_id: str) -> bool:
        """A phone rings wherever the person is."""
        return True

    async def deliver(self, chat: int, letter: Letter) -> Receipt:
        """Send one letter."""
        try:
            return Sent(await post(self._bot, chat, letter, seconds=ANSWERED_WITHIN))
        except Exception as error:  # the outermost edge of a delivery: whatever broke, it is written down
            return receipt_of(error)

    async def close(self) -> None:
        """Close the connections."""
        await self._bot.session.close()


_MEANS: Final[tuple[tuple[type[Exception], Receipt], ...]] = (
    (NotConnected, Throttled(AGAIN_AFTER, "no_connection")),
    (TelegramUnauthorizedError, Throttled(REFUSED_FOR, "token_refused")),
    (TelegramNotFound, Throttled(REFUSED_FOR, "token_refused")),
    (TelegramForbiddenError, Blocked()),
    (LimitExceeded, Failed("too_long")),
    (TelegramEntityTooLarge, Failed("too_long")),
    (TelegramMigrateToChat, Failed("moved")),
    (TelegramServerError, Unconfirmed("server_error")),
    (TelegramNetworkError, Unconfirmed("no_answer")),
)
"""In this order: some are kinds of others."""


def receipt_of(error: Exception) -> Receipt:
    """What an error says about a delivery. Only what Telegram surely did not accept is sent again."""
    match error:
        case TelegramRetryAfter():
            return Throttled(float(error.retry_after))
        case TelegramBadRequest():
            return Failed(error.message[:LONGEST_REASON])
        case TelegramAPIError() if error.message.startswith("Too Many Requests"):
            return Throttled(AGAIN_AFTER)  # without a word of how long
    doubt = Unconfirmed(type(error).__name__[:LONGEST_REASON])
    return next((receipt for kind, receipt in _MEANS if isinstance(error, kind)), doubt)
