"""Whether a wording may be approved: what would be answered wrongly because of it, before anybody is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.answer import Question
from knowledge.answering import Answerer
from knowledge.checking import came_of, landed_near_misses, lost_samples
from knowledge.overlay import Approved, Overlay

_DAY = date(2026, 11, 24)
"""The wordings do not depend on the day."""

Concerned = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Clash:
    """A question that an approval would have answered wrongly: `expected` (a slug or an id) loses it to `came`.

    `came` is a slug, a journey's id, a route or a status; `expected` is None where it may go anywhere but there.
    """

    question: str
    expected: str | None
    came: str


def check_approval(answerer: Answerer, approved: Approved) -> tuple[Clash, ...]:
    """What would be answered wrongly if this were approved too, and is not yet; nothing where it does no harm.

    Asks only questions a quarter of whose words that say a topic stand in the new wording: a second or two of pure
    computation, which belongs into a thread.
    """
    overlay = Overlay((*answerer.overlay.approved, approved), answerer.overlay.version)
    would_be = answerer.with_overlay(overlay)
    said = _topic_words(answerer, approved.text)

    def concerned(text: str) -> bool:
        words = _topic_words(answerer, text)
        return bool(said & words) and len(said & words) * 4 >= len(words)

    def alike(text: str) -> bool:
        words = _topic_words(answerer, text)
        return len(said & words) * 2 > len(said | words)

    harmed = (c for c in _harmed(would_be, concerned, alike) if _came(answerer, c.question) != c.came)
    return (*_held_already(answerer, approved), *_not_reached(would_be, approved), *harmed)


def _held_already(answerer: Answerer, approved: Approved) -> Iterator[Clash]:
    """The wording itself, where nearly the same was approved for something else."""
    held = answerer.approved_target(approved.text)
    if held not in (None, approved.target):
        yield Clash(approved.text, held, approved.target)


def _not_reached(answerer: Answerer, approved: Approved) -> Iterator[Clash]:
    """The wording itself, where it says no topic, or is small talk, a wish or something that is screened."""
    if answerer.approved_target(approved.text) != approved.target:
        yield Clash(approved.text, approved.target, _came(answerer, approved.text))


def _harmed(answerer: Answerer, concerned: Concerned, alike: Concerned) -> Iterator[Clash]:
    for procedure in answerer.catalogue.procedures.values():
        for _, sample, came in lost_samples(answerer, procedure, concerned):
            yield Clash(sample, procedure.slug, came)
        for _, near in landed_near_misses(answerer, procedure, concerned):
            yield Clash(near, None, procedure.slug)
        yield from _taken(answerer, procedure.slug, filter(alike, (*procedure.names, *procedure.phrasings)))
    for journey in answerer.catalogue.journeys:
        came_instead = ((s, _came(answerer, s)) for s in filter(concerned, journey.samples))
        yield from (Clash(sample, journey.id, came) for sample, came in came_instead if came != journey.id)
    for other in answerer.overlay.approved:
        yield from _taken(answerer, other.target, filter(concerned, (other.text,)))


def _taken(answerer: Answerer, owner: str, wordings: Iterable[str]) -> Iterator[Clash]:
    """Wordings of one owner that would be answered as another's approved one."""
    for wording in wordings:
        target = answerer.approved_target(wording)
        if target not in (owner, None):
            yield Clash(wording, owner, target)


def _came(answerer: Answerer, question: str) -> str:
    return came_of(answerer.answer(Question(question, _DAY)))


def _topic_words(answerer: Answerer, text: str) -> frozenset[str]:
    terms = answerer.lexicon.read_question(text)
    return frozenset(t.folded for t in terms if answerer.lexicon.carries_topic(t))
