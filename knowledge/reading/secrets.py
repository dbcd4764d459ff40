"""Whether a message gives away a secret: a one-time code, a password, a card or identity number."""

import re

from knowledge.text import clean, fold_word

_CARD = re.compile(r"(?<!\d)\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{1,7}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)0\d{11}(?!\d)")
_NUMBER = r"(?!(?:20\d\d|1022|5656)\b)\d{4,8}(?!\d|\s*(?:d|k|dong|nghin|trieu)\b)"
"""Four to eight digits that are neither a year, nor a hotline, nor money."""
_CODE = re.compile(rf"\b(otp|ma|pin|cvv|passcode)\b(?:\W+\w+){{0,4}}?\W+{_NUMBER}")
_PASSWORD = re.compile(r"\b(mat khau|password|pass|mk)\b(?:\W+\w+){0,6}?(?:\W+la\b|\s*:)\s*\S*\d\S*")
_NO_SECRET = re.compile(r"\b(ho so|bien ban|quyet dinh|thu tuc|khach hang|van ban|nghi dinh|ma so thue)\b")


def holds_secret(text: str) -> bool:
    """Whether a secret is written out. Numbers of files, decisions and customers are none."""
    line = " ".join(fold_word(w) for w in clean(text).split())
    if _NO_SECRET.search(line):
        return False
    return any(p.search(line) for p in (_CARD, _IDENTITY, _CODE, _PASSWORD))
