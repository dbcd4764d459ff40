"""Working days in Vietnam: no Saturday, Sunday or holiday, with the days that are swapped for one another."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


@lru_cache(maxsize=1)
def _calendar() -> "HolidayBase":
    """The calendar of holidays, which reckons a year when a day of it is asked for."""
    import holidays  # only when somebody counts in working days

    return holidays.country_holidays("VN")


def is_working_day(on: date) -> bool:
    """Whether offices are open on a date."""
    return bool(_calendar().is_working_day(on))


def working_days_after(on: date, count: int) -> date:
    """The `count`-th working day after a date, that day not counted."""
    return _calendar().get_nth_working_day(on, count)
