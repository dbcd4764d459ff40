"""Which approved wording a question nearly is, whatever its marks and the order of its parts.

The classifier is learnt at a release and cannot know what was approved since. So an approved wording answers by itself
what says hardly anything else; what is less near is weighed with everything else by the index.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

from knowledge.overlay import Approved, Overlay
from knowledge.postings import is_word
from knowledge.search import ApprovedTuning
from knowledge.wordings import Vector, Wordings

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Near:
    """An approved wording and its likeness by single words (`words`) and by words and pairs (`pairs`), each 0 to 1."""

    approved: Approved
    words: float
    pairs: float

    def is_the_same(self, tuning: ApprovedTuning) -> bool:
        """Whether a question says hardly anything else, and so is answered as the wording."""
        return self.words >= tuning.same or (self.words >= tuning.close and self.pairs >= tuning.ordered)

    def is_likely(self, tuning: ApprovedTuning) -> bool:
        """Whether a question is likely about the same, and so weighed in its favour."""
        return self.words >= tuning.alike and self.pairs >= tuning.ordered


class Nearness:
    """The wordings of an overlay, ready to be compared with. Immutable once built."""

    def __init__(self, overlay: Overlay, read: Callable[[str], Features], rarity: Callable[[str], float]) -> None:
        """`read`: a text's features as a question's are read; `rarity`: what a feature counts by how rare it is."""
        self._rarity = rarity
        self._approved = overlay.approved
        said = [read(a.text) for a in overlay.approved]
        self._by_words = Wordings([self._vector(f, is_word) for f in said])
        self._by_pairs = Wordings([self._vector(f, _has_no_marks) for f in said])

    def closest(self, features: Features) -> Near | None:
        """The closest wording to a question's features; of equal ones the newest."""
        if not self._approved:
            return None
        words = _likenesses(self._by_words, self._vector(features, is_word))
        pairs = _likenesses(self._by_pairs, self._vector(features, _has_no_marks))
        number = max(range(len(words)), key=lambda n: (words[n] + pairs[n], n))
        return Near(self._approved[number], words[number], pairs[number])

    def _vector(self, features: Features, counts: Callable[[str], bool]) -> Vector:
        vector = {f: w * self._rarity(f) for f, w in features.items() if counts(f)}
        return vector, sqrt(sum(v * v for v in vector.values())) or 1.0


def _has_no_marks(feature: str) -> bool:
    return "*" not in feature


def _likenesses(wordings: Wordings, query: Vector) -> list[float]:
    return [min(dot / query[1], 1.0) for dot in wordings.cosines(query)]
