"""What a delivery says: one message, made at the moment it is sent, so that its facts are those of that day."""

from dataclasses import dataclass, replace

from aiogram.types import InlineKeyboardMarkup, InputFile

from handlers.views import Reply


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: Telegram HTML within a medium's limit, buttons, and a photo or a file that carries the text.

    With a photo or a file the text is its caption, 1,024 UTF-16 units at most. `edits`: the id of an earlier message
    that this one takes the place of; where that is refused, it is sent anew.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    photo: InputFile | None = None
    document: InputFile | None = None
    edits: str | None = None

    def with_keyboard(self, keyboard: InlineKeyboardMarkup | None) -> "Letter":
        """The same above other buttons."""
        return replace(self, keyboard=keyboard)


def letter(
    shown: Reply, *, photo: InputFile | None = None, document: InputFile | None = None, edits: str | None = None
) -> Letter:
    """A reply as a letter. Raises ValueError for one of several parts: a delivery is one request or none."""
    if len(shown.parts) != 1:
        raise ValueError(f"a delivery is one message, not {len(shown.parts)}")
    return Letter(shown.parts[0], shown.keyboard, photo, document, edits)
