"""When people are left in peace, by the clocks of Hanoi."""

from datetime import datetime, time, timedelta
from enum import Enum
from typing import Final

from storage.rules.days import time_in_hanoi


class Hours(Enum):
    """From when until when something may go out: the first minute counts, the last does not."""

    UNSOLICITED = (time(8, 0), time(21, 0))
    OWN_AFFAIRS = (time(7, 0), time(22, 0))


_A_DAY: Final = timedelta(days=1)


def next_opening(at: datetime, hours: Hours) -> datetime:
    """The instant itself inside the hours, else the next one when they open. Raises ValueError for a naive one."""
    here = time_in_hanoi(at)
    opens, closes = hours.value
    if opens <= here.time() < closes:
        return at
    opening = datetime.combine(here.date(), opens, here.tzinfo)
    return (opening if here < opening else opening + _A_DAY).astimezone(at.tzinfo)
