"""The answers that answer nothing: asking back, declining, routing on. Each says who knows, where somebody does."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answer import Answer, Block, Choice, Context, Status
from knowledge.catalogue import Catalogue
from knowledge.model import Aspect, Journey, Neighbour, Procedure
from knowledge.phrases import Phrases
from knowledge.routing import Routed
from knowledge.search import Hit

MOST_CHOICES = 4
_CITY = ("tong-dai-ha-noi",)
_NEAR = 2
_HALF = 0.5
"""Confidence from which what follows on a question back, and names nothing, is about what was likeliest."""


class Outcomes:
    """Puts outcomes without an answer into words. Pure."""

    def __init__(self, catalogue: Catalogue, phrases: Phrases) -> None:
        self._catalogue = catalogue
        self._phrases = phrases

    def ask_back(
        self,
        context: Context,
        hits: Sequence[Hit],
        *,
        aspect: Aspect | None,
        confidence: float,
        phrase: str,
        closed: frozenset[str] = frozenset(),
    ) -> Answer:
        """One question with two to four choices in the person's words; none that is `closed`."""
        choices = self._choices(hits[: MOST_CHOICES - 1], aspect)
        if len(choices) < 2:
            choices = (*choices, *self._popular(aspect, {*closed, *(c.procedure for c in choices)}))[:MOST_CHOICES]
        arguments = {"aspect": self._phrases.text(f"aspect-{aspect.value}-of")} if aspect else {}
        return Answer(
            Status.CLARIFY,
            procedures=tuple(c.procedure for c in choices if c.procedure)[:3],
            aspect=aspect,
            confidence=confidence,
            blocks=self._said("clarify-topic" if aspect else phrase, **arguments),
            choices=choices,
            context=Context(
                aspect=aspect,
                offered=choices,
                clarifications=context.clarifications + 1,
                route=context.route,
                earlier=context.left or (choices[0].procedure if confidence >= _HALF else None),
            ),
        )

    def no_match(self, context: Context, hits: Sequence[Hit], confidence: float) -> Answer:
        """Nothing good enough: say so, offer the two nearest, name the hotline."""
        near = self._choices(hits[:_NEAR], None)
        return Answer(
            Status.NO_MATCH,
            procedures=tuple(c.procedure for c in near if c.procedure),
            confidence=confidence,
            blocks=self._said("no-match-near" if near else "no-match", who=self._whom(_CITY)),
            choices=near,
            contacts=_CITY,
            context=Context(offered=near, earlier=context.left),
        )

    def decline(self, neighbour: Neighbour, context: Context, confidence: float) -> Answer:
        """Something known that we have no answer for: say so, and who has. What follows is about it too."""
        contacts = neighbour.ask or _CITY
        about = Context(procedure=neighbour.id, earlier=context.left)
        if neighbour.unwritten:
            blocks = self._said("no-match-unwritten", who=self._whom(contacts), title=neighbour.title)
            return Answer(Status.NO_MATCH, confidence=confidence, blocks=blocks, contacts=contacts, context=about)
        if neighbour.route == "off_topic":
            blocks = self._said("off-topic")
            return Answer(Status.ROUTED, neighbour.route, confidence=confidence, blocks=blocks, context=context)
        blocks = self._said("other-service", who=self._whom(contacts), title=neighbour.title)
        return Answer(
            Status.ROUTED,
            neighbour.route,
            confidence=confidence,
            blocks=blocks,
            contacts=contacts,
            context=about,
        )

    def point(self, contact: str, confidence: float) -> Answer:
        """What a curator marked as out of scope: say so, and whom to ask instead."""
        blocks = self._said("no-match", who=self._whom((contact,)))
        return Answer(Status.ROUTED, "other_service", confidence=confidence, blocks=blocks, contacts=(contact,))

    def closed(self, meant: Procedure | Journey, confidence: float, *, reason: str = "") -> Answer:
        """Something switched off: say that it is being checked again, why if that is known, and who knows."""
        contacts = next(t.ask for t in self._catalogue.topics if t.id == meant.topic)
        said = [self._phrases.text("closed", title=meant.title), reason]
        said.append(self._phrases.text("answer-ask", who=self._whom(contacts)))
        slug = meant.slug if isinstance(meant, Procedure) else None
        return Answer(
            Status.NO_MATCH,
            confidence=confidence,
            blocks=tuple(Block("note", text) for text in said if text),
            contacts=contacts,
            context=Context(procedure=slug),
            closed=slug,
        )

    def routed(self, routed: Routed, context: Context, hits: Sequence[Hit], *, screened: bool) -> Answer:
        """A message that goes elsewhere; the conversation stays about what it was about, or what was screened."""
        plea = routed.phrase == "stop-offer"
        about = next((h.id for h in hits[:1] if h.id in self._catalogue.procedures), None) if screened else None
        return Answer(
            Status.SCREENED if screened else Status.ROUTED,
            route=routed.route,
            confidence=routed.likeness,
            blocks=(Block("lead" if screened else "note", self._phrases.text(routed.phrase)),),  # a screen stands out
            choices=(Choice(self._phrases.text("stop-button")),) if plea else (),
            contacts=routed.contacts,
            context=replace(
                context,
                procedure=context.procedure or about,
                route=routed.route,
                offered=(),
                clarifications=0,
            ),
        )

    def _said(self, phrase: str, **arguments: str) -> tuple[Block, ...]:
        """One calm paragraph."""
        return (Block("note", self._phrases.text(phrase, **arguments)),)

    def _choices(self, hits: Sequence[Hit], aspect: Aspect | None) -> tuple[Choice, ...]:
        known = self._catalogue.procedures
        return tuple(Choice(known[h.id].title, h.id, aspect) for h in hits if h.id in known)

    def _popular(self, aspect: Aspect | None, without: set[str | None]) -> tuple[Choice, ...]:
        """What to offer where nothing was said: the first procedure of each topic, in menu order."""
        firsts = (self._catalogue.list_procedures(t.id)[0] for t in self._catalogue.list_topics())
        return tuple(Choice(p.title, p.slug, aspect) for p in firsts if p.slug not in without)

    def _whom(self, contacts: Sequence[str]) -> str:
        listed = (self._catalogue.contacts[i] for i in contacts[:2])
        return self._phrases.text("answer-or").join(
            self._phrases.text("answer-contact", name=c.name, number=c.number) for c in listed
        )
