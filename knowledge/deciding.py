"""How sure a search is, and what follows: answer, ask back, decline. The figures stand in content/search.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from knowledge.search import DecideTuning, Hit

_MOST_LEAD = 0.3


class Verdict(StrEnum):
    """What to do with a search's hits."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict and the confidence (0 to 1) that the best hit is what was meant."""

    verdict: Verdict
    confidence: float


def confidence_of(hits: Sequence[Hit], tuning: DecideTuning) -> float:
    """How sure it is that the first hit is right: logistic in its lead over the others and the classifier's chance."""
    if not hits:
        return 0.0
    best = hits[0]
    lead = min(best.score - max((h.score for h in hits[1:]), default=0.0), _MOST_LEAD)
    return 1 / (1 + exp(-(tuning.bias + tuning.by_lead * lead + tuning.by_chance * best.chance)))


def decide(hits: Sequence[Hit], tuning: DecideTuning, *, may_ask: bool) -> Decision:
    """Answer a clear winner; ask about a near tie while asking is still welcome; decline the rest."""
    confidence = confidence_of(hits, tuning)
    if confidence >= tuning.answer:
        return Decision(Verdict.ANSWER, confidence)
    if confidence >= tuning.clarify and may_ask:
        return Decision(Verdict.CLARIFY, confidence)
    return Decision(Verdict.DECLINE, confidence)
