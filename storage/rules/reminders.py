"""Reminders: their states, how late one may ring, when a recurring one gives up, what "later" means."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from storage.rules.days import time_in_hanoi

LONGEST_WHAT: Final = 200
"""Characters of what is to be remembered; a longer one is cut at a word."""

MOST_REMINDERS: Final = 50
"""Reminders that one person may have waiting."""

MOST_UNANSWERED: Final = 4
"""A recurring reminder that so often got no tap says so the next time, and stops."""

LATE_AFTER: Final = timedelta(hours=1)
"""A reminder that rings later than this says how late it is."""

EXPIRES_AFTER: Final = timedelta(hours=24)
"""A reminder that could not ring within this rings no more, and the list tells."""

PLANNED_AHEAD: Final = timedelta(seconds=60)
"""How long before its minute a reminder becomes a delivery: until then a change of mind costs nothing."""

UNDONE_WITHIN: Final = timedelta(minutes=30)
"""How long a change can be taken back, and so how long a deleted reminder stays on record."""

_EVENING: Final = time(19)
_MORNING: Final = time(8)


class ReminderState(StrEnum):
    """Where a reminder stands; `waiting` and `ringing` come back by themselves where it recurs."""

    WAITING = "waiting"
    RINGING = "ringing"  # its delivery is planned, and may already be sent
    RUNG = "rung"  # and nobody has said yet that it is done
    DONE = "done"
    MISSED = "missed"  # it could not be sent in time
    STOPPED = "stopped"  # recurring, and too often without a tap
    DELETED = "deleted"


LISTED: Final = (
    ReminderState.WAITING,
    ReminderState.RINGING,
    ReminderState.RUNG,
    ReminderState.MISSED,
    ReminderState.STOPPED,
)
"""What its owner sees in the list."""

OPEN: Final = (ReminderState.WAITING, ReminderState.RINGING)
"""What rings yet."""


class Snooze(StrEnum):
    """How much later it is to ring again."""

    HOUR = "hour"
    TONIGHT = "tonight"
    TOMORROW = "tomorrow"


def snoozed_until(snooze: Snooze, now: datetime) -> datetime | None:
    """The moment to ring again; None where tonight is over. Raises ValueError for a naive `now`."""
    here = time_in_hanoi(now)
    match snooze:
        case Snooze.HOUR:
            return now + timedelta(hours=1)
        case Snooze.TONIGHT:
            tonight = datetime.combine(here.date(), _EVENING, here.tzinfo)
            return tonight if tonight > now else None
        case Snooze.TOMORROW:
            return datetime.combine(here.date() + timedelta(days=1), _MORNING, here.tzinfo)


def gives_up(unanswered: int, *, recurs: bool) -> bool:
    """Whether a reminder says farewell instead of ringing once more."""
    return recurs and unanswered >= MOST_UNANSWERED


def origin_of(reminder: int, occurrence: int) -> str:
    """The origin of one occurrence's delivery; a reminder that is changed and changed back has new ones."""
    return f"reminder:{reminder}:{occurrence}"


def shortened(what: str) -> str:
    """What is to be remembered on one line, cut at a word where it is too long."""
    line = " ".join(what.split())
    if len(line) <= LONGEST_WHAT:
        return line
    head = line[: LONGEST_WHAT - 1]
    return f"{head[: head.rfind(' ') if ' ' in head else None]}…"
