"""Vietnamese text as people type it, made comparable: one Unicode form, marks folded away, words apart."""

import re
import unicodedata
from functools import lru_cache

LONGEST_QUESTION = 2000
"""Characters of a question that are read; what lies beyond is not."""

_STROKES = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"})  # eth: common in old fonts
_WORD = re.compile(r"\d+(?:[.,]\d{3})+(?!\d)|\d+(?:[./-]\d+)+|[^\W_]+")
_SENTENCE_END = re.compile(r"[.?!…;]+(?=\s|$)|\n")
_TONES = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_GROUPED = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


def clean(text: str) -> str:
    """Make any input safe to read: no lone surrogates, control, format or tag characters; NFC; bounded length.

    New lines and tabs become spaces. Never raises.
    """
    if text.isprintable() and len(text) <= LONGEST_QUESTION:
        return " ".join(unicodedata.normalize("NFC", _without_eth(text)).split())
    head = text[: LONGEST_QUESTION * 4].encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    kept = "".join(
        " " if c in "\n\r\t\u2028\u2029" else c for c in head if unicodedata.category(c)[0] != "C" or c in "\n\r\t"
    )
    return " ".join(unicodedata.normalize("NFC", _without_eth(kept)).split())[:LONGEST_QUESTION]


def _without_eth(text: str) -> str:
    return text.replace("Ð", "Đ").replace("ð", "đ")


def words(text: str) -> list[str]:
    """The words of a text in order, lower case, NFC. A grouped number is one word without its dots."""
    found: list[str] = []
    for part in unicodedata.normalize("NFC", text).lower().split():
        if part.isalpha():  # most are, and need no closer look
            found.append(part)
        else:
            found += [_GROUPED.sub("", w) if "." in w or "," in w else w for w in _WORD.findall(part)]
    return found


@lru_cache(maxsize=65536)
def sentences(text: str) -> list[str]:
    """The sentences of a message, as it was typed; a full stop inside a number or a name of a site ends none."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def fold_word(word: str) -> str:
    """One word in lower case without marks and without the stroke of đ."""
    if word.isascii():
        return word.lower()
    bare = unicodedata.normalize("NFD", word.translate(_STROKES))
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


def fold(text: str) -> str:
    """A text's words folded and joined by single spaces: how two wordings are compared for equality."""
    return " ".join(fold_word(w) for w in words(text))


@lru_cache(maxsize=65536)
def mark_key(word: str) -> str | None:
    """The marked form of a word with its tone moved to the end as a digit, or None for a word without marks.

    So both tone placements are one: mark_key("hoà") == mark_key("hòa") == "hoa2".
    """
    if word.isascii():
        return None
    tone, letters = "", []
    for c in unicodedata.normalize("NFD", word.lower()):
        if c in _TONES:
            tone = _TONES[c]
        else:
            letters.append(c)
    return unicodedata.normalize("NFC", "".join(letters)) + tone
