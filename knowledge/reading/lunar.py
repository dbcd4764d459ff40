"""The Vietnamese lunar calendar (UTC+7), which differs from the Chinese one by a day now and then, as in Tết 2007."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
LONGEST_MONTH = 30


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar. `leap`: it lies in the second month of that number."""

    day: int
    month: int
    year: int
    leap: bool = False


def lunar_day(on: date) -> LunarDay:
    """The lunar day of a date of 1900 to 2100. Raises ValueError beyond."""
    import lunar_vn  # loaded with the first lunar date that anybody names

    found = lunar_vn.solar_to_lunar(on)
    return LunarDay(found.day, found.month, found.year, found.leap)


def solar_date(day: int, month: int, year: int) -> date:
    """The date of a day in a lunar month that is no leap month.

    The 30th of a month of 29 days is its last one. Raises ValueError outside 1900 to 2100.
    """
    import lunar_vn

    found = lunar_vn.convert_lunar_to_solar(day, month, year)
    return found if lunar_day(found).day == day else found - timedelta(days=1)


def month_start(on: date) -> date:
    """The first day of the lunar month in which a date lies."""
    return on - timedelta(days=lunar_day(on).day - 1)


def next_month_start(on: date) -> date:
    """The first day of the lunar month after the one in which a date lies."""
    return month_start(month_start(on) + timedelta(days=LONGEST_MONTH))


def in_month(start: date, day: int) -> date:
    """A day of the lunar month that begins on a date; its last one where it is shorter."""
    last = (next_month_start(start) - start).days
    return start + timedelta(days=min(day, last) - 1)
