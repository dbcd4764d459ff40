"""A time at which a team wants something sent: "8:30", "17h", "8h30 27/11", "27/11/2026 8:30". Pure."""

import re
from datetime import date, datetime, time

_TIME = re.compile(r"(?<![\d/])(\d{1,2})\s*(?:[:h]|giờ|gio)\s*(\d{2})?(?![\d/])", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?!\d)")


def read_send_time(words: str, now: datetime) -> datetime | None:
    """The instant that is meant, in the zone of `now`: today's or, where a day is named, that day's.

    A day without a year is the next one. None: no time, or one that is past.
    """
    at = _TIME.search(words)
    if at is None:
        return None
    try:
        hour = time(int(at[1]), int(at[2] or 0))
        day = _day_in(words, now.date())
    except ValueError:
        return None
    found = datetime.combine(day, hour, now.tzinfo)
    return found if found > now else None


def _day_in(words: str, today: date) -> date:
    """Raises ValueError for a day that there is not."""
    named = _DAY.search(words)
    if named is None:
        return today
    day, month = int(named[1]), int(named[2])
    if named[3]:
        return date(int(named[3]), month, day)
    found = date(today.year, month, day)
    return found if found >= today else date(today.year + 1, month, day)
