"""Times between the three rooms: as knowledge reads them, as storage keeps them, as people see them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from aiogram.types import BufferedInputFile

from knowledge.calendar_file import CALENDAR_FILE, calendar_file
from knowledge.phrases import Phrases
from knowledge.reading.recurrences import HANOI, Recurrence
from knowledge.reading.times import Ambiguous, Moment, Past, Repeated, When
from knowledge.saying_times import say_moment, say_recurrence
from storage.actions.reminder_drafts import DraftTime

MORNING = time(8)


def next_time(recurrence: str, moment: datetime) -> datetime:
    """The first time after a moment of what comes again, as it is kept."""
    return Recurrence.from_text(recurrence).after(moment)


def times_of(when: When | None) -> tuple[DraftTime, ...]:
    """What may be meant, as it is kept; of what has gone by, the like of it that is to come."""
    match when:
        case Ambiguous():
            return tuple(_kept(reading) for reading in when.readings)
        case Past():
            return (_kept(when.next),) if when.next is not None else ()
        case Moment() | Repeated():
            return (_kept(when),)
        case None:
            return ()


def usual_times(now: datetime) -> tuple[DraftTime, ...]:
    """Times that people often mean: tomorrow, and on Monday, at the start of the day."""
    here = now.astimezone(HANOI)
    tomorrow = here.date() + timedelta(days=1)
    monday = here.date() + timedelta(days=7 - here.weekday())
    return at_morning(dict.fromkeys((tomorrow, monday)))


def at_morning(days: Iterable[date]) -> tuple[DraftTime, ...]:
    """These days, at the start of the day."""
    return tuple(DraftTime(datetime.combine(day, MORNING, HANOI)) for day in days)


def ahead_of(when: When | None, days: int, now: datetime) -> When | None:
    """So many days before what was said; what is then gone by is told as past. What comes again stays."""
    match when:
        case Moment() if days:
            early = replace(when, at=when.at - timedelta(days=days))
            return early if early.at > now else Past(early.at)
        case Ambiguous() if days:
            moved = [ahead_of(reading, days, now) for reading in when.readings]
            ahead = tuple(reading for reading in moved if isinstance(reading, Moment | Repeated))
            return Ambiguous(when.doubt, ahead) if len(ahead) > 1 else (ahead or moved)[0]
        case _:
            return when


def say_time(at: datetime, recurrence: str | None, phrases: Phrases) -> str:
    """A time as it is shown: weekday, date and hour; of what comes again, how, and when next."""
    if recurrence is None:
        return say_moment(at)
    often = say_recurrence(Recurrence.from_text(recurrence))
    return phrases.text("reminder-often", often=often, next=say_moment(at))


def _kept(reading: Moment | Repeated) -> DraftTime:
    if isinstance(reading, Repeated):
        return DraftTime(reading.first, reading.recurrence.to_text())
    return DraftTime(reading.at)


def ics_of(what: str, at: datetime, recurrence: str | None, *, name: str, made_at: datetime) -> BufferedInputFile:
    """A reminder as a file for a phone's own calendar."""
    again = Recurrence.from_text(recurrence) if recurrence is not None else None
    return BufferedInputFile(calendar_file(what, at, again, name=name, made_at=made_at), filename=CALENDAR_FILE)
