"""How sure a search is, and what follows: answer, ask back, decline. The figures stand in content/search.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

from knowledge.search import DecideTuning, Hit


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
    """The estimated chance that the first hit is right: logistic in its score and in its lead over the second."""
    if not hits:
        return 0.0
    lead = hits[0].score - (hits[1].score if len(hits) > 1 else 0.0)
    return 1 / (1 + exp(-(tuning.bias + tuning.by_score * hits[0].score + tuning.by_lead * min(lead, 0.3))))


def decide(hits: Sequence[Hit], tuning: DecideTuning, *, may_ask: bool) -> Decision:
    """Answer a clear winner; ask about a near tie while asking is still welcome; decline the rest."""
    confidence = confidence_of(hits, tuning)
    if confidence >= tuning.answer:
        return Decision(Verdict.ANSWER, confidence)
    if confidence >= tuning.clarify and may_ask:
        return Decision(Verdict.CLARIFY, confidence)
    return Decision(Verdict.DECLINE, confidence)
