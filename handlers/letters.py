"""What a delivery says: one message, made at the moment it is sent, so that its facts are those of that day."""

from dataclasses import dataclass, replace

from aiogram.types import CallbackQuery, InlineKeyboardMarkup, InputFile, Message

from handlers.views import Reply, quiet


@dataclass(frozen=True, slots=True)
class Letter:
    """One message: Telegram HTML within a medium's limit, buttons, and a photo or a file that carries the text.

    With a photo or a file the text is its caption, 1,024 UTF-16 units at most. `edits`: the id of an earlier message
    that this one takes the place of; where that is refused, it is sent anew. A photo or a file that a person sent us is
    named by the id that their medium gave it.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    photo: InputFile | str | None = None
    document: InputFile | str | None = None
    edits: str | None = None

    def with_keyboard(self, keyboard: InlineKeyboardMarkup | None) -> "Letter":
        """The same above other buttons."""
        return replace(self, keyboard=keyboard)


async def show(event: Message | CallbackQuery, shown: Letter) -> Message | None:
    """A letter as its reader will see it, to whoever is speaking."""
    message = event if isinstance(event, Message) else event.message
    if isinstance(event, CallbackQuery):
        await quiet(event)
    if message is None:
        return None
    if shown.photo is not None:
        return await message.answer_photo(shown.photo, caption=shown.text, reply_markup=shown.keyboard)
    if shown.document is not None:
        return await message.answer_document(shown.document, caption=shown.text, reply_markup=shown.keyboard)
    return await message.answer(shown.text, reply_markup=shown.keyboard)


def letter(
    shown: Reply,
    *,
    photo: InputFile | str | None = None,
    document: InputFile | str | None = None,
    edits: str | None = None,
) -> Letter:
    """A reply as a letter. Raises ValueError for one of several parts: a delivery is one request or none."""
    if len(shown.parts) != 1:
        raise ValueError(f"a delivery is one message, not {len(shown.parts)}")
    return Letter(shown.parts[0], shown.keyboard, photo, document, edits)
