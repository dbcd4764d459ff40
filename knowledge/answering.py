"""The walk of a question: screen → route → search → decide → compose. Pure: the same question has the same answer."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.answer import NO_CASE, NO_REASONS, Answer, Choice, Context, Question, Status
from knowledge.catalogue import CONTENT, Catalogue, load_catalogue
from knowledge.classifying import FILE, Learnt
from knowledge.composing import Composer
from knowledge.deciding import Verdict, decide
from knowledge.lexicon import Lexicon, Term
from knowledge.life_events import LifeEvents
from knowledge.model import Aspect, Procedure
from knowledge.outcomes import Outcomes
from knowledge.overlay import Overlay
from knowledge.papers import PapersCheck, check_papers
from knowledge.phrases import Phrases
from knowledge.reading.secrets import holds_secret
from knowledge.reading.ticks import TickWords
from knowledge.reading.wishes import Wishes, WishFile, may_wish_reminder
from knowledge.routing import REMINDER, Routed, Router
from knowledge.search import Tuning
from knowledge.text import clean, fold
from knowledge.understanding import Reading, Understanding
from knowledge.warning import LONG, WARNING, Warner

MOST_CLARIFICATIONS = 2
"""Questions asked back in a row; after them an honest refusal."""

_BRIEF = 5
_WHOLE_INTENT = 0.9
_ENOUGH = 4
_LIKELY = 0.5
_MUCH_NEARER = 0.2
_SURE = 0.8
"""Confidence from which what was given to be checked is a question of its own."""


class Answerer:
    """Answers questions from one catalogue. Immutable once built, safe to share."""

    def __init__(
        self,
        catalogue: Catalogue,
        lexicon: Lexicon,
        router: Router,
        phrases: Phrases,
        tuning: Tuning,
        learnt: Learnt,
        wishes: WishFile,
    ) -> None:
        self.catalogue = catalogue
        self.phrases = phrases
        self.lexicon = lexicon
        self.router = router
        self.understanding = Understanding(catalogue, lexicon, tuning, learnt)
        self.wishes = Wishes(wishes)
        self.tick_words = TickWords(wishes)
        self._tuning = tuning
        self._composer = Composer(catalogue, phrases)
        self._outcomes = Outcomes(catalogue, phrases)
        self.warner = Warner(catalogue, lexicon, phrases, self._composer)
        self._neighbours = {n.id: n for n in catalogue.neighbours}
        self.life_events = LifeEvents(catalogue, self._composer, self._outcomes)

    @property
    def overlay(self) -> Overlay:
        """What curators approved and this answerer knows beside the content."""
        return self.understanding.overlay

    def with_overlay(self, overlay: Overlay) -> "Answerer":
        """The same, which knows besides the content what curators approved; a part of a second of work."""
        changed = copy(self)
        changed.understanding = self.understanding.with_overlay(overlay)
        return changed

    def answer(self, question: Question) -> Answer:
        """The answer to a question, with the context that the next one continues.

        A message of somebody else's that was pasted or told is checked for signs of a scam.
        """
        answer = self._answer(question)
        if not self.warner.open_on(question.closed) or answer.route == "emergency":
            return answer
        findings = self.warner.signs.read(question.text)
        if self.warner.is_pasted(findings):
            return self.warner.check(findings, on=question.on)
        if not self.warner.is_told(findings):
            return answer
        if answer.route == "personal_data" and findings.length >= LONG and not findings.questions:
            return self.warner.check(findings, on=question.on)  # somebody else asks for the code
        if answer.status is Status.ANSWERED and answer.procedures[0] == WARNING:
            checked = self.warner.check(findings, on=question.on)
            return replace(checked, procedures=answer.procedures, aspect=answer.aspect, confidence=answer.confidence)
        lost = answer.status in (Status.NO_MATCH, Status.CLARIFY) and findings.length >= LONG
        return self.warner.check(findings, on=question.on) if lost else answer

    def check(self, question: Question, *, surely: bool = False) -> Answer | None:
        """The check of a message that was given to be checked, or None where it is a question of the person's own.

        `surely`: whatever it is like, there is no doubt that it is to be checked.
        """
        answer = self.answer(question)
        findings = self.warner.signs.read(question.text)
        if answer.private or not self.warner.open_on(question.closed):
            return answer if answer.private else None
        if answer.status is Status.SCREENED and answer.route != "personal_data":
            return None
        sure = answer.status is Status.ROUTED or (answer.status is Status.ANSWERED and answer.confidence >= _SURE)
        elsewhere = answer.status is Status.ANSWERED and answer.procedures[0] != WARNING
        may_be = self.warner.may_be_a_question(findings) or (elsewhere and self.warner.asks_how(findings))
        if sure and may_be and not surely:
            return None
        return self.warner.check(findings, on=question.on)

    def _answer(self, question: Question) -> Answer:
        typed = self.lexicon.read_question(question.text)
        picked = self._picked(question)
        if picked is not None and picked.procedure is not None:
            if picked.procedure in question.closed:
                return self._closed(question, picked.procedure)
            return self.show(picked.procedure, picked.aspect or Aspect.OVERVIEW, on=question.on, case=picked.case)
        reading = self.understanding.read(question, typed)
        if not typed:
            return self._ask_back(reading, phrase="clarify-empty")
        screened = self.router.screen(typed, secret=holds_secret(question.text))
        if screened is not None:
            return self._outcomes.routed(screened, question.context, reading.open_hits, screened=True)
        if self._wants_reminder(question):
            return self._outcomes.routed(REMINDER, question.context, reading.open_hits, screened=False)
        wished = self._wished(question)
        if wished is not None:
            return wished
        target = self._target(reading, typed)
        if target is not None:
            return self._approved(reading, target)
        routed = None if self._goes_on(reading) else self._route(reading, typed)
        if routed is not None:
            return self._outcomes.routed(routed, question.context, reading.open_hits, screened=False)
        return self._continued(reading) or self._searched(reading)

    def approved_target(self, text: str) -> str | None:
        """Where a question is led by what curators approved: a slug, a neighbour's id or a contact's, if anywhere."""
        typed = self.lexicon.read_question(text)
        if not typed or self.router.screen(typed, secret=holds_secret(text)) is not None:
            return None
        return self._target(self.understanding.read(Question(text, date.min), typed), typed)

    def likeliest(self, text: str, most: int = 3) -> tuple[str, ...]:
        """The slugs that search takes a text to be about, likeliest first, however unsure it is."""
        return tuple(i for i in self._ranked(text) if i in self.catalogue.procedures)[:most]

    def neighbours(self, text: str, most: int = 2) -> tuple[str, ...]:
        """The ids of the neighbours that search takes a text to be about, likeliest first."""
        return tuple(i for i in self._ranked(text) if i in self._neighbours)[:most]

    def _ranked(self, text: str) -> tuple[str, ...]:
        reading = self.understanding.read(Question(text, date.min), self.lexicon.read_question(text))
        return tuple(h.id for h in reading.hits)

    def show(
        self, slug: str, aspect: Aspect, *, on: date, case: Mapping[str, str] = NO_CASE, detail: bool = False
    ) -> Answer:
        """What a tap on an aspect shows: the same words as typing. Raises KeyError for an unknown slug."""
        procedure = self.catalogue.procedures[slug]
        put = self._composer.detail if detail else self._composer.answer
        answer = self._answered(procedure, aspect, case, 1.0)
        return replace(answer, blocks=put(procedure, aspect, on=on, case=case))

    def closed(self, slug: str, reasons: Mapping[str, str] = NO_REASONS) -> Answer:
        """What is shown of a procedure that is switched off. Raises KeyError for an unknown slug."""
        return self._outcomes.closed(self.catalogue.procedures[slug], 1.0, reason=reasons.get(slug, ""))

    def aspects(self, slug: str, on: date) -> tuple[Aspect, ...]:
        """The aspects of a procedure that something can be said about on a day, in the order of Aspect."""
        procedure = self.catalogue.procedures[slug]
        return tuple(a for a in Aspect if self._composer.told(procedure.section(a), on=on, case=NO_CASE))

    def check_papers(self, slug: str, case: Mapping[str, str], on: date) -> PapersCheck:
        """The papers of a procedure for a case on a day. Raises KeyError for an unknown slug."""
        return check_papers(self.catalogue.procedures[slug], case, on, self._composer)

    def picks(self, slug: str, case: str, text: str) -> str | None:
        """The value of a case that a reply to the question for it means; None where it is no such reply."""
        return self.understanding.pick(text, slug, case)

    def _wants_reminder(self, question: Question) -> bool:
        """Whether a message is a wish to be reminded."""
        if not may_wish_reminder(question.text):
            return False
        from knowledge.reading.reminder_wishes import wants_reminder  # the grammar of times, which few messages need

        return wants_reminder(question.text, question.on)

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

    def _target(self, reading: Reading, typed: Sequence[Term]) -> str | None:
        """Where the approved wording leads that a message nearly is: not one without a topic, nor a whole intent."""
        near, question = reading.near, reading.question
        if near is None or near.approved.target in question.closed or self.understanding.topicless(reading):
            return None
        routed = self.router.route(typed, now=question.context.route)
        whole = routed is not None and routed.likeness >= _WHOLE_INTENT
        return None if whole else near.approved.target

    def _approved(self, reading: Reading, target: str) -> Answer:
        """The answer to what a curator approved, nearly word for word."""
        likeness = reading.near.words if reading.near is not None else 0.0
        if target in self.catalogue.procedures:
            return self._about(reading, self.catalogue.procedures[target], likeness)
        if target in self._neighbours:
            return self._outcomes.decline(self._neighbours[target], reading.question.context, likeness)
        return self._outcomes.point(target, likeness)

    def _picked(self, question: Question) -> Choice | None:
        """The offered choice whose label was typed, if one was and it may still be answered."""
        said = fold(clean(question.text))
        offered = (c for c in question.context.offered if c.procedure in self.catalogue.procedures)
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
        slug = reading.question.context.procedure
        if slug is None:
            return None
        if slug in self.catalogue.procedures and self.understanding.continues(reading, slug):
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
            return self._outcomes.no_match(reading.open_hits, 0.0)
        if may_ask and self.understanding.only_a_place(reading):
            return self._ask_back(reading, phrase="clarify-place")
        decision = decide(reading.hits, self._tuning.decide, may_ask=may_ask)
        if decision.verdict is not Verdict.ANSWER:
            routed = self._half_routed(reading)
            if routed is not None:
                return routed
        best = self._meant(reading)
        if best is not None and best in self.life_events and decision.verdict is not Verdict.DECLINE:
            on, closed = reading.question.on, reading.question.closed
            return self.life_events.show(best, on=on, closed=closed, confidence=decision.confidence)
        if best in self._neighbours and (decision.verdict is not Verdict.DECLINE or reading.hits[0].score >= 0.3):
            return self._outcomes.decline(self._neighbours[best], context, decision.confidence)
        if best is None or decision.verdict is Verdict.DECLINE:
            return self._outcomes.no_match(reading.open_hits, decision.confidence)
        if decision.verdict is Verdict.CLARIFY and best not in reading.question.closed:
            return self._ask_back(reading, confidence=decision.confidence)
        return self._about(reading, self.catalogue.procedures[best], decision.confidence)

    def _meant(self, reading: Reading) -> str | None:
        """The id of what was found first; of a life event whose price or time is asked, the procedure to begin with."""
        best = reading.hits[0].id if reading.hits else None
        if best is not None and best in self.life_events and self.understanding.asks_for_a_figure(reading):
            return self.life_events.first_procedure(best)
        return best

    def _half_routed(self, reading: Reading) -> Answer | None:
        """Where search is not sure: the intent that a message is at least half like, screens first."""
        context = reading.question.context
        for screens in (True, False):
            routed = self.router.likeliest(reading.terms, screens=screens)
            if routed is not None and (screens or not self.understanding.rather_an_entry(reading, routed.route)):
                return self._outcomes.routed(routed, context, reading.open_hits, screened=screens)
        return None

    def _about(self, reading: Reading, procedure: Procedure, confidence: float) -> Answer:
        """Answer about one procedure: find the case, the aspect, and the facts that answer in front."""
        question, context = reading.question, reading.question.context
        if procedure.slug in question.closed:
            return self._closed(question, procedure.slug, confidence)
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
        others = (h.id for h in reading.open_hits if h.id in self.catalogue.procedures and h.id != procedure.slug)
        return replace(
            answer,
            procedures=(procedure.slug, *others)[:3],
            blocks=self._composer.answer(procedure, aspect, on=question.on, case=case, focus=focus),
        )

    def _closed(self, question: Question, slug: str, confidence: float = 1.0) -> Answer:
        answer = self.closed(slug, question.reasons)
        return replace(answer, confidence=confidence)

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
            reading.question.context,
            reading.open_hits,
            aspect=aspect,
            confidence=confidence,
            phrase=phrase,
            closed=reading.question.closed,
        )


def build_answerer(folder: Path = CONTENT, learnt: Learnt | None = None) -> Answerer:
    """Load everything that answering needs from a content folder, and what was learnt from it unless that is given.
    Raises ContentError."""
    lexicon, tuning = Lexicon.load(), Tuning.load()
    router, learnt = Router.load(lexicon, tuning), learnt or Learnt.load(folder / FILE)
    return Answerer(load_catalogue(folder), lexicon, router, Phrases.load(), tuning, learnt, WishFile.load())
