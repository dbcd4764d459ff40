"""The clock that actions are given, so that a test can fix the time and a demonstration can move the day."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; the real one lives in the assembly."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...
