"""The hour of a time: "9h sáng", "8 rưỡi", "8h kém 15", "14:30", "tối", and what is meant where little is said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from knowledge.reading.time_words import END, NUMBER, START, number

HOUR, DAY = 60, 24 * 60


class Part(StrEnum):
    """A part of the day."""

    DAWN = "dawn"
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


DEFAULTS = {
    None: 8 * HOUR,  # offices open at 8: early enough for whatever is done there that day
    Part.DAWN: 6 * HOUR,  # before leaving home
    Part.MORNING: 8 * HOUR,  # as where nothing is said
    Part.NOON: 11 * HOUR + 30,  # offices close at 11:30: the break begins
    Part.AFTERNOON: 14 * HOUR,  # offices are open again, and there is time to go
    Part.EVENING: 19 * HOUR,  # supper is over
    Part.NIGHT: 21 * HOUR,  # the last hour at which people still look
}
"""Minutes from midnight that are meant where no hour is said, by the part of the day that is."""

_OFFICE_MORNING, _OFFICE_AFTERNOON = range(7, 13), range(1, 6)
"""On another day than today a bare 7 to 12 is before noon and a bare 1 to 5 after it: nobody asks for 2 at night."""

_PARTS = {
    "sang som": Part.DAWN, "rang sang": Part.DAWN, "to mo sang": Part.DAWN, "sang": Part.MORNING,
    "trua": Part.NOON, "chieu t1i": Part.EVENING, "chieu toi": Part.EVENING, "chieu": Part.AFTERNOON,
    "t1i": Part.EVENING, "toi": Part.EVENING,
    "dem khuya": Part.NIGHT, "dem": Part.NIGHT, "khuya": Part.NIGHT,
}  # fmt: skip
PART = "(?:" + "|".join(sorted(_PARTS, key=len, reverse=True)) + ")"
_HOUR_WORDS = "(?:" + "|".join(("muoi m0t", "muoi mot", "muoi hai", "muoi", NUMBER)) + ")"
_NO_UNIT = rf"(?! ?(?:[/.-] ?\d|(?:tet|ngay|thang|nam|tuan|lan|nguoi|tuoi)(?:{END})))"
_MINUTES = rf"(?:(?P<m>\d{{2}})(?: ?(?:p|ph|phut|'))?|(?P<m1>\d)(?: ?(?:p|ph|phut|'))|(?P<mw>{NUMBER}) phut)"
_SPACED = rf"(?: (?:{_MINUTES}|(?P<mt>muoi(?: lam)?|(?:hai|ba|bon|nam) muoi(?: lam)?)){END}{_NO_UNIT})"
_TAIL = (
    rf"(?:{_MINUTES.replace('?P<m', '?P<g')}{_NO_UNIT}|(?P<g2>\d){_NO_UNIT}|{_SPACED}| ?(?P<half>ruoi|r)"
    rf"| kem (?P<less>{NUMBER})(?: ?(?:phut|p))?)?"
)
_PATTERNS = (
    rf"(?P<h>{_HOUR_WORDS}) ?(?:gio|gi|h|g){_TAIL}(?: (?:dung))?",
    r"(?P<h>\d{1,2}) ?: ?(?P<m>\d{2})(?: ?(?:gio|h))?",
    rf"(?P<h>{_HOUR_WORDS}) (?P<half>ruoi)",
    r"(?P<h>\d{1,2})(?P<half>r)",
    rf"(?P<h>{_HOUR_WORDS}) kem (?P<less>{NUMBER})(?: ?(?:phut|p))?",
    r"(?P<h>\d{1,2})(?: ?[:h] ?(?P<m>\d{2}))? ?(?P<half_day>am|pm)(?! lich)",
    r"(?:luc|hoi|khoang) (?P<h>\d{1,2})"
    r"(?! ?(?:[/.,-] ?\d|%)| (?:ngay|phut|thang|tuan|nam|nguoi|tieng|gio|h|gi|toi)\b)",
    r"(?P<midnight>nua dem(?: nay)?)",
    r"(?P<noon>giua trua|chinh ngo|dung ngo)",
)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """An hour and a minute as said. `exact`: told on a dial of 24 hours; else 8 may be 20 too."""

    hour: int
    minute: int = 0
    exact: bool = False


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(START + pattern + END) for pattern in _PATTERNS)


def read_clock(line: str, at: int) -> tuple[int, ClockTime] | None:
    """The end of the longest hour that stands at a place of a hidden line, and the hour; None where none does."""
    found = max((m for p in _compiled() if (m := p.match(line, at))), key=lambda m: m.end(), default=None)
    if found is None:
        return None
    clock = _clock(found)
    return (found.end(), clock) if clock is not None else None


def _clock(found: re.Match[str]) -> ClockTime | None:
    said = {name: value for name, value in found.groupdict().items() if value is not None}
    if "midnight" in said or "noon" in said:
        return ClockTime(24 if "midnight" in said else 12, 0, exact=True)
    hour = number(said["h"])
    minute = next((number(said[k]) for k in ("m", "m1", "mw", "mt", "g", "g1", "g2", "gw") if k in said), 0)
    minute = 30 if "half" in said else minute
    total = hour * HOUR + minute - (number(said["less"]) if "less" in said else 0)
    if not (0 <= total <= DAY and minute < HOUR and hour <= 24):
        return None
    if "half_day" in said:
        if not 1 <= hour <= 12:
            return None
        total = total % (DAY // 2) + (DAY // 2 if said["half_day"] == "pm" else 0)
        return ClockTime(total // HOUR, total % HOUR, exact=True)
    exact = hour > 12 or hour == 0 or said["h"].startswith("0")
    return ClockTime(total // HOUR, total % HOUR, exact)


def part_of(said: str) -> Part:
    """What a match of PART names."""
    return _PARTS[said]


def options(clock: ClockTime | None, part: Part | None) -> tuple[int, ...]:
    """The minutes from midnight that may be meant, at most two; 24 hours and more are the night after that day."""
    if clock is None:
        return (DEFAULTS[part],)
    minutes, hour = clock.hour * HOUR + clock.minute, clock.hour
    if clock.exact or hour > 12:
        return (minutes,)
    half = minutes % (DAY // 2)
    match part:
        case Part.DAWN | Part.MORNING:
            return (half,)
        case Part.NOON:
            return (minutes,) if hour >= 10 else (half + DAY // 2,)
        case Part.AFTERNOON:
            return (half + DAY // 2,)
        case Part.EVENING:
            return (half + DAY,) if hour == 12 else (half + DAY // 2,)
        case Part.NIGHT:
            return (half + DAY,) if hour == 12 or hour < 5 else (half + DAY // 2,)
        case _:
            return tuple(sorted((half, half + DAY // 2)))


def likely(minutes: Sequence[int]) -> tuple[int, ...]:
    """The one of two hours, twelve apart, that is meant on another day than today; both where that is not plain."""
    if len(minutes) == 1:
        return tuple(minutes)
    early, late = minutes
    if early // HOUR in _OFFICE_MORNING:
        return (early,)
    return (late,) if late // HOUR - 12 in (*_OFFICE_AFTERNOON, 0) else (early, late)
