"""The content model: procedures and the facts in them, frozen and validated. docs/content.md explains every key."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]
ShortId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=20)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Wording = Annotated[str, StringConstraints(min_length=2, max_length=160, strip_whitespace=True)]


class Aspect(StrEnum):
    """What about a procedure a person asks; also the name of the section that answers it."""

    OVERVIEW = "overview"
    ELIGIBILITY = "eligibility"
    DOCUMENTS = "documents"
    STEPS = "steps"
    FEE = "fee"
    TIME = "time"
    WHERE = "where"
    STATUS = "status"
    ERRORS = "errors"
    VALIDITY = "validity"
    LEGAL = "legal"


class Certainty(StrEnum):
    """How far a fact may be trusted, and so how it is told."""

    CONFIRMED = "confirmed"  # two or more sources agree
    REPORTED = "reported"  # one source, or a secondary one
    INFERRED = "inferred"  # our reasoning, said as such
    CONFLICTING = "conflicting"  # sources differ: readings, and a safe line
    UNKNOWN = "unknown"  # looked for and not found: whom to ask
    PLANNED = "planned"  # a draft, or in force later


class Frozen(BaseModel):
    """A content object: immutable, and a key nobody declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Source(Frozen):
    """Where a fact comes from. `published` is free text, since many pages give only a month or a year."""

    publisher: str
    title: str | None = None
    address: str | None = None
    published: str | None = None


class Contact(Frozen):
    """Somebody who knows: an office or a hotline, as a citizen would dial it."""

    name: Line
    number: str
    note: Line | None = None
    sources: tuple[str, ...] = ()


class Reading(Frozen):
    """One of the versions that conflicting sources give."""

    text: Line
    sources: tuple[str, ...] = Field(min_length=1)


class Fact(Frozen):
    """One thing that is true of a procedure, told in words that stand alone.

    `starts_on` and `ends_on` (in files: `from`, `until`) are the first and last day, both included, Hanoi time.
    `when` maps a case to the values for which the fact holds; a case not named holds for all.
    `keywords` are the words of somebody who asks for just this fact: indexed, never shown.
    """

    id: Slug
    text: Line
    certainty: Certainty = Certainty.CONFIRMED
    sources: tuple[str, ...] = ()
    checked_on: date
    when: dict[str, tuple[str, ...]] = {}
    starts_on: date | None = Field(default=None, alias="from")
    ends_on: date | None = Field(default=None, alias="until")
    ahead: Line | None = None
    ended: Line | None = None
    readings: tuple[Reading, ...] = ()
    ask: tuple[str, ...] = ()
    keywords: tuple[Wording, ...] = ()
    detail: bool = False

    @model_validator(mode="after")
    def _certainty_is_backed(self) -> Self:
        """A claim needs what its certainty promises: sources, readings, or somebody to ask."""
        match self.certainty:
            case Certainty.CONFIRMED if len(self.sources) < 2:
                raise ValueError("confirmed needs two sources; with one write certainty: reported")
            case Certainty.CONFLICTING if len(self.readings) < 2:
                raise ValueError("conflicting needs at least two readings; text is then the safe line")
            case Certainty.UNKNOWN if not self.ask:
                raise ValueError("unknown needs ask: whom the citizen can call (ids of contacts.yaml)")
            case Certainty.REPORTED | Certainty.INFERRED | Certainty.PLANNED if not self.sources:
                raise ValueError("a fact needs at least one source")
        if self.starts_on and self.ends_on and self.starts_on > self.ends_on:
            raise ValueError("from lies after until")
        return self

    def holds_on(self, day: date) -> bool:
        """Whether the fact is in force on that day in Hanoi."""
        return (self.starts_on is None or self.starts_on <= day) and (self.ends_on is None or day <= self.ends_on)

    def told_on(self, day: date) -> str | None:
        """The words for that day: the fact, what comes ahead, that it has ended, or nothing."""
        if self.holds_on(day):
            return self.text
        if self.ends_on is not None and day > self.ends_on:
            return self.ended
        return self.ahead


class Faq(Fact):
    """A fact that answers one question people really ask; `questions` are their wordings, and are indexed."""

    aspect: Aspect
    questions: tuple[Wording, ...] = Field(min_length=1)


class Need(StrEnum):
    """What has to be done with a paper."""

    BRING = "bring"  # handed in or uploaded
    SHOW = "show"  # had along, and only looked at
    SKIP = "skip"  # need not be brought: the office looks it up itself, or it was abolished


class Paper(Fact):
    """One thing that a procedure needs, or that people bring in vain, as a line to tick.

    `text` says what counts (original or copy, how many), `not_counting` in one sentence what does not.
    The id goes into a button beside a slug, so it is short.
    """

    id: ShortId
    name: Label
    need: Need = Need.BRING
    not_counting: Line | None = None


class CaseValue(Frozen):
    """One value of a case, with the words and the ages (both ends included) by which a person gives it away."""

    label: Line
    words: tuple[Wording, ...] = ()
    ages: tuple[int, int] | None = None


class Case(Frozen):
    """Something about the person that changes the answer, and the question that asks for it."""

    ask: Line
    values: dict[str, CaseValue] = Field(min_length=2)


class Due(Frozen):
    """When a follow-up is due; its numbers are those of a fact, named by its id.

    `asked`: the question for a date that only the person knows. `span_of`: the fact whose text says how many days it
    takes, at least and at most, from today. `last_day_of`: the fact whose `until` is the day. `days_before`: how many
    days ahead of that day it rings, our own choice and never told as a fact.
    """

    asked: Line | None = None
    span_of: Slug | None = None
    last_day_of: Slug | None = None
    days_before: int = Field(default=0, ge=0, le=60)

    @model_validator(mode="after")
    def _has_one_way(self) -> Self:
        """Something must say when, and only one thing may."""
        if self.last_day_of is not None and (self.asked is not None or self.span_of is not None):
            raise ValueError("last_day_of stands alone: nobody is asked for a day that is known")
        if self.last_day_of is None and self.asked is None and self.span_of is None:
            raise ValueError("due needs asked, span_of or last_day_of")
        return self


class Resolved(StrEnum):
    """What ends a follow-up by itself; the tap of its owner always does."""

    ENDED = "ended"  # its fact holds no more


class FollowUp(Frozen):
    """Something worth remembering after a procedure: offered as a reminder, never set by itself.

    `fact` is told when it rings, in its words of that day. `said`: words of somebody who has come to that point.
    `opens_days`: it is offered only so many days before it is due. `when` as for a fact.
    """

    id: ShortId
    label: Label
    what: Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
    fact: Slug
    due: Due
    said: tuple[Wording, ...] = ()
    when: dict[str, tuple[str, ...]] = {}
    opens_days: int | None = Field(default=None, ge=1, le=366)
    resolved_if: tuple[Resolved, ...] = ()


class Link(Frozen):
    """An official page or app, with the path of menus to take in it."""

    title: Line
    address: str | None = None
    path: Line | None = None


def dated(data: Any, sections: set[str]) -> Any:
    """Raw content whose facts carry a day: one without a `checked_on` of its own was checked with the whole."""
    if not isinstance(data, dict) or "checked_on" not in data:
        return data
    day = data["checked_on"]

    def with_day(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        return [{"checked_on": day, **fact} if isinstance(fact, dict) else fact for fact in value]

    return {key: with_day(value) if key in sections else value for key, value in data.items()}


class Procedure(Frozen):
    """Everything the assistant may say about one procedure. Sections are named after aspects.

    `asked`: more questions, by the aspect that they ask for: learnt from, not indexed.
    `papers` are ticked one by one when somebody checks theirs; the prose answer about them is `documents`.
    """

    slug: Slug
    title: Line
    topic: Slug
    review_by: date
    checked_on: date
    names: tuple[Wording, ...] = Field(min_length=1)
    phrasings: tuple[Wording, ...] = Field(min_length=5)
    samples: tuple[Wording, ...] = Field(min_length=5)
    must_not: tuple[Wording, ...] = ()
    asked: dict[Aspect, tuple[Wording, ...]] = {}
    cases: dict[str, Case] = {}
    overview: tuple[Fact, ...] = Field(min_length=1)
    eligibility: tuple[Fact, ...] = ()
    documents: tuple[Fact, ...] = ()
    steps: tuple[Fact, ...] = ()
    fee: tuple[Fact, ...] = ()
    time: tuple[Fact, ...] = ()
    where: tuple[Fact, ...] = ()
    status: tuple[Fact, ...] = ()
    errors: tuple[Fact, ...] = ()
    validity: tuple[Fact, ...] = ()
    legal: tuple[Fact, ...] = ()
    faqs: tuple[Faq, ...] = ()
    papers: tuple[Paper, ...] = ()
    links: tuple[Link, ...] = ()
    related: tuple[Slug, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _facts_inherit_the_check_day(cls, data: Any) -> Any:
        return dated(data, {*(a.value for a in Aspect), "faqs", "papers"})

    def section(self, aspect: Aspect) -> tuple[Fact, ...]:
        """The facts written under an aspect, in their written order; FAQs are apart."""
        facts: tuple[Fact, ...] = getattr(self, aspect.value)
        return facts

    def facts(self) -> tuple[tuple[Aspect, Fact], ...]:
        """Every fact that answers questions, with its aspect: sections first, then FAQs. Papers are apart."""
        return tuple((aspect, fact) for aspect in Aspect for fact in self.section(aspect)) + tuple(
            (faq.aspect, faq) for faq in self.faqs
        )


class JourneyStep(Fact):
    """One procedure of a journey: the text says why it comes here. `after`: ids of steps that must come before.

    `by_itself`: nobody has to do it, since another step brings it along.
    """

    procedure: Slug
    after: tuple[Slug, ...] = ()
    by_itself: bool = False


class Journey(Frozen):
    """A life event, and our procedures in the order in which a person needs them."""

    id: Slug
    title: Line
    topic: Slug
    review_by: date
    checked_on: date
    intro: Line
    names: tuple[Wording, ...] = Field(min_length=1)
    phrasings: tuple[Wording, ...] = Field(min_length=5)
    samples: tuple[Wording, ...] = Field(min_length=3)
    steps: tuple[JourneyStep, ...] = Field(min_length=2, max_length=6)

    @model_validator(mode="before")
    @classmethod
    def _steps_inherit_the_check_day(cls, data: Any) -> Any:
        return dated(data, {"steps"})


class Topic(Frozen):
    """A shelf of the menu. `ask`: who knows more (ids of contacts), where no fact names anybody."""

    id: Slug
    title: Line
    ask: tuple[str, ...] = Field(min_length=1)


class Neighbour(Frozen):
    """Something people ask that no procedure of ours answers (yet): known so that it can be declined well.

    With `slug` it is a procedure not written yet; without, a matter outside our scope. `ask` says who knows.
    """

    id: Slug
    title: Line
    topic: Slug | None = None
    route: Annotated[str, StringConstraints(pattern="^(other_service|off_topic)$")] = "other_service"
    unwritten: bool = False
    names: tuple[Wording, ...] = Field(min_length=1)
    phrasings: tuple[Wording, ...] = ()
    ask: tuple[str, ...] = ()
