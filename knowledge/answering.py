"""The walk of a question: screen → route → search → decide → compose. Pure: the same question has the same answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.answer import NO_CASE, Answer, Choice, Context, Question, Status
from knowledge.catalogue import CONTENT, Catalogue, load_catalogue
from knowledge.classifying import FILE, Classifier
from knowledge.composing import Composer
from knowledge.deciding import Verdict, decide
from knowledge.lexicon import Lexicon, Term
from knowledge.model import Aspect, Journey, JourneyStep, Procedure
from knowledge.outcomes import Outcomes
from knowledge.papers import PapersCheck, check_papers
from knowledge.phrases import Phrases
from knowledge.reading.secrets import holds_secret
from knowledge.reading.ticks import TickWords
from knowledge.reading.wishes import Wishes, WishFile
from knowledge.routing import Routed, Router
from knowledge.search import Tuning
from knowledge.text import clean, fold
from knowledge.understanding import Reading, Understanding

MOST_CLARIFICATIONS = 2
"""Questions asked back in a row; after them an honest refusal."""

_BRIEF = 5
_WHOLE_INTENT = 0.9
_ENOUGH = 4
_LIKELY = 0.5
_MUCH_NEARER = 0.2


class Answerer:
    """Answers questions from one catalogue. Immutable once built, safe to share."""

    def __init__(
        self,
        catalogue: Catalogue,
        lexicon: Lexicon,
        router: Router,
        phrases: Phrases,
        tuning: Tuning,
        classifier: Classifier,
        wishes: WishFile,
    ) -> None:
        self.catalogue = catalogue
        self.phrases = phrases
        self.lexicon = lexicon
        self.router = router
        self.understanding = Understanding(catalogue, lexicon, tuning, classifier)
        self.wishes = Wishes(wishes)
        self.tick_words = TickWords(wishes)
        self._tuning = tuning
        self._composer = Composer(catalogue, phrases)
        self._outcomes = Outcomes(catalogue, phrases)
        self._neighbours = {n.id: n for n in catalogue.neighbours}
        self._journeys = {j.id: j for j in catalogue.journeys}

    def answer(self, question: Question) -> Answer:
        """The answer to a question, with the context that the next one continues."""
        typed = self.lexicon.read_question(question.text)
        picked = self._picked(question)
        if picked is not None and picked.procedure is not None:
            return self.show(picked.procedure, picked.aspect or Aspect.OVERVIEW, on=question.on, case=picked.case)
        reading = self.understanding.read(question, typed)
        if not typed:
            return self._ask_back(reading, phrase="clarify-empty")
        screened = self.router.screen(typed, secret=holds_secret(question.text))
        if screened is not None:
            return self._outcomes.routed(screened, question.context, reading.hits, screened=True)
        wished = self._wished(question)
        if wished is not None:
            return wished
        routed = None if self._goes_on(reading) else self._route(reading, typed)
        if routed is not None:
            return self._outcomes.routed(routed, question.context, reading.hits, screened=False)
        return self._continued(reading) or self._searched(reading)

    def show(
        self, slug: str, aspect: Aspect, *, on: date, case: Mapping[str, str] = NO_CASE, detail: bool = False
    ) -> Answer:
        """What a tap on an aspect shows: the same words as typing. Raises KeyError for an unknown slug."""
        procedure = self.catalogue.procedures[slug]
        put = self._composer.detail if detail else self._composer.answer
        answer = self._answered(procedure, aspect, case, 1.0)
        return replace(answer, blocks=put(procedure, aspect, on=on, case=case))

    def aspects(self, slug: str, on: date) -> tuple[Aspect, ...]:
        """The aspects of a procedure that something can be said about on a day, in the order of Aspect."""
        procedure = self.catalogue.procedures[slug]
        return tuple(a for a in Aspect if self._composer.told(procedure.section(a), on=on, case=NO_CASE))

    def check_papers(self, slug: str, case: Mapping[str, str], on: date) -> PapersCheck:
        """The papers of a procedure for a case on a day. Raises KeyError for an unknown slug."""
        return check_papers(self.catalogue.procedures[slug], case, on, self._composer)

    def show_journey(self, journey: str, *, on: date, done: frozenset[str]) -> Answer:
        """What a tap on a life event shows, with the steps that are done. Raises KeyError for an unknown id."""
        found = self._journeys[journey]
        return self._journey_of(found, found.steps, on=on, done=done)

    def journey_steps(self, journey: str, on: date) -> tuple[JourneyStep, ...]:
        """The steps that somebody does, in the order in which they are numbered. Raises KeyError for an unknown id."""
        by_hand = [s for s in self._journeys[journey].steps if not s.by_itself]
        told = self._composer.told(by_hand, on=on, case=NO_CASE)
        return tuple(t.fact for t in told if isinstance(t.fact, JourneyStep))

    def picks(self, slug: str, case: str, text: str) -> str | None:
        """The value of a case that a reply to the question for it means; None where it is no such reply."""
        return self.understanding.pick(text, slug, case)

    def _wished(self, question: Question) -> Answer | None:
        """What is said to somebody who wishes their papers checked; None where no procedure of ours is meant by it."""
        rest = self.wishes.of_papers(question.text)
        if rest is None:
            return None
        reading = self.understanding.read(replace(question, text=rest), self.lexicon.read_question(rest))
        about = question.context.procedure
        if self.understanding.topicless(reading) and about not in self.catalogue.procedures:
            return self._ask_back(reading, aspect=Aspect.DOCUMENTS)
        found = self._continued(reading) or self._searched(reading)
        if found.status is not Status.ANSWERED or found.journey is not None:
            return None
        slug = found.procedures[0]
        answer = self.show(slug, Aspect.DOCUMENTS, on=question.on, case=found.case)
        wants_check = bool(self.catalogue.procedures[slug].papers)
        return replace(answer, procedures=found.procedures, confidence=found.confidence, wants_check=wants_check)

    def _picked(self, question: Question) -> Choice | None:
        """The offered choice whose label was typed, if one was and it may still be answered."""
        said = fold(clean(question.text))
        open_now = self.catalogue.procedures.keys() - question.closed
        offered = (c for c in question.context.offered if c.procedure in open_now)
        return next((c for c in offered if fold(c.label) == said), None)

    def _route(self, reading: Reading, typed: Sequence[Term]) -> Routed | None:
        """The intent that a message is, if it is nearer to one than to anything that search knows."""
        question = reading.question
        now = question.context.route
        # Where little is left once the politeness is gone, that may have been all that was meant.
        forms = (typed, self.lexicon.read(question.text)) if len(typed) <= _BRIEF else (typed,)
        for form in forms:
            routed = self.router.route(form, now=now)
            if routed is not None and self._stands(reading, routed):
                return routed
        plain = len(typed) >= _ENOUGH and not self.understanding.names_a_topic(reading)
        if question.context.procedure is not None or not plain or self.understanding.topicless(reading):
            return None
        likeliest = self.router.likeliest(typed, screens=False)
        closest = reading.hits[0].wording if reading.hits else 0.0
        if likeliest is None or self.understanding.rather_an_entry(reading, likeliest.route):
            return None
        return likeliest if likeliest.likeness >= max(_LIKELY, closest + _MUCH_NEARER) else None

    def _stands(self, reading: Reading, routed: Routed) -> bool:
        """Whether a message is the intent that it is like: word for word, going on with it, or for want of an entry."""
        context = reading.question.context
        if routed.likeness >= _WHOLE_INTENT or routed.route == context.route:
            return True
        # "Thế đổi ở đâu" is like "bạn ở đâu", but asks on about what is talked about.
        asked = context.procedure is not None and bool(self.understanding.weigh(reading).weights)
        if asked and routed.route == "chitchat":
            return False
        return not self.understanding.rather_an_entry(reading, routed.route)

    def _goes_on(self, reading: Reading) -> bool:
        """Whether a message plainly is about what is talked about, like small talk or a wish as it may sound."""
        about = reading.question.context.procedure
        if about is None:
            return False
        cues = self.understanding.topicless(reading) and self.understanding.weigh(reading).weights
        return bool(cues) or self.understanding.names(reading, about)

    def _continued(self, reading: Reading) -> Answer | None:
        """The answer to a question that goes on about what was talked about, if it does."""
        slug, closed = reading.question.context.procedure, reading.question.closed
        if slug is None:
            return None
        if slug in self.catalogue.procedures and slug not in closed and self.understanding.continues(reading, slug):
            return self._about(reading, self.catalogue.procedures[slug], 0.9)
        if slug in self._neighbours and self.understanding.topicless(reading):
            return self._outcomes.decline(self._neighbours[slug], reading.question.context, 0.9)
        return None

    def _searched(self, reading: Reading) -> Answer:
        context = reading.question.context
        may_ask = context.clarifications < MOST_CLARIFICATIONS
        if self.understanding.topicless(reading):
            weighed = self.understanding.weigh(reading)
            if may_ask:
                return self._ask_back(reading, aspect=weighed.best)
            return self._outcomes.no_match(reading.hits, 0.0)
        if may_ask and self.understanding.only_a_place(reading):
            return self._ask_back(reading, phrase="clarify-place")
        decision = decide(reading.hits, self._tuning.decide, may_ask=may_ask)
        if decision.verdict is not Verdict.ANSWER:
            routed = self._half_routed(reading)
            if routed is not None:
                return routed
        best = reading.hits[0].id if reading.hits else None
        if best in self._journeys and decision.verdict is not Verdict.DECLINE:
            journey = self._journey(reading, self._journeys[best], decision.confidence)
            return journey or self._outcomes.no_match(reading.hits, decision.confidence)
        if best in self._neighbours and (decision.verdict is not Verdict.DECLINE or reading.hits[0].score >= 0.3):
            return self._outcomes.decline(self._neighbours[best], context, decision.confidence)
        if best is None or decision.verdict is Verdict.DECLINE:
            return self._outcomes.no_match(reading.hits, decision.confidence)
        if decision.verdict is Verdict.CLARIFY:
            return self._ask_back(reading, confidence=decision.confidence)
        return self._about(reading, self.catalogue.procedures[best], decision.confidence)

    def _journey(self, reading: Reading, journey: Journey, confidence: float) -> Answer | None:
        """A life event: its steps in order, each a choice that opens its procedure; None if all are switched off."""
        open_now = [s for s in journey.steps if s.procedure not in reading.question.closed]
        return self._journey_of(journey, open_now, on=reading.question.on, confidence=confidence) if open_now else None

    def _journey_of(
        self,
        journey: Journey,
        open_now: Sequence[JourneyStep],
        *,
        on: date,
        confidence: float = 1.0,
        done: frozenset[str] | None = None,
    ) -> Answer:
        choices = tuple(Choice(self.catalogue.titles[s.procedure], s.procedure) for s in open_now)
        return Answer(
            Status.ANSWERED,
            procedures=tuple(dict.fromkeys(s.procedure for s in open_now))[:3],
            confidence=confidence,
            blocks=self._composer.journey(journey, open_now, on=on, done=done),
            choices=choices,
            context=Context(offered=choices),
            journey=journey.id,
        )

    def _half_routed(self, reading: Reading) -> Answer | None:
        """Where search is not sure: the intent that a message is at least half like, screens first."""
        context = reading.question.context
        for screens in (True, False):
            routed = self.router.likeliest(reading.terms, screens=screens)
            if routed is not None and (screens or not self.understanding.rather_an_entry(reading, routed.route)):
                return self._outcomes.routed(routed, context, reading.hits, screened=screens)
        return None

    def _about(self, reading: Reading, procedure: Procedure, confidence: float) -> Answer:
        """Answer about one procedure: find the case, the aspect, and the facts that answer in front."""
        question, context = reading.question, reading.question.context
        same = context.procedure == procedure.slug
        kept = dict(context.case) if same and not self.understanding.tells_an_age(reading) else {}
        if self.understanding.speaks_of_somebody(reading):
            kept.pop("who", None)
        case = kept | dict(self.understanding.case(reading, procedure.slug))
        facts = (f for _, f in procedure.facts())
        tellable = frozenset(t.fact.id for t in self._composer.told(facts, on=question.on, case=case))
        # An aspect asked before still stands where only a topic, a case or a correction was said.
        before = context.aspect if same or context.procedure is None else None
        held = before if self.understanding.keeps_aspect(reading) else None
        focus = self.understanding.focus(reading, procedure.slug, tellable, held=held)
        aspect = focus.aspect or before or Aspect.OVERVIEW
        answer = self._answered(procedure, aspect, case, confidence)
        others = (h.id for h in reading.hits if h.id in self.catalogue.procedures and h.id != procedure.slug)
        return replace(
            answer,
            procedures=(procedure.slug, *others)[:3],
            blocks=self._composer.answer(procedure, aspect, on=question.on, case=case, focus=focus),
        )

    def _answered(self, procedure: Procedure, aspect: Aspect, case: Mapping[str, str], confidence: float) -> Answer:
        topic = next(t for t in self.catalogue.topics if t.id == procedure.topic)
        return Answer(
            Status.ANSWERED,
            procedures=(procedure.slug,),
            aspect=aspect,
            case=case,
            confidence=confidence,
            contacts=topic.ask,
            context=Context(procedure=procedure.slug, case=case, aspect=aspect),
        )

    def _ask_back(
        self,
        reading: Reading,
        *,
        aspect: Aspect | None = None,
        confidence: float = 0.0,
        phrase: str = "clarify-which",
    ) -> Answer:
        return self._outcomes.ask_back(
            reading.question.context, reading.hits, aspect=aspect, confidence=confidence, phrase=phrase
        )


def build_answerer(folder: Path = CONTENT) -> Answerer:
    """Load everything that answering needs from a content folder. Raises ContentError."""
    lexicon, tuning = Lexicon.load(), Tuning.load()
    router, classifier = Router.load(lexicon, tuning), Classifier.load(folder / FILE)
    return Answerer(load_catalogue(folder), lexicon, router, Phrases.load(), tuning, classifier, WishFile.load())
