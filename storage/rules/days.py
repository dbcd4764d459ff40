"""Days as Hanoi counts them: a record made at 23:30 UTC belongs to the next day there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def day_in_hanoi(at: datetime) -> date:
    """The Hanoi day of an aware instant; raises ValueError for a naive one."""
    return time_in_hanoi(at).date()


def time_in_hanoi(at: datetime) -> datetime:
    """The same instant as the clocks of Hanoi show it; raises ValueError for a naive one."""
    if at.tzinfo is None:
        raise ValueError("an instant must carry its time zone")
    return at.astimezone(HANOI)
