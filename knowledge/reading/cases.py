"""Which case of a procedure a question gives away: "con tôi 10 tuổi", "người nước ngoài", "nộp trực tiếp"."""

import re
from collections.abc import Mapping, Sequence

from knowledge.lexicon import Lexicon, Term
from knowledge.model import Procedure

_AGE = re.compile(r"\b(duoi |chua du |chua den )?(\d{1,3}) (thang )?tuoi\b")


class Cases:
    """Reads the cases of one procedure. Immutable once built."""

    def __init__(self, procedure: Procedure, lexicon: Lexicon) -> None:
        self._words: list[tuple[str, str, str]] = []
        self._ages: list[tuple[int, int, str, str]] = []
        for case, spec in procedure.cases.items():
            for value, about in spec.values.items():
                for wording in about.words:
                    line = " ".join(t.folded for t in lexicon.read(wording))
                    self._words.append((f" {line} ", case, value))
                if about.ages is not None:
                    self._ages.append((*about.ages, case, value))
        self._words.sort(key=lambda w: -len(w[0]))

    def read(self, terms: Sequence[Term]) -> Mapping[str, str]:
        """Case → value for what the words say; the longest wording of a case wins, an age beats wordings."""
        line = f" {' '.join(t.folded for t in terms)} "
        found: dict[str, str] = {}
        for wording, case, value in self._words:
            if wording in line:
                found.setdefault(case, value)
        for under, number, months in _AGE.findall(line):
            age = int(number) // 12 if months else int(number) - bool(under)
            for low, high, case, value in self._ages:
                if low <= age <= high:
                    found[case] = value
        return found
