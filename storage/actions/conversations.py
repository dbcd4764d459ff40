"""Where a conversation stands: forgotten half an hour after the last word, whatever else was agreed to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from storage.clock import Clock
from storage.repositories.conversations import ConversationState, Name, Touch
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = ["ConversationState", "forget_conversation", "get_state", "put_context", "put_data", "put_state"]


async def get_state(uow: OpenWork, clock: Clock, *, channel: str, conversation: str) -> ConversationState:
    """State, ids and context; an empty one when there is none or it is older than 30 minutes."""
    since = clock.now() - CONVERSATION_FORGOTTEN_AFTER
    return await uow.together(_list_states, ((channel, conversation), since), readonly=True)


async def _list_states(work: UnitOfWork, asked: Sequence[tuple[Name, datetime]]) -> tuple[ConversationState, ...]:
    since = dict(asked)
    found = await work.conversations.list_of(since, min(since.values()))
    return tuple(found.get(name) or ConversationState() for name, _ in asked)


async def put_state(uow: OpenWork, clock: Clock, *, channel: str, conversation: str, state: str | None) -> None:
    """Set the state's name; None leaves every state."""
    await _put(uow, clock, channel, conversation, state=state)


async def put_data(uow: OpenWork, clock: Clock, *, channel: str, conversation: str, data: Mapping[str, Any]) -> None:
    """Set the ids that belong to the state, in place of earlier ones. Words do not belong here."""
    await _put(uow, clock, channel, conversation, data=dict(data))


async def put_context(
    uow: OpenWork, clock: Clock, *, channel: str, conversation: str, context: Mapping[str, Any]
) -> None:
    """Set what the last answer was about, for answers that no `record_answer` writes down."""
    await _put(uow, clock, channel, conversation, context=dict(context))


async def forget_conversation(uow: OpenWork, clock: Clock, *, channel: str, conversation: str) -> None:
    """Forget state, ids and context at once."""
    async with uow() as work:
        await work.conversations.forget(channel, conversation)
        await work.commit()


async def _put(uow: OpenWork, clock: Clock, channel: str, conversation: str, **parts: Any) -> None:
    now = clock.now()
    async with uow() as work:
        since = now - CONVERSATION_FORGOTTEN_AFTER
        await work.conversations.record([Touch(channel, conversation, now, since, parts)])
        await work.commit()
