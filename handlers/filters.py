"""Async filters. A plain lambda or magic filter would run in a thread for every update."""

from typing import Any

from aiogram.filters import Filter
from aiogram.fsm.state import State
from aiogram.types import ContentType, Message, TelegramObject

from handlers.turn import Turn
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.reading.wishes import may_wish_reminder
from knowledge.text import clean, fold
from storage.clock import Clock
from storage.rules.days import day_in_hanoi

PICTURES = (ContentType.PHOTO, ContentType.DOCUMENT, ContentType.ANIMATION)
"""What we never open."""


class Words(Filter):
    """A message in somebody's own words: text that is no command."""

    async def __call__(self, message: Message) -> bool:
        return bool(message.text and message.text.strip() and not message.text.startswith("/"))


class WishesCheck(Filter):
    """Words that ask to have papers checked."""

    async def __call__(self, message: Message, answerer: Answerer) -> bool:
        return answerer.wishes.of_papers(message.text or "") is not None


class WishesReminder(Filter):
    """Words that ask to be reminded; the handler is given the answer that says so."""

    async def __call__(self, message: Message, turn: Turn, answerer: Answerer, clock: Clock) -> bool | dict[str, Any]:
        words = message.text or ""
        if words.startswith("/") or not may_wish_reminder(words):
            return False
        answer = answerer.answer(turn.question(words, day_in_hanoi(clock.now())))
        return {"answer": answer} if answer.route == "reminder" else False


class CommandLike(Filter):
    """A message that starts with a slash."""

    async def __call__(self, message: Message) -> bool:
        return bool(message.text and message.text.startswith("/"))


class Holds(Filter):
    """A message of one of these kinds."""

    def __init__(self, *kinds: ContentType) -> None:
        self._kinds = frozenset(kinds)

    async def __call__(self, message: Message) -> bool:
        return message.content_type in self._kinds


class At(Filter):
    """A conversation that stands at a state; the state by itself as a filter is not async."""

    def __init__(self, state: State) -> None:
        self.state = state.state

    async def __call__(self, _event: TelegramObject, raw_state: str | None = None) -> bool:
        return raw_state == self.state


class Private(Filter):
    """A conversation that nobody else reads."""

    async def __call__(self, _event: TelegramObject, turn: Turn) -> bool:
        return not turn.in_group


class Forwarded(Filter):
    """A message passed on: its words are somebody else's."""

    async def __call__(self, message: Message) -> bool:
        return message.forward_origin is not None


class Captioned(Filter):
    """A picture or a file with words under it."""

    async def __call__(self, message: Message) -> bool:
        return bool(message.caption and message.caption.strip())


class Says(Filter):
    """A message that is a button's label, typed instead of tapped."""

    def __init__(self, phrase: str) -> None:
        self._phrase = phrase

    async def __call__(self, message: Message, phrases: Phrases) -> bool:
        return bool(message.text) and fold(clean(message.text or "")) == fold(phrases.text(self._phrase))
