"""Which facts of one procedure a question is about: rare shared words, and the likeness of an FAQ's wordings."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from knowledge.lexicon import Lexicon, Term
from knowledge.model import Aspect, Fact, Faq, Procedure
from knowledge.wordings import Wordings

Features = Mapping[str, float]
_SATURATION = 1.2  # BM25 k1, b: facts are short, so the usual figures
_LENGTH = 0.6
_SAME = 0.9
"""Likeness from which a wording is the question itself."""


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
        self._owners = tuple(number for number, said in enumerate(wordings) for _ in said)
        self._wordings = Wordings([self._vector(w) for said in wordings for w in said])

    def rank(self, features: Features) -> tuple[Relevant, ...]:
        """All facts, the most relevant first; ties in written order."""
        query = self._vector(features)
        likeness = [0.0] * len(self._facts)
        for number, dot, size in zip(self._owners, self._wordings.cosines(query), self._wordings.sizes, strict=True):
            cosine = dot / query[1]
            # A wording shorter than the question may stand whole in it: the share of it that does counts as well.
            alike = cosine * sqrt(query[1] / size) if size < query[1] else cosine
            likeness[number] = max(likeness[number], alike)
        scores = self.scores(features)
        found = [
            Relevant(fact, aspect, max(score, alike if alike > _SAME else 0.0), alike)
            for (aspect, fact), score, alike in zip(self._facts, scores, likeness, strict=True)
        ]
        return tuple(sorted(found, key=lambda r: -r.score))

    def scores(self, features: Features) -> tuple[float, ...]:
        """How much of the features each fact explains, 0 to 1, in written order."""
        query, _ = self._vector(features)
        whole = sum(query.values()) or 1.0
        scores = [0.0] * len(self._facts)
        for feature, weight in features.items():
            for number, value in self._postings.get(feature, ()):
                scores[number] += weight * value
        return tuple(score / whole for score in scores)

    def told_apart(self, features: Features) -> Mapping[str, float]:
        """Fact id → how much of the features it explains, 0 to 1."""
        return {fact.id: score for (_, fact), score in zip(self._facts, self.scores(features), strict=True)}

    def _vector(self, features: Features) -> tuple[dict[str, float], float]:
        vector = {
            f: w * self._idf.get(f, self._unseen)
            for f, w in features.items()
            if "*" not in f and ("_" not in f or f in self._idf)
        }
        return vector, sqrt(sum(v * v for v in vector.values())) or 1.0


def _wordings(fact: Fact) -> tuple[str, ...]:
    return (*fact.questions, *fact.keywords) if isinstance(fact, Faq) else fact.keywords
