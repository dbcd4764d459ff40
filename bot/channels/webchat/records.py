"""What the web chat keeps: the number of a browser's conversation, and the bubbles that a reload shows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.channels.webchat.markup import plain_text, read_markup, unquoted
from bot.channels.webchat.visitors import Visitor
from storage.actions.deliveries import note_return
from storage.actions.history import (
    Author,
    Bubble,
    add_message,
    edit_message,
    list_messages,
)
from storage.actions.identities import forget_surrogate, get_surrogate
from storage.actions.mydata import erase_data
from storage.clock import Clock
from storage.rules.people import Address
from storage.unit_of_work import OpenWork

CHANNEL: Final = "web"
_KIND: Final = "chat"


class Records:
    """History and identity of web conversations. A conversation is named by its number, as text.

    `secret`: the installation's key, under which proofs of consent outlive an erasure.
    """

    def __init__(self, uow: OpenWork, clock: Clock, *, secret: str) -> None:
        self._uow = uow
        self._clock = clock
        self._secret = secret

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return self._clock.now()

    async def conversation_of(self, visitor: Visitor) -> str:
        """The conversation of a browser, numbered at its first use."""
        number = await get_surrogate(self._uow, self._clock, channel=CHANNEL, kind=_KIND, native_id=visitor.native_id)
        return str(number)

    async def note_return(self, conversation: str) -> None:
        """Somebody opened the page: what waited for them may be shown."""
        await note_return(self._uow, self._clock, citizen=Address(CHANNEL, conversation))

    async def add(self, conversation: str, author: Author, text: str, extra: Mapping[str, Any]) -> Bubble:
        """Keep a new bubble. What comes back has the words as given; what is kept may be redacted."""
        at = self._clock.now()
        kept, beside = _kept(text, extra)
        message_id = await add_message(
            self._uow,
            self._clock,
            channel=CHANNEL,
            conversation=conversation,
            author=author,
            text=kept,
            extra=beside,
        )
        return Bubble(message_id, author, text, dict(extra), at, None)

    async def edit(self, conversation: str, message_id: int, text: str, extra: Mapping[str, Any]) -> Bubble:
        """Replace one of the assistant's bubbles; one that is forgotten is drawn once more and not kept."""
        words, beside = _kept(text, extra)
        await edit_message(
            self._uow,
            self._clock,
            channel=CHANNEL,
            conversation=conversation,
            message_id=message_id,
            text=words,
            extra=beside,
        )
        kept = await self.find(conversation, message_id)
        now = self._clock.now()
        return kept or Bubble(message_id, Author.ASSISTANT, text, dict(extra), now, now)

    async def recent(self, conversation: str) -> tuple[Bubble, ...]:
        """What may still be shown, oldest first."""
        return await list_messages(self._uow, self._clock, channel=CHANNEL, conversation=conversation)

    async def find(self, conversation: str, message_id: int) -> Bubble | None:
        """One bubble that may still be shown."""
        return next((b for b in await self.recent(conversation) if b.id == message_id), None)

    async def find_sent(self, conversation: str, client: str) -> Bubble | None:
        """The bubble of something that the browser sent before under this id of its own."""
        return next((b for b in await self.recent(conversation) if b.extra.get("client") == client), None)

    async def forget(self, visitor: Visitor, conversation: str) -> None:
        """Erase the conversation, what the citizen agreed to keep, and the tie to this browser."""
        await erase_data(
            self._uow,
            self._clock,
            citizen=Address(CHANNEL, conversation),
            conversation=conversation,
            secret=self._secret,
            update_key=None,
        )
        await forget_surrogate(self._uow, self._clock, channel=CHANNEL, kind=_KIND, native_id=visitor.native_id)


def _kept(text: str, extra: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """What is kept of a bubble: everything but what is quoted back to the person."""
    html = unquoted(str(extra.get("html") or ""))
    if html == (extra.get("html") or ""):
        return text, extra
    return plain_text(read_markup(html)), {**extra, "html": html}
