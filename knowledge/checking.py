"""Checks that need the whole answerer: samples are found, near misses are not, routes keep to their own."""

from collections.abc import Callable, Iterator
from datetime import date

from knowledge.answer import Answer, Question, Status
from knowledge.answering import Answerer
from knowledge.catalogue import CONTENT, Finding, find_in
from knowledge.model import Procedure

_DAY = date(2026, 11, 24)
"""The wordings do not depend on the day; one is fixed so that the check does not either."""


def check_wordings(answerer: Answerer) -> tuple[Finding, ...]:
    """Samples not found first, `must_not` questions found, route examples that go elsewhere."""
    found = [f for p in answerer.catalogue.procedures.values() for f in _procedure(answerer, p)]
    return tuple(sorted([*found, *_journeys(answerer), *_routes(answerer)]))


def came_of(answer: Answer) -> str:
    """What an answer was, in a word: a journey's id, a slug, a route or a status."""
    first = answer.procedures[0] if answer.status is Status.ANSWERED else None
    return answer.journey or first or answer.route or answer.status.value


def _always(_: str) -> bool:
    return True


def lost_samples(
    answerer: Answerer, procedure: Procedure, concerned: Callable[[str], bool] = _always
) -> Iterator[tuple[int, str, str]]:
    """Samples that do not find their procedure, with their place and what came instead."""
    for i, sample in enumerate(procedure.samples):
        if concerned(sample):
            answer = answerer.answer(Question(sample, _DAY))
            if answer.status is not Status.ANSWERED or answer.procedures[0] != procedure.slug:
                yield i, sample, came_of(answer)


def landed_near_misses(
    answerer: Answerer, procedure: Procedure, concerned: Callable[[str], bool] = _always
) -> Iterator[tuple[int, str]]:
    """Near misses that land on the procedure all the same, with their place."""
    for i, near in enumerate(procedure.must_not):
        if concerned(near):
            answer = answerer.answer(Question(near, _DAY))
            if answer.status is Status.ANSWERED and answer.procedures[0] == procedure.slug:
                yield i, near


def _procedure(answerer: Answerer, procedure: Procedure) -> Iterator[Finding]:
    path = answerer.catalogue.files[procedure.slug]
    for i, sample, came in lost_samples(answerer, procedure):
        mend = f"{sample!r} is answered by {came}; add a phrasing of this kind, or sharpen the other's"
        yield find_in(path, ("samples", i), mend)
    for i, near in landed_near_misses(answerer, procedure):
        yield find_in(path, ("must_not", i), f"{near!r} lands here; narrow a phrasing, or give it a home elsewhere")


def _journeys(answerer: Answerer) -> Iterator[Finding]:
    path = CONTENT / "journeys.yaml"
    for i, journey in enumerate(answerer.catalogue.journeys):
        for j, sample in enumerate(journey.samples):
            answer = answerer.answer(Question(sample, _DAY))
            if answer.journey != journey.id:
                mend = f"{sample!r} is answered by {came_of(answer)}; add a phrasing of this kind"
                yield find_in(path, (i, "samples", j), mend)


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
