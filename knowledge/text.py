"""Vietnamese text as people type it, made comparable: one Unicode form, marks folded away, words apart."""

import re
import unicodedata

_STROKES = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"})  # noqa: RUF001 - Icelandic eth, common in old fonts
_WORD = re.compile(r"[^\W_]+(?:[./-]\d+)*", re.UNICODE)


def fold(text: str) -> str:
    """Lower case, no marks, no stroke on đ, one space between words: how two wordings are compared."""
    bare = unicodedata.normalize("NFD", text.translate(_STROKES))
    return " ".join(_WORD.findall("".join(c for c in bare if not unicodedata.combining(c)).lower()))
