"""The one place that reads the time. Everything else takes a clock."""

from datetime import date, datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam keeps one offset all year round."""


class RealClock:
    """The machine's time."""

    def now(self) -> datetime:
        """Aware, in UTC."""
        return datetime.now(tz=timezone.utc)  # noqa: UP017 - one spelling with HANOI


class ShiftedClock:
    """The machine's time of day on another day: `day` is the day in Hanoi at which it starts."""

    def __init__(self, day: date, real: RealClock | None = None) -> None:
        self._real = real or RealClock()
        today = self._real.now().astimezone(HANOI).date()
        self._shift = timedelta(days=(day - today).days)

    def now(self) -> datetime:
        """Aware, in UTC; it goes on from the day it was set to."""
        return self._real.now() + self._shift


def clock_on(day: date | None) -> RealClock | ShiftedClock:
    """The clock for `run --on DAY`; without a day, the real one."""
    return RealClock() if day is None else ShiftedClock(day)
