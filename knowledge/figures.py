"""The figures in a text (money, days, ages, dates, numbers to call), and which of them differ between two texts."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final

Figure = tuple[str | None, str | None]
"""A figure before and after; None where there is none to pair it with."""

_UNITS: Final = "ngày làm việc|triệu đồng|tỷ đồng|đồng|ngày|tháng|năm|tuổi|giờ|phút|lần|bản|lít|km|%"
_DATE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?|\d{1,2}/\d{4}")
_FIGURE = re.compile(rf"\d[\d.,/:]*\d(?:\s?(?:{_UNITS}))?|\d(?:\s?(?:{_UNITS}))?", re.IGNORECASE)


def figures_in(text: str) -> tuple[str, ...]:
    """Every figure with its unit, in order: "200.000 đồng", "15 ngày làm việc", "01/3/2027"."""
    return tuple(_FIGURE.findall(text))


def changed_figures(before: str, after: str) -> tuple[Figure, ...]:
    """The figures that differ, paired in the order they stand in."""
    return tuple(_differing(figures_in(before), figures_in(after)))


def _differing(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Figure]:
    """Money is paired with money, days with days: a figure says nothing beside one of another unit."""
    for unit in dict.fromkeys(map(_unit, (*old, *new))):
        yield from _paired([f for f in old if _unit(f) == unit], [f for f in new if _unit(f) == unit])


def _unit(figure: str) -> str:
    if _DATE.fullmatch(figure):
        return "date"
    return figure.lstrip("0123456789.,/: ").lower()


def _paired(old: list[str], new: list[str]) -> Iterator[Figure]:
    if sorted(old) == sorted(new):
        return  # the same figures in another order are no other figures
    if len(old) == len(new):
        yield from ((a, b) for a, b in zip(old, new, strict=True) if a != b)
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(old[a:b], new[c:d])
