"""The terminal as a channel: lines in, text out, buttons as numbers."""

import asyncio
import itertools
import os
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TextIO

from aiogram import Bot
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetMe,
    SendDocument,
    SendMessage,
    SetMyCommands,
    TelegramMethod,
)
from aiogram.types import BufferedInputFile, Chat, InlineKeyboardMarkup, Message, User

from bot.channels.base import ChannelSession, Execute, Payload, Receive, channel_bot, seen_text
from bot.channels.receipts import LocalCourier
from bot.scheduler.pacing import Pacing
from knowledge.phrases import Phrases
from storage.clock import Clock

CHAT: Final = 1
"""One person sits at a terminal: the chat and the person have this number."""

Lines = AsyncIterator[str]
Settled = Callable[[], Awaitable[None]]


class ConsoleSession(ChannelSession):
    """Writes replies; `choices` are the buttons of the last message, in the order of their numbers.

    Files go into `folder`, or into one of their own.
    """

    def __init__(
        self, out: TextIO, clock: Clock, phrases: Phrases, *, folder: Path | None = None, strict: bool = False
    ) -> None:
        super().__init__(strict=strict)
        self._out = out
        self._clock = clock
        self._phrases = phrases
        self._folder = folder
        self._sent = int(clock.now().timestamp())
        self.choices: tuple[str, ...] = ()

    @property
    def table(self) -> Mapping[type[TelegramMethod[Any]], Execute]:
        """What a terminal can do; an edit is written anew."""
        return {
            SendMessage: self._write,
            EditMessageText: self._write,
            EditMessageReplyMarkup: self._write,
            SendDocument: self._save,
            AnswerCallbackQuery: self._notice,
            SetMyCommands: self._nothing,
            GetMe: self._me,
        }

    async def _write(self, bot: Bot, method: Any, fields: Payload) -> Message:
        text = seen_text(str(fields.get("text") or ""))
        self._print(text, method.reply_markup)
        return self._message(text)

    async def _save(self, bot: Bot, method: SendDocument, fields: Payload) -> Message:
        document = method.document
        assert isinstance(document, BufferedInputFile)
        path = await asyncio.to_thread(_keep, self._folder, document.filename or "tep", document.data)
        text = seen_text(str(fields.get("caption") or ""))
        saved = self._phrases.text("terminal-attachment", name=path.name, path=str(path))
        self._print(f"{text}\n{saved}".strip(), method.reply_markup)
        return self._message(text)

    async def _notice(self, bot: Bot, method: AnswerCallbackQuery, fields: Payload) -> bool:
        if method.text:
            self._print(method.text, None)
        return True

    async def _nothing(self, bot: Bot, method: Any, fields: Payload) -> bool:
        return True

    async def _me(self, bot: Bot, method: GetMe, fields: Payload) -> User:
        return User(id=bot.id, is_bot=True, first_name="Từng Ngõ", username="tungngo_terminal")

    def _print(self, text: str, markup: Any) -> None:
        buttons = _buttons(markup)
        self.choices = tuple(data for _, data in buttons)
        lines = [text, *(f"  {number}. {label}" for number, (label, _) in enumerate(buttons, start=1)), ""]
        self._out.write("\n".join(lines) + "\n")
        self._out.flush()

    def _message(self, text: str) -> Message:
        self._sent += 1
        chat = Chat(id=CHAT, type="private")
        return Message(message_id=self._sent, date=self._clock.now(), chat=chat, text=text)

    @property
    def last_message(self) -> int:
        """The number of the message that the choices stand under."""
        return self._sent


class ConsoleChannel:
    """Serves the person at the terminal. A bare number taps the last message's choice with that number.

    Files that are sent go into `folder`, or into one of their own.
    """

    name: Final = "terminal"

    def __init__(
        self,
        lines: Lines,
        out: TextIO,
        *,
        clock: Clock,
        phrases: Phrases,
        folder: Path | None = None,
        strict: bool = False,
    ) -> None:
        self._lines = lines
        self._out = out
        self._clock = clock
        self._phrases = phrases
        self._session = ConsoleSession(out, clock, phrases, folder=folder, strict=strict)
        self._bot = channel_bot("3:terminal", self._session)
        # Whoever started it sits there; nothing is sent when they have left.
        self._courier = LocalCourier(self.name, self._bot, Pacing(1, time=time.monotonic), lambda _: True)
        # Starts where no earlier chat on the same database can have been.
        self._update = int(clock.now().timestamp() * 1000)
        self.settled: Settled = _at_once

    @property
    def bot(self) -> Bot:
        """The bot that writes to the terminal."""
        return self._bot

    @property
    def courier(self) -> LocalCourier:
        """What prints deliveries."""
        return self._courier

    async def run(self, receive: Receive) -> None:
        """Greet, then answer line after line until the input ends."""
        self._out.write(self._phrases.text("terminal-hello") + "\n\n")
        await self._take("/start", receive)
        self._ask()
        async for line in self._lines:
            if line.strip():
                self._out.write("\n")
                await self._take(line.strip(), receive)
            self._ask()
        self._out.write("\n")

    def _ask(self) -> None:
        self._out.write(self._phrases.text("terminal-prompt") + " ")
        self._out.flush()

    async def _take(self, line: str, receive: Receive) -> None:
        self._update += 1
        await receive(str(self._update), str(CHAT), self._payload(line))
        await self.settled()

    def _payload(self, line: str) -> Payload:
        picked = _picked(line, self._session.choices)
        person = {"id": CHAT, "is_bot": False, "first_name": "Bạn"}
        message = {
            "message_id": self._session.last_message if picked else self._update,
            "date": int(self._clock.now().timestamp()),
            "chat": {"id": CHAT, "type": "private"},
        }
        if picked is None:
            return {"update_id": self._update, "message": message | {"from": person, "text": line}}
        tap = {
            "id": str(self._update),
            "from": person,
            "chat_instance": self.name,
            "data": picked,
            "message": message | {"text": ""},
        }
        return {"update_id": self._update, "callback_query": tap}


def _keep(folder: Path | None, name: str, content: bytes) -> Path:
    """Write a file that only its owner may read, beside those of the same name that are there already."""
    folder = folder or Path(tempfile.mkdtemp(prefix="tungngo-"))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    wanted = folder / Path(name).name
    for number in itertools.count(2):
        with suppress(FileExistsError):
            descriptor = os.open(wanted, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            return wanted
        wanted = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    raise AssertionError("numbers do not end")


def _picked(line: str, choices: Sequence[str]) -> str | None:
    """The data of the choice with this number. A message that asks for a number has no numbered choices."""
    if line.isascii() and line.isdecimal() and 1 <= int(line) <= len(choices):
        return choices[int(line) - 1]
    return None


def _buttons(markup: Any) -> list[tuple[str, str]]:
    if not isinstance(markup, InlineKeyboardMarkup):
        return []
    return [(b.text, b.callback_data) for row in markup.inline_keyboard for b in row if b.callback_data]


async def typed_lines(source: TextIO) -> Lines:
    """Lines as they are typed. A thread waits for the keyboard, so that the end of the process need not."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def wait_for_keys() -> None:
        with suppress(RuntimeError):  # the loop has ended meanwhile
            for line in source:
                loop.call_soon_threadsafe(lines.put_nowait, line)
            loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=wait_for_keys, name="keyboard", daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line


async def _at_once() -> None:
    """Wait for nothing: nobody told us what to wait for."""
