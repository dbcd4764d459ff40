"""Everything that a message says about one time, put together: the hour, the day, whether it comes again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.reading.clock_times import PART, ClockTime, Part, part_of, read_clock
from knowledge.reading.days import (
    Ahead,
    Amount,
    Beside,
    Calendar,
    Dated,
    Each,
    Edge,
    Said,
    Unit,
    Weekdays,
    read_day,
)
from knowledge.reading.time_words import END, GAP, START, Line

_PART = re.compile(rf"{START}(?:buoi )?(?P<part>{PART}){END}")
_STARTS = re.compile(rf"{START}\w")
_BETWEEN = re.compile(r"(?:[ ,.;:()–-]|(?<!\w)(?:luc|vao|hoi|cua|khoang|tam|ngay|buoi|va|trong|den|cho den)(?!\w))*")
_BEFORE = re.compile(r"(?:(?:^|(?<=[ ,.;(]))(?:luc|vao|hoi|khoang|tam|buoi|trong|den|cho den)[ ,]*)+$")
_LIST = re.compile(r" va |[ ,]+")
_MOST_PIECES = 40
"""Stretches that are looked at; nobody says one time in more."""

_SHORT_NAMES = frozenset({"mai"})
_TITLES = frozenset("chị cô bà anh bé bạn chi co".split())
_AMBIGUOUS_PARTS = frozenset({"toi", "sang", "dem"})
"""Parts of the day that, without marks and with no time beside them, are other words."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One time as it was said. `order`: before (-1) or after (1) what is named; `length`: by how much, if said."""

    clock: ClockTime | None = None
    part: Part | None = None
    day: Ahead | Weekdays | Dated | Edge | None = None
    weekday: Weekdays | None = None
    again: bool = False
    each: Unit | None = None
    order: int = 0
    length: Ahead | None = None
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def comes_again(self) -> bool:
        """Whether it is to come again and again."""
        return self.again or (isinstance(self.day, Weekdays | Edge) and self.day.each)

    @property
    def lead(self) -> Ahead:
        """How long before what is named; less than nothing is after it."""
        if self.order == 0 or self.deadline:
            return Ahead(0, Unit.DAY)
        length = self.length or Ahead(1, Unit.DAY)  # "sau 30/11": the day after
        return Ahead(-self.order * length.count, length.unit, -self.order * length.minutes)

    @property
    def deadline(self) -> bool:
        """Whether "trước" a day was said, and not how long before."""
        return self.order < 0 and self.length is None and self.day is not None

    @property
    def weight(self) -> int:
        """How much it says: a day or a repetition counts twice an hour."""
        return 2 * (self.day is not None or self.again) + (self.clock is not None or self.part is not None)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    says: Said | ClockTime | None
    part: Part | None = None


def find_spoken(line: Line) -> Spoken | None:
    """The time that a line tells most about; None where it tells of none."""
    told = (s for s in _runs(line, _pieces(line)) if s.weight and not _is_vague(s))
    spoken = [s for s in told if not _is_another_word(line, s)]
    best = max(spoken, key=lambda s: s.weight, default=None)
    if best is None:
        return None
    for other in spoken:
        if other is not best and (joined := _joined(best, other)) is not None:
            best = joined
            break
    return best


def _joined(best: Spoken, other: Spoken) -> Spoken | None:
    """Two times of which one tells the hour and the other the day ("9h đi khám thứ 7"); None where neither does."""
    spans = tuple(sorted((*best.spans, *other.spans)))
    if other.day is None and not other.again and best.clock is None:
        if best.part is not None and other.part is not None:
            return None
        return replace(best, clock=other.clock, part=best.part or other.part, spans=spans)
    if best.day is None and not best.again and other.clock is None:
        return replace(other, clock=best.clock, part=best.part or other.part, spans=spans)
    return None


def _pieces(line: Line) -> list[_Piece]:
    """The stretches that say something about a time, in order, longest first where two begin at one place."""
    pieces: list[_Piece] = []
    at = 0
    while len(pieces) < _MOST_PIECES and (start := _STARTS.search(line.hidden, at)) is not None:
        piece = _piece_at(line, start.start())
        if piece is not None:
            pieces.append(piece)
        at = piece.end if piece is not None else start.end()
    return pieces


def _piece_at(line: Line, at: int) -> _Piece | None:
    found: list[_Piece] = []
    if (clock := read_clock(line.hidden, at)) is not None:
        found.append(_Piece(at, clock[0], clock[1]))
    if (day := read_day(line.hidden, at)) is not None and not _is_a_name(line, at, day.end):
        found.append(_Piece(at, day.end, day.says, day.part))
    if (part := _PART.match(line.hidden, at)) is not None:
        found.append(_Piece(at, part.end(), None, part_of(part["part"])))
    return max(found, key=lambda p: p.end, default=None)


def _is_a_name(line: Line, start: int, end: int) -> bool:
    """Whether "Mai" is somebody: "gọi chị Mai"."""
    if line.plain[start:end] not in _SHORT_NAMES:
        return False
    before = line.text[:start].split()[-1:] if line.hidden[:start].rstrip()[-1:] != GAP else []
    return bool(before) and before[0].lower() in _TITLES


def _is_another_word(line: Line, spoken: Spoken) -> bool:
    """Whether all that was said is a part of the day that without marks may be any word."""
    alone = spoken.weight == 1 and spoken.clock is None
    (start, end), *_ = spoken.spans
    return alone and not line.marked and line.text[start:end].strip().lower() in _AMBIGUOUS_PARTS


def _runs(line: Line, pieces: Sequence[_Piece]) -> list[Spoken]:
    """The pieces that belong together, each run as one time."""
    runs: list[list[_Piece]] = [[]]
    kept = [piece for at, piece in enumerate(pieces) if _counts(line, pieces, at)]
    for piece in kept:
        run = runs[-1]
        touching = run and _BETWEEN.fullmatch(line.hidden, run[-1].end, piece.start)
        if not touching:
            runs.append([piece])
        elif _put_together(line, [*run, piece]) is not None:
            run.append(piece)
        elif len(run) > 1 and isinstance(run[-1].says, ClockTime) and _put_together(line, [run[-1], piece]) is not None:
            runs.append([run.pop(), piece])  # "trước 30/11 vào 8h sáng mai": the hour is that of the second day
        else:
            runs.append([piece])
    return [spoken for run in runs if run and (spoken := _put_together(line, run)) is not None]


def _put_together(line: Line, run: Sequence[_Piece]) -> Spoken | None:
    """A run of pieces as one time; None where two of them say different things."""
    spoken: Spoken | None = Spoken()
    for before, piece in zip((None, *run), run, strict=False):
        gap = line.hidden[before.end : piece.start] if before is not None else ""
        spoken = _with(spoken, piece, gap) if spoken is not None else None
    if spoken is None:
        return None
    lead = _BEFORE.search(line.hidden, 0, run[0].start)
    return replace(spoken, spans=((lead.start() if lead else run[0].start, run[-1].end),))


def _counts(line: Line, pieces: Sequence[_Piece], at: int) -> bool:
    """Whether the piece at a place is about a time: not "2 người", "trước khi", "quà Tết"."""
    piece = pieces[at]
    before, follows = pieces[max(0, at - 4) : at], pieces[at + 1 : at + 2]
    leads = bool(follows) and line.hidden[piece.end : follows[0].start].strip() in ("", "ngay")
    trails = bool(before) and line.hidden[before[-1].end : piece.start].strip(" ,") == ""
    match piece.says:
        case Beside():
            return leads and _is_named(follows[0])
        case Amount():
            if leads and isinstance(follows[0].says, Beside):
                return True
            return trails and _is_named(before[-1]) and any(isinstance(p.says, Beside) for p in before)
        case Dated(weak=True):
            return trails and isinstance(before[-1].says, Beside | Each)
        case _:
            return True


def _is_named(piece: _Piece) -> bool:
    return isinstance(piece.says, Dated | Weekdays | Edge | ClockTime | Ahead)


def _with(spoken: Spoken, piece: _Piece, gap: str) -> Spoken | None:
    """A time with one more piece; None where it says that already, or something else."""
    if piece.part is not None:
        if spoken.part not in (None, piece.part):
            return None
        spoken = replace(spoken, part=piece.part)
    match piece.says:
        case None:
            return spoken
        case ClockTime():
            return replace(spoken, clock=piece.says) if spoken.clock is None else None
        case Each():
            return replace(spoken, again=True, each=spoken.each or piece.says.unit)
        case Beside(sign):
            free = spoken.order == 0 and spoken.day is None and spoken.clock is None
            return replace(spoken, order=sign) if free else None
        case Amount(length):
            return replace(spoken, length=length) if spoken.length is None else None
        case _:
            return _with_day(spoken, piece.says, gap)


def _with_day(spoken: Spoken, says: Ahead | Weekdays | Dated | Edge, gap: str) -> Spoken | None:
    if spoken.day is None:
        return replace(spoken, day=says)
    match spoken.day, says:
        case (Weekdays(week=None) as weekdays, (Edge(place=0, unit=Unit.WEEK) | Ahead(unit=Unit.WEEK)) as week) | (
            (Edge(place=0, unit=Unit.WEEK) | Ahead(unit=Unit.WEEK)) as week,
            Weekdays(week=None) as weekdays,
        ):
            return replace(spoken, day=replace(weekdays, week=week.shift if isinstance(week, Edge) else week.count))
        case Weekdays() as weekdays, Dated() | Ahead():
            return replace(spoken, day=says, weekday=weekdays)
        case Dated() | Ahead(), Weekdays() as weekdays if spoken.weekday is None:
            return replace(spoken, weekday=weekdays)
        case Dated() as day, Dated() | Edge():
            dated = _dated_with(day, says, gap)
            return replace(spoken, day=dated) if dated is not None else None
        case _:
            return None


def _dated_with(day: Dated, says: Dated | Edge, gap: str) -> Dated | None:
    """A day of a month with the month or year that is named behind it, or with another day of the same month."""
    match says:
        case Edge(place=0, unit=Unit.YEAR, shift=int()) if day.month is not None and day.year is None:
            return replace(day, years=says.shift)
        case Edge(place=0, unit=Unit.MONTH, shift=int()) if day.month is None and day.shift is None:
            return replace(day, shift=says.shift)
        case Dated(month=None) if day.month is None and _LIST.fullmatch(gap):
            lunar = Calendar.LUNAR in (day.calendar, says.calendar)
            return replace(day, days=(*day.days, *says.days), calendar=Calendar.LUNAR if lunar else day.calendar)
        case _:
            return None


def _is_vague(spoken: Spoken) -> bool:
    """Whether a feast is named and no day: nobody knows which one is "sau Tết"."""
    named = spoken.again or spoken.length is not None or spoken.order < 0
    return isinstance(spoken.day, Dated) and spoken.day.weak and not named
