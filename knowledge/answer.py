"""What goes into answering and what comes out: question, context, answer. Plain values, frozen."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

from knowledge.model import Aspect

NO_CASE: Mapping[str, str] = MappingProxyType({})
NO_REASONS: Mapping[str, str] = MappingProxyType({})
LONGEST = 1200
"""Characters of a first message, without markup."""


class Status(StrEnum):
    """How answering ended. An outcome is data; only `error` was a surprise."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NO_MATCH = "no_match"
    ROUTED = "routed"
    SCREENED = "screened"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a person may pick: a procedure, an aspect of it, a case of it."""

    label: str
    procedure: str | None = None
    aspect: Aspect | None = None
    case: Mapping[str, str] = field(default_factory=lambda: NO_CASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What the conversation is about. Goes in with a question, comes back with the answer.

    Whoever keeps it forgets it after 30 minutes. `clarifications` counts those asked in a row. `earlier`: the procedure
    talked about before this one, or before a question that was not understood.
    """

    procedure: str | None = None
    case: Mapping[str, str] = field(default_factory=lambda: NO_CASE)
    aspect: Aspect | None = None
    route: str | None = None
    offered: tuple[Choice, ...] = ()
    clarifications: int = 0
    earlier: str | None = None

    @property
    def left(self) -> str | None:
        """The procedure that is left where the talk turns to something else."""
        return self.procedure or self.earlier

    def to_json(self) -> str:
        """The context as JSON text; `from_json` reads it back."""
        return json.dumps(
            asdict(replace(self, case={}, offered=()))
            | {"case": dict(self.case), "offered": [_choice_data(c) for c in self.offered]},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str | None) -> "Context":
        """Read what `to_json` wrote; nothing, or what an older version wrote, is an empty context."""
        try:
            data: dict[str, Any] = dict(json.loads(text or "{}"))
            aspect = data.pop("aspect", None)
            offered = tuple(_choice_from(c) for c in data.pop("offered", ()))
            return cls(**data, aspect=Aspect(aspect) if aspect else None, offered=offered)
        except (TypeError, ValueError):
            return cls()


def _choice_data(choice: Choice) -> dict[str, Any]:
    return {
        "label": choice.label,
        "procedure": choice.procedure,
        "aspect": choice.aspect,
        "case": dict(choice.case),
    }


def _choice_from(data: dict[str, Any]) -> Choice:
    aspect = data["aspect"]
    return Choice(data["label"], data["procedure"], Aspect(aspect) if aspect else None, data["case"])


@dataclass(frozen=True, slots=True)
class Question:
    """What a person wrote. `on`: the day in Hanoi.

    `closed`: slugs that are switched off; `reasons`: what is said of why, for those where something is.
    """

    text: str
    on: date
    context: Context = field(default_factory=Context)
    closed: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=lambda: NO_REASONS)


BlockKind = Literal["lead", "line", "step", "note", "source"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of an answer: plain text, never markup.

    `lead` answers in its first sentence, `line` adds to it, `step` is numbered by its place,
    `note` warns or says whom to call, `source` closes. `quote`: words of the person shown behind it, never kept.
    """

    kind: BlockKind
    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a question. `procedures`: up to three slugs, best first. `confidence`: 0 to 1.

    `choices` are the buttons of a clarification, a refusal or a journey (its id: `journey`); `contacts` are ids of
    people who know. `wants_check`: the papers of the first procedure were asked to be checked, and can be.
    `closed`: the slug of the procedure that was meant and is switched off. `private`: a message was checked for signs
    of a scam; nothing of it is kept, whatever was agreed to.
    """

    status: Status
    route: str | None = None
    procedures: tuple[str, ...] = ()
    aspect: Aspect | None = None
    case: Mapping[str, str] = field(default_factory=lambda: NO_CASE)
    confidence: float = 0.0
    blocks: tuple[Block, ...] = ()
    choices: tuple[Choice, ...] = ()
    contacts: tuple[str, ...] = ()
    context: Context = field(default_factory=Context)
    journey: str | None = None
    wants_check: bool = False
    closed: str | None = None
    private: bool = False

    @property
    def text(self) -> str:
        """The whole first message as plain text, at most LONGEST characters for a first answer."""
        return plain(self.blocks)


def plain(blocks: tuple[Block, ...]) -> str:
    """Blocks as plain text: a lead stands apart, lines get a bullet, steps a number."""
    lines: list[str] = []
    number = 0
    for block in blocks:
        text = f"{block.text} “{block.quote}”" if block.quote else block.text
        match block.kind:
            case "step":
                number += 1
                lines.append(f"{number}. {text}")
            case "line":
                lines.append(f"• {text}")
            case _:
                lines.append(text)
    return "\n".join(lines)
