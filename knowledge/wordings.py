"""Many short wordings as vectors, inverted, so that a question is compared with all of them at once."""

from collections.abc import Mapping, Sequence

Vector = tuple[Mapping[str, float], float]
"""Feature → weight, and the length of the vector (above 0)."""


class Wordings:
    """Wordings to be compared with. Immutable once built.

    A feature mostly counts the same in every wording that has it: they stand together, so that what it adds is worked
    out once for all of them. This is the busiest loop of a search.
    """

    def __init__(self, vectors: Sequence[Vector]) -> None:
        self.sizes = tuple(size for _, size in vectors)
        holders: dict[str, dict[float, list[int]]] = {}
        for number, (vector, _) in enumerate(vectors):
            for feature, value in vector.items():
                holders.setdefault(feature, {}).setdefault(value, []).append(number)
        self._postings = {f: tuple((value, tuple(held)) for value, held in by.items()) for f, by in holders.items()}

    def cosines(self, query: Vector) -> list[float]:
        """The cosine of a question with each wording, times the length of the question, in their order."""
        dots = [0.0] * len(self.sizes)
        postings = self._postings
        for feature, value in query[0].items():
            for other, numbers in postings.get(feature, ()):
                added = value * other
                for number in numbers:
                    dots[number] += added
        return [dot / size for dot, size in zip(dots, self.sizes, strict=True)]

    def closest(self, query: Vector) -> float:
        """The cosine of a question with the closest wording, 1 at most; 0 where there is none."""
        return min(max(self.cosines(query), default=0.0) / query[1], 1.0)
