"""How much a message is like what scammers write: a linear classifier learnt from messages written for it.

It reads the words, their pairs and the signs that were seen. docs/decisions/scam-scorer.md tells what it is worth.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import log, sqrt
from pathlib import Path

from knowledge.catalogue import CONTENT
from knowledge.classifying import KNOWS_NOTHING, Classifier, read_learnt
from knowledge.reading.scam_signs import Findings

FILE = "messages.json.gz"
SCAM, OTHER = "scam", "other"
"""The two labels that are learnt."""

FEWEST = 7
"""Words below which nothing is said of a message: a question of a few words is like everything."""

_SIGNS = 0.5
"""What a sign, a kind of address or a cue counts, where all words and pairs together count 1."""
_FULL_WEIGHT = 6
_LONG = 50
_BRIEF = 9
_DIGITS = re.compile(r"\d+")
_MOST_DIGITS = 3


class MessageScorer:
    """Says how likely a message is a scammer's. Immutable once built."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    @classmethod
    def load(cls, path: Path = CONTENT / FILE) -> "MessageScorer":
        """Read a learnt file; where there is none, nothing is ever likely. Raises ContentError."""
        return cls(Classifier.read(read_learnt(path, SCAM)[SCAM]) if path.exists() else KNOWS_NOTHING)

    def chance(self, findings: Findings) -> float:
        """How likely it is, 0 to 1, that somebody wants to be given something by a lie; 0 for a few words."""
        if findings.length < FEWEST:
            return 0.0
        return self._classifier.chances(features(findings)).get(SCAM, 0.0)


def features(findings: Findings) -> dict[str, float]:
    """What is learnt from in a message: its words and pairs, of length 1 together, and what was seen in it."""
    words = tuple(map(_shape, findings.words))
    said = dict.fromkeys((*(f"w {word}" for word in words), *(f"p {a} {b}" for a, b in pairwise(words))))
    share = 1 / sqrt(len(said) or 1)
    return dict.fromkeys(said, share) | {f"s {name}": _SIGNS * much for name, much in _seen(findings)}


def _seen(findings: Findings) -> Sequence[tuple[str, float]]:
    cues = ("asks", "points", "told", "addresses", "general", "questions")
    names = [
        *(f"sign {sign.id}" for sign in findings.signs),
        *(f"link {link.kind}" for link in findings.links),
        *(f"cue {cue}" for cue in cues if getattr(findings, cue)),
        *(("brief",) if findings.length < _BRIEF else ()),
    ]
    return (
        *((name, 1.0) for name in names),
        ("weight", min(findings.weight, _FULL_WEIGHT) / _FULL_WEIGHT * 2),
        ("length", min(log(1 + findings.length) / log(_LONG), 1.0)),
    )


def _shape(word: str) -> str:
    """A word with its digits counted rather than told: "500k" is "###k", and so is any sum like it."""
    return _DIGITS.sub(lambda digits: "#" * min(len(digits[0]), _MOST_DIGITS), word)
