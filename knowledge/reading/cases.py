"""Which case of a procedure a question gives away: "con tôi 10 tuổi", "người nước ngoài", "nộp trực tiếp"."""

import re
from collections.abc import Mapping, Sequence

from knowledge.lexicon import Lexicon, Term
from knowledge.model import Procedure
from knowledge.text import fold

_REPLY = 9
"""Words of a reply to a question about the case; a longer message asks something of its own."""
_AGE = re.compile(r"\b(duoi |chua du |chua den )?(\d{1,3}) (thang )?tuoi\b")


class Cases:
    """Reads the cases of one procedure. Immutable once built."""

    def __init__(self, procedure: Procedure, lexicon: Lexicon) -> None:
        self._labels: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._words: list[tuple[str, tuple[Term, ...], str, str]] = []
        self._ages: list[tuple[int, int, str, str]] = []
        for case, spec in procedure.cases.items():
            for value, about in spec.values.items():
                labels = [tuple(fold(part).split()) for part in (about.label, *about.label.split(","))]
                self._labels.setdefault(case, []).extend((part, value) for part in labels)
                for wording in about.words:
                    said = lexicon.read(wording)
                    self._words.append((f" {' '.join(t.folded for t in said)} ", said, case, value))
                if about.ages is not None:
                    self._ages.append((*about.ages, case, value))
        self._words.sort(key=lambda w: -len(w[0]))

    def read(self, terms: Sequence[Term]) -> Mapping[str, str]:
        """Case → value for what the words say; the longest wording of a case wins, an age beats wordings."""
        line = f" {' '.join(t.folded for t in terms)} "
        found: dict[str, str] = {}
        for wording, said, case, value in self._words:
            if wording in line and (len(said) > 1 or _stands(said[0], terms)):
                found.setdefault(case, value)
        for under, number, months in _AGE.findall(line):
            age = int(number) // 12 if months else int(number) - bool(under)
            for low, high, case, value in self._ages:
                if low <= age <= high:
                    found[case] = value
        return found

    def pick(self, text: str, terms: Sequence[Term], case: str) -> str | None:
        """The value of one case that a short reply to its question means: a number in the list, a label, its words.

        None where it means none or, being long, may ask something.
        """
        said = tuple(fold(text).split())
        labels, values = self._labels[case], list(dict.fromkeys(value for _, value in self._labels[case]))
        if len(said) == 1 and said[0].isdigit():
            return values[int(said[0]) - 1] if 0 < int(said[0]) <= len(values) else None
        whole = {value for label, value in labels if label == said}
        opened = {value for label, value in labels if said and label[: len(said)] == said}
        for meant in (whole, opened):
            if len(meant) == 1:
                return meant.pop()
        return self.read(terms).get(case) if len(said) <= _REPLY and "?" not in text else None


def tells_an_age(terms: Sequence[Term]) -> bool:
    """Whether somebody's age is told, so that it is about whoever is that old."""
    return _AGE.search(" ".join(t.folded for t in terms)) is not None


def places_of_ages(terms: Sequence[Term]) -> frozenset[int]:
    """The places of the words that tell an age ("10 tuổi")."""
    found: set[int] = set()
    for i in range(len(terms) - 1):
        if _AGE.fullmatch(" ".join(t.folded for t in terms[i : i + 2])):
            found.update((i, i + 1))
    return frozenset(found)


def _stands(word: Term, terms: Sequence[Term]) -> bool:
    """Whether a word stands in the terms: in marked text "công an" is not "cong" (bent)."""
    return any(t.folded == word.folded and t.marked in (None, word.marked) for t in terms)
