"""A check of papers → the words of its sheet, each thing said once, in the order in which it is needed."""

from collections.abc import Collection, Iterable
from datetime import date

from knowledge.catalogue import Catalogue
from knowledge.composing import Composer, format_day
from knowledge.linking import WayBack
from knowledge.model import Certainty, Fact, Need, Paper, Procedure
from knowledge.papers import PapersCheck
from knowledge.phrases import Phrases
from knowledge.sheets import Item, Labelled, Part, Sheet

MOST_TEXTS = 2
"""Texts on each of place, fee and time: the first answers, the rest stands behind the code."""
MOST_PUBLISHERS = 3
MOST_CONTACTS = 3
CITY = "tong-dai-ha-noi"
"""The contact that takes every question about services in Hanoi."""

_ASPECTS = ("where", "fee", "time")


class SheetComposer:
    """Puts a check of papers into the words of a sheet. Pure: the day comes with each call."""

    def __init__(self, catalogue: Catalogue, phrases: Phrases) -> None:
        self._catalogue = catalogue
        self._phrases = phrases

    def compose(self, check: PapersCheck, *, ticked: Collection[str], on: date, way_back: WayBack | None) -> Sheet:
        """The sheet of a check. `ticked`: ids of papers that somebody has. Raises KeyError for an unknown procedure."""
        draft = _Draft(check, self._catalogue.procedures[check.procedure], self._catalogue, self._phrases)
        say = self._phrases.text
        return Sheet(
            kind=say("sheet-kind"),
            title=check.title,
            case=draft.case(),
            notes=(*draft.not_chosen(), *check.notes),
            parts=tuple(part for part in draft.parts(ticked) if part.items),
            facts=tuple(fact for fact in draft.facts() if fact.lines),
            closing=draft.closing(on),
            made_on=on,
            ticked=say("sheet-ticked"),
            empty=say("sheet-empty"),
            address=way_back.address if way_back else None,
            address_lines=(say("sheet-scan"), way_back.short) if way_back else (),
        )


class _Draft:
    """A sheet in the making. Whom to ask is said once, in a place of its own, and not after every text."""

    def __init__(self, check: PapersCheck, procedure: Procedure, catalogue: Catalogue, phrases: Phrases) -> None:
        self._check = check
        self._procedure = procedure
        self._catalogue = catalogue
        self._say = phrases.text
        self._told = {aspect: getattr(check, aspect)[:MOST_TEXTS] for aspect in _ASPECTS}
        composer = Composer(catalogue, phrases)
        unknown = [f for f in (*procedure.papers, *_told_facts(procedure)) if f.certainty is Certainty.UNKNOWN]
        self._asking = {f" {self._say('answer-ask', who=composer.whom(procedure, [f]))}": f.ask for f in unknown}

    def case(self) -> tuple[Labelled, ...]:
        """What was asked about the person, with the answers."""
        cases = self._procedure.cases
        return tuple(
            Labelled(_question(cases[name].ask), (_upper(cases[name].values[value].label),))
            for name, value in self._check.case.items()
        )

    def not_chosen(self) -> tuple[str, ...]:
        """What the papers still depend on, said so that nobody takes the sheet for theirs alone."""
        asks = " ".join(_question(self._procedure.cases[name].ask) for name in self._check.asks)
        return (self._say("sheet-not-chosen", asks=asks),) if asks else ()

    def parts(self, ticked: Collection[str]) -> Iterable[Part]:
        """The papers to bring, to have along, to leave at home."""
        for need in (Need.BRING, Need.SHOW):
            papers = [p for p in self._check.papers if p.need is need]
            items = tuple(Item(p.name, self._lines(p), p.id in ticked) for p in papers)
            yield Part(self._say(f"sheet-{need.value}"), items)
        yield Part(self._say("sheet-skip"), tuple(Item(p.name, self._lines(p)) for p in self._check.skipped))

    def _lines(self, paper: Paper) -> tuple[str, ...]:
        only_if = self._check.only_if.get(paper.id)
        return (
            *([self._say("sheet-only-if", cases=only_if)] if only_if else []),
            self._alone(self._check.words.get(paper.id, paper.text))[0],
            *([self._say("papers-not-counting", text=paper.not_counting)] if paper.not_counting else []),
        )

    def facts(self) -> Iterable[Labelled]:
        """Where, for how much, how long; and whom to ask, after what is not certain by its name."""
        for aspect, told in self._told.items():
            yield Labelled(self._say(f"aspect-{aspect}-label"), tuple(self._alone(text)[0] for text in told))
        doubtful = [p for p in self._check.papers if p.certainty in (Certainty.UNKNOWN, Certainty.CONFLICTING)]
        names = ", ".join(p.name for p in doubtful)
        about = (self._say("sheet-ask-about", names=names),) if names else ()
        yield Labelled(self._say("sheet-ask"), (*about, *self._contacts()))

    def _contacts(self) -> tuple[str, ...]:
        """Those whom the texts name, then those of the shelf, at last the city's own hotline."""
        topic = next(t for t in self._catalogue.topics if t.id == self._procedure.topic)
        texts = (*self._check.words.values(), *(text for told in self._told.values() for text in told))
        named = dict.fromkeys((*(id_ for text in texts for id_ in self._alone(text)[1]), *topic.ask))
        ids = [id_ for id_ in named if id_ != CITY][: MOST_CONTACTS - 1]
        contacts = [self._catalogue.contacts[id_] for id_ in (*ids, CITY)]
        return tuple(self._say("answer-contact", name=c.name, number=c.number) for c in contacts)

    def _alone(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A text without the sentence at its end that says whom to ask, and their ids."""
        return next(
            ((text.removesuffix(end), ids) for end, ids in self._asking.items() if text.endswith(end)), (text, ())
        )

    def closing(self, on: date) -> tuple[str, ...]:
        """The day it was checked and the day it was made, whose word it is, and that no authority speaks here."""
        check, say = self._check, self._say
        checked = format_day(check.checked_on)
        overdue = self._procedure.review_by < on
        when = (
            say("answer-checked-last", day=checked, who=self._contacts()[0])
            if overdue
            else say("answer-checked", day=checked)
        )
        told = (*check.words.values(), *check.notes, *(text for texts in self._told.values() for text in texts))
        mark = say("answer-marked", text="").strip()
        return (
            say("sheet-made", when=when, day=format_day(on)),
            *self._sources(),
            *([say("sheet-mark-means")] if any(mark in text for text in told) else []),
            say("sheet-who"),
        )

    def _sources(self) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(self._catalogue.sources[s].publisher for s in self._check.sources))
        listed, more = ", ".join(names[:MOST_PUBLISHERS]), len(names) - MOST_PUBLISHERS
        if more > 0:
            return (self._say("answer-sources-more", names=listed, more=str(more)),)
        return (self._say("answer-sources", names=listed),) if listed else ()


def _told_facts(procedure: Procedure) -> tuple[Fact, ...]:
    return (*procedure.where, *procedure.fee, *procedure.time)


def _question(ask: str) -> str:
    """The question alone, without the examples behind it."""
    head, mark, _ = ask.partition("?")
    return head + mark


def _upper(label: str) -> str:
    return label[:1].upper() + label[1:]
