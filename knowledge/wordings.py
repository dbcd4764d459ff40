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
        for number, (vector, _) in enumerate(vectors):
            for feature, value in vector.items():
                self._postings[feature].append((number, value))

    def cosines(self, query: Vector) -> list[float]:
        """The cosine (0 to about 1) of a question with each wording, in their order."""
        vector, size = query
        dots = [0.0] * len(self.sizes)
        for feature, value in vector.items():
            for number, other in self._postings.get(feature, ()):
                dots[number] += value * other
        return [dot and dot / (size * own) for dot, own in zip(dots, self.sizes, strict=True)]
