"""How a time is shown back: "thứ bảy 28/11/2026, 9 giờ sáng". The grammar reads it as the same time again."""

from collections.abc import Iterable
from datetime import datetime, time

from knowledge.reading.recurrences import HANOI, Cycle, Recurrence

WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_PARTS = ((1, ""), (11, "sáng"), (13, "trưa"), (18, "chiều"), (22, "tối"), (24, "đêm"))
"""Parts of the day by the hour before which they end; just after midnight none is told, for "0 giờ" says it."""
_EARLY_DAYS = 10


def say_moment(moment: datetime) -> str:
    """An aware moment in Hanoi's time: weekday, date and hour. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    here = moment.astimezone(HANOI)
    return f"{WEEKDAYS[here.weekday()]} {here.day:02}/{here.month}/{here.year}, {say_hour(here.time())}"


def say_hour(at: time) -> str:
    """An hour as it is spoken: "2 giờ 30 phút chiều"."""
    part = next(name for end, name in _PARTS if at.hour < end)
    hour = at.hour if at.hour <= 12 else at.hour - 12
    minutes = f" {at.minute} phút" if at.minute else ""
    return f"{hour} giờ{minutes} {part}".rstrip()


def say_recurrence(recurrence: Recurrence) -> str:
    """What comes again: "thứ hai, thứ tư hằng tuần, 8 giờ sáng"."""
    days = recurrence.days
    match recurrence.cycle:
        case Cycle.DAILY:
            when = "hằng ngày"
        case Cycle.WEEKLY:
            when = f"{', '.join(WEEKDAYS[day] for day in days)} hằng tuần"
        case Cycle.MONTHLY:
            when = "cuối mỗi tháng" if days == (31,) else f"{_listed(f'ngày {day}' for day in days)} hằng tháng"
        case Cycle.YEARLY:
            when = f"{_listed(f'ngày {day:02}/{recurrence.month}' for day in days)} hằng năm"
        case Cycle.LUNAR_MONTHLY:
            when = f"{_listed(f'{_lunar_day(day)} âm lịch' for day in days)} hằng tháng"
        case Cycle.LUNAR_YEARLY:
            when = f"{_listed(f'{_lunar_day(day)} tháng {recurrence.month} âm lịch' for day in days)} hằng năm"
    return f"{when}, {say_hour(recurrence.at)}"


def _lunar_day(day: int) -> str:
    return f"{'mùng' if day <= _EARLY_DAYS else 'ngày'} {day}"


def _listed(days: Iterable[str]) -> str:
    return " và ".join(days)
