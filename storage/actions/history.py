"""Bubbles that a web page shows again after a reload: 30 minutes, or as long as the person agreed to."""

from collections.abc import Mapping
from typing import Any

from storage.clock import Clock
from storage.repositories.history import Bubble
from storage.rules.consents import Purpose
from storage.rules.invitations import hide_codes
from storage.rules.messages import Author
from storage.rules.people import Address
from storage.rules.redaction import redact
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER
from storage.unit_of_work import OpenWork

__all__ = ["Author", "Bubble", "add_message", "cover_message", "edit_message", "forget_messages", "list_messages"]


async def add_message(
    uow: OpenWork,
    clock: Clock,
    *,
    channel: str,
    conversation: str,
    author: Author,
    text: str,
    extra: Mapping[str, Any] | None = None,
) -> int:
    """Write a message; returns its id. The person's own words are redacted; ours hold hotlines and stay.

    What we show once, the code of an invitation, is not kept either.
    """
    kept = redact(text) if author is Author.CITIZEN else hide_codes(text)
    async with uow() as work:
        message_id = await work.history.record(channel, conversation, author, kept, extra or {}, clock.now())
        await work.commit()
    return message_id


async def edit_message(
    uow: OpenWork,
    clock: Clock,
    *,
    channel: str,
    conversation: str,
    message_id: int,
    text: str | None = None,
    extra: Mapping[str, Any] | None = None,
) -> bool:
    """Replace text, extra or both of one of our own messages; False if it is gone."""
    parts: dict[str, Any] = {}
    if text is not None:
        parts["text"] = hide_codes(text)
    if extra is not None:
        parts["extra"] = dict(extra)
    async with uow() as work:
        edited = await work.history.edit(channel, conversation, message_id, clock.now(), **parts)
        await work.commit()
    return edited


async def cover_message(
    uow: OpenWork, clock: Clock, *, channel: str, conversation: str, message_id: int, text: str
) -> bool:
    """Put our words in the place of a person's own that are not to be kept; False where none were."""
    return await edit_message(uow, clock, channel=channel, conversation=conversation, message_id=message_id, text=text)


async def list_messages(
    uow: OpenWork, clock: Clock, *, channel: str, conversation: str, limit: int = 200
) -> tuple[Bubble, ...]:
    """The last messages, oldest first: those of 30 minutes, or all where keeping was agreed to.

    A web conversation is one person's, so its name is also their address on the channel.
    """
    async with uow(readonly=True) as work:
        kept = await work.consents.find_agreed(Address(channel, conversation), Purpose.KEEP_CONVERSATION)
        since = None if kept is not None else clock.now() - CONVERSATION_FORGOTTEN_AFTER
        return await work.history.list_since(channel, conversation, since, limit)


async def forget_messages(uow: OpenWork, clock: Clock, *, channel: str, conversation: str) -> int:
    """Delete a conversation's messages at once; returns how many."""
    async with uow() as work:
        forgotten = await work.history.forget(channel, conversation)
        await work.commit()
    return forgotten
