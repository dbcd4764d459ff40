"""Which procedure a question means: weighted words and word pairs over an inverted index, then wording by wording.

Deterministic and pure. `Index.build` reads a catalogue, `Index.search` ranks its entries for a question's terms.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from math import sqrt
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import TypeAdapter

from knowledge.caching import NO_CACHE, Cache
from knowledge.catalogue import CONTENT, Catalogue, read_yaml
from knowledge.lexicon import Lexicon, Term
from knowledge.model import Frozen, Journey, Neighbour
from knowledge.overlay import Overlay
from knowledge.postings import Postings, is_word
from knowledge.quantities import bands
from knowledge.spelling import Speller
from knowledge.wordings import Wordings


class FieldWeights(Frozen):
    """What a word counts by the field it stands in."""

    names: float
    phrasings: float
    questions: float
    facts: float


class SpellingTuning(Frozen):
    """How bold the mending of misspelt words is."""

    least: float
    weight: float


class DecideTuning(Frozen):
    """How sure an answer must be (`answer`, `clarify`, 0 to 1), and the logistic curve that says how sure it is."""

    answer: float
    clarify: float
    bias: float
    by_lead: float
    by_chance: float


class FollowTuning(Frozen):
    """How much speaks for a question's going on about what is talked about, though search finds another entry first.

    For it: the score there (`own`), the likeness of its closest fact (`fact`), opening like one that goes on (`opens`),
    asking for an aspect (`asks`). Against it: each word, up to `longest` (`word`), the other's score and the
    classifier's chance of it (`other`, `chance`), correcting the message before (`corrects`).
    """

    bias: float
    own: float
    fact: float
    opens: float
    asks: float
    word: float
    longest: int
    other: float
    chance: float
    corrects: float


class LeadTuning(Frozen):
    """How a question's aspect, and the facts that answer in front, are found.

    `cue`, `asked`, `fact`: weights of the three kinds of evidence. `full`: likeness from which the closest fact counts
    in full. `sharp`: exponent by which an aspect counts less whose facts are less close. The least likeness of a fact
    to speak for its aspect (`least`), to answer in front (`likeness`), to do so by its own words (`specific`), to
    follow as a share of the closest (`also`), to answer in front of what was asked outright (`dominant`, being so many
    times as close: `ahead`), and to answer whatever else the words say (`sure`). All 0 to 1 but weights and `ahead`.
    """

    cue: float
    asked: float
    fact: float
    full: float
    sharp: float
    least: float
    likeness: float
    specific: float
    also: float
    ahead: float
    dominant: float
    sure: float


class ApprovedTuning(Frozen):
    """How near a question must be to an approved wording, by the likeness (0 to 1) of words and of words with pairs.

    By words: to be the same whatever its order (`same`), to be answered as that (`close`), to be likely about it
    (`alike`). `ordered`: by words and pairs, what the last two need as well.
    """

    same: float
    close: float
    alike: float
    ordered: float


class MessageTuning(Frozen):
    """How sure the message scorer must be; see content/search.yaml."""

    alike: float
    surely: float


class Tuning(Frozen):
    """The figures of content/search.yaml."""

    fields: FieldWeights
    pair_weight: float
    mark_weight: float
    functional_weight: float
    saturation: float
    length: float
    nearest: int
    wording_weight: float
    chance_weight: float
    spelling: SpellingTuning
    follow: FollowTuning
    decide: DecideTuning
    lead: LeadTuning
    messages: MessageTuning
    approved: ApprovedTuning

    @classmethod
    def load(cls, path: Path = CONTENT / "search.yaml") -> "Tuning":
        """Read and validate one tuning file."""
        return TypeAdapter(cls).validate_python(read_yaml(path))


KEPT = "index"
"""The name of the kept index among what is kept."""

Text = TypeVar("Text")
Read = TypeVar("Read")
Said = tuple[float, tuple[Term, ...]]
"""A wording with the weight of its field."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something a question can be about, as it is indexed: wordings and facts, to be walked over as often as needed."""

    id: str
    wordings: Iterable[Said]
    facts: Iterable[tuple[Term, ...]] = ()


class EntryTexts(NamedTuple):
    """What an entry is read from: wordings with the weight of their field, and texts of facts."""

    id: str
    wordings: tuple[tuple[float, str], ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anew(Generic[Text, Read]):
    """Texts that are read at each walk over them. Of most entries that is once, or never where the index was kept; what
    was read would only fill memory."""

    texts: tuple[Text, ...]
    read: Callable[[Text], Read]

    def __iter__(self) -> Iterator[Read]:
        return map(self.read, self.texts)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found. `score` 0 to about 1: `covered`, the share of the question it explains, and `wording`,
    the likeness of its closest single wording, each 0 to 1, in one figure. `chance`: how likely the classifier
    takes it to be, 0 to 1; one that was not learnt yet stands by its score."""

    id: str
    score: float
    covered: float
    wording: float
    chance: float = 0.0


Features = dict[str, float]
_AGE, _MONTH = "tuoi", "thang"
_BAND_WEIGHT = 0.5


class Index:
    """An inverted index over entries, or what was kept of just these (`postings`). Immutable once built."""

    def __init__(
        self,
        entries: Sequence[Entry],
        tuning: Tuning,
        carries_topic: Callable[[Term], bool],
        postings: Postings | None = None,
    ) -> None:
        self.tuning = tuning
        self._carries_topic = carries_topic
        self._ids = tuple(e.id for e in entries)
        self.entries = tuple(entries)
        self.postings = self._post(map(self._entry_counts, entries)) if postings is None else postings
        self._near: dict[int, Wordings] = {}

    def _post(self, counts: Iterable[Mapping[str, float]]) -> Postings:
        return Postings(counts, saturation=self.tuning.saturation, length=self.tuning.length)

    @cached_property
    def speller(self) -> Speller:
        """Mends words that are not in the index. Made on first need: what is said of no procedure is not mended."""
        known = self.postings
        common = {f: 1 - known.rarity(f) / known.unseen for f in known.features if is_word(f)}
        return Speller(common, known.features, least=self.tuning.spelling.least)

    @classmethod
    def build(cls, catalogue: Catalogue, lexicon: Lexicon, tuning: Tuning, cache: Cache = NO_CACHE) -> "Index":
        """Index every procedure and neighbour of a catalogue, or take up the index that was kept of just that."""
        texts = tuple(texts_of(catalogue, tuning.fields))
        parts = (tuning.model_dump_json().encode(), lexicon.file.model_dump_json().encode(), repr(texts).encode())
        kept = cache.read(KEPT, parts)
        postings = None if kept is None else Postings.from_bytes(kept)
        index = cls(tuple(entries_of(texts, lexicon)), tuning, lexicon.carries_topic, postings)
        if postings is None:
            cache.write(KEPT, parts, index.postings.to_bytes())
        return index

    def with_overlay(self, overlay: Overlay, lexicon: Lexicon) -> "Index":
        """The same entries, with the approved wordings added to those that they lead to."""
        added: dict[str, list[Said]] = defaultdict(list)
        for approved in overlay.approved:
            added[approved.target].append((self.tuning.fields.phrasings, lexicon.read(approved.text)))
        entries = [replace(e, wordings=(*e.wordings, *added[e.id])) if e.id in added else e for e in self.entries]
        counted = zip(entries, self.postings.counts(), strict=True)
        counts = (self._entry_counts(e) if e.id in added else before for e, before in counted)
        return Index(entries, self.tuning, self._carries_topic, self._post(counts))

    def features(self, terms: Sequence[Term], mended: Iterable[int] = ()) -> Features:
        """What of some terms is compared: words, pairs of neighbours, and marks where typed."""
        # The busiest loop of starting and answering: what it looks up at every word has a name of its own.
        carries_topic, tuning = self._carries_topic, self.tuning
        functional, mark, pair = tuning.functional_weight, tuning.mark_weight, tuning.pair_weight
        weak = set(mended)
        found: Features = {}
        before: str | None = None
        before_weight = 0.0
        for i, term in enumerate(terms):
            word, marked = term
            weight = 1.0 if carries_topic(term) else functional
            if i in weak:
                weight *= tuning.spelling.weight
            if word not in found or found[word] < weight:
                found[word] = weight
            if word == _AGE and i:
                months = i > 1 and terms[i - 1].folded == _MONTH
                found |= dict.fromkeys(bands(terms[i - 1 - months].folded, months), _BAND_WEIGHT)
            if marked and i not in weak:
                found[f"{word}*{marked}"] = mark * weight
            if before is not None and word != before:
                found[f"{before}_{word}"] = pair * sqrt(weight * before_weight)
            before, before_weight = word, weight
        return found

    def read(self, terms: Sequence[Term]) -> tuple[tuple[Term, ...], Features]:
        """The terms with misspelt words mended, and their features."""
        folded = [t.folded for t in terms]
        apart: list[Term] = []
        for i, term in enumerate(terms):
            # "Căn cưcớ" is a slip, and not the known "cư có" run together: two words only where no one word is meant.
            slip = term.folded in self.postings or self.speller.meant(folded, i)
            halves = None if slip else self.speller.split(term.folded)
            apart += [Term(h) for h in halves] if halves else [term]
        mended = self.speller.mend([t.folded for t in apart])
        read = tuple(Term(w) if changed else t for t, (w, changed) in zip(apart, mended, strict=True))
        return read, self.features(read, (i for i, (_, changed) in enumerate(mended) if changed))

    def rarity(self, feature: str) -> float:
        """What a feature counts by how few entries have it; what none has is rarer than all else."""
        return self.postings.rarity(feature)

    def search(self, features: Features, *, limit: int = 10) -> tuple[Hit, ...]:
        """The entries that explain the features best, best first; ties in the order they were indexed."""
        whole = sum(w * self.postings.rarity(f) for f, w in features.items() if self._counts(f))
        if not whole:
            return ()
        scores = [0.0] * len(self._ids)
        for feature, weight in features.items():
            for number, value in self.postings.of(feature):
                scores[number] += weight * value
        found = (n for n, score in enumerate(scores) if score)
        nearest = nsmallest(max(self.tuning.nearest, limit), found, key=lambda n: (-scores[n], n))
        query = self._vector(features)
        share = self.tuning.wording_weight / (1 + self.tuning.wording_weight)
        hits = []
        for rank, number in enumerate(nearest):
            covered = min(scores[number] / whole / (1 + self.tuning.saturation), 1.0)
            wording = self._closest(query, number) if rank < self.tuning.nearest else 0.0
            hits.append(Hit(self._ids[number], (1 - share) * covered + share * wording, covered, wording))
        return tuple(sorted(hits, key=lambda h: -h.score)[:limit])

    def _counts(self, feature: str) -> bool:
        """Marks add where they match and are never held against a match; unknown pairs say nothing new."""
        return "*" not in feature and ("_" not in feature or feature in self.postings)

    def _vector(self, features: Features) -> tuple[Features, float]:
        known = self.postings
        vector = {f: w * known.rarity(f) for f, w in features.items() if "*" in f or "_" not in f or f in known}
        return vector, sqrt(sum(v * v for f, v in vector.items() if "*" not in f)) or 1.0

    def _closest(self, query: tuple[Features, float], number: int) -> float:
        """The cosine (0 to 1) between a query and the closest single wording of an entry."""
        if number not in self._near:  # made on first need: most runs ask about a few entries only
            wordings = self.entries[number].wordings
            self._near[number] = Wordings([self._vector(self.features(terms)) for _, terms in wordings])
        return self._near[number].closest(query)

    def _entry_counts(self, entry: Entry) -> Features:
        counts: Features = defaultdict(float)
        for weight, terms in entry.wordings:
            for feature, value in self.features(terms).items():
                counts[feature] += weight * (value if "_" in feature or "*" in feature else 1.0)
        for terms in entry.facts:
            for feature in self.features(terms):
                counts[feature] += self.tuning.fields.facts
        return counts


def texts_of(catalogue: Catalogue, weights: FieldWeights) -> Iterable[EntryTexts]:
    """Every procedure, then every neighbour and journey, as it is written."""
    for p in catalogue.procedures.values():
        wordings = [(weights.names, n) for n in (*p.names, p.title)]
        wordings += [(weights.phrasings, w) for w in p.phrasings]
        wordings += [(weights.questions, q) for f in p.faqs for q in f.questions]
        yield EntryTexts(p.slug, tuple(wordings), tuple(w for _, f in p.facts() for w in (f.text, *f.keywords)))
    others: tuple[Neighbour | Journey, ...] = (*catalogue.neighbours, *catalogue.journeys)
    for n in others:
        named = [(weights.names, w) for w in (*n.names, n.title)]
        yield EntryTexts(n.id, (*named, *((weights.phrasings, w) for w in n.phrasings)), ())


def entries_of(texts: Iterable[EntryTexts], lexicon: Lexicon) -> Iterable[Entry]:
    """Entries whose texts are read when they are looked at."""

    def said(wording: tuple[float, str]) -> Said:
        return wording[0], lexicon.read(wording[1])

    return (Entry(t.id, Anew(t.wordings, said), Anew(t.facts, lexicon.read)) for t in texts)
