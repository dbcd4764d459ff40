"""A message of the conversation as the page draws it: JSON with the words already in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.channels.webchat.markup import Segment, blocks, read_markup
from bot.channels.webchat.seals import Seals
from bot.clock import HANOI
from knowledge.phrases import Phrases
from storage.actions.history import Author, Bubble


class Artist:
    """Draws bubbles. Ids go out as text: a browser's numbers end at 2**53.

    What a bubble's `extra` may hold: html, rows (of buttons), ask (what the conversation asks for), file,
    photo, client (the browser's own id of it), after (the bubble it moved behind), deleted.
    """

    def __init__(self, phrases: Phrases, seals: Seals) -> None:
        self._phrases = phrases
        self._seals = seals

    def draw(self, conversation: str, bubble: Bubble) -> dict[str, Any]:
        """One bubble as JSON."""
        extra = bubble.extra
        at = bubble.sent_at.astimezone(HANOI)
        mine = bubble.author is Author.CITIZEN
        name = "web-bubble-mine" if mine else "web-bubble-assistant"
        return {
            "id": str(bubble.id),
            "after": str(extra.get("after") or bubble.id),
            "mine": mine,
            "client": extra.get("client"),
            "name": self._phrases.text(name, hour=str(at.hour), minute=str(at.minute)),
            "time": f"{at:%H:%M}",
            "day": f"{at:%d/%m/%Y}",
            "blocks": _own_words(bubble.text) if mine else blocks(_segments(bubble)),
            "rows": [self._row(conversation, bubble.id, row) for row in extra.get("rows", ())],
            "ask": extra.get("ask"),
            "file": extra.get("file"),
            "photo": extra.get("photo"),
        }

    def draw_all(self, conversation: str, bubbles: Iterable[Bubble]) -> list[dict[str, Any]]:
        """What a reload shows, in order: an edited bubble stands after the tap that edited it."""
        shown = [bubble for bubble in bubbles if not bubble.extra.get("deleted")]
        shown.sort(key=lambda b: (b.extra.get("after") or b.id, "after" in b.extra, b.id))
        return [self.draw(conversation, bubble) for bubble in shown]

    def _row(self, conversation: str, message_id: int, row: list[Mapping[str, str]]) -> list[dict[str, str]]:
        return [
            {"label": button["label"], "url": button["url"]}
            if "url" in button
            else {
                "label": button["label"],
                "data": self._seals.seal(conversation, message_id, button["data"]),
            }
            for button in row
        ]


def _segments(bubble: Bubble) -> tuple[Segment, ...]:
    html = bubble.extra.get("html")
    return read_markup(html) if html else (Segment(bubble.text),)


def _own_words(text: str) -> list[dict[str, Any]]:
    """The person's lines as they wrote them: a dash is no list, a star no style."""
    return [{"kind": "text", "lines": [[line]]} for line in text.split("\n") if line]


def label_of(bubble: Bubble, data: str) -> str | None:
    """What stood on the button that carries this data."""
    for row in bubble.extra.get("rows", ()):
        for button in row:
            if button.get("data") == data:
                return str(button["label"])
    return None
