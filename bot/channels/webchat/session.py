"""Telegram methods on the web chat: each becomes a row of the history and a frame to the open windows."""

from collections import OrderedDict
from collections.abc import AsyncGenerator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from aiogram import Bot
from aiogram import methods as api
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import TelegramMethod
from aiogram.types import BotCommand, Chat, File, InputFile, Message, User

from bot.channels.base import ChannelSession, Execute, Payload
from bot.channels.webchat.bubbles import Artist
from bot.channels.webchat.keyboards import asked_for, button_rows
from bot.channels.webchat.lines import Lines
from bot.channels.webchat.markup import plain_text, read_markup
from bot.channels.webchat.records import Records
from bot.channels.webchat.shelf import Shelf
from storage.actions.history import Author

PHOTO: Final = "image/jpeg"
PDF: Final = "application/pdf"
DOCUMENT: Final = "application/octet-stream"
_TAPS_REMEMBERED: Final = 5_000
_TAP_ANSWERED_WITHIN: Final = timedelta(minutes=5)


class WebSession(ChannelSession):
    """Draws replies in the browser. `title`: the bot's name. `commands`: as SetMyCommands named them."""

    def __init__(
        self,
        records: Records,
        lines: Lines,
        shelf: Shelf,
        artist: Artist,
        *,
        title: str,
        strict: bool = False,
    ) -> None:
        super().__init__(strict=strict)
        self._records = records
        self._lines = lines
        self._shelf = shelf
        self._artist = artist
        self._title = title
        self._taps: OrderedDict[str, tuple[int, datetime]] = OrderedDict()
        self.commands: tuple[BotCommand, ...] = ()
        self._table: Mapping[type[TelegramMethod[Any]], Execute] = {
            api.SendMessage: self._send_message,
            api.SendDocument: self._send_document,
            api.SendPhoto: self._send_photo,
            api.EditMessageText: self._edit_text,
            api.EditMessageReplyMarkup: self._edit_buttons,
            api.DeleteMessage: self._delete_message,
            api.AnswerCallbackQuery: self._answer_tap,
            api.SendChatAction: self._show_typing,
            api.GetMe: self._get_me,
            api.GetFile: self._get_file,
            api.SetMyCommands: self._set_commands,
            api.GetMyCommands: self._get_commands,
            api.SetMyDescription: self._nothing_to_do,
            api.SetMyShortDescription: self._nothing_to_do,
            api.SetChatMenuButton: self._nothing_to_do,
        }

    @property
    def table(self) -> Mapping[type[TelegramMethod[Any]], Execute]:
        """What the web chat can do."""
        return self._table

    def note_tap(self, conversation: str, message_id: int) -> None:
        """A button was tapped: what is edited from now on moves below `message_id`, the tap's bubble."""
        self._taps[conversation] = (message_id, self._records.now())
        self._taps.move_to_end(conversation)
        if len(self._taps) > _TAPS_REMEMBERED:
            self._taps.popitem(last=False)

    async def _send_message(self, bot: Bot, method: api.SendMessage, fields: Payload) -> Message:
        return await self._add(bot, method.chat_id, *_words(fields, "text"), _beside(method))

    async def _send_document(self, bot: Bot, method: api.SendDocument, fields: Payload) -> Message:
        conversation = str(method.chat_id)
        name, content = await _read(bot, method.document)
        kind = PDF if content.startswith(b"%PDF-") else DOCUMENT
        token = self._shelf.put(conversation, name=name, media_type=kind, content=content)
        file = {"name": name, "url": f"/tep/{token}/{quote(name)}", "kilobytes": max(1, len(content) // 1024)}
        return await self._add(bot, method.chat_id, *_words(fields, "caption"), {**_beside(method), "file": file})

    async def _send_photo(self, bot: Bot, method: api.SendPhoto, fields: Payload) -> Message:
        conversation = str(method.chat_id)
        name, content = await _read(bot, method.photo)
        token = self._shelf.put(conversation, name=name, media_type=PHOTO, content=content)
        photo = f"/tep/{token}/{quote(name)}"
        return await self._add(bot, method.chat_id, *_words(fields, "caption"), {**_beside(method), "photo": photo})

    async def _add(
        self, bot: Bot, chat_id: int | str, text: str, markup: dict[str, Any], beside: dict[str, Any]
    ) -> Message:
        conversation = str(chat_id)
        if await self._was_erased(conversation):
            self._shelf.forget(conversation)
            self._lines.push(conversation, {"kind": "forget"})
        bubble = await self._records.add(conversation, Author.ASSISTANT, text, {**markup, **beside})
        frame = {"kind": "bubble", "bubble": self._artist.draw(conversation, bubble)}
        self._lines.push(conversation, frame)
        return self._message(bot, conversation, bubble.id, text)

    async def _was_erased(self, conversation: str) -> bool:
        """Whether the tap that is being answered erased the history: its own bubble is gone at once.

        Open windows must not go on showing what the person has just had erased.
        """
        tap, at = self._taps.get(conversation, (0, self._records.now()))
        if not tap or self._records.now() - at > _TAP_ANSWERED_WITHIN:
            return False
        if await self._records.find(conversation, tap) is not None:
            return False
        del self._taps[conversation]
        return True

    async def _edit_text(self, bot: Bot, method: api.EditMessageText, fields: Payload) -> Message:
        text, markup = _words(fields, "text")
        conversation, message_id = str(method.chat_id), int(method.message_id or 0)
        tap = self._taps[conversation][0] if conversation in self._taps else 0
        moved = {"after": tap} if tap > message_id else {}
        await self._change(conversation, message_id, text, {**markup, **_beside(method), **moved})
        return self._message(bot, conversation, message_id, text)

    async def _edit_buttons(self, bot: Bot, method: api.EditMessageReplyMarkup, _: Payload) -> Message:
        conversation, message_id = str(method.chat_id), int(method.message_id or 0)
        bubble = await self._records.find(conversation, message_id)
        if bubble is None:
            raise TelegramBadRequest(method, "message to edit not found")
        extra = {key: value for key, value in bubble.extra.items() if key not in ("rows", "ask")}
        await self._change(conversation, message_id, bubble.text, {**extra, **_beside(method)})
        return self._message(bot, conversation, message_id, bubble.text)

    async def _change(self, conversation: str, message_id: int, text: str, extra: dict[str, Any]) -> None:
        bubble = await self._records.edit(conversation, message_id, text, extra)
        frame = {"kind": "edit", "bubble": self._artist.draw(conversation, bubble)}
        self._lines.push(conversation, frame)

    async def _delete_message(self, _bot: Bot, method: api.DeleteMessage, _: Payload) -> bool:
        conversation = str(method.chat_id)
        await self._records.edit(conversation, method.message_id, "", {"deleted": True})
        self._lines.push(conversation, {"kind": "gone", "id": str(method.message_id)})
        return True

    async def _answer_tap(self, _bot: Bot, method: api.AnswerCallbackQuery, _: Payload) -> bool:
        conversation, _colon, client = method.callback_query_id.partition(":")
        frame = {"kind": "tapped", "client": client, "text": method.text, "alert": bool(method.show_alert)}
        self._lines.push(conversation, frame)
        return True

    async def _show_typing(self, _bot: Bot, method: api.SendChatAction, _: Payload) -> bool:
        self._lines.push(str(method.chat_id), {"kind": "typing"})
        return True

    async def _get_me(self, bot: Bot, _method: api.GetMe, _: Payload) -> User:
        return User(id=bot.id, is_bot=True, first_name=self._title, username="tungngo_web")

    async def _get_file(self, _bot: Bot, method: api.GetFile, _: Payload) -> File:
        file = self._shelf.take(method.file_id)
        if file is None:
            raise TelegramBadRequest(method, "file is no longer here")
        return File(
            file_id=method.file_id,
            file_unique_id=method.file_id,
            file_size=len(file.content),
            file_path=method.file_id,
        )

    async def _set_commands(self, _bot: Bot, method: api.SetMyCommands, _: Payload) -> bool:
        self.commands = tuple(method.commands)
        return True

    async def _get_commands(self, _bot: Bot, _method: api.GetMyCommands, _: Payload) -> list[BotCommand]:
        return list(self.commands)

    async def _nothing_to_do(self, _bot: Bot, _method: TelegramMethod[Any], _: Payload) -> bool:
        return True

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - the base class names it so
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """A photo that the person sent, from the shelf: the last part of the address is its token."""
        file = self._shelf.take(url.rsplit("/", 1)[-1])
        if file is None:
            raise FileNotFoundError("the file is no longer on the shelf")
        for start in range(0, len(file.content), chunk_size):
            yield file.content[start : start + chunk_size]

    def _message(self, bot: Bot, conversation: str, message_id: int, text: str) -> Message:
        return Message(
            message_id=message_id,
            date=self._records.now(),
            chat=Chat(id=int(conversation), type="private"),
            from_user=User(id=bot.id, is_bot=True, first_name=self._title),
            text=text,
        )


def _words(fields: Payload, name: str) -> tuple[str, dict[str, Any]]:
    """The text as read, and its markup where it has some."""
    text = str(fields.get(name) or "")
    if fields.get("parse_mode") != "HTML":
        return text, {}
    plain = plain_text(read_markup(text))
    return plain, {} if plain == text else {"html": text}


def _beside(method: Any) -> dict[str, Any]:
    markup = method.reply_markup
    rows, ask = button_rows(markup), asked_for(markup)
    return {**({"rows": rows} if rows else {}), **({"ask": ask} if ask is not None else {})}


async def _read(bot: Bot, source: InputFile | str) -> tuple[str, bytes]:
    if isinstance(source, str):
        raise ValueError("the web chat sends files by their content, not by id or address")
    content = b"".join([chunk async for chunk in source.read(bot)])
    return source.filename or "tep", content
