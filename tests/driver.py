"""Drives a conversation the way a medium does: updates into the real inbox, replies out of a recording session."""

import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Self

from aiogram import Bot
from aiogram import methods as api
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import TelegramMethod
from aiogram.types import Chat as TelegramChat
from aiogram.types import InlineKeyboardMarkup, Message, User

from bot.assembly import build_sender, open_inbox
from bot.channels.base import ChannelSession, Execute, Payload, channel_bot, seen_text
from bot.channels.receipts import LocalCourier
from bot.composers import Composer, build_composers
from bot.core import Core
from bot.inbox import Inbox
from bot.returning import Returning
from bot.scheduler.broadcasts import Broadcasting
from bot.scheduler.sender import Sender
from bot.scheduler.ticker import Ticker
from storage.rules.deliveries import DeliveryKind
from tests.cast import Person
from tests.clock import FixedClock
from tests.pace import no_pace

USERNAME = "tungngo_test_bot"


@dataclass(frozen=True, slots=True)
class Sent:
    """One message as its reader sees it."""

    id: int
    chat: int
    text: str
    html: str
    buttons: Mapping[str, str]
    document: bytes | None = None
    photo: str | None = None


@dataclass
class Recorded:
    """What a medium keeps for good: it outlives a restart of the process."""

    sent: list[Sent] = field(default_factory=list)
    notices: list[str | None] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1000))


class RecordingSession(ChannelSession):
    """A strict medium that keeps what it was told to draw; `failures` are raised first, one a message."""

    def __init__(self, recorded: Recorded, clock: FixedClock) -> None:
        super().__init__(strict=True)
        self._recorded = recorded
        self._clock = clock

    @property
    def table(self) -> Mapping[type[TelegramMethod[Any]], Execute]:
        return {
            api.SendMessage: self._send,
            api.EditMessageText: self._edit,
            api.SendDocument: self._send_document,
            api.SendPhoto: self._send_photo,
            api.AnswerCallbackQuery: self._notice,
            api.GetMe: self._me,
        }

    async def _send(self, bot: Bot, method: Any, fields: Payload) -> Message:
        if self._recorded.failures:
            raise self._recorded.failures.pop(0)
        return self._record(method, next(self._recorded.numbers), str(fields.get("text") or ""))

    async def _edit(self, bot: Bot, method: Any, fields: Payload) -> Message:
        return self._record(method, method.message_id, str(fields["text"]))

    async def _send_document(self, bot: Bot, method: Any, fields: Payload) -> Message:
        message = self._record(method, next(self._recorded.numbers), str(fields.get("caption") or ""))
        self._recorded.sent[-1] = replace(self._recorded.sent[-1], document=method.document.data)
        return message

    async def _send_photo(self, bot: Bot, method: Any, fields: Payload) -> Message:
        message = self._record(method, next(self._recorded.numbers), str(fields.get("caption") or ""))
        self._recorded.sent[-1] = replace(self._recorded.sent[-1], photo=str(method.photo))
        return message

    async def _notice(self, bot: Bot, method: Any, fields: Payload) -> bool:
        self._recorded.notices.append(method.text)
        return True

    async def _me(self, bot: Bot, method: Any, fields: Payload) -> User:
        return User(id=bot.id, is_bot=True, first_name="Từng Ngõ", username=USERNAME)

    def _record(self, method: Any, number: int, html: str) -> Message:
        sent = Sent(number, int(method.chat_id), seen_text(html), html, _buttons(method.reply_markup))
        self._recorded.sent.append(sent)
        chat = TelegramChat(id=sent.chat, type="private" if sent.chat > 0 else "group")
        return Message(message_id=number, date=self._clock.now(), chat=chat, text=sent.text)


def _buttons(markup: Any) -> dict[str, str]:
    if not isinstance(markup, InlineKeyboardMarkup):
        return {}
    return {b.text: b.callback_data or "" for row in markup.inline_keyboard for b in row}


class World:
    """One process with one channel, on a database that outlives it.

    `composers`: who makes letters, those of the house and what a test puts beside them; `away`: who is not looking.
    """

    def __init__(self, core: Core, clock: FixedClock, channel: str = "web") -> None:
        self.core = core
        self.clock = clock
        self.channel = channel
        self.recorded = Recorded()
        self.updates = itertools.count(1)
        self.inbox: Inbox
        self.sender: Sender
        self.broadcasting: Broadcasting
        self.composers: dict[DeliveryKind, Composer] = {}
        self.away: set[str] = set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Self]:
        """The process from start to end; enter again for a restart."""
        ticker = Ticker()
        bot = channel_bot("2:web", RecordingSession(self.recorded, self.clock))
        returning = Returning(self.core.database, self.core.clock)
        courier = LocalCourier(self.channel, bot, no_pace(), lambda who: who not in self.away)
        self.composers = {**build_composers(self.core), **self.composers}
        self.sender = build_sender(self.core, courier, returning, self.composers)
        self.broadcasting = Broadcasting(self.core, {self.channel: bot})
        try:
            async with open_inbox(self.core, {self.channel: bot}, ticker, returning) as self.inbox:
                yield self
        finally:
            await ticker.close()

    async def receives(self, payload: Payload, chat: int, update_id: str | None = None) -> None:
        """One update from the medium, handled to its end."""
        number = update_id or str(next(self.updates))
        await self.inbox.receiver(self.channel)(number, str(chat), {"update_id": 1, **payload})
        await self.inbox.settled()

    async def ticks(self) -> int:
        """The timetable looks at broadcasts; how many it looked at."""
        return await self.broadcasting.run_due()

    async def delivers(self) -> int:
        """All deliveries that are due are sent; how many were taken in hand."""
        return await self.sender.run_due()

    def chat(self, person: Person, *, group: int | None = None) -> "Chat":
        """The conversation of one person, alone with us or in a group."""
        return Chat(self, person, group or person.id)


class Chat:
    """What one person does and sees."""

    def __init__(self, world: World, person: Person, chat: int) -> None:
        self._world = world
        self._chat = chat
        self._from = {"id": person.id, "is_bot": False, "first_name": person.name}

    @property
    def replies(self) -> list[Sent]:
        """Everything we ever said here, edits among it."""
        return [sent for sent in self._world.recorded.sent if sent.chat == self._chat]

    @property
    def last(self) -> Sent:
        return self.replies[-1]

    async def says(self, text: str, *, update_id: str | None = None, **more: Any) -> Sent:
        """Write a message; the last thing that is seen then."""
        await self.sends({"text": text, **more}, update_id=update_id)
        return self.last

    async def sends(self, content: Payload, *, update_id: str | None = None) -> None:
        """Send a message of any kind; nothing need come back."""
        payload = {"message": self.message(**content)}
        await self._world.receives(payload, self._chat, update_id)

    async def taps(self, button: str | CallbackData, *, update_id: str | None = None) -> Sent:
        """Tap a button of what was seen last, by its label or by what it carries."""
        under = self.last
        data = under.buttons[button] if isinstance(button, str) else button.pack()
        tap = {
            "id": str(next(self._world.updates)),
            "from": self._from,
            "chat_instance": "1",
            "data": data,
            "message": self.message(text=under.text, number=under.id),
        }
        await self._world.receives({"callback_query": tap}, self._chat, update_id)
        return self.last

    async def taps_unseen(self, button: str | CallbackData) -> Sent:
        """Tap what was never shown to this person, or no longer stands there."""
        if not self.replies:
            await self.says("/trogiup")
        data = button if isinstance(button, str) else button.pack()
        under = self.last
        self._world.recorded.sent.append(replace(under, buttons={data: data}))
        return await self.taps(data)

    def sees(self, phrase: str, **arguments: str) -> None:
        """The last message is this phrase, or holds it."""
        expected = self._world.core.phrases.text(phrase, **arguments)
        assert expected in self.last.text, f"{phrase} not in: {self.last.text}"

    def label(self, phrase: str) -> str:
        """The label of a button."""
        return self._world.core.phrases.text(phrase)

    def message(self, *, number: int | None = None, **content: Any) -> Payload:
        """A message from this person as the medium writes it."""
        return {
            "message_id": number or next(self._world.recorded.numbers),
            "date": int(self._world.clock.now().timestamp()),
            "chat": {"id": self._chat, "type": "private" if self._chat > 0 else "group"},
            "from": self._from,
            **content,
        }
