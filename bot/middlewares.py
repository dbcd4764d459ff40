"""Before any handler: who is speaking, to us or not, how fast, and how much."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.middlewares.user_context import EVENT_CONTEXT_KEY, EventContext
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from bot.conversations import ConversationStorage, conversation_name
from bot.overlaying import Overlaying
from bot.pace import Pace, PaceLimit
from bot.switches import Switches
from handlers.stop import wants_stop
from handlers.turn import Turn, read_context
from knowledge.phrases import Phrases
from storage.clock import Clock
from storage.rules.people import Address

Handle = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

LONGEST_MESSAGE = 2000
"""Characters of a message that is read; nobody's question is longer."""


class AddressedToUs(BaseMiddleware):
    """In a group, lets through only what names us: a command, a mention, a reply, a tap. Runs on updates."""

    async def __call__(self, handler: Handle, event: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(event, Update)
        message = event.message
        if message is None or message.chat.type == "private":
            return await handler(event, data)
        me = await data["bot"].me()
        heard = message_to_us(message, me.id, me.username or "")
        if heard is None:
            return None
        return await handler(event.model_copy(update={"message": heard}), data)


def message_to_us(message: Message, bot_id: int, username: str) -> Message | None:
    """The message without our name in it, or None when it speaks to somebody else."""
    text = message.text or message.caption or ""
    name = re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)
    if text.startswith("/"):
        command = text.split(maxsplit=1)[0]
        return message if "@" not in command or name.search(command) else None
    if name.search(text):
        words = name.sub(" ", text).strip()
        return message.model_copy(update={"text": words}) if message.text else message
    replied = message.reply_to_message
    if replied is not None and replied.from_user is not None and replied.from_user.id == bot_id:
        return message
    return None


class WhoSpeaks(BaseMiddleware):
    """Finds out whose turn it is and where the conversation stands, in one read. Runs on updates.

    Handlers take `turn`, or its parts by name, and `state`. It stands in for aiogram's own state middleware,
    and like it lets one update of a conversation at a time through.
    """

    def __init__(
        self,
        storage: ConversationStorage,
        isolation: BaseEventIsolation,
        channels: Mapping[int, str],
        switches: Switches,
    ) -> None:
        self._storage = storage
        self._isolation = isolation
        self._channels = channels
        self._switches = switches

    async def __call__(self, handler: Handle, event: TelegramObject, data: dict[str, Any]) -> Any:
        who: EventContext = data[EVENT_CONTEXT_KEY]
        bot: Bot = data["bot"]
        if who.chat_id is None or who.user_id is None:
            return None  # nobody to answer: a channel post, a poll
        key = StorageKey(bot_id=bot.id, chat_id=who.chat_id, user_id=who.user_id)
        async with self._isolation.lock(key):
            stands = await self._storage.stands(key)
            channel = self._channels[bot.id]
            turn = Turn(
                channel=channel,
                conversation=conversation_name(who.chat_id, who.user_id),
                update_key=f"{channel}:{data['update_id_on_channel']}",
                citizen=Address(channel, str(who.user_id)),
                context=read_context(stands.context),
                in_group=who.chat_id != who.user_id,
                closed=await self._switches.closed(),
            )
            data.update(
                turn=turn,
                channel=channel,
                conversation=turn.conversation,
                citizen=turn.citizen,
                update_key=turn.update_key,
                state=FSMContext(storage=self._storage, key=key),
                raw_state=stands.state,
            )
            return await handler(event, data)


class AsApproved(BaseMiddleware):
    """Has every update answered with what curators approved so far. Runs on updates."""

    def __init__(self, overlaying: Overlaying) -> None:
        self._overlaying = overlaying

    async def __call__(self, handler: Handle, event: TelegramObject, data: dict[str, Any]) -> Any:
        data["answerer"] = await self._overlaying.answerer()
        return await handler(event, data)


class NotTooFast(BaseMiddleware):
    """Answers so many messages a minute from one person, then asks once to slow down. Stop always passes."""

    def __init__(self, limit: PaceLimit, clock: Clock, phrases: Phrases) -> None:
        self._limit = limit
        self._clock = clock
        self._phrases = phrases

    async def __call__(self, handler: Handle, event: TelegramObject, data: dict[str, Any]) -> Any:
        turn: Turn = data["turn"]
        pace = self._limit.check(str(turn.citizen), self._clock.now())
        if pace is Pace.FINE or wants_stop(event, data["answerer"], self._clock):
            return await handler(event, data)
        asks = self._phrases.text("slow-down") if pace is Pace.TOO_FAST else None
        if isinstance(event, CallbackQuery):
            return await event.answer(asks)
        if isinstance(event, Message) and asks:
            return await event.answer(asks)
        return None


class NotTooLong(BaseMiddleware):
    """Refuses a giant message kindly instead of reading it. Runs on messages."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    async def __call__(self, handler: Handle, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, Message) and len(event.text or event.caption or "") > LONGEST_MESSAGE:
            return await event.answer(self._phrases.text("message-too-long"))
        return await handler(event, data)
