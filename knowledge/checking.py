"""Checks that need the whole answerer: samples are found, near misses are not, routes keep to their own."""

from collections.abc import Iterator
from datetime import date

from knowledge.answer import Question, Status
from knowledge.answering import Answerer
from knowledge.catalogue import CONTENT, Finding, find_in
from knowledge.model import Procedure

_DAY = date(2026, 11, 24)
"""The wordings do not depend on the day; one is fixed so that the check does not either."""


def check_wordings(answerer: Answerer) -> tuple[Finding, ...]:
    """Samples not found first, `must_not` questions found, route examples that go elsewhere."""
    found = [f for p in answerer.catalogue.procedures.values() for f in _procedure(answerer, p)]
    return tuple(sorted([*found, *_journeys(answerer), *_routes(answerer)]))


def _procedure(answerer: Answerer, procedure: Procedure) -> Iterator[Finding]:
    path = answerer.catalogue.files[procedure.slug]
    for i, sample in enumerate(procedure.samples):
        answer = answerer.answer(Question(sample, _DAY))
        if answer.status is not Status.ANSWERED or answer.procedures[0] != procedure.slug:
            came = answer.procedures[0] if answer.status is Status.ANSWERED else (answer.route or answer.status.value)
            mend = f"{sample!r} is answered by {came}; add a phrasing of this kind, or sharpen the other's"
            yield find_in(path, ("samples", i), mend)
    for i, near in enumerate(procedure.must_not):
        answer = answerer.answer(Question(near, _DAY))
        if answer.status is Status.ANSWERED and answer.procedures[0] == procedure.slug:
            yield find_in(path, ("must_not", i), f"{near!r} lands here; narrow a phrasing, or give it a home elsewhere")


def _journeys(answerer: Answerer) -> Iterator[Finding]:
    path = CONTENT / "journeys.yaml"
    for i, journey in enumerate(answerer.catalogue.journeys):
        for j, sample in enumerate(journey.samples):
            answer = answerer.answer(Question(sample, _DAY))
            if answer.journey != journey.id:
                came = answer.journey or next(iter(answer.procedures), None) or answer.route or answer.status.value
                yield find_in(path, (i, "samples", j), f"{sample!r} is answered by {came}; add a phrasing of this kind")


def _routes(answerer: Answerer) -> Iterator[Finding]:
    path = CONTENT / "routes.yaml"
    router, lexicon = answerer.router, answerer.lexicon
    for i, route in enumerate(router.routes):
        for j, intent in enumerate(route.intents):
            at = (i, "intents", j)
            for k, example in enumerate(intent.examples):
                terms = lexicon.read(example)
                match = router.screen(terms) or router.route(terms, now=None)
                if match is None or match.intent != intent.id:
                    came = match.intent if match else "nothing"
                    yield find_in(path, (*at, "examples", k), f"{example!r} goes to {came}; move it or the other's")
            for k, near in enumerate(intent.must_not):
                terms = lexicon.read(near)
                match = router.screen(terms) or router.route(terms, now=None)
                if match is not None and match.intent == intent.id:
                    yield find_in(path, (*at, "must_not", k), f"{near!r} matches; narrow a pattern or an example")
