"""Telegram's keyboards → what the page draws: buttons under a bubble, and what the conversation asks for."""

from typing import Any

from aiogram.types import (
    ForceReply,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply | None


def button_rows(markup: Markup) -> list[list[dict[str, str]]]:
    """Buttons under the bubble, rows as given; a kind that a page cannot do is left out."""
    if not isinstance(markup, InlineKeyboardMarkup):
        return []
    rows = []
    for row in markup.inline_keyboard:
        drawn = []
        for button in row:
            if button.callback_data is not None:
                drawn.append({"label": button.text, "data": button.callback_data})
            elif button.url is not None and button.url.startswith(("https://", "http://", "tel:")):
                drawn.append({"label": button.text, "url": button.url})
        if drawn:
            rows.append(drawn)
    return rows


def asked_for(markup: Markup) -> dict[str, Any] | None:
    """What stands above the field for writing: ready words, a place, a photo. {} takes it away again.

    The Bot API has no button that asks for a photo: `KeyboardButton(text=…, request_photo=True)` is ours,
    Telegram ignores the mark and the page opens its file picker.
    """
    if isinstance(markup, ReplyKeyboardRemove):
        return {}
    if not isinstance(markup, ReplyKeyboardMarkup):
        return None
    ask: dict[str, Any] = {"words": []}
    for button in (button for row in markup.keyboard for button in row):
        if button.request_location:
            ask["place"] = button.text
        elif getattr(button, "request_photo", False):
            ask["photo"] = button.text
        else:
            ask["words"].append(button.text)
    return ask
