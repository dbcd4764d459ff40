"""When somebody wants to be reminded, and of what: "nhắc tôi 9h sáng thứ 7 đi lấy kết quả".

Pure: the same words at the same moment mean the same. Nothing is guessed silently: where two things may be meant, both
are given back to be asked; where it has gone by, that is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from knowledge.reading.clock_times import DAY, likely, options
from knowledge.reading.dates import edge_days, find_dates, moved
from knowledge.reading.days import Ahead, Calendar, Dated, Edge, Unit, Weekdays
from knowledge.reading.recurrences import HANOI, Cycle, Recurrence
from knowledge.reading.reminder_words import trimmed, wish_at
from knowledge.reading.spoken_times import Spoken, find_spoken
from knowledge.reading.time_words import line_of

MOST_READINGS = 4


class Doubt(StrEnum):
    """Why somebody is asked what is meant."""

    PART_OF_DAY = "part_of_day"
    """8 in the morning or in the evening."""
    WHICH_DAY = "which_day"
    """On a Saturday, "thứ 7": today or in a week; or a date that is no such weekday."""
    CALENDAR = "calendar"
    """"Mùng 5" by the solar or the lunar calendar."""
    DEADLINE = "deadline"
    """Before a day: on the eve of it, or on the day itself."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment, in Hanoi's time. `hour_said`: else the hour is the default one."""

    at: datetime
    hour_said: bool = True


@dataclass(frozen=True, slots=True)
class Repeated:
    """Again and again, first at `first`."""

    recurrence: Recurrence
    first: datetime
    hour_said: bool = True


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two to four things that may be meant, likeliest first."""

    doubt: Doubt
    readings: tuple[Moment | Repeated, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What was named has gone by. `next`: the like of it that is to come, if there is one."""

    at: datetime
    next: Moment | None = None


When = Moment | Repeated | Ambiguous | Past


@dataclass(frozen=True, slots=True)
class ReadTime:
    """What was understood: when (None: nothing), and of what, in the person's own words ("" where none are left)."""

    when: When | None
    rest: str


def read_time(text: str, now: datetime) -> ReadTime:
    """When a message wants somebody to be reminded, and of what. Never raises for any text.

    Raises ValueError for a `now` without a zone.
    """
    if now.tzinfo is None:
        raise ValueError("now needs its zone")
    line = line_of(text)
    wish = wish_at(line)
    spans = [wish] if wish is not None else []
    spoken = find_spoken(line.without(*wish) if wish is not None else line)
    when = _when(spoken, now.astimezone(HANOI)) if spoken is not None else None
    if spoken is not None and when is not None:
        spans += spoken.spans
    return ReadTime(when, trimmed(line, spans))


def _when(spoken: Spoken, now: datetime) -> When | None:
    if spoken.comes_again:
        return _repeated(spoken, now)
    if isinstance(spoken.day, Ahead) and spoken.day.unit in (Unit.MINUTE, Unit.HOUR):
        return _soon(spoken.day, now)
    if spoken.day is None:
        return _by_the_clock(spoken, now)
    return _on_a_day(spoken, spoken.day, now)


def _soon(length: Ahead, now: datetime) -> When | None:
    """So many minutes or hours from now, to the minute."""
    return Moment(now.replace(second=0, microsecond=0) + _clock_length(length))


def _clock_length(length: Ahead) -> timedelta:
    minutes = length.count * (60 if length.unit is Unit.HOUR else 1) + length.minutes
    return timedelta(minutes=minutes)


def _by_the_clock(spoken: Spoken, now: datetime) -> When | None:
    """An hour without a day: today if it is to come, else tomorrow."""
    hours = options(spoken.clock, spoken.part)
    said = spoken.clock is not None
    today = [at for at in _times((now.date(),), hours) if at > now]
    lead = _clock_length(spoken.lead)
    found = [at - lead for at in today or _times((_tomorrow(now),), likely(hours))]
    return _one_of(Doubt.PART_OF_DAY, found, said, now)


def _tomorrow(now: datetime) -> date:
    return now.date() + timedelta(days=1)


def _on_a_day(spoken: Spoken, day: Ahead | Weekdays | Dated | Edge, now: datetime) -> When | None:
    hours = options(spoken.clock, spoken.part)
    said = spoken.clock is not None
    today = now.date()
    lead = spoken.lead

    def times(on: date) -> list[datetime]:
        if lead.unit in (Unit.MINUTE, Unit.HOUR):
            return [at - _clock_length(lead) for at in _times((on,), hours)]
        return _times((moved(on, lead, -1),), hours)

    def ahead(on: date) -> bool:
        return any(at > now for at in times(on))

    # "Trước Tết một tuần" is of the next Tết, though a week before it may have gone by.
    whole = spoken.order != 0 and isinstance(day, Dated)
    dates = find_dates(day, today, (lambda on: on > today) if whole else ahead)
    if not dates:
        return None
    if spoken.weekday is not None and len(dates) == 1 and dates[0].weekday() not in spoken.weekday.days:
        dates += find_dates(spoken.weekday, today, ahead)[:1]
    if spoken.deadline:
        dates = (moved(dates[0], Ahead(1, Unit.DAY), -1), dates[0])
    found: list[datetime] = []
    for on in dates:
        kept = [at for at in times(on) if at > now]
        # Today an hour that has gone by is not the one meant; on any other day the usual one is.
        early_or_late = len(kept) > 1 and on != today
        found += [at for at in kept if at in _usual(on, hours, lead)] if early_or_late else kept
    if not found:
        gone = times(dates[0])[-1]
        return Past(gone, _next_like(spoken, day, gone, now))
    return _one_of(_doubt(spoken, day, dates), found, said, now)


def _usual(on: date, hours: Sequence[int], lead: Ahead) -> list[datetime]:
    if lead.unit in (Unit.MINUTE, Unit.HOUR):
        return [at - _clock_length(lead) for at in _times((on,), likely(hours))]
    return _times((moved(on, lead, -1),), likely(hours))


def _doubt(spoken: Spoken, day: Ahead | Weekdays | Dated | Edge, dates: Sequence[date]) -> Doubt:
    if len(dates) == 1:
        return Doubt.PART_OF_DAY
    if spoken.deadline:
        return Doubt.DEADLINE
    return Doubt.CALENDAR if isinstance(day, Dated) and spoken.weekday is None else Doubt.WHICH_DAY


def _next_like(spoken: Spoken, day: Ahead | Weekdays | Dated | Edge, gone: datetime, now: datetime) -> Moment | None:
    """The next time that what has gone by comes again: tomorrow, in a week, in a month or in a year."""
    match day:
        case Weekdays():
            step = Ahead(1, Unit.WEEK)
        case Ahead(unit=Unit.DAY | Unit.WORKING_DAY):
            step = Ahead(1, Unit.DAY)
        case Dated(calendar=Calendar.SOLAR, year=None) if day.month is not None:
            step = Ahead(1, Unit.YEAR)
        case Dated(calendar=Calendar.SOLAR, month=None):
            step = Ahead(1, Unit.MONTH)
        case Dated(calendar=Calendar.LUNAR, month=int(), year=None) if spoken.order == 0:
            recurrence = Recurrence(Cycle.LUNAR_YEARLY, gone.time(), day.days, day.month)
            return Moment(recurrence.after(now), spoken.clock is not None)
        case Dated(calendar=Calendar.LUNAR, month=None) if spoken.order == 0:
            recurrence = Recurrence(Cycle.LUNAR_MONTHLY, gone.time(), day.days)
            return Moment(recurrence.after(now), spoken.clock is not None)
        case _:
            return None
    later = datetime.combine(moved(gone.date(), step), gone.time(), HANOI)
    while later <= now and step.unit is Unit.DAY:
        later += timedelta(days=1)
    return Moment(later, spoken.clock is not None) if later > now else None


def _one_of(doubt: Doubt, found: Iterable[datetime], said: bool, now: datetime) -> When | None:
    moments = tuple(Moment(at, said) for at in dict.fromkeys(found))[:MOST_READINGS]
    if len(moments) > 1:
        return Ambiguous(doubt, moments)
    if moments and moments[0].at <= now:
        return Past(moments[0].at)
    return moments[0] if moments else None


def _times(dates: Iterable[date], hours: Iterable[int]) -> list[datetime]:
    return [datetime.combine(on, time(), HANOI) + timedelta(minutes=m) for on in dates for m in hours]


def _repeated(spoken: Spoken, now: datetime) -> When | None:
    """What comes again, by what stands beside "hằng", "mỗi", "nào cũng"."""
    hours = likely(options(spoken.clock, spoken.part))
    shapes = _shapes(spoken)
    readings = []
    for shape in shapes:
        for minutes in hours:
            recurrence = replace(shape, at=time(minutes % DAY // 60, minutes % 60))
            readings.append(Repeated(recurrence, recurrence.after(now), spoken.clock is not None))
    if len(readings) > 1:
        return Ambiguous(Doubt.CALENDAR if len(shapes) > 1 else Doubt.PART_OF_DAY, tuple(readings[:MOST_READINGS]))
    return readings[0] if readings else None


def _shapes(spoken: Spoken) -> tuple[Recurrence, ...]:
    """The cycles that may be meant, the hour still open; none where it is not said when."""
    unit, day = spoken.each, spoken.day
    match day:
        case Weekdays():
            return (Recurrence(Cycle.WEEKLY, time(), tuple(sorted(set(day.days)))),)
        case Edge(unit=Unit.WEEK):
            return (Recurrence(Cycle.WEEKLY, time(), edge_days(day)),)
        case Edge(unit=Unit.MONTH, month=None):
            return (Recurrence(Cycle.MONTHLY, time(), edge_days(day)),)
        case Edge(unit=Unit.YEAR):
            months = (1, 7, 12)
            return (Recurrence(Cycle.YEARLY, time(), (31 if day.place == 2 else 1,), months[day.place]),)
        case Dated():
            return _dated_shapes(day)
        case _:
            pass
    match unit:
        case Unit.WEEK:
            return (Recurrence(Cycle.WEEKLY, time(), (0,)),)
        case Unit.MONTH:
            return (Recurrence(Cycle.MONTHLY, time(), (1,)),)
        case Unit.YEAR:
            return ()
        case _:
            return (Recurrence(Cycle.DAILY, time()),)


def _dated_shapes(day: Dated) -> tuple[Recurrence, ...]:
    solar = Cycle.MONTHLY if day.month is None else Cycle.YEARLY
    moon = Cycle.LUNAR_MONTHLY if day.month is None else Cycle.LUNAR_YEARLY
    cycles = {Calendar.SOLAR: (solar,), Calendar.LUNAR: (moon,), Calendar.EITHER: (solar, moon)}[day.calendar]
    longest = 30 if cycles == (moon,) else 31
    days = tuple(sorted(set(day.days)))
    return tuple(Recurrence(cycle, time(), days, day.month) for cycle in cycles) if days[-1] <= longest else ()
