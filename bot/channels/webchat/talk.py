"""What the browser says: a frame → a row of the history, an update in the inbox, a receipt."""

import json
import re
from collections.abc import Callable
from typing import Any, Final

from bot.channels.base import Receive
from bot.channels.webchat.bubbles import Artist, label_of
from bot.channels.webchat.lines import Line, Lines
from bot.channels.webchat.records import Records
from bot.channels.webchat.seals import Seals
from bot.channels.webchat.session import PHOTO, WebSession
from bot.channels.webchat.shelf import Shelf
from bot.channels.webchat.throttle import Rates, Throttle
from bot.channels.webchat.updates import command_label, message_update, tap_update, update_key
from bot.cleaning import clean_text
from storage.actions.history import Author

LONGEST_TEXT: Final = 4000
LARGEST_FRAME: Final = 32 * 1024
LARGEST_PHOTO: Final = 6 * 1024 * 1024

ReadLink = Callable[[str, str, str], str | None]
"""The parts of an address, `mo`, `tinh` and `s` → what to write behind /start, or None where they lead nowhere."""

_CLIENT_ID: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


class BadFrame(ValueError):
    """A frame that our own page would never send."""


class Refused(Exception):
    """A frame that is understood but not taken now: `why` names a phrase that the page holds."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Talk:
    """Takes frames of every conversation, one at a time for each line. `read_link`: what an address opens."""

    def __init__(  # noqa: PLR0913 - the parts of the channel, by name
        self,
        receive: Receive,
        *,
        records: Records,
        lines: Lines,
        session: WebSession,
        artist: Artist,
        seals: Seals,
        shelf: Shelf,
        rates: Rates,
        read_link: ReadLink,
    ) -> None:
        self._receive = receive
        self._read_link = read_link
        self._records = records
        self._lines = lines
        self._session = session
        self._artist = artist
        self._seals = seals
        self._shelf = shelf
        self._client_pace = Throttle(rates.messages_of_client)
        self._conversation_pace = Throttle(rates.messages_of_conversation)

    async def greet(self, line: Line) -> None:
        """Tell a browser that just connected everything that it may still see."""
        bubbles = await self._records.recent(line.conversation)
        line.push({"kind": "hello", "bubbles": self._artist.draw_all(line.conversation, bubbles)})
        await self._records.note_return(line.conversation)

    async def take(self, line: Line, raw: str) -> None:
        """Act on one frame. Raises BadFrame."""
        frame = _read(raw)
        if frame.get("kind") == "ping":
            line.push({"kind": "pong"})
            return
        client = _client_id(frame)
        try:
            if not self._conversation_pace.allows(line.conversation):
                raise Refused("too-fast")
            if not self._client_pace.allows(line.client):
                raise Refused("too-fast")
            await self._act(line.conversation, client, frame)
        except Refused as refusal:
            line.push({"kind": "refused", "client": client, "why": refusal.why})
        else:
            line.push({"kind": "taken", "client": client})

    async def _act(self, conversation: str, client: str, frame: dict[str, Any]) -> None:
        match frame.get("kind"):
            case "say":
                await self._say(conversation, client, _text(frame, "text"), again=bool(frame.get("again")))
            case "start":
                await self._start(conversation, client, self._payload(frame))
            case "tap":
                await self._tap(conversation, client, frame)
            case "place":
                await self._place(conversation, client, frame)
            case _:
                raise BadFrame("kind")

    async def _say(self, conversation: str, client: str, text: str, *, again: bool) -> None:
        text = clean_text(text).strip()
        if not text:
            raise Refused("empty")
        if len(text) > LONGEST_TEXT:
            raise Refused("too-long")
        shown = command_label(text, self._session.commands)
        message_id = await self._own(conversation, client, shown, again=again)
        await self._update(conversation, client, message_id, text=text)

    async def _start(self, conversation: str, client: str, payload: str | None) -> None:
        """The first words are the assistant's: as if /start had been written, without showing it.

        Behind a link that leads somewhere (`payload`) they are also the next words of a conversation.
        """
        if payload or not await self._records.recent(conversation):
            await self._update(conversation, client, 1, text=f"/start {payload or ''}".rstrip())

    def _payload(self, frame: dict[str, Any]) -> str | None:
        """What the page's own address asked to open, if it is anything that we know."""
        mo, tinh, s = frame.get("mo", ""), frame.get("tinh", ""), frame.get("s", "")
        if not isinstance(mo, str) or not isinstance(tinh, str) or not isinstance(s, str):
            raise BadFrame("link")
        return self._read_link(mo, tinh, s)

    async def _tap(self, conversation: str, client: str, frame: dict[str, Any]) -> None:
        message_id = _number_text(frame, "message")
        data = self._seals.open(conversation, message_id, _text(frame, "data"))
        if data is None:
            raise BadFrame("data")
        bubble = await self._records.find(conversation, message_id)
        label = (label_of(bubble, data) if bubble else None) or clean_text(_text(frame, "label"))[:64]
        mine = await self._own(conversation, client, label, again=bool(frame.get("again")))
        self._session.note_tap(conversation, mine)
        payload = tap_update(conversation, client, message_id, data, bubble)
        await self._receive(update_key(conversation, client), conversation, payload)

    async def _place(self, conversation: str, client: str, frame: dict[str, Any]) -> None:
        label = await self._wanted(conversation, client, "place")
        place = {"latitude": _degrees(frame, "lat", 90), "longitude": _degrees(frame, "lon", 180)}
        message_id = await self._own(conversation, client, label, again=bool(frame.get("again")))
        await self._update(conversation, client, message_id, location=place)

    async def photo(self, conversation: str, client: str, content: bytes) -> None:
        """The person sent a photo (JPEG). Raises BadFrame, Refused."""
        if not _CLIENT_ID.fullmatch(client):
            raise BadFrame("id")
        if not content.startswith(b"\xff\xd8\xff"):
            raise Refused("photo-unknown")
        if len(content) > LARGEST_PHOTO:
            raise Refused("photo-too-large")
        label = await self._wanted(conversation, client, "photo")
        token = self._shelf.put(conversation, name="anh.jpg", media_type=PHOTO, content=content)
        message_id = await self._own(conversation, client, label, again=True, photo=f"/tep/{token}/anh.jpg")
        size = {"file_id": token, "file_unique_id": token, "width": 0, "height": 0, "file_size": len(content)}
        await self._update(conversation, client, message_id, photo=[size])

    async def _wanted(self, conversation: str, client: str, what: str) -> str:
        """The label of the button that asks for a place or a photo: they come only while asked for.

        What was taken already may be sent again later, by a browser that never heard so.
        """
        sent = await self._records.find_sent(conversation, client)
        if sent is not None:
            return sent.text
        said = [b for b in await self._records.recent(conversation) if b.author is Author.ASSISTANT]
        ask = said[-1].extra.get("ask") if said else None
        if not ask or what not in ask:
            raise Refused("not-asked")
        return str(ask[what])

    async def _own(self, conversation: str, client: str, text: str, *, again: bool, **extra: str) -> int:
        """The person's own bubble: written once, whatever is sent again; returns its message id."""
        bubble = await self._records.find_sent(conversation, client) if again else None
        if bubble is None:
            content = {"client": client, **extra}
            bubble = await self._records.add(conversation, Author.CITIZEN, text, content)
            self._lines.push(conversation, {"kind": "bubble", "bubble": self._artist.draw(conversation, bubble)})
        return bubble.id

    async def _update(self, conversation: str, client: str, message_id: int, **content: Any) -> None:
        payload = message_update(conversation, client, message_id, self._records.now(), **content)
        await self._receive(update_key(conversation, client), conversation, payload)


def _read(raw: str) -> dict[str, Any]:
    try:
        frame = json.loads(raw)
    except ValueError as error:
        raise BadFrame("json") from error
    except RecursionError as error:
        raise BadFrame("depth") from error
    if not isinstance(frame, dict):
        raise BadFrame("object")
    return frame


def _client_id(frame: dict[str, Any]) -> str:
    client = frame.get("client")
    if not isinstance(client, str) or not _CLIENT_ID.fullmatch(client):
        raise BadFrame("client")
    return client


def _text(frame: dict[str, Any], name: str) -> str:
    text = frame.get(name)
    if not isinstance(text, str):
        raise BadFrame(name)
    return text


def _number_text(frame: dict[str, Any], name: str) -> int:
    text = _text(frame, name)
    if not (text.isascii() and text.isdigit() and len(text) <= 16):
        raise BadFrame(name)
    return int(text)


def _degrees(frame: dict[str, Any], name: str, most: float) -> float:
    value = frame.get(name)
    # asked this way round, NaN fails too, and a whole number larger than any float does no harm
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= most:
        raise BadFrame(name)
    return float(value)
