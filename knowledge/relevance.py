"""Which facts of one procedure a question is about: rare shared words, and the likeness of an FAQ's wordings."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from knowledge.lexicon import Lexicon, Term
from knowledge.model import Aspect, Fact, Faq, Procedure

Features = Mapping[str, float]
_SATURATION = 1.2  # BM25 k1, b: facts are short, so the usual figures
_LENGTH = 0.6


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

    def __init__(self, procedure: Procedure, lexicon: Lexicon, features: Callable[[Sequence[Term]], Features]) -> None:
        self._facts = procedure.facts()
        wordings = [[features(lexicon.read(w)) for w in _wordings(f)] for _, f in self._facts]
        counts = [
            Counter(f for said in (*held, features(lexicon.read(fact.text))) for f in said if "*" not in f)
            for held, (_, fact) in zip(wordings, self._facts, strict=True)
        ]
        frequency = Counter(f for c in counts for f in c)
        self._idf = {f: log(1 + (len(counts) - n + 0.5) / (n + 0.5)) for f, n in frequency.items()}
        self._unseen = log(1 + 2 * len(counts))
        lengths = [sum(n for f, n in c.items() if "_" not in f) for c in counts]
        average = sum(lengths) / max(len(lengths), 1)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            norm = 1 - _LENGTH + _LENGTH * length / average
            for feature, n in count.items():
                value = n / norm / (n / norm + _SATURATION)
                self._postings[feature].append((number, value * self._idf[feature]))
        self._wordings = [tuple(map(self._vector, said)) for said in wordings]

    def rank(self, features: Features) -> tuple[Relevant, ...]:
        """All facts, the most relevant first; ties in written order."""
        query, size = self._vector(features)
        whole = sum(query.values()) or 1.0
        scores = [0.0] * len(self._facts)
        for feature, weight in features.items():
            for number, value in self._postings.get(feature, ()):
                scores[number] += weight * value
        found = []
        for (aspect, fact), score, wordings in zip(self._facts, scores, self._wordings, strict=True):
            wording = max((_likeness(query, size, *w) for w in wordings), default=0.0)
            found.append(Relevant(fact, aspect, max(score / whole, wording if wording > 0.9 else 0.0), wording))
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
