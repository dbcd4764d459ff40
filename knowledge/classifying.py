"""How likely a question is about each entry or route: a linear classifier learnt from the wordings of the content.

`tungngo content learn` writes the file that is read here; docs/decisions/search.md tells what it is worth.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path
from typing import Any

from knowledge.catalogue import CONTENT, ContentError, Finding

FILE = "classifier.json.gz"
_ROUTE = "route "
_MIDDLE = 128
"""What is added to a weight to make a byte of it."""


def route_label(route: str) -> str:
    """The label of a route, which no entry can have: ids hold no blank."""
    return _ROUTE + route


class Classifier:
    """Scores labels: ids of entries, and routes. Immutable once built.

    `weights`: feature → two bytes for each label it speaks for or against, the label's number and the weight in steps
    of `step`, 128 for nothing. In the file they are hexadecimal digits.
    """

    def __init__(self, labels: Iterable[str], bias: Iterable[float], step: float, weights: Mapping[str, bytes]) -> None:
        self._labels = tuple(labels)
        self._bias = tuple(bias)
        self._step = step
        self._weights = weights
        self._known = frozenset(self._labels)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Classifier":
        """One part of a learnt file."""
        packed = {feature: bytes.fromhex(digits) for feature, digits in data["weights"].items()}
        return cls(data["labels"], data["bias"], data["step"], packed)

    def knows(self, label: str) -> bool:
        """Whether a label was among those learnt."""
        return label in self._known

    def chances(self, features: Mapping[str, float]) -> dict[str, float]:
        """Label → how likely it is what a question with these features is about; they sum to 1."""
        length = sqrt(sum(v * v for v in features.values())) or 1.0
        scores = list(self._bias)
        for feature, value in features.items():
            packed = self._weights.get(feature, b"")
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
    def load(cls, path: Path = CONTENT / FILE) -> "Learnt":
        """Read one learnt file; where there is none, nothing is known. Raises ContentError."""
        if not path.exists():
            return NOTHING_LEARNT
        data = read_learnt(path, "entries", "aspects")
        return cls(Classifier.read(data["entries"]), Classifier.read(data["aspects"]))


KNOWS_NOTHING = Classifier((), (), 1.0, {})
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
