"""Times between the three rooms: as knowledge reads them, as storage keeps them, as people see them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from aiogram.types import BufferedInputFile

from knowledge.calendar_file import CALENDAR_FILE, calendar_file
from knowledge.phrases import Phrases
from knowledge.reading.recurrences import HANOI, Recurrence
from knowledge.saying_times import say_moment, say_recurrence
from storage.actions.reminder_drafts import DraftTime

MORNING = time(8)


def next_time(recurrence: str, moment: datetime) -> datetime:
    """The first time after a moment of what comes again, as it is kept."""
    return Recurrence.from_text(recurrence).after(moment)


@dataclass(frozen=True, slots=True)
class Heard:
    """What words say of a time: the times that may be meant, likeliest first, and what is left of the words.

    `doubt`: what is to be asked where there are several. `gone`: what was named and has gone by; `times` then hold the
    like of it that is to come. Without times and `gone`, nothing was understood.
    """

    rest: str
    times: tuple[DraftTime, ...] = ()
    doubt: str | None = None
    gone: datetime | None = None

    @property
    def understood(self) -> bool:
        """Whether they say when at all."""
        return bool(self.times) or self.gone is not None

    def ahead(self, days: int, now: datetime) -> "Heard":
        """So many days before what was said; what is then gone by is told so. What comes again stays as it is."""
        moved = [t if t.recurrence else replace(t, at=t.at - timedelta(days=days)) for t in self.times]
        kept = tuple(time for time in moved if time.at > now)
        gone = self.gone if kept or not moved else moved[0].at
        return Heard(self.rest, kept, self.doubt if len(kept) > 1 else None, gone)


def hear(text: str, now: datetime) -> Heard:
    """Read what somebody wrote."""
    # The grammar of times, which few messages need, is read in when the first one does.
    from knowledge.reading.times import Ambiguous, Moment, Past, Repeated, read_time

    def kept(reading: Moment | Repeated) -> DraftTime:
        if isinstance(reading, Repeated):
            return DraftTime(reading.first, reading.recurrence.to_text())
        return DraftTime(reading.at)

    read = read_time(text, now)
    match read.when:
        case None:
            return Heard(read.rest)
        case Past(at=at, next=following):
            return Heard(read.rest, (kept(following),) if following is not None else (), gone=at)
        case Ambiguous(doubt=doubt, readings=readings):
            return Heard(read.rest, tuple(kept(reading) for reading in readings), doubt=doubt.value)
        case when:
            return Heard(read.rest, (kept(when),))


def usual_times(now: datetime) -> tuple[DraftTime, ...]:
    """Times that people often mean: tomorrow, and on Monday, at the start of the day."""
    here = now.astimezone(HANOI)
    tomorrow = here.date() + timedelta(days=1)
    monday = here.date() + timedelta(days=7 - here.weekday())
    return at_morning(dict.fromkeys((tomorrow, monday)))


def at_morning(days: Iterable[date]) -> tuple[DraftTime, ...]:
    """These days, at the start of the day."""
    return tuple(DraftTime(datetime.combine(day, MORNING, HANOI)) for day in days)


def say_time(at: datetime, recurrence: str | None, phrases: Phrases) -> str:
    """A time as it is shown: weekday, date and hour; of what comes again, how, and when next."""
    if recurrence is None:
        return say_moment(at)
    often = say_recurrence(Recurrence.from_text(recurrence))
    return phrases.text("reminder-often", often=often, next=say_moment(at))


def ics_of(what: str, at: datetime, recurrence: str | None, *, name: str, made_at: datetime) -> BufferedInputFile:
    """A reminder as a file for a phone's own calendar."""
    again = Recurrence.from_text(recurrence) if recurrence is not None else None
    return BufferedInputFile(calendar_file(what, at, again, name=name, made_at=made_at), filename=CALENDAR_FILE)
