"""Which papers somebody's case needs, which may stay at home, and the place, the fee and the time that go with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.composing import Composer, Told
from knowledge.model import Aspect, Certainty, Fact, Need, Paper, Procedure

MOST_ASKS = 3
"""Questions about the case, at most."""
MOST_TOLD = 3
"""Texts on each of place, fee and time."""
MOST_NOTES = 2


@dataclass(frozen=True, slots=True)
class PapersCheck:
    """The papers of one procedure for what is known of a case.

    `asks` names the cases still to ask, in order, at most MOST_ASKS: only those on which something here depends.
    `papers` are to be brought or shown, `skipped` may stay at home. `words` tells what counts, paper id → text, and
    `only_if` on what it depends where the case is not known, paper id → text; no condition, no entry.
    `ask`: whom to ask about the papers that nobody is sure of. `notes` say what holds for just this case (who may,
    who must come); texts tell their own doubt. `sources` are the ids of what all of it rests on.
    """

    procedure: str
    title: str
    case: Mapping[str, str]
    asks: tuple[str, ...]
    papers: tuple[Paper, ...]
    skipped: tuple[Paper, ...]
    where: tuple[str, ...]
    fee: tuple[str, ...]
    time: tuple[str, ...]
    checked_on: date
    words: Mapping[str, str]
    only_if: Mapping[str, str]
    ask: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def check_papers(procedure: Procedure, case: Mapping[str, str], on: date, composer: Composer) -> PapersCheck:
    """What a case of a procedure needs on a day in Hanoi; what is no case or no value of it counts as not known."""
    cases = procedure.cases
    known = {name: value for name, value in case.items() if name in cases and value in cases[name].values}
    in_force = [p for p in procedure.papers if p.holds_on(on)]
    papers = [t.fact for t in composer.told(in_force, on=on, case=known) if isinstance(t.fact, Paper)]
    where, fee, time = (_tellable(procedure, a, on, known, composer) for a in (Aspect.WHERE, Aspect.FEE, Aspect.TIME))
    own = [t for t in _tellable(procedure, Aspect.ELIGIBILITY, on, known, composer) if _is_own(t.fact, known)]
    shown = [t.fact for told in (where, fee, time) for t in told[:MOST_TOLD]] + [t.fact for t in own[:MOST_NOTES]]

    def words(told: Sequence[Told], most: int = MOST_TOLD) -> tuple[str, ...]:
        return tuple(composer.tell(procedure, t.fact, on=on) for t in told[:most])

    return PapersCheck(
        procedure=procedure.slug,
        title=procedure.title,
        case=known,
        asks=_asks(procedure, known, papers, [t.fact for t in (*where, *fee, *time)]),
        papers=tuple(p for p in papers if p.need is not Need.SKIP),
        skipped=tuple(p for p in papers if p.need is Need.SKIP),
        where=words(where),
        fee=words(fee),
        time=words(time),
        checked_on=min((f.checked_on for f in (*papers, *shown)), default=procedure.checked_on),
        words={p.id: composer.tell(procedure, p, on=on) for p in papers},
        only_if={p.id: text for p in papers if (text := composer.condition(procedure, p, case=known))},
        ask=composer.whom(procedure, [p for p in papers if p.certainty is Certainty.UNKNOWN]),
        notes=words(own, MOST_NOTES),
        sources=tuple(dict.fromkeys(s for f in (*papers, *shown) for s in _rests_on(f))),
    )


def _tellable(
    procedure: Procedure, aspect: Aspect, on: date, case: Mapping[str, str], composer: Composer
) -> list[Told]:
    """What may be told on an aspect: what is said of just this case first, then what holds only for some time."""
    told = [
        t
        for t in composer.told(procedure.section(aspect), on=on, case=case)
        if not t.fact.detail or (aspect is Aspect.FEE and _is_own(t.fact, case))
    ]
    return sorted(told, key=lambda t: (not _is_own(t.fact, case), t.fact.ends_on is None))


def _rests_on(fact: Fact) -> tuple[str, ...]:
    return (*fact.sources, *(source for reading in fact.readings for source in reading.sources))


def _is_own(fact: Fact, case: Mapping[str, str]) -> bool:
    """Whether a fact speaks of just this case."""
    return bool(fact.when) and all(case.get(name) in values for name, values in fact.when.items())


def _asks(
    procedure: Procedure, case: Mapping[str, str], papers: Sequence[Paper], others: Sequence[Fact]
) -> tuple[str, ...]:
    """The cases to ask, as they are written: where they are too many, those that change the papers go before others.

    Where no paper is left the procedure is not for this case, and nothing more is asked.
    """
    if not papers:
        return ()

    def on_which(facts: Sequence[Fact]) -> list[str]:
        return [
            name
            for name, asked in procedure.cases.items()
            if name not in case and any(name in f.when and set(f.when[name]) < set(asked.values) for f in facts)
        ]

    asked = list(dict.fromkeys([*on_which(papers), *on_which(others)]))[:MOST_ASKS]
    return tuple(name for name in procedure.cases if name in asked)
