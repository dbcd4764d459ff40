"""Wordings in a text, however they are hidden: by spaces, missing marks, digits, letters of other scripts."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.lexicon import Lexicon, Term
from knowledge.text import LONGEST_QUESTION, clean

_WORD = re.compile(r"[^\W_]+")
_DEFANGED = re.compile(r"(?<=[\w-])\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))\s?(?=[a-z])", re.IGNORECASE)
_SPACED_DOT = re.compile(r"(?<=[a-z0-9])\s\.\s(?=[a-z]{2,5}\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;\n](?=\s|$)")
_LOOKALIKES = str.maketrans(
    dict(zip("аеорсхуіјѕԁһвкмнтοαερικνυχ", "aeopcxyijsdhbkmhtoaepikvux", strict=True))
    | dict(zip("АЕОРСХУІЈЅВКМНТΑΒΕΗΙΚΜΝΟΡΤΥΧ", "AEOPCXYIJSBKMHTABEHIKMNOPTYX", strict=True))
    | {"ɡ": "g", "ı": "i"}
)
_LEET = str.maketrans("0134578", "oieastb")
_MIXED = re.compile(r"(?=.*\d)(?=(?:.*[a-z]){2})[a-z0-9]+", re.IGNORECASE)
_NO_LEET = re.compile(
    r"\d+(?:k|tr|h|d|vnd|usd|gb|mb|g|m|p|s|x|kg|km|kwh|cm|ng|nghin|trieu|ngay|ty|lan|st|nd|th)\d*|[a-z]{1,5}\d{1,4}(?:[a-z]\d*)?",
    re.IGNORECASE,
)
_WINDOW = 9
"""Words that a wording may be spread over."""
_LETTERS = 3
"""Letters in a row, with spaces between, that may still be words of one letter ("k e a")."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was meant, its place in the text, and the number of its sentence."""

    term: Term
    start: int
    end: int
    sentence: int


Span = tuple[int, int]
"""Places of words: first, and one past the last."""
Found = dict[str, list[Span]]
"""Wordings with the places where they stand."""


class Spotter:
    """Finds wordings. Immutable once built."""

    def __init__(self, wordings: Iterable[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._terms = lru_cache(maxsize=20_000)(self._read_word)
        self._wordings: dict[str, list[tuple[str, tuple[Term, ...]]]] = {}
        for wording in sorted(set(wordings)):
            terms = tuple(word.term for word in self.words(wording))
            self._wordings.setdefault("".join(t.folded for t in terms), []).append((wording, terms))

    def spot(self, words: Sequence[Word]) -> Found:
        """Every wording that stands here, with its places; spaces inside and between its words do not count."""
        found: Found = {}
        # Short forms are spelt out with marks: some marked words do not make a text one that was typed with marks.
        marks = 3 * sum(word.term.marked is not None for word in words) > len(words)
        for i in range(len(words)):
            glued = ""
            for j in range(i, min(i + _WINDOW, len(words))):
                glued += words[j].term.folded
                for wording, terms in self._wordings.get(glued, ()):
                    if _marked_alike(terms, [w.term for w in words[i : j + 1]], strict=marks):
                        found.setdefault(wording, []).append((i, j + 1))
        return found

    def words(self, text: str) -> list[Word]:
        """Words with their places in the text; letters that were spaced out are one word again."""
        ends = [match.start() for match in _SENTENCE.finditer(text)]
        words: list[Word] = []
        run: list[tuple[str, int, int]] = []

        def close() -> None:
            spelt = len(run) > _LETTERS or (len(run) > 1 and gap != " ")
            joined = [("".join(w for w, _, _ in run), run[0][1], run[-1][2])] if spelt else run
            for word, start, end in joined:
                sentence = bisect_left(ends, start)
                words.extend(Word(term, start, end, sentence) for term in self._terms(word))
            run.clear()

        gap = " "
        for match in _WORD.finditer(text):
            word = _unleeted(match.group())
            single = len(word) == 1 and word.isalpha()
            between = text[run[-1][2] : match.start()] if run else ""
            if run and not (single and (len(run) == 1 or between == gap)):
                close()
            elif run:
                gap = between
            if single:
                run.append((word, match.start(), match.end()))
                continue
            sentence = bisect_left(ends, match.start())
            words.extend(Word(term, match.start(), match.end(), sentence) for term in self._terms(word))
        close()
        return words

    def _read_word(self, word: str) -> tuple[Term, ...]:
        return self._lexicon.read(word, padding=True)


def legible(text: str) -> str:
    """A text as it looks: hidden characters gone, letters of other scripts as the Latin ones they resemble in words."""
    seen = unicodedata.normalize("NFKC", clean(text)).replace("。", ".")[:LONGEST_QUESTION]
    seen = "".join(c for c in seen if not unicodedata.combining(c))
    return _SPACED_DOT.sub(".", _DEFANGED.sub(".", " ".join(seen.split())))


def _unleeted(word: str) -> str:
    """A word with look-alike letters and digits put back."""
    word = word if word.isascii() else word.translate(_LOOKALIKES)
    if word.isalpha() or _NO_LEET.fullmatch(word) or not _MIXED.fullmatch(word):
        return word
    return word.translate(_LEET)


def _marked_alike(wording: Sequence[Term], said: Sequence[Term], *, strict: bool) -> bool:
    """Whether marks allow it: in a short wording all must agree, in a longer one they are forgiven.

    In a marked text a bare word alone is that bare word ("ma" is not "mã").
    """
    if len(wording) != len(said) or len(wording) > 2:
        return True
    if len(wording) == 1 and strict:
        return wording[0].marked == said[0].marked
    return all(a.marked is None or b.marked is None or a.marked == b.marked for a, b in zip(wording, said, strict=True))
