"""A question's words as they were meant: short forms spelt out, Telex leftovers read, padding dropped."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.catalogue import CONTENT, read_yaml
from knowledge.model import Frozen
from knowledge.syllables import untype
from knowledge.text import clean, fold_word, mark_key, words

_GLUED = re.compile(r"([^\W\d_]{2,})(\d{1,2})")
_AFTER_A_GREETING = frozenset(
    "a voi chut ti xiu la mot rang nhe nha moi nguoi anh chi ad admin ban bot quy vi oi".split()
)
_BEFORE_THANKS = frozenset("em toi minh chau con xin cam rat a tran moi nguoi".split())
_WORDS_KEPT = 20_000
_COUNTED = frozenset({"so", "muc", "lop", "quy", "cap", "thang", "quan", "buoc", "loai"})
Words = tuple[str, ...]
Marked = dict[str, set[str | None]]
"""Folded word → the marked forms that are meant."""


class LexiconFile(Frozen):
    """What stands in content/lexicon.yaml."""

    abbreviations: dict[str, str]
    synonyms: dict[str, str]
    fillers: tuple[str, ...]
    polite: tuple[str, ...]
    polite_markers: tuple[str, ...]
    particles: tuple[str, ...]
    functional: tuple[str, ...]
    corrections: tuple[str, ...]
    corrected: tuple[str, ...]
    openers: tuple[str, ...]
    persons: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a question. `folded`: without marks. `marked`: with its marks, tone last, if any were typed."""

    folded: str
    marked: str | None = None


class Lexicon:
    """Reads words. Immutable once built; all comparisons are without marks."""

    def __init__(self, file: LexiconFile) -> None:
        self._spell_out = _meanings(file.abbreviations)
        self._canonical = _meanings(file.synonyms)
        self._fillers = _Table({_folded(f): () for f in file.fillers}, file.fillers)
        self._polite = _by_marks(file.polite)
        self._markers = _by_marks(file.polite_markers)
        self._particles = _by_marks(file.particles)
        self._openers = frozenset(t for o in file.openers for t in _terms(o))
        self._persons = tuple(f" {' '.join(_folded(p))} " for p in file.persons)
        self._corrections = tuple(map(_folded, file.corrections))
        self._corrected = tuple(map(_folded, file.corrected))
        self._functional = _by_marks((*file.particles, *file.functional))
        self._known = frozenset(map(fold_word, file.known))
        self._typed = lru_cache(maxsize=_WORDS_KEPT)(self._read_word)

    @classmethod
    def load(cls, path: Path = CONTENT / "lexicon.yaml") -> "Lexicon":
        """Read and validate one lexicon file."""
        return cls(TypeAdapter(LexiconFile).validate_python(read_yaml(path)))

    def read(self, text: str, *, padding: bool = False) -> tuple[Term, ...]:
        """The terms of a text, canonical. With `padding` the polite words around it are kept."""
        terms = [self._typed(w) for w in _unglued(words(clean(text)))]
        terms = self._spell_out.replace(terms)
        if not padding:
            terms = self._fillers.replace(terms) or terms
        return tuple(self._canonical.replace(terms))

    def read_question(self, text: str) -> tuple[Term, ...]:
        """The terms of a question without the greeting in front and the thanks behind; all, where there is no more."""
        terms = self._spell_out.replace([self._typed(w) for w in _unglued(words(clean(text)))])
        asked = self._fillers.replace(self._unwrapped(terms))
        if not any(map(self.carries_topic, asked)):
            return self.read(text)
        return tuple(self._canonical.replace(asked))

    def _unwrapped(self, terms: list[Term]) -> list[Term]:
        start, end = 0, len(terms)
        for i, term in enumerate(terms):
            if not _said(term, self._polite):
                break
            if _said(term, self._markers):
                start = i + 1
        while start and start < end and terms[start].folded in _AFTER_A_GREETING:
            start += 1
        for i in range(len(terms) - 1, start, -1):
            if not _said(terms[i], self._polite):
                break
            if _said(terms[i], self._markers):
                end = i
        while start < end < len(terms) and terms[end - 1].folded in _BEFORE_THANKS:
            end -= 1
        return terms[start:end]

    def core(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """The terms without forms of address and particles: what small talk is compared by."""
        return tuple(t for t in terms if not _said(t, self._particles))

    def goes_on(self, terms: Sequence[Term]) -> bool:
        """Whether a message begins with a word that goes on from the one before; "con" without its mark is a child."""
        return bool(terms) and terms[0] in self._openers

    def corrected(self, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        """What is said after words that correct the message before ("à không, ý tôi là …"); all, if none do."""
        said = tuple(t.folded for t in terms)
        opener = max((len(c) for c in self._corrections if said[: len(c)] == c), default=0)
        if said[:1] == ("khong",) and any(said[1 : len(c) + 1] == c for c in self._corrected):
            opener = max(opener, 1)
        return self.corrected(terms[opener:]) if 0 < opener < len(terms) else terms

    def speaks_of_somebody(self, terms: Iterable[Term]) -> bool:
        """Whether the words name a person it is for: me, my child, my mother."""
        line = f" {' '.join(t.folded for t in terms)} "
        return any(person in line for person in self._persons)

    def carries_topic(self, term: Term) -> bool:
        """Whether a word can say what a question is about, rather than only carry it."""
        return not _said(term, self._functional)

    def _read_word(self, word: str) -> Term:
        folded = fold_word(word)
        if folded not in self._known and folded not in self._spell_out and word.isascii():
            folded = untype(word) or folded
        return Term(folded, mark_key(word))


def _unglued(typed: Iterable[str]) -> Iterable[str]:
    """Split a counting word from the digit glued to it ("muc2"), and nothing that a keyboard may have meant."""
    for word in typed:
        if not word[-1].isdigit():
            yield word
            continue
        match = _GLUED.fullmatch(word)
        typed_keys = match is not None and len(match[2]) > 1 and untype(word) is not None
        counted = match is not None and fold_word(match[1]) in _COUNTED
        if match and not typed_keys and (counted or (untype(word) is None and len(match[1]) > 3)):
            yield from match.groups()
        else:
            yield word


class _Table:
    """Wordings to be replaced, by their first word: folded words → what stands for them."""

    def __init__(self, entries: Mapping[Words, tuple[Term, ...]], said: Iterable[str]) -> None:
        self._entries = entries
        self._marks = frozenset(mark_key(word) for text in said for word in words(text))
        lengths: dict[str, set[int]] = {}
        for wording in filter(None, entries):
            lengths.setdefault(wording[0], set()).add(len(wording))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def __contains__(self, word: str) -> bool:
        return (word,) in self._entries

    def replace(self, terms: list[Term]) -> list[Term]:
        """The terms with the longest wordings that stand here replaced, from left to right."""
        folded = [t.folded for t in terms]
        if self._lengths.keys().isdisjoint(folded):
            return terms
        result: list[Term] = []
        i = 0
        while i < len(terms):
            for length in self._lengths.get(folded[i], ()):
                meant = self._entries.get(tuple(folded[i : i + length]))
                if meant is not None and not (length == 1 and self._marked_otherwise(terms[i])):
                    result += meant
                    i += length
                    break
            else:
                result.append(terms[i])
                i += 1
        return result

    def _marked_otherwise(self, term: Term) -> bool:
        """Whether a typed tone shows that a short word is a word, not this short form ("cà" is not "ca")."""
        return term.marked is not None and term.marked[-1:].isdigit() and term.marked not in self._marks


def _meanings(pairs: Mapping[str, str]) -> _Table:
    """Variant → terms. What is meant stands for itself too, so that it is not replaced in part."""
    wholes = {_folded(meant): _terms(meant) for meant in pairs.values() if len(words(meant)) > 1}
    return _Table(wholes | {_folded(variant): _terms(meant) for variant, meant in pairs.items()}, pairs)


def _by_marks(listed: Iterable[str]) -> Marked:
    """The words listed, each as it is marked and, since it may be meant, without marks."""
    found: Marked = {}
    for word in listed:
        found.setdefault(fold_word(word), {None}).add(mark_key(word))
    return found


def _said(term: Term, listed: Marked) -> bool:
    """Whether a term is one of the words listed: "hỏi" and "hoi" are, "hối" is not."""
    return term.marked in listed.get(term.folded, ())


def _folded(text: str) -> Words:
    return tuple(map(fold_word, words(text)))


def _terms(text: str) -> tuple[Term, ...]:
    return tuple(Term(fold_word(w), mark_key(w)) for w in words(text))
