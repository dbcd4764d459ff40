"""Which case of a procedure a question gives away: "con tôi 10 tuổi", "người nước ngoài", "nộp trực tiếp"."""

import re
from collections.abc import Mapping, Sequence

from knowledge.lexicon import Lexicon, Term
from knowledge.model import Procedure

_AGE = re.compile(r"\b(duoi |chua du |chua den )?(\d{1,3}) (thang )?tuoi\b")


class Cases:
    """Reads the cases of one procedure. Immutable once built."""

    def __init__(self, procedure: Procedure, lexicon: Lexicon) -> None:
        self._words: list[tuple[str, tuple[Term, ...], str, str]] = []
        self._ages: list[tuple[int, int, str, str]] = []
        for case, spec in procedure.cases.items():
            for value, about in spec.values.items():
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


def tells_an_age(terms: Sequence[Term]) -> bool:
    """Whether somebody's age is told, so that it is about whoever is that old."""
    return _AGE.search(" ".join(t.folded for t in terms)) is not None


def _stands(word: Term, terms: Sequence[Term]) -> bool:
    """Whether a word stands in the terms: in marked text "công an" is not "cong" (bent)."""
    return any(t.folded == word.folded and t.marked in (None, word.marked) for t in terms)
