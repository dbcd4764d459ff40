"""What a browser sends → the JSON of a Telegram update, so that handlers are written once."""

import hashlib
from datetime import datetime
from typing import Any

from aiogram.types import BotCommand

from bot.channels.base import Payload
from storage.actions.history import Bubble


def update_key(conversation: str, client: str) -> str:
    """The update's id: the browser's own id of what it sent, so that sending twice is one update."""
    return f"{conversation}:{client}"


def message_update(conversation: str, client: str, message_id: int, at: datetime, **content: Any) -> Payload:
    """The person wrote, shared a place or a photo: `content` is text, location or photo."""
    key = update_key(conversation, client)
    message = {"message_id": message_id, "date": int(at.timestamp()), **_who(conversation), **content}
    return {"update_id": _number(key), "message": message}


def tap_update(conversation: str, client: str, message_id: int, data: str, shown: Bubble | None) -> Payload:
    """The person tapped a button. Without `shown` the message was forgotten: date 0, as Telegram has it."""
    key = update_key(conversation, client)
    who = _who(conversation)
    message: Payload = {"message_id": message_id, "date": 0, "chat": who["chat"]}
    if shown is not None:
        message["date"] = int(shown.sent_at.timestamp())
        message["text"] = shown.text
        message["reply_markup"] = {"inline_keyboard": _inline(shown)}
    return {
        "update_id": _number(key),
        "callback_query": {
            "id": key,
            "from": who["from"],
            "chat_instance": conversation,
            "message": message,
            "data": data,
        },
    }


def command_label(text: str, commands: tuple[BotCommand, ...]) -> str:
    """A command from the menu as the person saw it named; other words stay as they are."""
    for command in commands:
        if text == f"/{command.command}":
            return command.description
    return text


def _inline(bubble: Bubble) -> list[list[dict[str, str]]]:
    return [
        [
            {"text": button["label"], "url": button["url"]}
            if "url" in button
            else {"text": button["label"], "callback_data": button["data"]}
            for button in row
        ]
        for row in bubble.extra.get("rows", ())
    ]


def _who(conversation: str) -> Payload:
    number = int(conversation)
    return {
        "chat": {"id": number, "type": "private"},
        "from": {"id": number, "is_bot": False, "first_name": "web", "language_code": "vi"},
    }


def _number(key: str) -> int:
    """A whole number that a browser could hold; the inbox goes by the key, not by this."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big")
