"""What is worth remembering after a procedure: what of it applies, and on which days, by a fact's own numbers. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.model import Certainty, Fact, FollowUp, Procedure, Resolved
from knowledge.text import clean, fold

_SPAN = re.compile(r"\b(\d{1,3})(?: (?:đến|tới|hoặc|-|–) (\d{1,3}))? ngày( làm việc)?\b")


@dataclass(frozen=True, slots=True)
class Span:
    """How many days something takes, at least and at most; `working`: Saturdays, Sundays and holidays not counted."""

    shortest: int
    longest: int
    working: bool

    def ends(self, start: date) -> tuple[date, ...]:
        """The days on which it ends at the earliest and at the latest, counted from `start`; one where they agree."""
        return tuple(dict.fromkeys(_later(start, days, self) for days in (self.shortest, self.longest)))


@dataclass(frozen=True, slots=True)
class Offer:
    """A follow-up as it is offered on a day: `days` that it may ring on, earliest first; `asked`: for a day."""

    follow_up: FollowUp
    days: tuple[date, ...]
    asked: str | None


def span_in(text: str) -> Span | None:
    """The first number of days that a text tells: "5 đến 15 ngày làm việc"; None where it tells none."""
    found = _SPAN.search(text)
    if found is None:
        return None
    shortest, longest = int(found[1]), int(found[2] or found[1])
    return Span(shortest, longest, found[3] is not None) if 0 < shortest <= longest else None


def list_offers(procedure: Procedure, case: Mapping[str, str], on: date) -> tuple[Offer, ...]:
    """What may be remembered for a case, on a day in Hanoi. A case that is not known excludes nothing."""
    offers = (offer_of(procedure, follow_up, on) for follow_up in procedure.follow_ups if _applies(follow_up, case))
    return tuple(offer for offer in offers if offer is not None)


def offer_of(procedure: Procedure, follow_up: FollowUp, on: date) -> Offer | None:
    """A follow-up on a day; None where its fact holds no more, its day has gone by, or it is too early to offer it."""
    fact = fact_of(procedure, follow_up.fact)
    if fact is None or not fact.holds_on(on):
        return None
    days = tuple(day for day in _days(procedure, follow_up, on) if day > on)
    if not days and follow_up.due.asked is None:
        return None
    if days and follow_up.opens_days is not None and days[0] > on + timedelta(days=follow_up.opens_days):
        return None
    return Offer(follow_up, days, follow_up.due.asked)


def find_follow_up(procedure: Procedure, follow_up: str | None) -> FollowUp | None:
    """A procedure's follow-up by its id."""
    return next((known for known in procedure.follow_ups if known.id == follow_up), None)


def fact_of(procedure: Procedure, fact: str) -> Fact | None:
    """A procedure's fact by its id."""
    return next((known for _, known in procedure.facts() if known.id == fact), None)


def is_resolved(procedure: Procedure, follow_up: FollowUp, on: date) -> bool:
    """Whether nothing is left to be remembered on a day."""
    fact = fact_of(procedure, follow_up.fact)
    return Resolved.ENDED in follow_up.resolved_if and (fact is None or not fact.holds_on(on))


def said_in(text: str, offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """The offers for somebody who has come to that point, by their words."""
    heard = f" {fold(clean(text))} "
    return tuple(o for o in offers if any(f" {fold(clean(said))} " in heard for said in o.follow_up.said))


def unfounded(follow_up: FollowUp, procedure: Procedure) -> Iterator[str]:
    """What is wrong with a follow-up: facts that are none or do not say what is taken from them, unknown cases."""
    due = follow_up.due
    for fact_id in filter(None, (follow_up.fact, due.span_of, due.last_day_of)):
        if fact_of(procedure, fact_id) is None:
            yield f"{follow_up.id}: no fact {fact_id!r} in this file"
    told = fact_of(procedure, follow_up.fact)
    if told is not None and told.certainty is Certainty.UNKNOWN:
        yield f"{follow_up.id}: the fact {told.id!r} is unknown; nothing may be built on it"
    span = fact_of(procedure, due.span_of) if due.span_of else None
    if span is not None and span_in(span.text) is None:
        yield f"{follow_up.id}: the text of {span.id!r} tells no number of days, such as “5 đến 15 ngày”"
    last = fact_of(procedure, due.last_day_of) if due.last_day_of else None
    if last is not None and last.ends_on is None:
        yield f"{follow_up.id}: {last.id!r} has no until"
    for case, values in follow_up.when.items():
        known = procedure.cases[case].values if case in procedure.cases else {}
        for value in values:
            if value not in known:
                yield f"{follow_up.id}: no case {case}: {value}; declare it under cases"


def _applies(follow_up: FollowUp, case: Mapping[str, str]) -> bool:
    return all(case.get(name) in (None, "", *values) for name, values in follow_up.when.items())


def _days(procedure: Procedure, follow_up: FollowUp, on: date) -> Iterator[date]:
    due = follow_up.due
    if due.span_of is not None:
        fact = fact_of(procedure, due.span_of)
        span = span_in(fact.text) if fact is not None else None
        yield from span.ends(on) if span is not None else ()
    if due.last_day_of is not None:
        last = fact_of(procedure, due.last_day_of)
        if last is not None and last.ends_on is not None:
            early = last.ends_on - timedelta(days=due.days_before)
            yield min(max(early, on + timedelta(days=1)), last.ends_on)


def _later(start: date, days: int, span: Span) -> date:
    if not span.working:
        return start + timedelta(days=days)
    from knowledge.reading.working_days import working_days_after  # the calendar of holidays, which few need

    return working_days_after(start, days)
