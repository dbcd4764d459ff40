"""Many short wordings as vectors, inverted, so that a question is compared with all of them at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

Vector = tuple[Mapping[str, float], float]
"""Feature → weight, and the length of the vector (above 0)."""


class Wordings:
    """Wordings to be compared with. Immutable once built."""

    def __init__(self, vectors: Sequence[Vector]) -> None:
        self.sizes = tuple(size for _, size in vectors)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (vector, size) in enumerate(vectors):
            for feature, value in vector.items():
                self._postings[feature].append((number, value / size))

    def cosines(self, query: Vector) -> list[float]:
        """The cosine of a question with each wording, times the length of the question, in their order."""
        dots = [0.0] * len(self.sizes)
        postings = self._postings
        for feature, value in query[0].items():
            if feature in postings:
                for number, other in postings[feature]:
                    dots[number] += value * other
        return dots

    def closest(self, query: Vector) -> float:
        """The cosine of a question with the closest wording, 1 at most; 0 where there is none."""
        return min(max(self.cosines(query), default=0.0) / query[1], 1.0)
