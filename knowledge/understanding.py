"""What a question means: its words, the entries it may be about, whether it goes on, its case, aspect and facts."""

import functools
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from knowledge.answer import Question
from knowledge.caching import NO_CACHE, Cache
from knowledge.catalogue import Catalogue
from knowledge.classifying import Learnt, route_label
from knowledge.composing import Focus
from knowledge.lexicon import Lexicon, Term
from knowledge.model import Aspect
from knowledge.naming import Names
from knowledge.nearness import Near, Nearness
from knowledge.overlay import NO_OVERLAY, Overlay
from knowledge.reading.areas import is_only_a_place, names_in
from knowledge.reading.aspects import Aspects, Weighed, asked_features
from knowledge.reading.cases import Cases, places_of_ages, tells_an_age
from knowledge.reading.places import Places
from knowledge.relevance import Facts, Relevant
from knowledge.search import Features, Hit, Index, Tuning
from knowledge.text import sentences

_TOPICLESS = frozenset(Aspect) - {Aspect.ERRORS, Aspect.STATUS, Aspect.LEGAL}
"""Aspects whose cues say nothing of the topic; "không thanh toán được" and "phạt" do."""

_VERBATIM = 0.95
"""Likeness from which a wording is what was asked, though it is made of cues alone."""

_AGREES = 0.5
"""Share of the strongest cue that an aspect needs for its wordings to count against the other cues."""

_OUTRIGHT = 2.0
"""Weight of cues from which an aspect was asked for outright, and no fact of another answers in front."""

_BARE = 2
"""Terms of a message that are hardly more than a topic."""

_NAMED = 3.0
"""Weight of cues that name an aspect by themselves."""

_SHORT = 9
"""Terms of a message that may be a place and hardly more."""

_SAYS = 0.4
"""Likeness from which a question about a paper is about a fact of what is talked about."""

_NEARLY = 0.75
"""Share of a neighbour's score from which the procedure talked about answers although the neighbour is named."""

_UNLIKELY = 0.5
"""Chance below which the words of a correction say nothing by themselves."""

_IN_PLACES = 6
"""Words that the names of two places may have."""

_ASKS = 2.5
"""Weight of an aspect from which a reply asks something of its own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood: mended terms, their features, the classifier's chances, the entries found.

    `near`: the approved wording that the question nearly is, if it is one. What is switched off is among the hits, so
    that nothing else is taken for what was meant; only `open_hits` are offered.
    """

    question: Question
    terms: tuple[Term, ...]
    features: Features
    chances: Mapping[str, float]
    hits: tuple[Hit, ...]
    near: Near | None = None
    corrects: bool = False

    @property
    def open_hits(self) -> tuple[Hit, ...]:
        """The entries found that are not switched off."""
        closed = self.question.closed
        return tuple(h for h in self.hits if h.id not in closed) if closed else self.hits


class Understanding:
    """Reads questions against one catalogue. Immutable once built."""

    def __init__(
        self, catalogue: Catalogue, lexicon: Lexicon, tuning: Tuning, learnt: Learnt, cache: Cache = NO_CACHE
    ) -> None:
        procedures = catalogue.procedures
        self._catalogue = catalogue
        self._procedures = frozenset(procedures)
        self.index = self._written = Index.build(catalogue, lexicon, tuning, cache)
        self.overlay = NO_OVERLAY
        self._nearness = Nearness(NO_OVERLAY, self._as_asked, self.index.rarity)
        self._tuning = tuning
        self._classifier = learnt.entries
        self._aspect_classifier = learnt.aspects
        self._lexicon = lexicon
        self._aspects = Aspects.load(lexicon)
        self._names = Names(catalogue, lexicon)
        self._places = Places.load()
        self._cases = functools.cache(lambda slug: Cases(procedures[slug], lexicon))
        self._facts = functools.cache(lambda slug: Facts(procedures[slug], lexicon, self.index.features))
        self._titles = functools.cache(lambda slug: frozenset(t.folded for t in lexicon.read(procedures[slug].title)))

    def with_overlay(self, overlay: Overlay) -> "Understanding":
        """The same, which knows besides the content what curators approved; a part of a second of work."""
        fitting = overlay.fitting(self._catalogue)
        changed = copy(self)
        changed.index = self._written.with_overlay(fitting, self._lexicon)
        changed.overlay = fitting
        changed._nearness = Nearness(fitting, changed._as_asked, changed.index.rarity)
        return changed

    def _as_asked(self, text: str) -> Features:
        """The features of a text, read as a question is."""
        return self.index.read(self._lexicon.read_question(text))[1]

    def read(self, question: Question, typed: Sequence[Term]) -> Reading:
        """Mend the words and search."""
        told = self._lexicon.corrected(tuple(typed)) if question.context.procedure is not None else tuple(typed)
        terms, features = self.index.read(told)
        chances = self._classifier.chances(features)
        near = self._nearness.closest(features)
        if near is not None and near.is_likely(self._tuning.approved):
            chances[near.approved.target] = max(chances.get(near.approved.target, 0.0), near.words)
        hits = [replace(h, chance=chances.get(h.id, h.score)) for h in self.index.search(features)]
        hits.sort(key=lambda h: -h.score - self._tuning.chance_weight * h.chance)
        same = near if near is not None and near.is_the_same(self._tuning.approved) else None
        return Reading(question, terms, features, chances, tuple(hits), same, corrects=len(told) < len(typed))

    def rather_an_entry(self, reading: Reading, route: str) -> bool:
        """Whether the classifier takes a question for one about something we know rather than for a route."""
        label = route_label(route)
        likeliest = max((h.chance for h in reading.hits), default=0.0)
        return self._classifier.knows(label) and reading.chances[label] < likeliest

    def weigh(self, reading: Reading) -> Weighed:
        """What the words say of aspects, whatever the topic."""
        return self._aspects.weigh(reading.terms)

    def case(self, reading: Reading, slug: str) -> Mapping[str, str]:
        """The case of a procedure that the words give away."""
        return self._cases(slug).read(reading.terms)

    def pick(self, text: str, slug: str, case: str) -> str | None:
        """The value of a case that a reply to its question means, if the reply asks nothing of its own."""
        terms = self._lexicon.read_question(text)
        asked = max(self._aspects.weigh(terms).weights.values(), default=0.0)
        return self._cases(slug).pick(text, terms, case) if asked < _ASKS else None

    def topicless(self, reading: Reading, *, going_on: bool = False) -> bool:
        """Whether nothing but cues of an aspect and words without a topic were said; where a talk is `going_on`, an age
        and places of Hanoi have none either: they are another's case ("thế con tôi 10 tuổi", "tôi ở Long Biên")."""
        said = self._aspects.weigh(reading.terms, only=_TOPICLESS).cues
        if going_on:
            said |= places_of_ages(reading.terms)
        carrying = {t.folded for i, t in enumerate(reading.terms) if i not in said and self._lexicon.carries_topic(t)}
        if self._names.names_any(reading.terms):
            return False
        # Reading places takes as long as searching; more words than two names have a topic.
        in_places = going_on and 0 < len(carrying) <= _IN_PLACES and carrying <= self._placed(reading)
        return not carrying or in_places

    def _placed(self, reading: Reading) -> frozenset[str]:
        """The folded words that name places of Hanoi in a question."""
        text = reading.question.text
        return names_in(self._places.read(text), self._places.gazetteer)

    def continues(self, reading: Reading, slug: str) -> bool:
        """Whether a question goes on about the procedure talked about: it names no other and says something of this."""
        if self.topicless(reading, going_on=True):
            return True
        best = reading.hits[0] if reading.hits else None
        named = self._names.named(reading.terms)
        if best is None or best.id == slug or slug in named:
            return True
        facts = self._facts(slug).rank(reading.features)
        closest = facts[0].score if facts else 0.0
        weights = self.weigh(reading).weights
        own = next((h.score for h in reading.hits if h.id == slug), 0.0)
        # "Nộp rồi thì lấy bằng lái ở đâu" names what is not written here, but is answered by what was talked about;
        # "Có cần giấy độc thân không" asks about a paper of it, which is a matter of its own too.
        if named and best.id not in self._procedures:
            return closest >= _SAYS and own >= _NEARLY * best.score
        if weights.get(Aspect.DOCUMENTS, 0.0) >= _OUTRIGHT and closest >= _SAYS and len(reading.terms) <= _SHORT:
            return True
        tuning = self._tuning.follow
        stays = (
            tuning.bias
            + tuning.own * own
            + tuning.fact * closest
            + tuning.opens * self._lexicon.goes_on(reading.terms)
            + tuning.asks * bool(weights)
            - tuning.word * min(len(reading.terms), tuning.longest)
            - tuning.other * best.score
            - tuning.chance * best.chance
            - tuning.corrects * reading.corrects
        )
        return stays >= 0

    def corrected(self, reading: Reading, slug: str) -> str | None:
        """What a few words that correct the message before and name nothing ("không, cho con 7 tuổi cơ") make of it:
        what was talked about, or what belongs to that and is nearer to its name and the new words together."""
        best = reading.hits[0].chance if reading.hits else 0.0
        if not reading.corrects or len(reading.terms) > _SHORT or best >= _UNLIKELY or self.names_a_topic(reading):
            return None
        procedure = self._catalogue.procedures[slug]
        told = self.index.read((*self._lexicon.read(procedure.title), *reading.terms))[1]
        return next((h.id for h in self.index.search(told) if h.id in {slug, *procedure.related}), slug)

    def returns(self, reading: Reading, slug: str) -> bool:
        """Whether a message says that it comes back to what was talked about earlier, which is `slug`."""
        named = self._names.named(reading.terms)
        return self._lexicon.comes_back(reading.terms) and named <= {slug}

    def asks_for_a_figure(self, reading: Reading) -> bool:
        """Whether what is asked in so many words is a price or a time."""
        weighed = self.weigh(reading)
        return weighed.best in (Aspect.FEE, Aspect.TIME) and weighed.weights[weighed.best] >= _NAMED

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

    def names_in(self, terms: Sequence[Term], slug: str) -> frozenset[int]:
        """The places of the words that name a procedure."""
        return self._names.places(terms, slug)

    def speaks_of_somebody(self, reading: Reading) -> bool:
        """Whether somebody is named anew ("còn con tôi"), so that whoever was spoken of before no longer counts."""
        return self._lexicon.speaks_of_somebody(reading.terms)

    def tells_an_age(self, reading: Reading) -> bool:
        """Whether somebody's age is told: what was known of another's case no longer counts."""
        return tells_an_age(reading.terms)

    def keeps_aspect(self, reading: Reading) -> bool:
        """Whether a message corrects the one before or goes on from it ("còn con tôi") and asks nothing of its own."""
        return reading.corrects or (self._lexicon.goes_on(reading.terms) and not self.weigh(reading).weights)

    def focus(self, reading: Reading, slug: str, tellable: frozenset[str], *, held: Aspect | None = None) -> Focus:
        """The aspect that the cue words and the closest facts together speak for, and the facts that answer in front.

        `tellable`: ids of the facts that may be told; `held`: the aspect, where it is known. A fact answers in front
        only for words of its own: those that name neither the procedure nor an aspect.
        """
        tuning = self._tuning.lead
        named = self._names.places(reading.terms, slug)
        weighed = self._weigh_asked(reading, slug, named)
        facts = self._facts(slug)
        ranked = tuple(r for r in facts.rank(reading.features) if r.fact.id in tellable)
        own = [t for i, t in enumerate(reading.terms) if i not in named and i not in weighed.cues]
        telling = any(map(self._lexicon.carries_topic, own))
        closest = max(ranked, key=lambda r: r.wording, default=None)
        # A wording that is hardly all that was asked does not speak against what was asked of it ("… bao giờ có thẻ").
        asked = max(weighed.weights.values(), default=0.0)
        agrees = closest is not None and weighed.weights.get(closest.aspect, 0.0) >= _AGREES * asked
        least = tuning.sure if telling and agrees else _VERBATIM
        if held is None and closest is not None and closest.wording >= least:
            return Focus(closest.aspect, closest.fact, (), ranked)
        # A bare name, a word or two, asks for nothing in particular.
        asks = len(reading.terms) > max(len(named), _BARE)
        chances = self._aspect_classifier.chances(asked_features(reading.terms, named)) if asks else {}
        evidence = self._evidence(weighed, ranked if telling else (), chances)
        aspect = held or max(evidence, key=lambda a: evidence[a], default=None)
        if aspect is None:
            return Focus(ranked=ranked)
        specific = facts.told_apart(self.index.features(own)) if telling else {}
        close = [r for r in ranked if r.score >= tuning.likeness and specific.get(r.fact.id, 0.0) >= tuning.specific]
        lead = next((r for r in close if r.aspect is aspect), None)
        if close and (lead is None or tuning.ahead * lead.score <= close[0].score):
            # "Số tổng đài là bao nhiêu" sounds like a price; what it is about by its own words answers all the same.
            told = close[0].score >= tuning.dominant and specific[close[0].fact.id] >= tuning.dominant
            outright = weighed.weights.get(aspect, 0.0) >= _OUTRIGHT
            lead = close[0] if told or not outright else lead
        front = lead.fact if lead else None
        also = tuple(r.fact for r in close[:3] if r.score >= tuning.also * ranked[0].score and r.fact is not front)
        return Focus(aspect, front, () if aspect is Aspect.STEPS else also[:2], ranked)

    def _weigh_asked(self, reading: Reading, slug: str, named: frozenset[int]) -> Weighed:
        """What the words say of aspects: those of the last sentence, where it asks something; what stands before it
        tells what it is about."""
        told, topic = self._told_before(reading), self._titles(slug)
        if told:
            weighed = self._aspects.weigh(reading.terms, masked=named | told, topic=topic)
            if max(weighed.weights.values(), default=0.0) >= _OUTRIGHT:
                return weighed
        return self._aspects.weigh(reading.terms, masked=named, topic=topic)

    def _told_before(self, reading: Reading) -> frozenset[int]:
        """The places of the words before the last sentence."""
        last = sentences(reading.question.text)[-1:]
        asked = len(self._lexicon.read_question(last[0])) if last else 0
        return frozenset(range(len(reading.terms) - asked)) if asked > _BARE else frozenset()

    def _evidence(
        self, weighed: Weighed, ranked: Sequence[Relevant], chances: Mapping[str, float]
    ) -> dict[Aspect, float]:
        """How much speaks for each aspect: its cues, how people ask for it, and how near its closest fact comes to
        the closest of all."""
        tuning = self._tuning.lead
        evidence = {a: w * tuning.cue for a, w in weighed.weights.items()}
        for label, chance in chances.items():
            evidence[Aspect(label)] = evidence.get(Aspect(label), 0.0) + tuning.asked * chance
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
