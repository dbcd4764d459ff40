"""Where conversations stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, case, delete, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Conversation, table_of
from storage.repositories.once import conflict_insert

_conversation = table_of(Conversation)


_of_conversation = select(
    _conversation.c.state, _conversation.c.data, _conversation.c.context, _conversation.c.touched_at
).where(
    _conversation.c.channel == bindparam("channel"),
    _conversation.c.conversation == bindparam("conversation"),
    _conversation.c.touched_at >= bindparam("since"),
)
_EMPTY: Mapping[str, Any] = {"state": None, "data": {}, "context": {}}


@cache
def _record(dialect: str, written: frozenset[str]) -> Executable:
    """Write the named parts; the others stay, unless the row is stale: a new word must not revive them."""
    statement = conflict_insert(dialect, _conversation)
    table = _conversation.c
    kept = {
        name: case((table.touched_at < bindparam("since"), literal(empty, table[name].type)), else_=table[name])
        for name, empty in _EMPTY.items()
        if name not in written
    }
    replaced = {name: statement.excluded[name] for name in (*written, "touched_at")}
    return statement.on_conflict_do_update(index_elements=["channel", "conversation"], set_={**kept, **replaced})


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
        which = {"channel": channel, "conversation": conversation, "since": since}
        row = (await self._connection.execute(_of_conversation, which)).first()
        return ConversationState(*row) if row else None

    async def record(self, channel: str, conversation: str, at: datetime, since: datetime, **parts: Any) -> None:
        """Write the named parts (state, data, context) and the time.

        The other parts stay if the conversation was touched at or after `since`, else they are emptied.
        """
        row = {**_EMPTY, **parts, "channel": channel, "conversation": conversation, "touched_at": at}
        statement = _record(self._connection.dialect.name, frozenset(parts))
        await self._connection.execute(statement, {**row, "since": since})

    async def forget(self, channel: str, conversation: str) -> None:
        """Delete one conversation."""
        table = _conversation.c
        await self._connection.execute(
            delete(_conversation).where(table.channel == channel, table.conversation == conversation)
        )

    async def forget_before(self, before: datetime) -> int:
        """Delete conversations untouched since before `before`; returns how many."""
        statement = delete(_conversation).where(_conversation.c.touched_at < before)
        return (await self._connection.execute(statement)).rowcount
