"""A reminder as a file that a phone's own calendar takes in (.ics): it rings there, whatever becomes of this chat."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.reading.recurrences import Cycle, Recurrence

CALENDAR_FILE = "loi-nhac.ics"

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_LISTED = 12
"""Times written out where a calendar program has no word for the cycle, such as the lunar ones."""

_EVERY_MONTH_HAS = 28
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar_file(what: str, first: datetime, recurrence: Recurrence | None, *, name: str, made_at: datetime) -> bytes:
    """The file: one event of a quarter of an hour that rings when it begins. `name` tells events apart.

    Raises ValueError for a `first` without a zone.
    """
    from icalendar import Alarm, Calendar, Event  # only when somebody takes one along

    if first.tzinfo is None:
        raise ValueError("a moment needs its zone")
    here = first.astimezone(_ZONE)
    event = Event()
    event.add("uid", f"{name}@tung-ngo")
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", here)
    event.add("duration", timedelta(minutes=15))
    event.add("summary", what)
    if recurrence is not None:
        rule = _rule(recurrence)
        if rule is not None:
            event.add("rrule", rule)
        else:
            event.add("rdate", list(_times(here, recurrence)))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what)
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//tung-ngo//VI")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _rule(it: Recurrence) -> dict[str, object] | None:
    """The cycle in a calendar program's words; None where it would mean something else there."""
    match it.cycle:
        case Cycle.DAILY:
            return {"freq": "daily"}
        case Cycle.WEEKLY:
            return {"freq": "weekly", "byday": [_WEEKDAYS[day] for day in it.days]}
        case Cycle.MONTHLY if max(it.days) <= _EVERY_MONTH_HAS:
            return {"freq": "monthly", "bymonthday": list(it.days)}
        case Cycle.YEARLY if max(it.days) <= _EVERY_MONTH_HAS:
            return {"freq": "yearly", "bymonth": it.month or 1, "bymonthday": list(it.days)}
        case _:
            return None


def _times(first: datetime, it: Recurrence) -> Iterator[datetime]:
    at = first
    for _ in range(_LISTED):
        at = it.after(at).astimezone(_ZONE)
        yield at
