"""Weeks as curators count them: a week's list is due on Monday at 8:00 in Hanoi. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Final

from storage.rules.days import HANOI

DUE_AT: Final = time(8, 0)


def week_due(now: datetime) -> date:
    """The Monday of the newest list that is due: this week's from Monday 8:00 in Hanoi on, else last week's."""
    here = now.astimezone(HANOI)
    monday = here.date() - timedelta(days=here.weekday())
    return monday if here >= datetime.combine(monday, DUE_AT, HANOI) else monday - timedelta(days=7)
