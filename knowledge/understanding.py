"""What a question means: its words, the entries it may be about, whether it goes on, its case, aspect and facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.answer import Question
from knowledge.catalogue import Catalogue
from knowledge.composing import Focus
from knowledge.deciding import Verdict, decide
from knowledge.lexicon import Lexicon, Term
from knowledge.model import Aspect
from knowledge.naming import Names
from knowledge.reading.areas import is_only_a_place
from knowledge.reading.aspects import Aspects, Weighed
from knowledge.reading.cases import Cases, tells_an_age
from knowledge.reading.places import Places
from knowledge.relevance import Facts, Relevant
from knowledge.search import Features, Hit, Index, Tuning

_TOPICLESS = frozenset(Aspect) - {Aspect.ERRORS, Aspect.STATUS, Aspect.LEGAL}
"""Aspects whose cues say nothing of the topic; "không thanh toán được" and "phạt" do."""

_SAYS = 0.4
"""Likeness from which a question is taken to be about a fact of the procedure talked about."""

_VERBATIM = 0.95
"""Likeness from which a wording is what was asked, though it is made of cues alone."""

_OTHER_WORDS = 0.6
"""Likeness of another entry's wording from which it is taken to be meant."""

_SHORT = 9
"""Terms of a question that may still be a follow-up without a word of its own topic."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood: its terms mended, their features, and the entries found."""

    question: Question
    terms: tuple[Term, ...]
    features: Features
    hits: tuple[Hit, ...]


class Understanding:
    """Reads questions against one catalogue. Immutable once built."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon, tuning: Tuning) -> None:
        procedures = catalogue.procedures
        self._procedures = frozenset(procedures)
        self.index = Index.build(catalogue, lexicon, tuning)
        self._tuning = tuning
        self._lexicon = lexicon
        self._aspects = Aspects.load(lexicon)
        self._names = Names(catalogue, lexicon)
        self._places = Places.load()
        self._cases = cache(lambda slug: Cases(procedures[slug], lexicon))
        self._facts = cache(lambda slug: Facts(procedures[slug], lexicon, self.index.features))
        self._titles = cache(lambda slug: frozenset(t.folded for t in lexicon.read(procedures[slug].title)))

    def read(self, question: Question, typed: Sequence[Term]) -> Reading:
        """Mend the words and search; entries that are closed are not found."""
        terms, features = self.index.read(typed)
        hits = self.index.search(features)
        return Reading(question, terms, features, tuple(h for h in hits if h.id not in question.closed))

    def weigh(self, reading: Reading) -> Weighed:
        """What the words say of aspects, whatever the topic."""
        return self._aspects.weigh(reading.terms)

    def case(self, reading: Reading, slug: str) -> Mapping[str, str]:
        """The case of a procedure that the words give away."""
        return self._cases(slug).read(reading.terms)

    def topicless(self, reading: Reading) -> bool:
        """Whether nothing but cues of an aspect and words without a topic were said."""
        cues = self._aspects.weigh(reading.terms, only=_TOPICLESS).cues
        carried = any(self._lexicon.carries_topic(t) for i, t in enumerate(reading.terms) if i not in cues)
        return not carried and not self._names.names_any(reading.terms)

    def continues(self, reading: Reading, slug: str) -> bool:
        """Whether a question goes on about the procedure talked about: it names no other and says something of this."""
        if self.topicless(reading):
            return True
        best = reading.hits[0] if reading.hits else None
        named = self._names.named(reading.terms)
        if named or best is None or best.id == slug:
            return slug in named or (best is not None and best.id == slug)
        own = next((h.score for h in reading.hits if h.id == slug), 0.0)
        hinted = self._names.hinted(reading.terms)
        if best.id in hinted and slug not in hinted and best.score > own:
            return False
        short = len(reading.terms) <= _SHORT
        if short and self._lexicon.goes_on(reading.terms):
            return True
        facts = self._facts(slug).rank(reading.features)
        closest = facts[0].score if facts else 0.0
        says = short and bool(self.weigh(reading).weights or self.case(reading, slug) or closest >= _SAYS)
        if says and best.id not in self._procedures:
            return True
        sure = decide(reading.hits, self._tuning.decide, may_ask=True).verdict is Verdict.ANSWER
        if sure and best.wording >= _OTHER_WORDS:
            return False
        return says or best.score - own < self._tuning.follow_up * best.score

    def only_a_place(self, reading: Reading) -> bool:
        """Whether a message names a place of Hanoi and hardly more."""
        text = reading.question.text
        if len(reading.terms) > _SHORT or self.names_a_topic(reading):
            return False
        return is_only_a_place(text, self._places.read(text), self._places.gazetteer)

    def names_a_topic(self, reading: Reading) -> bool:
        """Whether the name of something we know stands in the words."""
        return self._names.names_any(reading.terms)

    def names(self, reading: Reading, slug: str) -> bool:
        """Whether the name of one procedure stands in the words."""
        return slug in self._names.named(reading.terms)

    def speaks_of_somebody(self, reading: Reading) -> bool:
        """Whether somebody is named anew ("còn con tôi"), so that whoever was spoken of before no longer counts."""
        return self._lexicon.speaks_of_somebody(reading.terms)

    def tells_an_age(self, reading: Reading) -> bool:
        """Whether somebody's age is told: what was known of another's case no longer counts."""
        return tells_an_age(reading.terms)

    def keeps_aspect(self, reading: Reading) -> bool:
        """Whether a message corrects the one before or goes on from it ("còn con tôi") and asks nothing of its own."""
        if self._lexicon.corrects(reading.terms):
            return True
        return self._lexicon.goes_on(reading.terms) and not self.weigh(reading).weights

    def focus(self, reading: Reading, slug: str, tellable: frozenset[str], *, held: Aspect | None = None) -> Focus:
        """The aspect that the cue words and the closest facts together speak for, and the facts that answer in front.

        `tellable`: ids of the facts that may be told; `held`: the aspect, where it is known. A fact answers in front
        only for words of its own: those that name neither the procedure nor an aspect.
        """
        tuning = self._tuning.lead
        named = self._names.places(reading.terms, slug)
        weighed = self._aspects.weigh(reading.terms, masked=named, topic=self._titles(slug))
        facts = self._facts(slug)
        ranked = tuple(r for r in facts.rank(reading.features) if r.fact.id in tellable)
        own = [t for i, t in enumerate(reading.terms) if i not in named and i not in weighed.cues]
        telling = any(map(self._lexicon.carries_topic, own))
        closest = max(ranked, key=lambda r: r.wording, default=None)
        # A wording that is hardly all that was asked does not speak against what was asked of it ("… bao giờ có thẻ").
        agrees = closest is not None and (not weighed.weights or closest.aspect in weighed.weights)
        least = tuning.sure if telling and agrees else _VERBATIM
        if held is None and closest is not None and closest.wording >= least:
            return Focus(closest.aspect, closest.fact, (), ranked)
        evidence = self._evidence(weighed, ranked if telling else ())
        aspect = held or max(evidence, key=lambda a: evidence[a], default=None)
        if aspect is None:
            return Focus(ranked=ranked)
        specific = facts.told_apart(self.index.features(own)) if telling else {}
        close = [r for r in ranked if r.score >= tuning.likeness and specific.get(r.fact.id, 0.0) >= tuning.specific]
        lead = next((r.fact for r in close if r.aspect is aspect), None)
        also = tuple(r.fact for r in close[:3] if r.score >= tuning.also * ranked[0].score and r.fact is not lead)
        return Focus(aspect, lead, () if aspect is Aspect.STEPS else also[:2], ranked)

    def _evidence(self, weighed: Weighed, ranked: Sequence[Relevant]) -> dict[Aspect, float]:
        """How much speaks for each aspect: its cues, and how near its closest fact comes to the closest of all."""
        tuning = self._tuning.lead
        evidence = {a: w * tuning.cue for a, w in weighed.weights.items()}
        closest = ranked[0].score if ranked else 0.0
        if closest < tuning.least:
            return evidence
        sure = tuning.fact * min(closest / tuning.full, 1.0)
        best: dict[Aspect, float] = {}
        for r in ranked:
            best.setdefault(r.aspect, r.score)
        for aspect, score in best.items():
            evidence[aspect] = evidence.get(aspect, 0.0) + sure * (score / closest) ** tuning.sharp
        return evidence
