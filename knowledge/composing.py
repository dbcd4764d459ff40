"""Facts → the blocks of an answer: what was asked first, the rest of its aspect, whom to call, the sources.

Curated text only: a sentence here comes from content or from phrases, never from anywhere else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from knowledge.answer import LONGEST, Block, plain
from knowledge.catalogue import Catalogue
from knowledge.model import Aspect, Certainty, Fact, Journey, JourneyStep, Procedure
from knowledge.phrases import Phrases
from knowledge.relevance import Relevant
from knowledge.scams import Sign
from knowledge.text import fold

LINES = 5
"""Lines after the first, before “Chi tiết”."""
COSTLY = frozenset({Aspect.FEE, Aspect.WHERE, Aspect.ELIGIBILITY, Aspect.TIME})
"""Aspects where a mistake costs money or a trip."""

_SUMMARY = (Aspect.FEE, Aspect.TIME, Aspect.WHERE)
_PUBLISHERS = 3
_CLOSE = 0.5
_AGAIN = 0.75
_MOST = 0.6
_OWN_DOUBT = frozenset({"suy", "chua", "the"})
"""Words by which an inferred fact says itself that it is not certain: suy ra, chưa, có thể."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What a question is about within a procedure: the aspect, the fact that answers in front (`lead`), facts just as
    close that follow it (`also`), and all facts by how close they are (`ranked`)."""

    aspect: Aspect | None = None
    lead: Fact | None = None
    also: tuple[Fact, ...] = ()
    ranked: tuple[Relevant, ...] = ()


NO_FOCUS = Focus()


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with the words it is told in on a day."""

    fact: Fact
    text: str


def format_day(day: date) -> str:
    """A date as people write it here: 01/7/2026, the day with two digits, the month without."""
    return f"{day.day:02d}/{day.month if day.month > 2 else f'{day.month:02d}'}/{day.year}"


class Composer:
    """Puts answers into words. Pure: the day comes with each call."""

    def __init__(self, catalogue: Catalogue, phrases: Phrases) -> None:
        self._catalogue = catalogue
        self._phrases = phrases

    def answer(
        self,
        procedure: Procedure,
        aspect: Aspect,
        *,
        on: date,
        case: Mapping[str, str],
        focus: Focus = NO_FOCUS,
    ) -> tuple[Block, ...]:
        """The first message on an aspect, at most LONGEST characters; the focus, if given, answers in front."""
        if aspect is Aspect.OVERVIEW and focus.lead is None and not focus.also:
            return self._overview(procedure, on=on, case=case, ranked=focus.ranked)
        if aspect is Aspect.STEPS:
            case = _one_way(procedure) | dict(case)
        steps = aspect is Aspect.STEPS
        told = [t for t in self.told(procedure.section(aspect), on=on, case=case) if not t.fact.detail]
        front = self.told([focus.lead] if focus.lead else [], on=on, case={})
        if not steps:
            told = _closest_first(told, focus.ranked, case)
            front, told = (front, told) if front else (told[:1], told[1:])
        also = [t for t in self.told(focus.also, on=on, case=case) if not any(_says_again(t, f) for f in front)]
        if not front and also:
            front, also = also[:1], also[1:]
        rest = [t for t in told if not any(_says_again(t, f) for f in (*front, *also))]
        if steps and len(rest) < len(told):
            # Steps stand whole or not at all: where they say what stands in front, one of the two goes.
            front, also, rest = ([], [], told) if _covered(front, told) else (front, also, [])
        kept = rest if steps else rest[: LINES - len(also)]
        if not front and not kept:
            return self.unknown(procedure, aspect, on=on)
        blocks = [Block("lead", self._words(t)) for t in front] + [Block("line", self._words(t)) for t in also]
        blocks += [Block("step" if steps else "line", self._words(t)) for t in kept]
        return self._closed(procedure, aspect, blocks, [*front, *also, *kept], on=on)

    def detail(self, procedure: Procedure, aspect: Aspect, *, on: date, case: Mapping[str, str]) -> tuple[Block, ...]:
        """Everything on an aspect: all facts, the readings that differ, each source with its address."""
        faqs = [f for f in procedure.faqs if f.aspect is aspect]
        told = self.told((*procedure.section(aspect), *faqs), on=on, case=case)
        if not told:
            return self.unknown(procedure, aspect, on=on)
        blocks: list[Block] = []
        for t in told:
            blocks.append(Block("line", self._words(t)))
            blocks += [
                Block(
                    "note",
                    self._phrases.text("answer-reading", text=r.text, sources=", ".join(self._names(r.sources))),
                )
                for r in t.fact.readings
            ]
        facts = [t.fact for t in told]
        note = self._call(procedure, aspect, facts)
        blocks += [note] if note else []
        ids = dict.fromkeys(s for f in facts for s in (*f.sources, *(x for r in f.readings for x in r.sources)))
        if ids:
            blocks.append(Block("note", self._phrases.text("answer-sources-title")))
        blocks += [Block("line", self._source(i)) for i in ids]
        return (*blocks, self._closing(procedure, facts, on=on))

    def journey(
        self,
        journey: Journey,
        steps: Sequence[JourneyStep],
        *,
        on: date,
        done: frozenset[str] | None = None,
        left_out: Sequence[str] = (),
    ) -> tuple[Block, ...]:
        """A life event: which of its steps comes first and why, one by one, then what comes along by itself.

        `done`: ids of the steps that were ticked, where ticks are kept; then it is told what waits for what.
        `left_out`: the slugs of its procedures that are switched off, named with whom to ask instead.
        """
        told = self.told(steps, on=on, case={})
        by_itself = {s.id for s in steps if s.by_itself}
        titles = {s.id: self._catalogue.titles[s.procedure] for s in steps}
        waits = _waiting(told, done) if done is not None else {}
        blocks = [Block("lead", journey.intro)]
        for kind, among in (("step", False), ("line", True)):
            for t in told:
                if (t.fact.id in by_itself) is among:
                    text = self._phrases.text("journey-step", title=titles[t.fact.id], text=self._words(t))
                    if done and t.fact.id in done:
                        text = self._phrases.text("journey-step-done", title=titles[t.fact.id])
                    elif waits.get(t.fact.id):
                        first = ", ".join(_inner(titles[step]) for step in waits[t.fact.id])
                        text = self._phrases.text("journey-step-waits", text=text, first=first)
                    blocks.append(Block("step" if kind == "step" else "line", text))
        if left_out:
            names = ", ".join(self._catalogue.titles[slug] for slug in left_out)
            who = self.whom(self._catalogue.procedures[left_out[0]], ())
            blocks.append(Block("note", self._phrases.text("closed-steps", titles=names, who=who)))
        return (*blocks, self._closing(journey, [t.fact for t in told], on=on))

    def warning(
        self,
        procedure: Procedure,
        front: Sequence[Block],
        signs: Sequence[tuple[Sign, str]],
        steps: Sequence[Fact],
        *,
        on: date,
    ) -> tuple[Block, ...]:
        """What a message shows: `front`, its signs with the words they were seen by, what to do now.

        Signs go from the end until the whole fits.
        """
        told = self.told(steps, on=on, case={})
        shown = list(signs)
        while True:
            lines = [
                Block("line", self._phrases.text("scam-sign", name=s.name, text=self._words(Told(s, s.text))), quote)
                for s, quote in shown
            ]
            todo = [Block("step", self._words(t)) for t in told]
            facts = [*(s for s, _ in shown), *(t.fact for t in told)]
            whole = (*front, *lines, *todo, self._closing(procedure, facts, on=on))
            if len(plain(whole)) <= LONGEST or not shown:
                return whole
            shown = shown[:-1]

    def unknown(self, procedure: Procedure, aspect: Aspect, *, on: date) -> tuple[Block, ...]:
        """What is said where nothing is written on an aspect: that it is not known, and who knows."""
        text = self._phrases.text(
            "answer-unknown",
            aspect=self._phrases.text(f"aspect-{aspect.value}-of"),
            title=_inner(procedure.title),
        )
        call = self._phrases.text("answer-ask", who=self.whom(procedure, ()))
        return Block("lead", text), Block("note", call), self._closing(procedure, procedure.overview, on=on)

    def told(self, facts: Iterable[Fact], *, on: date, case: Mapping[str, str]) -> list[Told]:
        """The facts that may be told on a day to somebody in a case, in order, with their words."""
        return [
            Told(f, text)
            for f in facts
            if all(case.get(c) is None or case[c] in values for c, values in f.when.items())
            and (text := f.told_on(on)) is not None
        ]

    def tell(self, procedure: Procedure, fact: Fact, *, on: date) -> str:
        """One fact by itself, in the words of a day: with how sure it is and, where it is not known, whom to ask."""
        text = self._words(Told(fact, fact.told_on(on) or fact.text))
        if fact.certainty is not Certainty.UNKNOWN:
            return text
        return f"{text} {self._phrases.text('answer-ask', who=self.whom(procedure, [fact]))}"

    def condition(self, procedure: Procedure, fact: Fact, *, case: Mapping[str, str]) -> str:
        """For whom a fact holds, as far as that is not known yet: the labels of its cases, or nothing."""
        either = self._phrases.text("answer-or")
        labels = (
            either.join(procedure.cases[name].values[value].label for value in values)
            for name, values in fact.when.items()
            if name not in case
        )
        return "; ".join(labels)

    def _overview(
        self, procedure: Procedure, *, on: date, case: Mapping[str, str], ranked: Sequence[Relevant]
    ) -> tuple[Block, ...]:
        """The first facts, then the price, the time and the place, since an overview without them is not one."""
        told = [t for t in self.told(procedure.overview, on=on, case=case) if not t.fact.detail]
        told = _closest_first(told, ranked, case)
        front, rest = told[:1], told[1:3]
        blocks = [Block("lead", self._words(t)) for t in front] + [Block("line", self._words(t)) for t in rest]
        shown = [*front, *rest]
        for aspect in _SUMMARY:
            first = next((t for t in self.told(procedure.section(aspect), on=on, case=case) if not t.fact.detail), None)
            if first:
                label = self._phrases.text(f"aspect-{aspect.value}-label")
                blocks.append(Block("line", self._phrases.text("answer-summary", label=label, text=self._words(first))))
                shown.append(first)
        return self._closed(procedure, Aspect.OVERVIEW, blocks, shown, on=on)

    def _closed(
        self, procedure: Procedure, aspect: Aspect, blocks: list[Block], told: list[Told], *, on: date
    ) -> tuple[Block, ...]:
        """Add whom to call and the sources; lines go from the end until the whole fits."""
        while True:
            facts = [t.fact for t in told]
            note = self._call(procedure, aspect, facts)
            whole = (*blocks, *([note] if note else []), self._closing(procedure, facts, on=on))
            if len(plain(whole)) <= LONGEST or len(blocks) == 1:
                return whole
            blocks, told = blocks[:-1], told[:-1]

    def _words(self, told: Told) -> str:
        match told.fact.certainty:
            case Certainty.REPORTED:
                return self._phrases.text("answer-marked", text=told.text)
            case Certainty.CONFLICTING:
                return self._phrases.text("answer-conflicting", text=told.text)
            case Certainty.INFERRED if not _OWN_DOUBT & _words(told.text):
                return self._phrases.text("answer-inferred", text=told.text)
            case _:
                return told.text

    def _call(self, procedure: Procedure, aspect: Aspect, facts: Sequence[Fact]) -> Block | None:
        """Whom to call: always where something is unknown, and where a costly fact is not confirmed."""
        unknown = [f for f in facts if f.certainty is Certainty.UNKNOWN]
        if unknown:
            return Block("note", self._phrases.text("answer-ask", who=self.whom(procedure, unknown)))
        if aspect in COSTLY and any(f.certainty is not Certainty.CONFIRMED for f in facts):
            return Block("note", self._phrases.text("answer-be-sure", who=self.whom(procedure, facts)))
        return None

    def whom(self, procedure: Procedure | Journey, facts: Sequence[Fact]) -> str:
        topic = next(t for t in self._catalogue.topics if t.id == procedure.topic)
        ids = tuple(dict.fromkeys(c for f in facts for c in f.ask)) or topic.ask
        contacts = [self._catalogue.contacts[i] for i in ids[:2]]
        return self._phrases.text("answer-or").join(
            self._phrases.text("answer-contact", name=c.name, number=c.number) for c in contacts
        )

    def _closing(self, procedure: Procedure | Journey, facts: Sequence[Fact], *, on: date) -> Block:
        checked = min((f.checked_on for f in facts), default=procedure.checked_on)
        names = self._catalogue.publishers(facts)
        parts = [self._phrases.text("answer-checked", day=format_day(checked))]
        if procedure.review_by < on:
            who = self.whom(procedure, ())
            parts = [self._phrases.text("answer-checked-last", day=format_day(checked), who=who)]
        if names:
            listed = ", ".join(names[:_PUBLISHERS])
            more = len(names) - _PUBLISHERS
            parts.append(
                self._phrases.text("answer-sources-more", names=listed, more=str(more))
                if more > 0
                else self._phrases.text("answer-sources", names=listed)
            )
        if any(f.certainty is Certainty.REPORTED for f in facts):
            parts.append(self._phrases.text("answer-mark-means"))
        return Block("source", " · ".join(parts))

    def _names(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._catalogue.sources[i].publisher for i in ids))

    def _source(self, source_id: str) -> str:
        source = self._catalogue.sources[source_id]
        return ", ".join(part for part in (source.title, source.publisher, source.published, source.address) if part)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """The words of a line of the content; there are some thousand of them, and each is told again and again."""
    return frozenset(fold(text).split())


def _says_again(told: Told, lead: Told) -> bool:
    """Whether a line says little that the answer in front has not said."""
    said, again = _words(lead.text), _words(told.text)
    return told.fact.id == lead.fact.id or len(said & again) >= _AGAIN * len(again)


def _covered(front: Sequence[Told], steps: Sequence[Told]) -> bool:
    """Whether steps together say most of what stands in front."""
    said = {word for t in steps for word in _words(t.text)}
    words = {word for t in front for word in _words(t.text)}
    return len(words & said) >= _MOST * len(words)


def _one_way(procedure: Procedure) -> dict[str, str]:
    """The way whose steps are shown where none was named, the first declared: steps of two ways do not mix."""
    way = procedure.cases.get("way")
    used = {v for f in procedure.steps for v in f.when.get("way", ())}
    first = next((v for v in way.values if v in used), None) if way else None
    return {"way": first} if first else {}


def _closest_first(told: list[Told], ranked: Sequence[Relevant], case: Mapping[str, str]) -> list[Told]:
    """Written order, but what the question is about, and what is said of the person's own case, comes first."""
    scores = {r.fact.id: r.score for r in ranked}

    def rank(item: tuple[int, Told]) -> tuple[bool, int]:
        place, t = item
        own = bool(t.fact.when) and all(case.get(c) in values for c, values in t.fact.when.items())
        return not (own or scores.get(t.fact.id, 0.0) >= _CLOSE), place

    return [t for _, t in sorted(enumerate(told), key=rank)]


def _waiting(told: Sequence[Told], done: frozenset[str]) -> dict[str, list[str]]:
    """Step → the steps that somebody has to do before it and has not ticked; what comes by itself waits for nobody."""
    steps = {t.fact.id: t.fact for t in told if isinstance(t.fact, JourneyStep) and not t.fact.by_itself}
    return {i: [first for first in step.after if first in steps and first not in done] for i, step in steps.items()}


def _inner(title: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins a name or an abbreviation."""
    return title if title[:2].isupper() or title.startswith(("VNeID", "iHanoi")) else title[:1].lower() + title[1:]
