"""How much that nobody asked for one person gets: one a day and three in seven days, over all who send."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from storage.rules.days import HANOI, day_in_hanoi

A_DAY: Final = 1
A_WEEK: Final = 3


@dataclass(frozen=True, slots=True)
class Budget:
    """How many a person got: on this day, and on it and the six before."""

    today: int = 0
    this_week: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """The instants between which the budget of one day counts: [week, day, end)."""

    week: datetime
    day: datetime
    end: datetime


def window_of(at: datetime) -> Window:
    """The window of the day in Hanoi that holds this instant. Raises ValueError for a naive one."""
    day = datetime.combine(day_in_hanoi(at), time(), HANOI).astimezone(at.tzinfo)
    return Window(day - timedelta(days=6), day, day + timedelta(days=1))


def is_spent(got: Budget) -> bool:
    """Whether nothing more may come today."""
    return got.today >= A_DAY or got.this_week >= A_WEEK
