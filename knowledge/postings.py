"""An inverted index weighed by BM25, and kept small: a server holds it as long as it runs."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, KeysView, Mapping
from itertools import accumulate, count, pairwise, repeat
from math import fsum, log
from typing import Self

from knowledge.caching import joined, parted


class Postings:
    """Feature → the numbers of the entries that have it, with what it counts there. Immutable once built.

    `counts`: feature → weight, for each entry in order; taken one at a time, since all at once would be the most that
    the process ever holds. `saturation`, `length`: k1 and b of BM25. All postings stand in three arrays, those of a
    feature side by side: a third of what lists of pairs take.
    """

    def __init__(self, counts: Iterable[Mapping[str, float]], *, saturation: float, length: float) -> None:
        met: defaultdict[str, int] = defaultdict(count().__next__)  # each new feature is the next row
        rows, weights, sizes, lengths = array("I"), array("d"), [], []
        for held in counts:
            rows.extend(map(met.__getitem__, held))
            weights.extend(held.values())
            sizes.append(len(held))
            lengths.append(fsum(weight for feature, weight in held.items() if is_word(feature)))
        holders = Counter(rows)
        frequencies = [holders[row] for row in range(len(holders))]
        starts = array("I", accumulate(frequencies, initial=0))
        self._hold(len(sizes), dict(met), starts, array("I", rows), array("d", weights), array("d", weights))
        free = self._starts[:]
        average = sum(lengths) / max(len(lengths), 1)
        norms = [1 - length + length * own / average for own in lengths]
        numbers = (number for number, size in enumerate(sizes) for number in repeat(number, size))
        for row, number, weight in zip(rows, numbers, weights, strict=True):
            at, normed = free[row], weight / norms[number]
            self._numbers[at], self._weights[at] = number, weight
            self._values[at] = normed * (1 + saturation) / (normed + saturation) * self._rarities[row]
            free[row] = at + 1

    def _hold(
        self,
        entries: int,
        rows: dict[str, int],
        starts: "array[int]",
        numbers: "array[int]",
        weights: "array[float]",
        values: "array[float]",
    ) -> None:
        self._entries, self._rows, self._starts = entries, rows, starts
        self._numbers, self._weights, self._values = numbers, weights, values
        self.unseen = log(1 + 2 * entries)
        self._rarities = array("d", (_rarity(end - start, entries) for start, end in pairwise(starts)))

    def to_bytes(self) -> bytes:
        """All of it as a machine of this kind holds it, for `from_bytes`."""
        arrays = (held.tobytes() for held in (self._starts, self._numbers, self._weights, self._values))
        return joined(str(self._entries).encode(), "\n".join(self._rows).encode(), *arrays)

    @classmethod
    def from_bytes(cls, held: bytes) -> Self:
        """What `to_bytes` gave, as it was."""
        entries, features, starts, numbers, weights, values = parted(held)
        rows = {feature: row for row, feature in enumerate(features.decode().split("\n") if features else ())}
        postings = cls.__new__(cls)
        postings._hold(
            int(entries), rows, array("I", starts), array("I", numbers), array("d", weights), array("d", values)
        )
        return postings

    def counts(self) -> Iterator[Mapping[str, float]]:
        """Feature → weight, for each entry in order: what it was built from."""
        features = tuple(self._rows)
        rows = array("I", (row for row, (start, end) in enumerate(pairwise(self._starts)) for _ in range(start, end)))
        places = [array("I") for _ in range(self._entries)]
        for at, number in enumerate(self._numbers):
            places[number].append(at)
        for own in places:
            yield {features[rows[at]]: self._weights[at] for at in own}

    def __contains__(self, feature: object) -> bool:
        return feature in self._rows

    @property
    def features(self) -> KeysView[str]:
        """Every feature of any entry, in the order it was met."""
        return self._rows.keys()

    def rarity(self, feature: str) -> float:
        """The inverse document frequency; what no entry has is rarer than all else."""
        row = self._rows.get(feature)
        return self.unseen if row is None else self._rarities[row]

    def of(self, feature: str) -> Iterator[tuple[int, float]]:
        """The numbers of the entries that have a feature, in order, and what it counts there."""
        row = self._rows.get(feature)
        if row is None:
            return iter(())
        start, end = self._starts[row], self._starts[row + 1]
        return zip(self._numbers[start:end], self._values[start:end], strict=True)


def is_word(feature: str) -> bool:
    """Whether a feature is a word, rather than a pair ("a_b") or a word with its marks ("a*b")."""
    return "_" not in feature and "*" not in feature


def _rarity(n: int, entries: int) -> float:
    """log(1 + (N - n + 0.5) / (n + 0.5)), after Robertson and Spärck Jones."""
    return log(1 + (entries - n + 0.5) / (n + 0.5))
