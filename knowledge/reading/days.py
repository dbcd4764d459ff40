"""What is said about the day: "thứ 7 tuần sau", "15/12", "rằm tháng này", "3 ngày làm việc nữa", "mùng 1 Tết"."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from knowledge.reading.clock_times import PART, Part, part_of
from knowledge.reading.time_words import END, NUMBER, START, number


class Unit(StrEnum):
    """What is counted in."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Calendar(StrEnum):
    """By which calendar a day of the month is counted; EITHER where that was not said and both are usual."""

    SOLAR = "solar"
    LUNAR = "lunar"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Ahead:
    """So many units from now; less than none is gone by. `minutes` on top, for hours."""

    count: int
    unit: Unit
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Days of the week from 0, Monday. `week`: weeks from this one, None where none was named.

    `coming`: not today ("thứ 7 tới"). `each`: they come again ("các ngày trong tuần").
    """

    days: tuple[int, ...]
    week: int | None = None
    coming: bool = False
    each: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """Days of a month. `shift`: months from this one, `month`: its number; None where not said. `years`: from this."""

    days: tuple[int, ...]
    calendar: Calendar
    month: int | None = None
    shift: int | None = None
    year: int | None = None
    years: int | None = None
    weak: bool = False
    """A feast named in passing ("quà Tết"), which is a day only behind "trước" or "sau"."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning (0), middle (1) or end (2) of a week, month or year, so many from this; None: the next one.

    `each`: of every one ("cuối mỗi tháng").
    """

    place: int
    unit: Unit
    shift: int | None = None
    month: int | None = None
    calendar: Calendar = Calendar.SOLAR
    each: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """It comes again: every such unit, or every one of what stands beside it (None)."""

    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time that is counted from something else: "một tuần" of "trước Tết một tuần"."""

    length: Ahead


@dataclass(frozen=True, slots=True)
class Beside:
    """Before (-1) or after (1) what follows."""

    sign: int


Said = Ahead | Weekdays | Dated | Edge | Each | Amount | Beside


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch that ends at `end` and says something about days, and of which part of the day."""

    end: int
    says: Said | None
    part: Part | None = None


_SHIFTS = {
    "nay": 0,
    "sau nua": 2,
    "sau": 1,
    "sa0": 1,
    "toi": 1,
    "t0i": 1,
    "ke": 1,
    "ke tiep": 1,
    "truoc": -1,
    "qua": -1,
    "roi": -1,
}
_NEXT = r"(?:sau nua|ke tiep|ke|sau|t0i|toi)"
_SHIFT = rf"(?:nay|{_NEXT}|truoc|qua|roi)"
_MONTH = rf"(?:gieng|chap|tu|nay|{_NEXT}|truoc|{NUMBER})"
_LUNAR = r"(?:\(?(?:am lich|lich am|am|al)\)?)"
_CALENDAR = rf"(?: ?(?:(?P<lunar>{_LUNAR})|(?P<solar>\(?(?:duong lich|lich duong|duong|dl)\)?)))"
_YEAR = rf"(?: ?,? ?(?:nam )?(?P<year>\d{{4}})| nam (?P<years>nay|{_NEXT}))"
_UNITS = {
    "phut": Unit.MINUTE, "ph": Unit.MINUTE, "p": Unit.MINUTE, "'": Unit.MINUTE, "gio": Unit.HOUR, "tieng": Unit.HOUR,
    "tieng dong ho": Unit.HOUR, "h": Unit.HOUR, "g": Unit.HOUR, "ngay": Unit.DAY, "hom": Unit.DAY, "bua": Unit.DAY,
    "ngay lam viec": Unit.WORKING_DAY, "ngay ### viec": Unit.WORKING_DAY, "tuan": Unit.WEEK, "thang": Unit.MONTH,
    "nam": Unit.YEAR,
}  # fmt: skip
_WORKING = r"ngay (?:lam|###) viec"
_UNIT = rf"(?:{_WORKING}|tieng dong ho|phut|ph|p|'|gio|tieng|h|g|ngay|hom|bua|tuan|thang|nam)"
_COUNT = (
    rf"(?:(?P<n>{NUMBER}) ?(?P<unit>{_UNIT})(?: ?(?P<more>\d{{1,2}}|ruoi)(?: ?(?:phut|p))?)?|nua (?P<half>{_UNIT}))"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "s4u": 4, "bay": 5}
_ONE_WEEKDAY = r"(?:thu ?(?:hai|ba|tu|nam|sau|s4u|bay|[2-7])|t[2-7]|chu nhat|cnhat|cn)"
_MORE_WEEKDAYS = rf"(?:(?: ?, ?| va | den | ?- ?| )(?:{_ONE_WEEKDAY}|[2-7](?! ?[hg:/]| (?:gio|ngay|thang|tuan))){END})"
_ITS_NUMBER = r" \d{1,2}(?!\d| ?(?:h|g|:|r|kem|lan|p))"
"""Behind "mỗi ngày": not an hour, and so the number of that day."""
_EDGES = {"dau": 0, "giua": 1, "cuoi": 2}
_SPANS = {"tuan": Unit.WEEK, "thang": Unit.MONTH, "nam": Unit.YEAR, "ngay": Unit.DAY, "hom": Unit.DAY}
_RELATIVE = {
    "mai": 1, "hom nay": 0, "bua nay": 0, "hnay": 0, "nay": 0, "ngay mai": 1, "hom mai": 1, "bua mai": 1, "nmai": 1,
    "m0t": 2, "ngay mot": 2, "ngay m0t": 2, "bua m0t": 2, "bua mot": 2, "ngay kia": 2, "mai kia": 2, "ngay k1a": 3,
    "kia": 2, "hom qua": -1, "bua qua": -1, "hqua": -1, "qua": -1, "hom kia": -2, "hom truoc": -3, "hom no": -3,
    "mot": 2,
}  # fmt: skip
_MOT = rf"mot(?! (?:{_UNIT}|minh|lan|it|so|vai)\b)"
"""The day after tomorrow without its mark, behind a part of the day: "sang mot", and not "sang mot tuan"."""
_ALONE = [w for w in _RELATIVE if w not in ("nay", "kia", "qua", "mot")]
_FEAST_DAYS = {
    "ram thang gieng": (15, 1), "trung thu": (15, 8), "trung th0": (15, 8), "tet trung th0": (15, 8),
    "ram trung th0": (15, 8), "tet trung thu": (15, 8), "ram trung thu": (15, 8),
    "vu lan": (15, 7), "giao thua": (30, 12), "gio to": (10, 3), "gi0 to": (10, 3),
    "ong cong ong tao": (23, 12), "tet doan ngo": (5, 5),
}  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _calendar(found: re.Match[str], otherwise: Calendar) -> Calendar:
    if found["lunar"]:
        return Calendar.LUNAR
    return Calendar.SOLAR if found["solar"] else otherwise


def _relative(found: re.Match[str]) -> Said | None:
    return Ahead(_RELATIVE[found["day"]], Unit.DAY)


def _weekdays(found: re.Match[str]) -> Said | None:
    words = re.findall(r"\d|hai|bay|ba|tu|nam|sau|s4u|chu nhat|cnhat|cn", found["days"])
    days = [int(w) - 2 if w.isdecimal() else _WEEKDAYS.get(w, 6) for w in words]
    if re.search(r" den | ?- ?", found["days"]) and len(days) == 2 and days[0] < days[1]:
        days = list(range(days[0], days[1] + 1))
    said = found["week"] or found["short"] or found["weeks"]
    if found["short"] and _SHIFTS[said] == 1:
        return Weekdays(tuple(days), 1 if said in ("sau", "sa0") else None, coming=True)
    return Weekdays(tuple(days), _SHIFTS[said] if said else None)


def _week(found: re.Match[str]) -> Said | None:
    return Edge(0, Unit.WEEK, _SHIFTS[found["week"]] if found["week"] else 1)


def _span(found: re.Match[str]) -> Said | None:
    unit = _SPANS[found["unit"]]
    return Edge(0, unit, _SHIFTS[found["shift"]] if found["shift"] else 1)


def _edge(found: re.Match[str]) -> Said | None:
    unit, month = _SPANS[found["unit"]], found["month"]
    if month is None:
        return Edge(_EDGES[found["edge"]], unit)
    if month in _SHIFTS:
        return Edge(_EDGES[found["edge"]], unit, _SHIFTS[month])
    if unit is not Unit.MONTH:
        return None
    named, calendar = _month(month)
    calendar = Calendar.LUNAR if found["lunar"] else calendar
    return Edge(_EDGES[found["edge"]], unit, None, named, calendar or Calendar.SOLAR) if 1 <= named <= 12 else None


def _month(said: str) -> tuple[int, Calendar | None]:
    """The number of a month, and the calendar where only one names it so."""
    if said in ("gieng", "chap"):
        return (1 if said == "gieng" else 12), Calendar.LUNAR
    return (4 if said == "tu" else number(said)), None


def _numeric(found: re.Match[str]) -> Said | None:
    day, month = int(found["d"]), int(found["mo"])
    year = int(found["y"]) if found["y"] else None
    year = year + 2000 if year is not None and year < 100 else year
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    years = _SHIFTS[found["years"]] if found.groupdict().get("years") else None
    return Dated((day,), _calendar(found, Calendar.SOLAR), month, year=year, years=years)


def _named(found: re.Match[str]) -> Said | None:
    """A day of a month in words: "ngày 5", "mùng 5 tháng chạp", "tháng sau ngày 15"."""
    day, month = number(found["d"]), found["month"]
    first = found["first"] or ""
    early = first.strip() in ("mung", "mong")
    if not 1 <= day <= (10 if early else 31):
        return None
    calendar = Calendar.EITHER if early else Calendar.SOLAR
    shift = named = None
    if month in _SHIFTS:
        shift = _SHIFTS[month]
    elif month:
        named, told = _month(month)
        calendar = told or calendar
        if not 1 <= named <= 12:
            return None
    fields = found.groupdict()
    year = int(fields["year"]) if fields.get("year") else None
    years = _SHIFTS[fields["years"]] if fields.get("years") else None
    return Dated((day,), _calendar(found, calendar), named, shift, year, years)


def _full_moon(found: re.Match[str]) -> Said | None:
    month = found["month"]
    if month is None:
        return Dated((15,), Calendar.LUNAR)
    if month in _SHIFTS:
        return Dated((15,), Calendar.LUNAR, shift=_SHIFTS[month])
    named, _ = _month(month)
    return Dated((15,), Calendar.LUNAR, named) if 1 <= named <= 12 else None


def _new_year(found: re.Match[str]) -> Said | None:
    years = _SHIFTS[found["years"]] if found["years"] else None
    if found["western"]:
        return Dated((1,), Calendar.SOLAR, 1, years=years)
    if found["d"] is None:
        return Dated((1,), Calendar.LUNAR, 1, years=years, weak=not (found["on"] or found["whole"]))
    day = number(found["d"])
    if found["first"]:
        return Dated((day,), Calendar.LUNAR, 1, years=years) if 1 <= day <= 10 else None
    return Dated((day,), Calendar.LUNAR, 12) if 20 <= day <= 30 else None


def _feast(found: re.Match[str]) -> Said | None:
    day, month = _FEAST_DAYS[found["feast"]]
    return Dated((day,), Calendar.LUNAR, month)


def _length(found: re.Match[str]) -> Ahead | None:
    if found["half"]:
        unit = _UNITS[found["half"]]
        halves = {
            Unit.HOUR: Ahead(30, Unit.MINUTE), Unit.DAY: Ahead(12, Unit.HOUR), Unit.MONTH: Ahead(15, Unit.DAY),
            Unit.YEAR: Ahead(6, Unit.MONTH),
        }  # fmt: skip
        return halves.get(unit)
    unit, more, count = _UNITS[found["unit"]], found["more"], number(found["n"])
    if more is None:
        return Ahead(count, unit)
    if more == "ruoi":
        wholes = {
            Unit.HOUR: Ahead(count, unit, 30), Unit.DAY: Ahead(24 * count + 12, Unit.HOUR),
            Unit.MONTH: Ahead(count * 30 + 15, Unit.DAY), Unit.YEAR: Ahead(count * 12 + 6, Unit.MONTH),
        }  # fmt: skip
        return wholes.get(unit)
    return Ahead(count, unit, int(more)) if unit is Unit.HOUR else None


def _ahead(found: re.Match[str]) -> Said | None:
    return _length(found)


def _amount(found: re.Match[str]) -> Said | None:
    length = _length(found)
    return Amount(length) if length is not None else None


def _each(found: re.Match[str]) -> Said | None:
    unit = found["unit"]
    return Each(_SPANS[unit] if unit else None)


_RULES: tuple[tuple[str, Callable[[re.Match[str]], Said | None]], ...] = (
    (rf"(?P<day>{_any(_ALONE)})", _relative),
    (
        rf"(?P<part>{PART}) (?P<day>{_any(r for r in _RELATIVE if r != 'mot')}|{_MOT})",
        _relative,
    ),
    (
        rf"(?:ngay )?(?:tu )?(?P<days>{_ONE_WEEKDAY}{END}{_MORE_WEEKDAYS}*)"
        rf"(?: (?:tuan (?P<week>{_SHIFT})|s[a0]ng (?P<weeks>tuan)|(?P<short>nay|sau|t0i|toi|truoc|qua|roi)))?",
        _weekdays,
    ),
    (rf"(?:dau )?tuan (?P<week>{_NEXT}|truoc|qua)", _week),
    (rf"(?P<unit>thang|nam) (?P<shift>{_NEXT}|truoc|qua)", _span),
    (r"s[a0]ng (?P<unit>tuan|thang|nam)(?P<shift> sau)?", _span),
    (rf"(?P<edge>dau|giua|cuoi) (?P<unit>tuan|thang|nam)(?: (?P<month>{_MONTH}))?(?: (?P<lunar>{_LUNAR}))?", _edge),
    (
        rf"(?:ngay |hom )?(?:mung |mong )?(?P<d>\d{{1,2}}) ?/ ?(?P<mo>\d{{1,2}})(?: ?/ ?(?P<y>\d{{4}}|\d{{2}}))?(?! ?/)"
        rf"(?: nam (?P<years>nay|{_NEXT}))?{_CALENDAR}?",
        _numeric,
    ),
    (rf"(?:ngay |hom )?(?P<d>\d{{1,2}}) ?([.-]) ?(?P<mo>\d{{1,2}}) ?\2 ?(?P<y>\d{{4}}){_CALENDAR}?", _numeric),
    (rf"(?:ngay |hom )(?P<d>\d{{1,2}})[.-](?P<mo>\d{{1,2}})(?P<y>(?!))?{_CALENDAR}?", _numeric),
    (
        rf"(?P<first>ngay |hom |(?:ngay )?(?:mung |mong ))(?P<d>{NUMBER})(?! lan)"
        rf"(?: thang (?P<month>{_MONTH}){_YEAR}?)?{_CALENDAR}?",
        _named,
    ),
    (
        rf"(?P<first>)(?P<d>{NUMBER}) thang (?P<month>gieng|chap|(?:{NUMBER}))(?! (?:lan|nua)){_YEAR}?{_CALENDAR}?",
        _named,
    ),
    (rf"thang (?P<month>{_MONTH}),? (?P<first>ngay |mung |mong |hom )(?P<d>{NUMBER}){_CALENDAR}?", _named),
    (rf"(?:hom |ngay )?ram(?: thang (?P<month>{_MONTH})| (?:nay|toi|t0i))?(?: am lich)?", _full_moon),
    (
        rf"(?P<on>ngay |hom |dung |den )?(?:(?P<first>(?:ngay )?mung |mong )?(?P<d>{NUMBER}) )?tet"
        rf"(?: ?(?P<whole>nguyen dan|am lich|ta)| ?(?P<western>duong lich|tay))?(?: nam (?P<years>nay|{_NEXT}))?",
        _new_year,
    ),
    (rf"(?P<feast>{_any(_FEAST_DAYS)})", _feast),
    (rf"(?:trong )?{_COUNT} (?:nua|sau|sa0|t0i)(?! (?:khi|do|day))", _ahead),
    (rf"(?:sau|sa0) (?:khoang )?{_COUNT}(?: nua)?", _ahead),
    (r"(?P<n>)(?P<unit>tuan|thang) nua", lambda found: Ahead(1, _UNITS[found["unit"]])),
    (rf"{_COUNT}(?! (?:\d|mung|mong|ram))", _amount),
    (rf"(?:hang|moi) (?P<unit>ngay(?!{_ITS_NUMBER})|hom|tuan|thang|nam)", _each),
    (rf"(?:hang|moi)(?P<unit>)(?= (?:buoi |ngay )?(?:{PART}|{_ONE_WEEKDAY}|ram|mung|mong)| ngay{_ITS_NUMBER})", _each),
    (r"(?P<unit>ngay|tuan|thang|nam)? ?nao cung", _each),
    (
        rf"(?:(?:hang |moi |cac |nhung )(?:{_WORKING}|ngay trong tuan)|ngay trong tuan)",
        lambda _: Weekdays((0, 1, 2, 3, 4), each=True),
    ),
    (
        r"(?P<edge>dau|giua|cuoi) (?:hang|moi) (?P<unit>tuan|thang|nam)",
        lambda found: Edge(_EDGES[found["edge"]], _SPANS[found["unit"]], each=True),
    ),
    (r"truoc", lambda _: Beside(-1)),
    (r"sau|sa0", lambda _: Beside(1)),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Said | None]], ...]:
    """The rules ready to be matched: with the first message that tells of a time, for it takes a while."""
    return tuple((re.compile(START + pattern + END), put) for pattern, put in _RULES)


def read_day(line: str, at: int) -> Found | None:
    """The longest stretch about days that begins at a place of a hidden line; None where none does."""
    best: Found | None = None
    for pattern, put in _compiled():
        found = pattern.match(line, at)
        if found is None or (best is not None and found.end() <= best.end):
            continue
        says = put(found)
        if says is not None:
            part = found.groupdict().get("part")
            best = Found(found.end(), says, part_of(part) if part else None)
    return best
