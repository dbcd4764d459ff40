"""When something breaks: one event in the log and one sentence to the person, never silence."""

from typing import Any

import structlog
from aiogram import Bot

from bot.channels.base import Payload
from knowledge.phrases import Phrases

log = structlog.get_logger()


async def apologise(bot: Bot, chat: int | None, phrases: Phrases, phrase: str = "apology-error") -> None:
    """Say in this chat that we failed. Does not raise: there is nobody left to tell but the log."""
    if chat is None:
        return
    try:
        await bot.send_message(chat, phrases.text(phrase))
    except Exception as error:  # the outermost edge: a medium that keeps what it says may fail like any database
        log.warning("apology_not_sent", error=type(error).__name__)


def chat_of(payload: Payload | None, conversation: str) -> int | None:
    """The chat an update came from: by its own word, else by the conversation's; None when neither tells."""
    for kind in ("message", "edited_message", "callback_query"):
        event = (payload or {}).get(kind)
        if isinstance(event, dict):
            found = _chat_id(event) or _chat_id(event.get("message"))
            if found is not None:
                return found
    try:
        return int(conversation)
    except ValueError:
        return None


def _chat_id(message: Any) -> int | None:
    chat = message.get("chat") if isinstance(message, dict) else None
    found = chat.get("id") if isinstance(chat, dict) else None
    return found if isinstance(found, int) else None
