"""Where conversations stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Conversation, table_of
from storage.repositories.once import conflict_insert

_conversation = table_of(Conversation)


@dataclass(frozen=True, slots=True)
class ConversationState:
    """A state's name, the ids that belong to it, and the context of the last answer."""

    state: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    touched_at: datetime | None = None


class Conversations:
    """The conversation table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def find(self, channel: str, conversation: str, since: datetime) -> ConversationState | None:
        """The conversation if it was touched at or after `since`."""
        table = _conversation.c
        statement = select(table.state, table.data, table.context, table.touched_at).where(
            table.channel == channel, table.conversation == conversation, table.touched_at >= since
        )
        row = (await self._connection.execute(statement)).first()
        return ConversationState(*row) if row else None

    async def record(self, channel: str, conversation: str, at: datetime, **parts: Any) -> None:
        """Write the named parts (state, data, context) and the time; the other parts stay."""
        row = {"channel": channel, "conversation": conversation, "data": {}, "context": {}, "touched_at": at}
        statement = (
            conflict_insert(self._connection, _conversation)
            .values(**(row | parts))
            .on_conflict_do_update(
                index_elements=["channel", "conversation"], set_={**parts, "touched_at": at}
            )
        )
        await self._connection.execute(statement)

    async def forget(self, channel: str, conversation: str) -> None:
        """Delete one conversation."""
        table = _conversation.c
        await self._connection.execute(
            delete(_conversation).where(table.channel == channel, table.conversation == conversation)
        )

    async def forget_if_stale(self, channel: str, conversation: str, before: datetime) -> None:
        """Delete one conversation if untouched since before `before`: a new word must not revive it."""
        table = _conversation.c
        await self._connection.execute(
            delete(_conversation).where(
                table.channel == channel, table.conversation == conversation, table.touched_at < before
            )
        )

    async def forget_before(self, before: datetime) -> int:
        """Delete conversations untouched since before `before`; returns how many."""
        statement = delete(_conversation).where(_conversation.c.touched_at < before)
        return (await self._connection.execute(statement)).rowcount
