"""Where conversations stand."""

from collections.abc import Collection, Mapping, Sequence
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
_of_conversations = select(
    _conversation.c.channel,
    _conversation.c.conversation,
    _conversation.c.state,
    _conversation.c.data,
    _conversation.c.context,
    _conversation.c.touched_at,
).where(
    # not as pairs: SQLite finds those by reading the whole table
    _conversation.c.channel.in_(bindparam("channels", expanding=True)),
    _conversation.c.conversation.in_(bindparam("conversations", expanding=True)),
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


@dataclass(frozen=True, slots=True)
class Touch:
    """A word in a conversation: which parts (state, data, context) it writes, and since when the others still stand."""

    channel: str
    conversation: str
    at: datetime
    since: datetime
    parts: Mapping[str, Any]


Name = tuple[str, str]
"""Channel and conversation."""


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

    async def list_of(self, names: Collection[Name], since: datetime) -> Mapping[Name, ConversationState]:
        """Those of these conversations that were touched at or after `since`; one statement."""
        which = {
            "channels": list({channel for channel, _ in names}),
            "conversations": list({conversation for _, conversation in names}),
            "since": since,
        }
        rows = await self._connection.execute(_of_conversations, which)
        return {(row[0], row[1]): ConversationState(*row[2:]) for row in rows if (row[0], row[1]) in names}

    async def record(self, touches: Sequence[Touch]) -> None:
        """Write the parts of each and the time; all write parts of the same names.

        The other parts stay if the conversation was touched since it says, else they are emptied.
        """
        rows = [
            {
                **_EMPTY,
                **touch.parts,
                "channel": touch.channel,
                "conversation": touch.conversation,
                "touched_at": touch.at,
                "since": touch.since,
            }
            for touch in touches
        ]
        if rows:
            await self._connection.execute(_record(self._connection.dialect.name, frozenset(touches[0].parts)), rows)

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
