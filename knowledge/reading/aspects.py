"""Which aspect of a procedure a question names: the cue words of content/aspects.yaml, weighed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.catalogue import CONTENT, read_yaml
from knowledge.lexicon import Lexicon, Term
from knowledge.model import Aspect

_FILE = TypeAdapter(dict[Aspect, dict[float, tuple[str, ...]]])
_LONGEST = 6
_OF_TOPIC = 0.5
_ASKED_OUTRIGHT = (Aspect.FEE, Aspect.TIME, Aspect.WHERE, Aspect.DOCUMENTS)
"""Aspects that are named by asking for them: "ở đâu", "mấy ngày", "bao nhiêu tiền"; "bị khóa", "bị phạt" mostly tell
what about. Who asks outright means it."""

_OUTRIGHT = 2.5
_OUTRIGHT_BONUS = 0.8
# Where two aspects weigh the same, the one that costs more to miss comes first.
_ORDER = tuple(map(Aspect, "fee time documents where legal validity errors status eligibility steps overview".split()))


_NAME = "#"
_PAIR, _END, _OPENING = 1.0, 0.7, 0.5


def asked_features(terms: Sequence[Term], named: frozenset[int]) -> dict[str, float]:
    """What of a question tells the aspect: words, pairs and threes, how it begins and ends; the topic's name is one
    word, whatever it is."""
    said: list[str] = []
    for i, term in enumerate(terms):
        word = _NAME if i in named else term.folded
        if word != _NAME or said[-1:] != [_NAME]:
            said.append(word)
    found: dict[str, float] = dict.fromkeys(said, 1.0)
    for length, weight in ((2, _PAIR), (3, _END)):
        for i in range(len(said) - length + 1):
            found["_".join(said[i : i + length])] = weight
    found |= {f"{word}$": _END for word in said[-2:]}
    found[f"{'_'.join(said[-2:])}$"] = _END
    found[f"^{'_'.join(said[:2])}"] = _OPENING
    return found


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the words of a question say of aspects: the weight of each, and the places of the words that say it."""

    weights: Mapping[Aspect, float]
    cues: frozenset[int]

    @property
    def best(self) -> Aspect | None:
        """The aspect that weighs most, or None where nothing speaks for any."""
        return max(_ORDER, key=lambda a: self.weights.get(a, 0.0)) if self.weights else None


class Aspects:
    """Reads aspects. Immutable once built."""

    def __init__(self, cues: Mapping[Aspect, Mapping[float, Sequence[str]]], lexicon: Lexicon) -> None:
        self._cues: dict[tuple[str, ...], list[tuple[Aspect, float, tuple[Term, ...]]]] = {}
        for aspect, weights in cues.items():
            for weight, wordings in weights.items():
                for wording in wordings:
                    terms = lexicon.read(wording, padding=True)
                    self._cues.setdefault(tuple(t.folded for t in terms), []).append((aspect, weight, terms))

    @classmethod
    def load(cls, lexicon: Lexicon, path: Path = CONTENT / "aspects.yaml") -> "Aspects":
        """Read and validate one file of cues."""
        return cls(_FILE.validate_python(read_yaml(path)), lexicon)

    def weigh(
        self,
        terms: Sequence[Term],
        *,
        masked: frozenset[int] = frozenset(),
        topic: frozenset[str] = frozenset(),
        only: frozenset[Aspect] = frozenset(Aspect),
    ) -> Weighed:
        """How much the words speak for each aspect. Words at `masked` places are the topic's own name; a cue
        made of `topic` words alone (its title's) counts less: "phí" says little of a procedure about fees. `only`
        these aspects are looked for.

        Longer cues come first and use up their words; later words of a question weigh a little more,
        since Vietnamese puts what is asked last.
        """
        said = tuple(t.folded for t in terms)
        used: set[int] = set()
        found: dict[Aspect, float] = {}
        for length in range(min(_LONGEST, len(said)), 0, -1):
            for i in range(len(said) - length + 1):
                cues = self._cues.get(said[i : i + length])
                if cues is None:
                    continue
                span = range(i, i + length)
                if used.intersection(span) or all(n in masked for n in span):
                    continue
                for aspect, weight, cue in cues:
                    if aspect not in only or any(
                        a.marked and b.marked and a.marked != b.marked for a, b in zip(cue, terms[i:], strict=False)
                    ):
                        continue
                    used.update(span)
                    weight *= _OF_TOPIC if topic.issuperset(said[i : i + length]) else 1.0
                    late = 0.25 * (i + length) / len(said)
                    found[aspect] = max(found.get(aspect, 0.0), weight + late) + 0.1 * (aspect in found)
        for aspect in _ASKED_OUTRIGHT:
            if found.get(aspect, 0.0) >= _OUTRIGHT:
                found[aspect] += _OUTRIGHT_BONUS
        return Weighed(found, frozenset(used))
