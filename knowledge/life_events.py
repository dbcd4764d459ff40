"""Life events: the answer that lists our own procedures in the order in which a person needs them."""

from collections.abc import Set
from datetime import date

from knowledge.answer import NO_CASE, Answer, Choice, Context, Status
from knowledge.catalogue import Catalogue
from knowledge.composing import Composer
from knowledge.model import JourneyStep
from knowledge.outcomes import Outcomes

_MOST = 3
"""Procedures that an answer names."""


class LifeEvents:
    """Answers about the journeys of one catalogue. Immutable once built."""

    def __init__(self, catalogue: Catalogue, composer: Composer, outcomes: Outcomes) -> None:
        self._journeys = {j.id: j for j in catalogue.journeys}
        self._titles = catalogue.titles
        self._composer = composer
        self._outcomes = outcomes

    def __contains__(self, journey: object) -> bool:
        return journey in self._journeys

    def first_procedure(self, journey: str) -> str:
        """The slug of what a person begins with. Raises KeyError for an unknown id."""
        return self._journeys[journey].steps[0].procedure

    def show(
        self,
        journey: str,
        *,
        on: date,
        closed: Set[str] = frozenset(),
        confidence: float = 1.0,
        done: frozenset[str] | None = None,
    ) -> Answer:
        """The steps in order, each a choice that opens its procedure; those switched off are named. `done`: ids of the
        steps that are ticked, where ticks are kept. Raises KeyError for an unknown id."""
        event = self._journeys[journey]
        open_now = [s for s in event.steps if s.procedure not in closed]
        if not open_now:
            return self._outcomes.closed(event, confidence)
        choices = tuple(Choice(self._titles[s.procedure], s.procedure) for s in open_now)
        left_out = tuple(dict.fromkeys(s.procedure for s in event.steps if s.procedure in closed))
        return Answer(
            Status.ANSWERED,
            procedures=tuple(dict.fromkeys(s.procedure for s in open_now))[:_MOST],
            confidence=confidence,
            blocks=self._composer.journey(event, open_now, on=on, done=done, left_out=left_out),
            choices=choices,
            context=Context(procedure=open_now[0].procedure, offered=choices),
            journey=event.id,
        )

    def steps(self, journey: str, on: date, closed: Set[str] = frozenset()) -> tuple[JourneyStep, ...]:
        """The steps that somebody does, in the order in which they are numbered. Raises KeyError for an unknown id."""
        by_hand = [s for s in self._journeys[journey].steps if not s.by_itself and s.procedure not in closed]
        told = self._composer.told(by_hand, on=on, case=NO_CASE)
        return tuple(t.fact for t in told if isinstance(t.fact, JourneyStep))
