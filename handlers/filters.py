"""Async filters. A plain lambda or magic filter would run in a thread for every update."""

from aiogram.filters import Filter
from aiogram.fsm.state import State
from aiogram.types import ContentType, Message, TelegramObject

from handlers.turn import Turn
from knowledge.answering import Answerer


class Words(Filter):
    """A message in somebody's own words: text that is no command."""

    async def __call__(self, message: Message) -> bool:
        return bool(message.text and message.text.strip() and not message.text.startswith("/"))


class WishesCheck(Filter):
    """Words that ask to have papers checked."""

    async def __call__(self, message: Message, answerer: Answerer) -> bool:
        return answerer.wishes.of_papers(message.text or "") is not None


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
