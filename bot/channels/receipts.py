"""Receipts: what a channel's answer to a delivery means. Each channel turns its own answers into one of these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from bot.channels.base import LimitExceeded
from bot.scheduler.pacing import Pacing
from handlers.letters import Letter

LONGEST_REASON: Final = 64


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

    @property
    def pacing(self) -> Pacing: ...

    def can_ring(self, external_id: str) -> bool:
        """Whether a message would reach this person now; where not, it waits until they are there."""
        ...

    async def deliver(self, chat: int, letter: Letter) -> Receipt:
        """Send one letter. Does not raise, but for cancellation."""
        ...

    async def close(self) -> None:
        """Close what is open."""
        ...


async def post(bot: Bot, chat: int, letter: Letter, *, seconds: int | None = None) -> str:
    """The one request of a letter; the message's id. `seconds`: how long an answer is waited for.

    An edit that is refused was surely not done, and becomes a message of its own.
    """
    if letter.edits is not None:
        try:
            return await _edit(bot, chat, int(letter.edits), letter, seconds)
        except TelegramBadRequest as error:
            if "not modified" in error.message:
                return letter.edits  # it says so already
    if letter.photo is not None:
        sent = await bot.send_photo(
            chat, letter.photo, caption=letter.text, reply_markup=letter.keyboard, request_timeout=seconds
        )
    elif letter.document is not None:
        sent = await bot.send_document(
            chat, letter.document, caption=letter.text, reply_markup=letter.keyboard, request_timeout=seconds
        )
    else:
        sent = await bot.send_message(chat, letter.text, reply_markup=letter.keyboard, request_timeout=seconds)
    return str(sent.message_id)


async def _edit(bot: Bot, chat: int, message_id: int, letter: Letter, seconds: int | None) -> str:
    if letter.photo is not None or letter.document is not None:
        await bot.edit_message_caption(
            chat_id=chat,
            message_id=message_id,
            caption=letter.text,
            reply_markup=letter.keyboard,
            request_timeout=seconds,
        )
    else:
        await bot.edit_message_text(
            letter.text, chat_id=chat, message_id=message_id, reply_markup=letter.keyboard, request_timeout=seconds
        )
    return str(message_id)


class CountedCourier:
    """A courier whose receipts are counted. `count`: told the channel and the kind of each."""

    def __init__(self, courier: Courier, count: Callable[[str, str], None]) -> None:
        self.name = courier.name
        self.pacing = courier.pacing
        self.can_ring = courier.can_ring
        self.close = courier.close
        self._courier = courier
        self._count = count

    async def deliver(self, chat: int, letter: Letter) -> Receipt:
        """Send one letter."""
        receipt = await self._courier.deliver(chat, letter)
        self._count(self.name, type(receipt).__name__.lower())
        return receipt


class LocalCourier:
    """Sends letters on a medium of this machine. `is_there`: whether this person sees it now."""

    def __init__(self, name: str, bot: Bot, pacing: Pacing, is_there: Callable[[str], bool]) -> None:
        self.name = name
        self.pacing = pacing
        self._bot = bot
        self._is_there = is_there

    def can_ring(self, external_id: str) -> bool:
        """Nothing rings there: it is shown to who is looking."""
        return self._is_there(external_id)

    async def deliver(self, chat: int, letter: Letter) -> Receipt:
        """Send one letter. The medium refuses before it keeps; any other failure is a doubt."""
        try:
            return Sent(await post(self._bot, chat, letter))
        except LimitExceeded:
            return Failed("too_long")
        except TelegramBadRequest as error:
            return Failed(error.message[:LONGEST_REASON])
        except Exception as error:  # the outermost edge of a delivery: whatever broke, it is written down
            return Unconfirmed(type(error).__name__[:LONGEST_REASON])

    async def close(self) -> None:
        """The channel's own session closes itself."""
