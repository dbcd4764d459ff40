"""The clock of all tests: it stands still until it is told to go on."""

from datetime import UTC, datetime, timedelta


class FixedClock:
    """Stands still until it is told to go on. Starts on Tuesday 24 November 2026, 09:00 in Hanoi."""

    def __init__(self, at: datetime = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def goes_on(self, **duration: float) -> None:
        self._at += timedelta(**duration)

    def goes_to(self, at: datetime) -> None:
        self._at = at
