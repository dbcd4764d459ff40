"""The signs of scams, what is put on, what may be lost: the model of content/scams.yaml, frozen and validated."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from knowledge.model import Fact, Frozen, Line, Slug, Wording, dated

FactName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
"""A fact of a procedure: slug/id. What is known is told in the words of its one home."""
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)*$")]


class LinkKind(StrEnum):
    """What an address is, seen from outside: nobody opens it."""

    OFFICIAL = "official"  # truly ends in .gov.vn, or stands in the short list
    PROGRAM = "program"  # a file to be installed
    LOOKALIKE = "lookalike"  # an official name where it does not belong
    DISGUISED = "disguised"  # letters of another script, punycode, something in front of an @
    NUMBERS = "numbers"  # an IP address
    SHORTENED = "shortened"  # leads somewhere else
    ODD = "odd"  # an ending that offices and banks here do not use
    UNKNOWN = "unknown"


class Pattern(Frozen):
    """One wording of every group of `all`, at most `within` words apart, and none of `none` anywhere.

    `link`: an address that is not official stands in the text too.
    """

    all: tuple[tuple[Wording, ...], ...] = Field(min_length=1, max_length=4)
    none: tuple[Wording, ...] = ()
    within: int = Field(default=14, ge=1, le=60)
    link: bool = False


class Sign(Fact):
    """Something by which a scam is known: `name` says what it is, `text` why it is one.

    `weight`: 1 alone says little, 3 says it by itself. `links`: kinds of address that are this sign.
    `deniable`: not a sign where it is forbidden ("không đọc OTP cho ai").
    """

    name: Line
    weight: int = Field(ge=1, le=3)
    patterns: tuple[Pattern, ...] = ()
    links: tuple[LinkKind, ...] = ()
    deniable: bool = True

    @model_validator(mode="after")
    def _can_be_seen(self) -> "Sign":
        if not self.patterns and not self.links:
            raise ValueError("a sign needs patterns or links by which it is seen")
        return self


class Kind(Frozen):
    """A story that scams tell, known by its words, and the facts that answer it."""

    id: Slug
    words: tuple[Wording, ...] = Field(min_length=1)
    facts: tuple[FactName, ...] = Field(min_length=1)


class Loss(Frozen):
    """Something given away already: how it is told, and the facts that say what comes first."""

    id: Slug
    patterns: tuple[Pattern, ...] = ()
    facts: tuple[FactName, ...] = Field(min_length=1)


class Links(Frozen):
    """What addresses are judged by. `names`: of offices, genuine only under an official ending; `brands`: of firms."""

    official: tuple[Host, ...] = ()
    shorteners: tuple[Host, ...] = ()
    endings: tuple[Host, ...] = ()
    odd_endings: tuple[Host, ...] = ()
    names: tuple[Host, ...] = ()
    brands: tuple[Host, ...] = ()


class Scams(Frozen):
    """Everything in scams.yaml. `title`: what curators read of it; `steps`: what everybody does now; `asked`: whom
    to ask where no kind of story is known.

    The rest are words that show what a message is.
    """

    title: Line
    checked_on: date
    review_by: date
    signs: tuple[Sign, ...] = ()
    kinds: tuple[Kind, ...] = ()
    losses: tuple[Loss, ...] = ()
    steps: tuple[FactName, ...] = ()
    asked: tuple[FactName, ...] = ()
    asking: tuple[Wording, ...] = ()
    pointing: tuple[Wording, ...] = ()
    telling: tuple[Wording, ...] = ()
    addressing: tuple[Wording, ...] = ()
    general: tuple[Wording, ...] = ()
    wondering: tuple[Wording, ...] = ()
    denials: tuple[Wording, ...] = ()
    far_denials: tuple[Wording, ...] = ()
    conditions: tuple[Wording, ...] = ()
    warnings: tuple[Wording, ...] = ()
    links: Links = Links()

    @model_validator(mode="before")
    @classmethod
    def _signs_inherit_the_check_day(cls, data: Any) -> Any:
        return dated(data, {"signs"})

    def fact_names(self) -> tuple[tuple[tuple[str | int, ...], str], ...]:
        """Every fact that is named here, with the path of keys where."""
        held: list[tuple[tuple[str | int, ...], str]] = [(("steps", i), name) for i, name in enumerate(self.steps)]
        held += [(("asked", i), name) for i, name in enumerate(self.asked)]
        groups: tuple[tuple[str, tuple[Kind | Loss, ...]], ...] = (("kinds", self.kinds), ("losses", self.losses))
        for key, group in groups:
            held += [((key, i, "facts", j), name) for i, one in enumerate(group) for j, name in enumerate(one.facts)]
        return tuple(held)
