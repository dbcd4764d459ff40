"""From what is said about a day to the dates that may be meant by it, seen from today."""

import calendar
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from knowledge.reading import lunar
from knowledge.reading.days import Ahead, Calendar, Dated, Edge, Unit, Weekdays
from knowledge.reading.working_days import working_days_after

JUST_GONE = timedelta(days=31)
"""A date without a year that went by less long ago is gone; one longer ago is next year's."""

_SATURDAY, _SUNDAY, _WEEK = 5, 6, 7
_EDGE_DAYS = {
    Unit.WEEK: (0, 2, _SATURDAY),  # Monday, Wednesday, Saturday
    Unit.MONTH: (1, 15, 31),
    Unit.YEAR: (1, 182, 366),
}
MOST_YEARS = 20
"""Years ahead that a reminder may lie, and back that a date may be named."""

StillAhead = Callable[[date], bool]


def find_dates(said: Ahead | Weekdays | Dated | Edge, today: date, ahead: StillAhead) -> tuple[date, ...]:
    """The dates that may be meant, at most two, likeliest first; none where there is no such day.

    `ahead` tells whether what is said of the hour is still to come on a date. A date that was named is given back
    though it be gone.
    """
    try:
        return _find(said, today, ahead)
    except (ValueError, OverflowError):
        return ()


def moved(day: date, length: Ahead, sign: int = 1) -> date:
    """A date moved by days, working days, weeks, months or years. Raises OverflowError far beyond."""
    count = length.count * sign
    match length.unit:
        case Unit.WORKING_DAY:
            return working_days_after(day, count)
        case Unit.MONTH:
            return _months_on(day, count)
        case Unit.YEAR:
            return _months_on(day, 12 * count)
        case _:
            return day + timedelta(days=count * (_WEEK if length.unit is Unit.WEEK else 1))


def edge_days(edge: Edge) -> tuple[int, ...]:
    """The day of the week or month that an edge is when it comes again."""
    return (_EDGE_DAYS[edge.unit][edge.place],)


def _find(said: Ahead | Weekdays | Dated | Edge, today: date, ahead: StillAhead) -> tuple[date, ...]:
    match said:
        case Ahead():
            return (moved(today, said),)
        case Weekdays():
            return _weekday(said, today, ahead)
        case Edge():
            return _edge(said, today, ahead)
        case Dated(calendar=Calendar.EITHER):
            found = (*_solar(said, today, ahead), *_lunar(said, today, ahead))
            return tuple(dict.fromkeys(found))
        case Dated(calendar=Calendar.LUNAR):
            return _lunar(said, today, ahead)
        case _:
            return _solar(said, today, ahead)


def _weekday(said: Weekdays, today: date, ahead: StillAhead) -> tuple[date, ...]:
    if said.week is not None:
        monday = today + timedelta(days=_WEEK * said.week - today.weekday())
        return (monday + timedelta(days=said.days[0]),)
    first, *others = sorted(today + timedelta(days=(day - today.weekday()) % _WEEK) for day in said.days)
    if others:  # "thứ 2 và thứ 5": one reminder rings once
        return (first, others[0])
    if first != today:
        return (first,)
    later = today + timedelta(days=_WEEK)
    return (today, later) if ahead(today) and not said.coming else (later,)


def _edge(said: Edge, today: date, ahead: StillAhead) -> tuple[date, ...]:
    if said.month is not None:
        if said.calendar is Calendar.LUNAR:
            return _lunar(
                Dated((min(edge_days(said)[0], lunar.LONGEST_MONTH),), said.calendar, said.month), today, ahead
            )
        starts = (date(today.year + n, said.month, 1) for n in (0, 1))
        return _yearly((_in_month(start, edge_days(said)[0]) for start in starts), today, ahead)
    if said.unit is Unit.WEEK:
        return _week_edge(said, today, ahead)
    if said.shift is not None:
        return (_span_edge(said, today, said.shift),)
    return _first((_span_edge(said, today, n) for n in (0, 1)), ahead)


def _week_edge(said: Edge, today: date, ahead: StillAhead) -> tuple[date, ...]:
    monday = today - timedelta(days=today.weekday())
    weeks = (0, 1) if said.shift is None else (said.shift,)
    days = (_SATURDAY, _SUNDAY) if said.place == 2 else edge_days(said)
    listed = [monday + timedelta(days=_WEEK * week + day) for week in weeks for day in days]
    return _first(listed, ahead) or (listed[0],)


def _span_edge(said: Edge, today: date, shift: int) -> date:
    if said.unit is Unit.YEAR:
        year = today.year + shift
        return (date(year, 1, 1), date(year, 7, 1), date(year, 12, 31))[said.place]
    return _in_month(_months_on(today.replace(day=1), shift), edge_days(said)[0])


def _in_month(start: date, day: int) -> date:
    """A day of the month that begins on a date; its last one where it is shorter."""
    return start.replace(day=min(day, calendar.monthrange(start.year, start.month)[1]))


def _solar(said: Dated, today: date, ahead: StillAhead) -> tuple[date, ...]:
    day = said.days[0]
    if said.month is None:
        shifts = range(13) if said.shift is None else (said.shift,)
        starts = (_months_on(today.replace(day=1), n) for n in shifts)
        listed = [start.replace(day=day) for start in starts if day <= calendar.monthrange(start.year, start.month)[1]]
        return _first(listed, ahead) or tuple(listed[:1])
    if said.year is not None or said.years is not None:
        year = said.year if said.year is not None else today.year + (said.years or 0)
        return (date(_near(year, today), said.month, day),)
    years = range(today.year, today.year + 9)
    # A 29th of February waits for its year.
    return _yearly((d for year in years if (d := _date(year, said.month, day)) is not None), today, ahead)


def _date(year: int, month: int, day: int) -> date | None:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, day) if day <= last else None


def _lunar(said: Dated, today: date, ahead: StillAhead) -> tuple[date, ...]:
    day = said.days[0]
    if day > lunar.LONGEST_MONTH:
        return ()
    here = lunar.lunar_day(today)
    if said.month is None:
        start = lunar.month_start(today)
        if said.shift is not None and said.shift < 0:
            return (lunar.in_month(lunar.month_start(start - timedelta(days=1)), day),)
        listed = []
        for _ in range(3):
            listed.append(lunar.in_month(start, day))
            start = lunar.next_month_start(start)
        return _first(listed, ahead) if said.shift is None else (listed[said.shift],)
    if said.year is not None or said.years is not None:
        year = said.year if said.year is not None else here.year + (said.years or 0)
        return (lunar.solar_date(day, said.month, _near(year, today)),)
    return _yearly((lunar.solar_date(day, said.month, here.year + n) for n in (0, 1)), today, ahead)


def _yearly(dates: Iterable[date], today: date, ahead: StillAhead) -> tuple[date, ...]:
    """The first date that is ahead, or that is gone since so short a time that it must be meant."""
    return next(((d,) for d in dates if ahead(d) or today - d <= JUST_GONE), ())


def _first(dates: Iterable[date], ahead: StillAhead) -> tuple[date, ...]:
    return next(((d,) for d in dates if ahead(d)), ())


def _near(year: int, today: date) -> int:
    """A year that a reminder may lie in. Raises ValueError for another one."""
    if not today.year - MOST_YEARS <= year <= today.year + MOST_YEARS:
        raise ValueError(year)
    return year


def _months_on(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
