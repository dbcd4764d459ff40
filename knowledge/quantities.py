"""Sums and ages as people write them, made comparable: "170k", "170 nghìn" and "170.000 đ" are one word."""

import re
from collections.abc import Sequence

from knowledge.text import fold_word

_GLUED = re.compile(r"(\d{1,9})(k|d|đ|vnd|vnđ|ng|n|tr|t)(\d?)")
_THOUSAND, _MILLION = 1_000, 1_000_000
_GLUED_UNITS = {"k": _THOUSAND, "n": _THOUSAND, "ng": _THOUSAND, "tr": _MILLION}
_UNITS = {"nghin": _THOUSAND, "ngan": _THOUSAND, "tr": _MILLION, "trieu": _MILLION, "ty": 1_000_000_000}
"""Apart from its number "k" is "không": "mức 2 k được"."""

_MOST_DIGITS = 4
_OLDEST = 110
_BANDS = ((0, 5), (0, 13), (6, 13), (14, 17), (18, 59), (60, _OLDEST), (75, _OLDEST))
"""Ages, both ends included, at which rules change: a card is asked for, an account is one's own, a pension begins."""


def joined(words: Sequence[str]) -> list[str]:
    """The words with each sum of money as one number and each age with its word apart ("2t": 2 tuổi)."""
    found: list[str] = []
    for word in words:
        before = found[-1] if found else ""
        unit = _UNITS.get(fold_word(word)) if before.isdecimal() and len(before) <= _MOST_DIGITS else None
        if unit is not None:
            found[-1] = str(int(before) * unit)
        elif word[0].isdecimal() and (glued := _GLUED.fullmatch(word)):
            found += _apart(*glued.groups())
        else:
            found.append(word)
    return found


def _apart(number: str, unit: str, half: str) -> list[str]:
    """What a number means with the letters glued to it."""
    if unit == "t":
        return [number, "tuổi"] if int(number) <= _OLDEST and not half else [number + unit + half]
    if unit in _GLUED_UNITS:
        return [str(int(number) * _GLUED_UNITS[unit] + int(half or 0) * _GLUED_UNITS[unit] // 10)]
    return [number, "đồng"]


def bands(before: str, months: bool) -> tuple[str, ...]:
    """The words for the bands that an age lies in: `before` is what stands before "tuổi", a number or not."""
    if not (before.isdecimal() and len(before) <= len(str(_OLDEST))):
        return ()
    age = int(before) // 12 if months else int(before)
    return tuple(f"@{low}-{high}" for low, high in _BANDS if low <= age <= high)
