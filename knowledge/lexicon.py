"""A question's words as they were meant: short forms spelt out, Telex leftovers read, padding dropped."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from knowledge.catalogue import CONTENT, read_yaml
from knowledge.model import Frozen
from knowledge.quantities import joined
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
    returns: tuple[str, ...]
    persons: tuple[str, ...]
    known: tuple[str, ...]


class Term(NamedTuple):  # some hundred thousand are looked up while an index is built: tuples are hashed fastest
    """A word of a question. `folded`: without marks. `marked`: with its marks, tone last, if any were typed."""

    folded: str
    marked: str | None = None


class Lexicon:
    """Reads words. Immutable once built; all comparisons are without marks."""

    def __init__(self, file: LexiconFile) -> None:
        self.file = file
        self._spell_out = _meanings(file.abbreviations)
        self._canonical = _meanings(file.synonyms)
        self._fillers = _Table({_folded(f): () for f in file.fillers}, file.fillers)
        self._polite = _listed(file.polite)
        self._markers = _listed(file.polite_markers)
        self._particles = _listed(file.particles)
        self._openers = frozenset(t for o in file.openers for t in _terms(o))
        self._returns = tuple(f" {' '.join(_folded(r))} " for r in file.returns)
        self._persons = tuple(f" {' '.join(_folded(p))} " for p in file.persons)
        self._corrections = tuple(map(_folded, file.corrections))
        self._corrected = tuple(map(_folded, file.corrected))
        self._functional = _listed((*file.particles, *file.functional))
        self._known = frozenset(map(fold_word, file.known))
        self._typed = lru_cache(maxsize=_WORDS_KEPT)(self._read_word)

    @classmethod
    def load(cls, path: Path = CONTENT / "lexicon.yaml") -> "Lexicon":
        """Read and validate one lexicon file."""
        return cls(TypeAdapter(LexiconFile).validate_python(read_yaml(path)))

    def read(self, text: str, *, padding: bool = False) -> tuple[Term, ...]:
        """The terms of a text, canonical. With `padding` the polite words around it are kept."""
        terms = self._spelt_out(text)
        if not padding:
            terms = self._fillers.replace(terms) or terms
        return tuple(self._canonical.replace(terms))

    def read_question(self, text: str) -> tuple[Term, ...]:
        """The terms of a question without the greeting in front and the thanks behind; all, where there is no more."""
        terms = self._spelt_out(text)
        asked = self._fillers.replace(self._unwrapped(terms))
        if not any(map(self.carries_topic, asked)):
            return self.read(text)
        return tuple(self._canonical.replace(asked))

    def _spelt_out(self, text: str) -> list[Term]:
        return self._spell_out.replace([term for word in joined(words(clean(text))) for term in self._typed(word)])

    def _unwrapped(self, terms: list[Term]) -> list[Term]:
        start, end = 0, len(terms)
        for i, term in enumerate(terms):
            if term not in self._polite:
                break
            if term in self._markers:
                start = i + 1
        while start and start < end and terms[start].folded in _AFTER_A_GREETING:
            start += 1
        for i in range(len(terms) - 1, start, -1):
            if terms[i] not in self._polite:
                break
            if terms[i] in self._markers:
                end = i
        while start < end < len(terms) and terms[end - 1].folded in _BEFORE_THANKS:
            end -= 1
        return terms[start:end]

    def core(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """The terms without forms of address and particles: what small talk is compared by."""
        return tuple(t for t in terms if t not in self._particles)

    def goes_on(self, terms: Sequence[Term]) -> bool:
        """Whether a message begins with a word that goes on from the one before; "con" without its mark is a child."""
        return bool(terms) and terms[0] in self._openers

    def comes_back(self, terms: Iterable[Term]) -> bool:
        """Whether a message says that it comes back to something ("quay lại chuyện …")."""
        line = f" {' '.join(t.folded for t in terms)} "
        return any(words in line for words in self._returns)

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
        return term not in self._functional

    def _read_word(self, typed: str) -> tuple[Term, ...]:
        """The term of a word as it was typed, or the two that it holds."""
        return tuple(Term(self._fold(word), mark_key(word)) for word in _unglued(typed))

    def _fold(self, word: str) -> str:
        folded = fold_word(word)
        if folded not in self._known and folded not in self._spell_out and word.isascii():
            return untype(word) or folded
        return folded


def _unglued(word: str) -> Words:
    """Split a counting word from the digit glued to it ("muc2"), and nothing that a keyboard may have meant."""
    match = _GLUED.fullmatch(word) if word[-1].isdigit() else None
    if match is None:
        return (word,)
    typed_keys = len(match[2]) > 1 and untype(word) is not None
    counted = fold_word(match[1]) in _COUNTED
    splits = not typed_keys and (counted or (untype(word) is None and len(match[1]) > 3))
    return (match[1], match[2]) if splits else (word,)


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
        folded, lengths = [t.folded for t in terms], self._lengths
        result: list[Term] = []
        done = 0
        for i in [i for i, word in enumerate(folded) if word in lengths]:
            if i < done:
                continue
            for length in lengths[folded[i]]:
                meant = self._entries.get(tuple(folded[i : i + length]))
                if meant is not None and not (length == 1 and self._marked_otherwise(terms[i])):
                    result += terms[done:i]
                    result += meant
                    done = i + length
                    break
        return result + terms[done:] if done else terms

    def _marked_otherwise(self, term: Term) -> bool:
        """Whether a typed tone shows that a short word is a word, not this short form ("cà" is not "ca")."""
        return term.marked is not None and term.marked[-1:].isdigit() and term.marked not in self._marks


def _meanings(pairs: Mapping[str, str]) -> _Table:
    """Variant → terms. What is meant stands for itself too, so that it is not replaced in part."""
    wholes = {_folded(meant): _terms(meant) for meant in pairs.values() if len(words(meant)) > 1}
    return _Table(wholes | {_folded(variant): _terms(meant) for variant, meant in pairs.items()}, pairs)


def _listed(words_listed: Iterable[str]) -> frozenset[Term]:
    """The words listed, each as it is marked and, since it may be meant, without marks: not "hối" for "hỏi"."""
    return frozenset(Term(fold_word(w), marked) for w in words_listed for marked in (None, mark_key(w)))


def _folded(text: str) -> Words:
    return tuple(map(fold_word, words(text)))


def _terms(text: str) -> tuple[Term, ...]:
    return tuple(Term(fold_word(w), mark_key(w)) for w in words(text))
