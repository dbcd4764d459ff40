"""Receipts: what a channel's answer to a delivery means. Each channel turns its own answers into one of these."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Protocol

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from bot.channels.base import LimitExceeded
from handlers.letters import Letter


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted. `message_id`: the channel's own."""

    message_id: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person does not want us there."""


@dataclass(frozen=True, slots=True)
class Throttled:
    """Surely not accepted, and nothing is for so many seconds: the whole bot waits."""

    retry_after: float
    reason: str = "throttled"


@dataclass(frozen=True, slots=True)
class Failed:
    """Surely not accepted, nor would it be another time."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """It may have arrived, or not."""

    reason: str


Receipt = Sent | Blocked | Throttled | Failed | Unconfirmed


class Courier(Protocol):
    """A channel as the sender sees it."""

    @property
    def name(self) -> str: ...

    def can_ring(self, external_id: str) -> bool:
        """Whether a message would reach this person now; where not, it waits until they are there."""
        ...

    async def deliver(self, chat: int, letter: Letter) -> Receipt:
        """Send one letter with one request. Does not raise, but for cancellation."""
        ...


def post(bot: Bot, chat: int, letter: Letter) -> Awaitable[Message]:
    """The one request of a letter."""
    if letter.photo is not None:
        return bot.send_photo(chat, letter.photo, caption=letter.text, reply_markup=letter.keyboard)
    if letter.document is not None:
        return bot.send_document(chat, letter.document, caption=letter.text, reply_markup=letter.keyboard)
    return bot.send_message(chat, letter.text, reply_markup=letter.keyboard)


async def local_receipt(request: Awaitable[Message]) -> Receipt:
    """What a medium of this machine made of a request. It refuses before it keeps; any other end is a doubt."""
    try:
        message = await request
    except LimitExceeded:
        return Failed("too_long")
    except TelegramBadRequest as error:
        return Failed(error.message[:64])
    except Exception as error:  # the outermost edge of a delivery: whatever broke, it is written down
        return Unconfirmed(type(error).__name__)
    return Sent(str(message.message_id))
