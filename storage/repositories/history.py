"""Bubbles of the web chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CitizenAddress, HistoryMessage, table_of
from storage.repositories.consents import citizens_who_agreed
from storage.rules.consents import Purpose
from storage.rules.messages import Author

_message = table_of(HistoryMessage)
_address = table_of(CitizenAddress)


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as the page shows it; `extra` carries buttons and the like."""

    id: int
    author: Author
    text: str
    extra: Mapping[str, Any]
    sent_at: datetime
    edited_at: datetime | None


class History:
    """The message table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def record(
        self,
        channel: str,
        conversation: str,
        author: Author,
        text: str,
        extra: Mapping[str, Any],
        at: datetime,
    ) -> int:
        """Add a message, redacted already; returns its id."""
        inserted = await self._connection.execute(
            insert(_message).values(
                channel=channel,
                conversation=conversation,
                author=author,
                text=text,
                extra=dict(extra),
                sent_at=at,
            )
        )
        assert inserted.inserted_primary_key is not None
        return int(inserted.inserted_primary_key[0])

    async def edit(self, channel: str, conversation: str, message_id: int, at: datetime, **parts: Any) -> bool:
        """Replace text or extra of one message of this conversation; False if there is none."""
        table = _message.c
        statement = (
            update(_message)
            .where(table.id == message_id, table.channel == channel, table.conversation == conversation)
            .values(edited_at=at, **parts)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def list_since(
        self, channel: str, conversation: str, since: datetime | None, limit: int
    ) -> tuple[Bubble, ...]:
        """The last `limit` messages sent at or after `since`, oldest first."""
        table = _message.c
        statement = select(*(table[name] for name in Bubble.__slots__)).where(
            table.channel == channel, table.conversation == conversation
        )
        if since is not None:
            statement = statement.where(table.sent_at >= since)
        rows = (await self._connection.execute(statement.order_by(table.id.desc()).limit(limit))).all()
        return tuple(Bubble(*row) for row in reversed(rows))

    async def forget(self, channel: str, conversation: str, before: datetime | None = None) -> int:
        """Delete a conversation's messages, or only those sent before `before`; returns how many."""
        table = _message.c
        statement = delete(_message).where(table.channel == channel, table.conversation == conversation)
        if before is not None:
            statement = statement.where(table.sent_at < before)
        return (await self._connection.execute(statement)).rowcount

    async def forget_before(self, before: datetime) -> int:
        """Delete every message sent before `before`; returns how many."""
        return (await self._connection.execute(delete(_message).where(_message.c.sent_at < before))).rowcount

    async def forget_unkept_before(self, before: datetime) -> int:
        """The same, for conversations that nobody agreed to keep."""
        agreed = citizens_who_agreed(Purpose.KEEP_CONVERSATION)
        kept = (
            select(_address.c.id)
            .where(
                _address.c.channel == _message.c.channel,
                _address.c.external_id == _message.c.conversation,
                _address.c.citizen_id.in_(agreed),
            )
            .exists()
        )
        statement = delete(_message).where(_message.c.sent_at < before, ~kept)
        return (await self._connection.execute(statement)).rowcount
