"""Misspelt words: the known word that was meant, judged by likeness and by the words beside it."""

from collections.abc import Mapping, Sequence, Set

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.syllables import is_syllable

_CANDIDATES = 8
_PAIR_BONUS = 0.18
_COMMON_BONUS = 0.08
_VERY_SHORT = 2
"""Letters of a word that is mended only where a neighbour speaks for it."""


class Speller:
    """Knows the words of an index with how common each is (0 to 1), and which stand side by side (`pairs`: "a_b")."""

    def __init__(self, vocabulary: Mapping[str, float], pairs: Set[str], *, least: float) -> None:
        self._vocabulary = vocabulary
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._vocabulary):
            if word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self._pairs = pairs
        self._least = least

    def mend(self, words: list[str]) -> list[tuple[str, bool]]:
        """Each word as it stands or as the likeliest known word, with whether it was changed.

        A word the index does not know is mended when a like one is known; a valid syllable only when
        the mended one fits a neighbour, since it may simply be a word of another matter.
        """
        read = list(words)
        changed = []
        for i, word in enumerate(words):
            read[i] = self.meant(read, i) or word
            changed.append(read[i] != word)
        return list(zip(read, changed, strict=True))

    def split(self, word: str, *, known_only: bool = True) -> tuple[str, str] | None:
        """Two known words run together ("lylich"), if a pair of them is known."""
        for i in range(1, len(word)):
            left, right = word[:i], word[i:]
            if f"{left}_{right}" in self._pairs:
                return left, right
        return None

    def meant(self, words: Sequence[str], i: int) -> str | None:
        """The known word that one of some words was meant to be, or None if it is known or like none."""
        word, before, after = words[i], words[i - 1] if i else None, words[i + 1] if i + 1 < len(words) else None
        if word in self._vocabulary or len(word) < 2 or not word.isalpha():
            return None
        pool = [w for n in range(len(word) - 1, len(word) + 2) for w in self._by_length.get(n, ())]
        found = process.extract(
            word,
            pool,
            scorer=OSA.normalized_similarity,
            limit=_CANDIDATES,
            score_cutoff=0.5 if len(word) < 5 else 0.6,
        )
        best: tuple[float, str] | None = None
        for candidate, likeness, _ in found:
            fits = (before is not None and f"{before}_{candidate}" in self._pairs) + (
                after is not None and f"{candidate}_{after}" in self._pairs
            )
            if (is_syllable(word) or len(word) == _VERY_SHORT) and not fits:
                continue
            score = likeness + _PAIR_BONUS * fits + _COMMON_BONUS * self._vocabulary[candidate]
            if score >= self._least and (best is None or score > best[0]):
                best = (score, candidate)
        return best[1] if best else None
