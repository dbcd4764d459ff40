"""What comes again: a cycle, the days of it and an hour, by the solar or the lunar calendar, in Hanoi's time."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from knowledge.reading import lunar

HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Without summer time since 1975: no table of zones is needed."""

_AHEAD = 9
"""Cycles looked through for the next day; a 29th of February is at most eight years away."""


class Cycle(StrEnum):
    """How often something comes again, and by which calendar."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    LUNAR_MONTHLY = "lunar_monthly"
    LUNAR_YEARLY = "lunar_yearly"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Something that comes again at `at`, an hour in Hanoi.

    `days`: weekdays from 0 (Monday) for WEEKLY, days of the month for the others, none for DAILY; a month that is too
    short gives its last day. `month`: for the yearly ones.
    """

    cycle: Cycle
    at: time
    days: tuple[int, ...] = ()
    month: int | None = None

    def after(self, moment: datetime) -> datetime:
        """The first time strictly after an aware moment, in Hanoi's time. Raises ValueError for a naive one."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs its zone")
        here = moment.astimezone(HANOI)
        times = (datetime.combine(day, self.at, HANOI) for day in self._days_from(here.date()))
        return next(found for found in times if found > here)

    def to_text(self) -> str:
        """One line to keep, such as "lunar_yearly 8 12 08:00"; `from_text` reads it back."""
        days, month = ",".join(map(str, self.days)) or "-", str(self.month or "-")
        return f"{self.cycle.value} {days} {month} {self.at:%H:%M}"

    @classmethod
    def from_text(cls, text: str) -> "Recurrence":
        """Read what `to_text` wrote. Raises ValueError for anything else."""
        cycle, days, month, at = text.split(" ")
        numbers = () if days == "-" else tuple(map(int, days.split(",")))
        return cls(Cycle(cycle), time.fromisoformat(at), numbers, None if month == "-" else int(month))

    def _days_from(self, first: date) -> Iterator[date]:
        """The days on which it comes, from a date on."""
        match self.cycle:
            case Cycle.DAILY:
                days = iter([first, first + timedelta(days=1)])
            case Cycle.WEEKLY:
                week = (first + timedelta(days=n) for n in range(8))
                days = (day for day in week if day.weekday() in self.days)
            case Cycle.MONTHLY:
                days = (day for n in range(_AHEAD) for day in self._in_month(*_month_after(first, n)))
            case Cycle.YEARLY:
                days = (day for n in range(_AHEAD) for day in self._in_month(first.year + n, self.month or 1))
            case Cycle.LUNAR_MONTHLY:
                days = self._lunar_months(first)
            case Cycle.LUNAR_YEARLY:
                year = lunar.lunar_day(first).year
                days = (
                    lunar.solar_date(day, self.month or 1, year + n) for n in (0, 1, 2) for day in sorted(self.days)
                )
        return (day for day in days if day >= first)

    def _in_month(self, year: int, month: int) -> Iterator[date]:
        last = calendar.monthrange(year, month)[1]
        return (date(year, month, day) for day in sorted({min(day, last) for day in self.days}))

    def _lunar_months(self, first: date) -> Iterator[date]:
        start = lunar.month_start(first)
        for _ in range(_AHEAD):
            yield from sorted({lunar.in_month(start, day) for day in self.days})
            start = lunar.next_month_start(start)


def _month_after(on: date, count: int) -> tuple[int, int]:
    """Year and month, some months after that of a date."""
    months = on.year * 12 + on.month - 1 + count
    return months // 12, months % 12 + 1
