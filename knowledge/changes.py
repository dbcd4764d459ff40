"""What changed for citizens between two editions of the content, or between two days of one. Pure.

An edition is the content as it is told on a day: what nobody is told in either edition is no change, and other
wordings of questions are counted, not listed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from knowledge.catalogue import SCAMS, Catalogue
from knowledge.figures import Figure, changed_figures
from knowledge.model import Aspect, Case, Contact, Fact, Faq, Journey, Link, Paper, Procedure
from knowledge.scams import Pattern, Sign

NEARLY_THE_SAME: Final = 88.0
"""Likeness (0 to 100) from which a fact that went and one that came are one fact under another id."""
IN_ITS_PLACE: Final = 55.0
"""Likeness from which, in one section and for the same people, one fact stands in the place of another."""


class Kind(StrEnum):
    """What happened to something that citizens are told."""

    BEGAN = "began"
    ENDED = "ended"
    CHANGED = "changed"
    REPLACED = "replaced"  # another fact stands in its place
    RENAMED = "renamed"  # another id, nearly the same words: no news for citizens


class About(StrEnum):
    """What kind of thing changed."""

    FACT = "fact"
    PROCEDURE = "procedure"
    CASE = "case"
    LINK = "link"
    CONTACT = "contact"
    JOURNEY = "journey"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `home`: the slug, journey, contact, or SCAMS; `id` of what changed in it; texts as they are told.

    `since`: the first day of what holds now; `until`: the last day of what ended. `others`: what changed of a fact
    beside its text (`when`, `certainty`, `ask`, `dates`).
    """

    kind: Kind
    about: About
    home: str
    title: str
    id: str = ""
    aspect: Aspect | None = None
    before: str | None = None
    after: str | None = None
    since: date | None = None
    until: date | None = None
    renamed_to: str | None = None
    others: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that differ between the texts."""
        return changed_figures(self.before, self.after) if self.before and self.after else ()


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes in the order of the menu, and how much else was worked on, by what it was."""

    listed: tuple[Change, ...]
    counted: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edition:
    """The content of one moment as it is told on a day."""

    catalogue: Catalogue
    on: date


class _Standing(NamedTuple):
    """A fact where it stands and how it is told in one edition; `text` None: nobody is told."""

    home: str
    title: str
    aspect: Aspect
    fact: Fact
    text: str | None
    holds: bool


def compare(before: Edition, after: Edition) -> Changes:
    """What citizens are told otherwise in the second edition."""
    counted: Counter[str] = Counter()
    old, new = _standing(before), _standing(after)
    facts = [*_facts(old, new, counted)]
    whole = {c.home: c for c in _homes(before.catalogue, after.catalogue)}
    # A procedure that came or went is one piece of news, not a hundred.
    arrived_or_gone = {home for home, c in whole.items() if c.kind in (Kind.BEGAN, Kind.ENDED)}
    found = [*whole.values(), *(c for c in facts if c.home not in arrived_or_gone)]
    found += [c for c in _parts(before.catalogue, after.catalogue) if c.home not in arrived_or_gone]
    counted["wordings"] = _count_wordings(before.catalogue, after.catalogue)
    order = _order_of_homes(before.catalogue, after.catalogue)
    found.sort(key=lambda c: order.get(c.home, len(order)))
    return Changes(tuple(found), {name: n for name, n in sorted(counted.items()) if n})


def _order_of_homes(old: Catalogue, new: Catalogue) -> dict[str, int]:
    """Procedures as in the menu, then journeys, then the signs of scams; what went stands behind what is there."""
    homes = [*new.procedures, *old.procedures, *new.homes, *old.homes]
    return {home: i for i, home in reversed(list(enumerate(homes)))}


def _standing(edition: Edition) -> dict[tuple[str, str], _Standing]:
    titles, found = edition.catalogue.homes, {}
    for home, aspect, fact in edition.catalogue.list_facts():
        text = fact.told_on(edition.on)
        if text is not None and isinstance(fact, Paper) and fact.holds_on(edition.on):
            text = " ".join(part for part in (f"{fact.name}.", text, fact.not_counting) if part)
        elif text is not None and isinstance(fact, Sign):
            text = f"{fact.name}: {text}"
        found[home, fact.id] = _Standing(home, titles[home], aspect, fact, text, fact.holds_on(edition.on))
    return found


def _facts(
    old: Mapping[tuple[str, str], _Standing], new: Mapping[tuple[str, str], _Standing], counted: Counter[str]
) -> Iterator[Change]:
    ended: list[_Standing] = []
    began: list[_Standing] = []
    for key, was in old.items():
        now = new.get(key)
        if now is None:
            ended += [was] if was.text else []
        elif was.holds and not now.holds:
            ended.append(was)
        elif now.holds and not was.holds:
            began.append(now)
        else:
            yield from _same(was, now, counted)
    began += [now for key, now in new.items() if key not in old and now.text]
    for was, now, alike in _pairs(ended, began):
        gone = (was.home, was.fact.id) not in new
        if gone and alike >= NEARLY_THE_SAME and was.text and now.text and not changed_figures(was.text, now.text):
            yield _change(Kind.RENAMED, was, now)
        else:
            yield _change(Kind.REPLACED, was, now)
        ended.remove(was)
        began.remove(now)
    yield from (_change(Kind.ENDED, was, new.get((was.home, was.fact.id))) for was in ended)
    yield from (_change(Kind.BEGAN, None, now) for now in began)


def _same(was: _Standing, now: _Standing, counted: Counter[str]) -> Iterator[Change]:
    """A fact of both editions, in force or not in both."""
    if was.text != now.text or (was.text and _others(was, now)):
        yield _change(Kind.CHANGED, was, now)
        return
    a, b = was.fact, now.fact
    if (a.ahead, a.ended, a.text) != (b.ahead, b.ended, b.text):
        counted["told_on_other_days"] += 1
    elif (a.checked_on, a.sources, a.readings) != (b.checked_on, b.sources, b.readings):
        counted["checked_again"] += 1


def _others(was: _Standing, now: _Standing) -> tuple[str, ...]:
    a, b = was.fact, now.fact
    differing = {
        "when": a.when != b.when,
        "certainty": a.certainty is not b.certainty,
        "ask": a.ask != b.ask,
        "dates": was.holds and (a.starts_on, a.ends_on) != (b.starts_on, b.ends_on),
    }
    return tuple(name for name, differs in differing.items() if differs)


def _change(kind: Kind, was: _Standing | None, now: _Standing | None) -> Change:
    one = now or was
    assert one is not None
    ended = kind in (Kind.ENDED, Kind.REPLACED) and was is not None
    return Change(
        kind,
        About.FACT,
        one.home,
        one.title,
        (was or one).fact.id,
        one.aspect,
        before=was.text if was else None,
        after=now.text if now else None,
        since=now.fact.starts_on if now and (kind is not Kind.CHANGED or was is None or _moved(was, now)) else None,
        until=was.fact.ends_on if was and ended else None,
        renamed_to=now.fact.id if was and now and was.fact.id != now.fact.id else None,
        others=_others(was, now) if was and now and kind is Kind.CHANGED else (),
    )


def _moved(was: _Standing, now: _Standing) -> bool:
    """Whether what is told holds from another day than what was told before."""
    return was.fact.starts_on != now.fact.starts_on or not now.holds


def _pairs(ended: list[_Standing], began: list[_Standing]) -> list[tuple[_Standing, _Standing, float]]:
    """Facts that went and came in the same place, the likest first, each once."""
    found = [
        (fuzz.ratio(was.text or was.fact.text, now.text or now.fact.text), i, j)
        for i, was in enumerate(ended)
        for j, now in enumerate(began)
        if was.home == now.home and was.aspect is now.aspect and was.fact.when == now.fact.when
    ]
    pairs, used_old, used_new = [], set(), set()
    for alike, i, j in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
        if alike >= IN_ITS_PLACE and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((ended[i], began[j], alike))
    return pairs


def _homes(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """Procedures and journeys that came, went, or are called otherwise now."""
    procedures = [{slug: p.title for slug, p in c.procedures.items()} for c in (old, new)]
    journeys = [{j.id: j.title for j in c.journeys} for c in (old, new)]
    for about, (was, now) in ((About.PROCEDURE, procedures), (About.JOURNEY, journeys)):
        for home in was | now:
            before, after = was.get(home), now.get(home)
            if before != after:
                yield Change(_kind(before, after), about, home, after or before or home, before=before, after=after)


def _parts(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """Cases and links of procedures, what journeys begin with and their order, whom to call."""
    for slug, now in new.procedures.items():
        was = old.procedures.get(slug)
        if was is not None:
            yield from _differing(About.CASE, slug, now.title, _cases(was), _cases(now))
            yield from _differing(About.LINK, slug, now.title, _links(was.links), _links(now.links))
    journeys = {j.id: j for j in old.journeys}
    for journey in new.journeys:
        before = journeys.get(journey.id)
        if before is not None:
            yield from _differing(About.JOURNEY, journey.id, journey.title, _order(before), _order(journey))
    for i, contact in {**old.contacts, **new.contacts}.items():
        numbers = [_called(c.get(i)) for c in (old.contacts, new.contacts)]
        yield from _differing(About.CONTACT, i, contact.name, numbers[0], numbers[1])


def _differing(about: About, home: str, title: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for part in {**was, **now}:
        before, after = was.get(part), now.get(part)
        if before != after:
            yield Change(_kind(before, after), about, home, title, part, before=before, after=after)


def _kind(before: str | None, after: str | None) -> Kind:
    if before and after:
        return Kind.CHANGED
    return Kind.BEGAN if after else Kind.ENDED


def _cases(procedure: Procedure) -> dict[str, str]:
    asked: Mapping[str, Case] = procedure.cases
    found = {name: case.ask for name, case in asked.items()}
    return found | {f"{name}={v}": value.label for name, case in asked.items() for v, value in case.values.items()}


def _links(links: Iterable[Link]) -> dict[str, str]:
    return {link.title: " · ".join(p for p in (link.title, link.address, link.path) if p) for link in links}


def _order(journey: Journey) -> dict[str, str]:
    return {"intro": journey.intro, "order": " → ".join(s.procedure for s in journey.steps)}


def _called(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {}
    return {"number": f"{contact.name}: {contact.number}"} | ({"note": contact.note} if contact.note else {})


def _count_wordings(old: Catalogue, new: Catalogue) -> int:
    """How many wordings by which things are found came or went."""
    return (_wordings(old) - _wordings(new)).total() + (_wordings(new) - _wordings(old)).total()


def _wordings(catalogue: Catalogue) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for slug, p in catalogue.procedures.items():
        words = [*p.names, *p.phrasings, *p.samples, *p.must_not]
        words += [w for c in p.cases.values() for value in c.values.values() for w in value.words]
        for _, fact in p.facts():
            words += [*fact.keywords, *(fact.questions if isinstance(fact, Faq) else ())]
        found.update((slug, w) for w in words)
    for j in catalogue.journeys:
        found.update((j.id, w) for w in (*j.names, *j.phrasings, *j.samples))
    for n in catalogue.neighbours:
        found.update((n.id, w) for w in (*n.names, *n.phrasings))
    found.update((SCAMS, w) for kind in catalogue.scams.kinds for w in kind.words)
    shown: list[Pattern] = [p for sign in catalogue.scams.signs for p in sign.patterns]
    shown += [p for loss in catalogue.scams.losses for p in loss.patterns]
    found.update((SCAMS, w) for p in shown for group in (*p.all, p.none) for w in group)
    return found
