"""Which facts of one procedure a question is about: rare shared words, and the likeness of an FAQ's wordings."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from knowledge.lexicon import Lexicon, Term
from knowledge.model import Aspect, Fact, Faq, Procedure

Features = Mapping[str, float]
_TEXT_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Relevant:
    """A fact and how much a question is about it, 0 to 1; `wording` is the likeness of its closest wording."""

    fact: Fact
    aspect: Aspect
    score: float
    wording: float


class Facts:
    """The facts of one procedure, weighed against questions. Immutable once built.

    Words of the procedure's own names tell its facts apart from nothing: rarity is counted among its facts.
    """

    def __init__(
        self, procedure: Procedure, lexicon: Lexicon, features: Callable[[Sequence[Term]], Features]
    ) -> None:
        self._facts = procedure.facts()
        self._texts = [frozenset(features(lexicon.read(f.text))) for _, f in self._facts]
        wordings = [[features(lexicon.read(w)) for w in _wordings(f)] for _, f in self._facts]
        held = [text.union(*said) for text, said in zip(self._texts, wordings, strict=True)]
        frequency = Counter(f for features_ in held for f in features_)
        self._idf = {f: log(1 + (len(held) - n + 0.5) / (n + 0.5)) for f, n in frequency.items()}
        self._unseen = log(1 + 2 * len(held))
        self._wordings = [tuple(map(self._vector, said)) for said in wordings]

    def rank(self, features: Features) -> tuple[Relevant, ...]:
        """All facts, the most relevant first; ties in written order."""
        query, size = self._vector(features)
        whole = sum(query.values()) or 1.0
        found = []
        for (aspect, fact), text, wordings in zip(self._facts, self._texts, self._wordings, strict=True):
            wording = max((_likeness(query, size, *w) for w in wordings), default=0.0)
            shared = sum(v for f, v in query.items() if f in text) / whole
            score = max(wording, (1 - _TEXT_SHARE) * wording + _TEXT_SHARE * shared)
            found.append(Relevant(fact, aspect, score, wording))
        return tuple(sorted(found, key=lambda r: -r.score))

    def _vector(self, features: Features) -> tuple[dict[str, float], float]:
        vector = {
            f: w * self._idf.get(f, self._unseen)
            for f, w in features.items()
            if "*" not in f and ("_" not in f or f in self._idf)
        }
        return vector, sqrt(sum(v * v for v in vector.values())) or 1.0


def _wordings(fact: Fact) -> tuple[str, ...]:
    return (*fact.questions, *fact.keywords) if isinstance(fact, Faq) else fact.keywords


def _likeness(query: Mapping[str, float], size: float, other: Mapping[str, float], other_size: float) -> float:
    """Between the cosine and the share of the wording that is in the question, so that a long question may hold it."""
    dot = sum(min(v, other[f]) * max(v, other[f]) for f, v in query.items() if f in other)
    return dot / (other_size * sqrt(size * other_size)) if other_size < size else dot / (size * other_size)
