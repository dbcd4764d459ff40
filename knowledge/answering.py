"""The walk of a question: screen → route → search → decide → compose. Pure: the same question has the same answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from knowledge.answer import NO_CASE, Answer, Block, Choice, Context, Question, Status
from knowledge.catalogue import CONTENT, Catalogue, load_catalogue
from knowledge.composing import Composer, Focus
from knowledge.deciding import Verdict, decide
from knowledge.lexicon import Lexicon, Term
from knowledge.model import Aspect, Fact, Neighbour, Procedure
from knowledge.phrases import Phrases
from knowledge.reading.aspects import Aspects, Weighed
from knowledge.reading.cases import Cases
from knowledge.reading.secrets import holds_secret
from knowledge.relevance import Facts
from knowledge.routing import Routed, Router
from knowledge.search import Features, Hit, Index, Tuning
from knowledge.text import clean, fold

MOST_CHOICES = 4
_TOPICLESS = frozenset(Aspect) - {Aspect.ERRORS, Aspect.STATUS}
"""Aspects whose cues say nothing of the topic; "không thanh toán được" does."""
MOST_CLARIFICATIONS = 2
"""Questions asked back in a row; after them an honest refusal."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question as it was understood: its terms as typed, and mended with their features."""

    question: Question
    typed: tuple[Term, ...]
    terms: tuple[Term, ...]
    features: Features
    hits: tuple[Hit, ...]


class Answerer:
    """Answers questions from one catalogue. Immutable once built, safe to share."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon, router: Router, phrases: Phrases, tuning: Tuning) -> None:
        self.catalogue = catalogue
        self.phrases = phrases
        self.lexicon = lexicon
        self.router = router
        self.index = Index.build(catalogue, lexicon, tuning)
        self._tuning = tuning
        self._aspects = Aspects.load(lexicon)
        self._composer = Composer(catalogue, phrases)
        self._neighbours = {n.id: n for n in catalogue.neighbours}
        procedures = catalogue.procedures
        self._cases = cache(lambda slug: Cases(procedures[slug], lexicon))
        self._facts = cache(lambda slug: Facts(procedures[slug], lexicon, self.index.features))
        self._names = _names(catalogue, lexicon)
        self._titles = cache(lambda slug: frozenset(t.folded for t in lexicon.read(procedures[slug].title)))

    def answer(self, question: Question) -> Answer:
        """The answer to a question, with the context that the next one continues."""
        typed = self.lexicon.read(question.text)
        if not typed:
            return self._ask_back(question, (), phrase="clarify-empty")
        picked = _picked(question)
        if picked is not None and picked.procedure is not None:
            return self._picked(question, picked)
        screened = self.router.screen(typed, secret=holds_secret(question.text))
        terms, features = self.index.read(typed)
        hits = self.index.search(features)
        hits = tuple(h for h in hits if h.id not in question.closed)
        reading = _Reading(question, typed, terms, features, hits)
        if screened is not None:
            return self._routed(reading, screened, Status.SCREENED)
        routed = self.router.route(typed, now=question.context.route)
        if routed is not None and (routed.likeness >= 0.9 or not hits or hits[0].wording < 0.75):
            return self._routed(reading, routed, Status.ROUTED)
        return self._searched(reading)

    def show(
        self, slug: str, aspect: Aspect, *, on: date, case: Mapping[str, str] = NO_CASE, detail: bool = False
    ) -> Answer:
        """What a tap on an aspect shows: the same words as typing. Raises KeyError for an unknown slug."""
        procedure = self.catalogue.procedures[slug]
        put = self._composer.detail if detail else self._composer.answer
        return self._answered(procedure, aspect, case, 1.0, put(procedure, aspect, on=on, case=case))

    def aspects(self, slug: str, on: date) -> tuple[Aspect, ...]:
        """The aspects of a procedure that something can be said about on a day, in the order of Aspect."""
        procedure = self.catalogue.procedures[slug]
        return tuple(a for a in Aspect if self._composer.told(procedure.section(a), on=on, case=NO_CASE))

    def _searched(self, reading: _Reading) -> Answer:
        question, context = reading.question, reading.question.context
        if context.procedure in self.catalogue.procedures and context.procedure not in question.closed:
            assert context.procedure is not None
            if self._continues(reading, context.procedure):
                return self._about(reading, self.catalogue.procedures[context.procedure], 0.9, follows=True)
        weights = self._aspects.weigh(reading.terms)
        if self._topicless(reading.terms):
            return self._no_topic(reading, weights, 0.0)
        decision = decide(reading.hits, self._tuning.decide, may_ask=context.clarifications < MOST_CLARIFICATIONS)
        if decision.verdict is Verdict.DECLINE or not reading.hits:
            return self._no_topic(reading, weights, decision.confidence)
        best = reading.hits[0]
        neighbour = self._neighbours.get(best.id)
        if neighbour is not None:
            return self._declined(reading, neighbour, decision.confidence)
        if decision.verdict is Verdict.ANSWER:
            return self._about(reading, self.catalogue.procedures[best.id], decision.confidence)
        return self._ask_back(question, reading.hits, confidence=decision.confidence)

    def _continues(self, reading: _Reading, slug: str) -> bool:
        """Whether a question goes on about the procedure talked about: it names no other, and says something of this."""
        if self._topicless(reading.terms):
            return True
        named = self._named(reading.terms)
        if named:
            return slug in named
        best = reading.hits[0] if reading.hits else None
        decision = decide(reading.hits, self._tuning.decide, may_ask=True)
        if best is not None and best.id == slug:
            return True
        if decision.verdict is Verdict.ANSWER and best is not None and best.wording >= 0.6:
            return False
        own = next((h for h in reading.hits if h.id == slug), None)
        weights = self._aspects.weigh(reading.terms)
        facts = self._facts(slug).rank(reading.features)
        about = facts[0].score if facts else 0.0
        case = self._cases(slug).read(reading.terms)
        if own is not None and best is not None and best.score - own.score < self._tuning.follow_up * best.score:
            return True
        return len(reading.terms) <= 9 and (bool(weights.weights) or bool(case) or about >= 0.4)

    def _topicless(self, terms: Sequence[Term]) -> bool:
        """Whether nothing but cues of an aspect and words without a topic were said."""
        cues = self._aspects.weigh(terms, only=_TOPICLESS).cues
        carried = any(self.lexicon.carries_topic(t) for i, t in enumerate(terms) if i not in cues)
        line = f" {' '.join(t.folded for t in terms)} "
        return not carried and not any(name in line for name, _ in self._names if self._tells(name))

    def _tells(self, name: str) -> bool:
        """Whether a name says by itself what it is: more than one word, and not only words that carry no topic."""
        return " " in name.strip() and any(self.lexicon.carries_topic(Term(w)) for w in name.split())

    def _named(self, terms: Sequence[Term]) -> frozenset[str]:
        """The entries whose names stand in the question, but for names inside longer names."""
        line = f" {' '.join(t.folded for t in terms)} "
        found: set[str] = set()
        for name, owners in self._names:
            if name in line:
                found |= owners
                line = line.replace(name, " · ")
        return frozenset(found)

    def _about(self, reading: _Reading, procedure: Procedure, confidence: float, *, follows: bool = False) -> Answer:
        """Answer about one procedure: find the case, the aspect, and the fact that answers in front."""
        context = reading.question.context
        same = context.procedure == procedure.slug
        case = dict(context.case if same else {}) | dict(self._cases(procedure.slug).read(reading.terms))
        focus = self._focus(reading, procedure.slug, case)
        aspect = focus.aspect or (context.aspect if same and follows else None) or Aspect.OVERVIEW
        blocks = self._composer.answer(procedure, aspect, on=reading.question.on, case=case, focus=focus)
        others = tuple(h.id for h in reading.hits if h.id in self.catalogue.procedures and h.id != procedure.slug)
        answer = self._answered(procedure, aspect, case, confidence, blocks)
        return replace(answer, procedures=(procedure.slug, *others)[:3])

    def _focus(self, reading: _Reading, slug: str, case: Mapping[str, str]) -> Focus:
        """The aspect that the cue words and the closest facts together speak for, and the facts that answer in front.

        A fact answers in front only for words of its own: those that name neither the procedure nor an aspect.
        """
        tuning = self._tuning.lead
        named = self._mask(reading.terms, slug)
        weighed = self._aspects.weigh(reading.terms, masked=named, topic=self._titles(slug))
        facts = self._facts(slug)
        told = {r.fact.id: r for r in facts.rank(reading.features) if self._tellable(r.fact, reading.question.on, case)}
        ranked = tuple(told.values())
        own = [t for i, t in enumerate(reading.terms) if i not in named and i not in weighed.cues]
        specific = {r.fact.id: r.score for r in facts.rank(self.index.features(own))} if own else {}
        evidence = {a: w * tuning.cue for a, w in weighed.weights.items()}
        closest = ranked[0].score if ranked else 0.0
        if closest >= tuning.least:
            # How close the closest fact is says how far facts count; how close each aspect's own is, for which.
            sure = tuning.fact * min(closest / tuning.full, 1.0)
            for aspect in Aspect:
                own_best = max((r.score for r in ranked if r.aspect is aspect), default=0.0)
                if own_best:
                    evidence[aspect] = evidence.get(aspect, 0.0) + sure * (own_best / closest) ** tuning.sharp
        if ranked and ranked[0].wording >= tuning.sure:
            return Focus(ranked[0].aspect, ranked[0].fact, (), ranked)
        if not evidence:
            return Focus(None, None, (), ranked)
        aspect = max(evidence, key=lambda a: evidence[a])
        front = [r for r in ranked if r.score >= tuning.likeness and specific.get(r.fact.id, 0.0) >= tuning.specific]
        lead = next((r.fact for r in front if r.aspect is aspect), None)
        also = tuple(r.fact for r in front[:3] if r.score >= tuning.also * closest and r.fact is not lead)
        return Focus(aspect, lead, also[:2], ranked)

    def _tellable(self, fact: Fact, on: date, case: Mapping[str, str]) -> bool:
        return bool(self._composer.told([fact], on=on, case=case))

    def _mask(self, terms: Sequence[Term], slug: str) -> frozenset[int]:
        """The places of words that are the procedure's own name, which say nothing of an aspect."""
        words = [t.folded for t in terms]
        masked: set[int] = set()
        for name, owners in self._names:
            parts = name.split()
            if slug not in owners or len(parts) < 2:
                continue
            for i in range(len(words) - len(parts) + 1):
                if words[i : i + len(parts)] == parts:
                    masked.update(range(i, i + len(parts)))
        return frozenset(masked)

    def _no_topic(self, reading: _Reading, weighed: Weighed, confidence: float) -> Answer:
        """Nothing good enough: ask for the topic where only an aspect was given, else say so and offer the nearest."""
        question = reading.question
        if weighed.weights and self._topicless(reading.terms) and question.context.clarifications < MOST_CLARIFICATIONS:
            return self._ask_back(question, reading.hits, aspect=weighed.best, confidence=confidence)
        best = self._neighbours.get(reading.hits[0].id) if reading.hits else None
        if best is not None and reading.hits[0].score >= 0.3:
            return self._declined(reading, best, confidence)
        near = self._choices(reading.hits[:2], None)
        phrase = "no-match-near" if near else "no-match"
        text = self.phrases.text(phrase, who=self._contacts(("tong-dai-ha-noi",)))
        return Answer(
            Status.NO_MATCH,
            procedures=tuple(c.procedure for c in near if c.procedure),
            confidence=confidence,
            blocks=(Block("lead", text),),
            choices=near,
            contacts=("tong-dai-ha-noi",),
            context=replace(Context(), offered=near),
        )

    def _declined(self, reading: _Reading, neighbour: Neighbour, confidence: float) -> Answer:
        """Something known that we have no answer for: say so, and who has."""
        contacts = neighbour.ask or ("tong-dai-ha-noi",)
        arguments = {"who": self._contacts(contacts), "title": neighbour.title}
        if neighbour.unwritten:
            phrase, status, route = "no-match-unwritten", Status.NO_MATCH, None
        else:
            phrase = neighbour.route.replace("_", "-")
            status, route = Status.ROUTED, neighbour.route
            arguments = {} if phrase == "off-topic" else arguments
        return Answer(
            status,
            route=route,
            confidence=confidence,
            blocks=(Block("lead", self.phrases.text(phrase, **arguments)),),
            contacts=() if phrase == "off-topic" else contacts,
        )

    def _ask_back(
        self,
        question: Question,
        hits: Sequence[Hit],
        *,
        aspect: Aspect | None = None,
        confidence: float = 0.0,
        phrase: str = "clarify-which",
    ) -> Answer:
        """One question with two to four choices in the person's words."""
        choices = self._choices(hits[: MOST_CHOICES - 1], aspect)
        if len(choices) < 2:
            choices = (*choices, *self._popular(aspect, {c.procedure for c in choices}))[:MOST_CHOICES]
        arguments = {}
        if aspect is not None:
            phrase, arguments = "clarify-topic", {"aspect": self.phrases.text(f"aspect-{aspect.value}-of")}
        context = Context(
            aspect=aspect, offered=choices, clarifications=question.context.clarifications + 1, route=question.context.route
        )
        return Answer(
            Status.CLARIFY,
            procedures=tuple(c.procedure for c in choices if c.procedure)[:3],
            aspect=aspect,
            confidence=confidence,
            blocks=(Block("lead", self.phrases.text(phrase, **arguments)),),
            choices=choices,
            context=context,
        )

    def _choices(self, hits: Sequence[Hit], aspect: Aspect | None) -> tuple[Choice, ...]:
        known = self.catalogue.procedures
        return tuple(Choice(known[h.id].title, h.id, aspect) for h in hits if h.id in known)

    def _popular(self, aspect: Aspect | None, without: set[str | None]) -> tuple[Choice, ...]:
        """What to offer where nothing was said: the first procedure of each topic, in menu order."""
        firsts = (self.catalogue.list_procedures(t.id)[0] for t in self.catalogue.list_topics())
        return tuple(Choice(p.title, p.slug, aspect) for p in firsts if p.slug not in without)

    def _routed(self, reading: _Reading, routed: Routed, status: Status) -> Answer:
        arguments = {}
        choices: tuple[Choice, ...] = ()
        if routed.phrase == "stop-offer":
            choices = (Choice(self.phrases.text("stop-button")),)
        best = next((h for h in reading.hits[:1] if h.id in self.catalogue.procedures and h.score > 0.2), None)
        context = reading.question.context
        about = context.procedure or (best.id if best and status is Status.SCREENED else None)
        return Answer(
            status,
            route=routed.route,
            confidence=routed.likeness,
            blocks=(Block("lead", self.phrases.text(routed.phrase, **arguments)),),
            choices=choices,
            contacts=routed.contacts,
            context=Context(procedure=about, case=context.case, aspect=context.aspect, route=routed.route),
        )

    def _picked(self, question: Question, choice: Choice) -> Answer:
        assert choice.procedure is not None
        return self.show(choice.procedure, choice.aspect or Aspect.OVERVIEW, on=question.on, case=choice.case)

    def _answered(
        self, procedure: Procedure, aspect: Aspect, case: Mapping[str, str], confidence: float, blocks: tuple[Block, ...]
    ) -> Answer:
        topic = next(t for t in self.catalogue.topics if t.id == procedure.topic)
        return Answer(
            Status.ANSWERED,
            procedures=(procedure.slug,),
            aspect=aspect,
            case=case,
            confidence=confidence,
            blocks=blocks,
            contacts=topic.ask,
            context=Context(procedure=procedure.slug, case=case, aspect=aspect),
        )

    def _contacts(self, ids: Sequence[str]) -> str:
        listed = (self.catalogue.contacts[i] for i in ids[:2])
        return self.phrases.text("answer-or").join(
            self.phrases.text("answer-contact", name=c.name, number=c.number) for c in listed
        )


def build_answerer(folder: Path = CONTENT) -> Answerer:
    """Load everything that answering needs from a content folder. Raises ContentError."""
    lexicon = Lexicon.load()
    return Answerer(load_catalogue(folder), lexicon, Router.load(lexicon), Phrases.load(), Tuning.load())


def _picked(question: Question) -> Choice | None:
    """The offered choice whose label was typed, if one was."""
    said = fold(clean(question.text))
    return next((c for c in question.context.offered if fold(c.label) == said), None)


def _names(catalogue: Catalogue, lexicon: Lexicon) -> tuple[tuple[str, frozenset[str]], ...]:
    """Every entry's names as folded lines with a space at both ends, longest first, with whose they are."""
    owners: dict[str, set[str]] = {}
    named = [(p.slug, (*p.names, p.title)) for p in catalogue.procedures.values()]
    named += [(n.id, (*n.names, n.title)) for n in catalogue.neighbours]
    for owner, names in named:
        for name in names:
            line = " ".join(t.folded for t in lexicon.read(name))
            owners.setdefault(f" {line} ", set()).add(owner)
    return tuple((name, frozenset(owners[name])) for name in sorted(owners, key=lambda n: (-len(n), n)))
