"""What arrives, made harmless before it is written down: pure functions on text and on a raw update."""

import re
import unicodedata
from typing import Any

from bot.channels.base import Payload

LONGEST_KEPT = 4096
"""Characters of any one string that go into the inbox; what is longer is cut, and refused later on."""

_DEEPEST = 24
_SURROGATE = re.compile("[\ud800-\udfff]")
# Controls except tab and line feed; tag characters and variation selectors that can hide a text in a text;
# marks that turn the direction of reading around; noncharacters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e01ef]"
)
_MARKS_IN_A_ROW = re.compile(r"([\u0300-\u036f]{3})[\u0300-\u036f]+")


def clean_text(text: str) -> str:
    """The same words without broken surrogates, control, tag and direction characters; cut when giant."""
    if text.isascii() and text.isprintable():
        return text[: LONGEST_KEPT + 1]  # most strings of an update: names of fields, ids, kinds
    text = text[: LONGEST_KEPT + 1].replace("\r\n", "\n")
    if _SURROGATE.search(text):
        # Two halves of one character that arrived apart are joined, a lone half is dropped.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    text = _HIDDEN.sub("", text)
    return _MARKS_IN_A_ROW.sub(r"\1", unicodedata.normalize("NFC", text))


def clean_update(payload: Payload) -> Payload:
    """A copy of a raw update, every string cleaned. What is nested too deep for an update is left out."""
    cleaned = _cleaned(payload, 0)
    return cleaned if isinstance(cleaned, dict) else {}


def _cleaned(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {clean_text(str(key)): _cleaned(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item, depth + 1) for item in value]
    return value
