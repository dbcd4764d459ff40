"""What curators should look at again on a day: overdue, soon due, about to turn, resting on old checks. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from knowledge.catalogue import SCAMS, Catalogue

SOON_DAYS: Final = 30
TURNING_DAYS: Final = 60
SOURCE_DAYS: Final = 90
"""Days: until a review falls due, until a fact begins or ends, since a source was last looked at."""


class Why(StrEnum):
    """Why something is on the list, the most pressing first."""

    OVERDUE = "overdue"
    SOON = "soon"
    ENDS = "ends"
    BEGINS = "begins"
    OLD_SOURCE = "old-source"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to look at. `day`: when it is or was due, ends, begins, or was last checked (a source).

    `home`: a slug, a journey, SCAMS or a source; `fact` and its `text` where it is about one.
    """

    why: Why
    day: date
    home: str
    title: str
    fact: str = ""
    text: str = ""


def find_stale(
    catalogue: Catalogue,
    on: date,
    *,
    soon_days: int = SOON_DAYS,
    turning_days: int = TURNING_DAYS,
    source_days: int = SOURCE_DAYS,
) -> tuple[Due, ...]:
    """Everything to look at, by reason, the earliest day first."""
    found = [*_reviews(catalogue, on, soon_days), *_turning(catalogue, on, turning_days)]
    found += _old_sources(catalogue, on, source_days)
    order = list(Why)
    return tuple(sorted(found, key=lambda due: (order.index(due.why), due.day, due.home, due.fact)))


def as_data(found: tuple[Due, ...]) -> list[dict[str, Any]]:
    """The list as JSON keeps it; days as 2027-01-01."""
    return [
        {"why": d.why.value, "day": d.day.isoformat(), "home": d.home, "title": d.title, "fact": d.fact, "text": d.text}
        for d in found
    ]


def from_data(rows: Any) -> tuple[Due, ...]:
    """What `as_data` wrote."""
    return tuple(
        Due(Why(r["why"]), date.fromisoformat(r["day"]), r["home"], r["title"], r["fact"], r["text"]) for r in rows
    )


def _reviews(catalogue: Catalogue, on: date, soon_days: int) -> Iterator[Due]:
    reviewed = [(p.slug, p.title, p.review_by) for p in catalogue.list_stale(_later(on, soon_days))]
    reviewed += [(j.id, j.title, j.review_by) for j in catalogue.journeys]
    reviewed.append((SCAMS, catalogue.scams.title, catalogue.scams.review_by))
    for home, title, by in reviewed:
        if by <= _later(on, soon_days):
            yield Due(Why.OVERDUE if by <= on else Why.SOON, by, home, title)


def _turning(catalogue: Catalogue, on: date, turning_days: int) -> Iterator[Due]:
    titles = catalogue.homes
    last = _later(on, turning_days)
    for home, _, fact in catalogue.list_facts():
        if fact.ends_on is not None and on <= fact.ends_on <= last:
            yield Due(Why.ENDS, fact.ends_on, home, titles[home], fact.id, fact.text)
        if fact.starts_on is not None and on < fact.starts_on <= last:
            yield Due(Why.BEGINS, fact.starts_on, home, titles[home], fact.id, fact.text)


def _old_sources(catalogue: Catalogue, on: date, source_days: int) -> Iterator[Due]:
    """Sources that some fact rests on and that nobody has looked at for long."""
    checked: dict[str, date] = {}
    for _, _, fact in catalogue.list_facts():
        for source in (*fact.sources, *(s for reading in fact.readings for s in reading.sources)):
            checked[source] = min(checked.get(source, fact.checked_on), fact.checked_on)
    for source, day in checked.items():
        if (on - day).days > source_days:
            known = catalogue.sources[source]
            yield Due(Why.OLD_SOURCE, day, source, " · ".join(p for p in (known.publisher, known.title) if p))


def _later(day: date, days: int) -> date:
    """So many days later, or the last day there is."""
    return day + timedelta(days=min(days, (date.max - day).days))
