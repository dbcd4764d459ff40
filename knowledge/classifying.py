"""How likely a question is about each entry or route: a linear classifier learnt from the wordings of the content.

`tungngo content learn` writes the file that is read here; docs/decisions/search.md tells what it is worth.
"""

import gzip
import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from math import exp, sqrt
from pathlib import Path
from typing import Any

from knowledge.caching import NO_CACHE, Cache, joined, parted
from knowledge.catalogue import CONTENT, ContentError, Finding

FILE = "classifier.json.gz"
KEPT = "classifier"
"""Its name among what is kept."""

_ROUTE = "route "
_MIDDLE = 128
"""What is added to a weight to make a byte of it."""


def route_label(route: str) -> str:
    """The label of a route, which no entry can have: ids hold no blank."""
    return _ROUTE + route


class Weights:
    """Feature → bytes, found by the hash of its name: `hashes` in ascending order, `starts` into `packed`."""

    def __init__(self, hashes: "array[int]", starts: "array[int]", packed: bytes) -> None:
        self.hashes, self.starts, self.packed = hashes, starts, packed

    @classmethod
    def of(cls, digits: Mapping[str, str]) -> "Weights":
        """Those of a learnt file. With 64 bits one file in ten billion has two names of one hash."""
        found = sorted((_hash(feature), text) for feature, text in digits.items())
        starts = array("I", accumulate((len(text) // 2 for _, text in found), initial=0))
        return cls(array("Q", (number for number, _ in found)), starts, bytes.fromhex("".join(t for _, t in found)))

    def of_feature(self, feature: str) -> bytes:
        """The bytes of a feature; none where it says nothing."""
        number = _hash(feature)
        row = bisect_left(self.hashes, number)
        if row == len(self.hashes) or self.hashes[row] != number:
            return b""
        return self.packed[self.starts[row] : self.starts[row + 1]]


class Classifier:
    """Scores labels: ids of entries, and routes. Immutable once built.

    `weights`: features, each a hash of its name, in their order, with two bytes for each label it speaks for or
    against: the label's number and the weight in steps of `step`, 128 for nothing. In flat pieces they take a fifth of
    what a dictionary of texts takes.
    """

    def __init__(self, labels: Iterable[str], bias: Iterable[float], step: float, weights: "Weights") -> None:
        self._labels = tuple(labels)
        self._bias = tuple(bias)
        self._step = step
        self._weights = weights
        self._known = frozenset(self._labels)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Classifier":
        """One part of a learnt file, in which weights are hexadecimal digits."""
        return cls(data["labels"], data["bias"], data["step"], Weights.of(data["weights"]))

    @classmethod
    def from_bytes(cls, held: bytes) -> "Classifier":
        """What `to_bytes` gave, as it was."""
        about, hashes, starts, packed = parted(held)
        data = json.loads(about)
        weights = Weights(array("Q", hashes), array("I", starts), packed)
        return cls(data["labels"], data["bias"], data["step"], weights)

    def to_bytes(self) -> bytes:
        """All of it as a machine of this kind holds it, for `from_bytes`."""
        about = json.dumps({"labels": self._labels, "bias": self._bias, "step": self._step})
        held = self._weights
        return joined(about.encode(), held.hashes.tobytes(), held.starts.tobytes(), held.packed)

    def knows(self, label: str) -> bool:
        """Whether a label was among those learnt."""
        return label in self._known

    def chances(self, features: Mapping[str, float]) -> dict[str, float]:
        """Label → how likely it is what a question with these features is about; they sum to 1."""
        length = sqrt(sum(v * v for v in features.values())) or 1.0
        scores = list(self._bias)
        for feature, value in features.items():
            packed = self._weights.of_feature(feature)
            share = value * self._step / length
            for number, weight in zip(packed[::2], packed[1::2], strict=True):
                scores[number] += share * (weight - _MIDDLE)
        grown = [exp(score) for score in scores]
        whole = sum(grown)
        return {label: g / whole for label, g in zip(self._labels, grown, strict=True)}


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a learnt file holds: which entry (or route) words speak for, and which aspect."""

    entries: Classifier
    aspects: Classifier

    @classmethod
    def load(cls, path: Path = CONTENT / FILE, cache: Cache = NO_CACHE) -> "Learnt":
        """Read one learnt file; where there is none, nothing is known. Raises ContentError."""
        if not path.exists():
            return NOTHING_LEARNT
        parts = (path.read_bytes(),)
        kept = cache.read(KEPT, parts)
        if kept is not None:
            return cls(*map(Classifier.from_bytes, parted(kept)))
        data = read_learnt(path, "entries", "aspects")
        learnt = cls(Classifier.read(data["entries"]), Classifier.read(data["aspects"]))
        cache.write(KEPT, parts, joined(learnt.entries.to_bytes(), learnt.aspects.to_bytes()))
        return learnt


KNOWS_NOTHING = Classifier((), (), 1.0, Weights.of({}))
NOTHING_LEARNT = Learnt(KNOWS_NOTHING, KNOWS_NOTHING)


def read_learnt(path: Path, *parts: str) -> dict[str, Any]:
    """A learnt file: the fingerprint of what it was learnt from, and the labels, bias, step and weights of each part.

    Raises ContentError where it is spoilt or lacks a part.
    """
    try:
        data: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
        if not {"fingerprint", *parts} <= data.keys():
            raise ValueError("learnt by another version")
    except (OSError, EOFError, ValueError) as error:
        raise ContentError([Finding(path.name, 1, "file", f"cannot be read ({error}): make learn")]) from error
    return data


def write_learnt(path: Path, data: Mapping[str, Any]) -> None:
    """Write a learnt file; the same data gives the same bytes."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def pack(pairs: Iterable[tuple[int, int]]) -> str:
    """(number of a label, weight in steps, -127 to 127) as they stand in a learnt file."""
    return bytes(b for label, weight in pairs for b in (label, weight + _MIDDLE)).hex()


def _hash(feature: str) -> int:
    return int.from_bytes(blake2b(feature.encode(), digest_size=8).digest(), "little")
