"""The turn of one person in one conversation: what the middlewares found out before a handler runs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.answer import Context
from storage.rules.people import Address


@dataclass(frozen=True, slots=True)
class Turn:
    """`conversation` is one person's in one chat; `update_key` marks every effect of this update.

    `citizen` is where the person is reached, known to us or not; `context` is what the last answer was
    about, empty after 30 minutes.
    """

    channel: str
    conversation: str
    update_key: str
    citizen: Address
    context: Context = field(default_factory=Context)
    in_group: bool = False


def context_data(context: Context) -> dict[str, Any]:
    """The context as storage keeps it."""
    data: dict[str, Any] = json.loads(context.to_json())
    return data


def read_context(data: Mapping[str, Any]) -> Context:
    """What `context_data` wrote; nothing is an empty context."""
    return Context.from_json(json.dumps(dict(data))) if data else Context()
