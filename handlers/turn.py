"""The turn of one person in one conversation: what the middlewares found out before a handler runs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from knowledge.answer import Context, Question
from storage.rules.people import Address

NOTHING_CLOSED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Turn:
    """`conversation` is one person's in one chat; `update_key` marks every effect of this update.

    `citizen` is where the person is reached, known to us or not; `context` is what the last answer was
    about, empty after 30 minutes. `closed`: the slugs that are switched off, with what is said of why.
    """

    channel: str
    conversation: str
    update_key: str
    citizen: Address
    context: Context = field(default_factory=Context)
    in_group: bool = False
    closed: Mapping[str, str] = field(default_factory=lambda: NOTHING_CLOSED)

    def question(self, text: str, on: date) -> Question:
        """What the person wrote, in the light of what was said before and of what is switched off."""
        return Question(text, on, self.context, frozenset(self.closed), self.closed)


def context_data(context: Context) -> dict[str, Any]:
    """The context as storage keeps it."""
    data: dict[str, Any] = json.loads(context.to_json())
    return data


def read_context(data: Mapping[str, Any]) -> Context:
    """What `context_data` wrote; nothing is an empty context."""
    return Context.from_json(json.dumps(dict(data))) if data else Context()
