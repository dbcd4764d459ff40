"""Which kept questions count as asked in vain."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER

DECLINED_ROUTES: Final = ("other_service", "off_topic")
"""Routes by which a question about something else is declined."""

MOST_READ: Final = 5000
"""Questions looked at, the newest; more would say nothing else."""

WEEK: Final = timedelta(days=7)


class Why(StrEnum):
    """How a question ended in vain."""

    NO_MATCH = "no_match"
    CLARIFY = "clarify"
    DECLINED = "declined"
    THUMB_DOWN = "thumb_down"

    @classmethod
    def of(cls, outcome: str) -> "Why":
        """The same for the outcome of an answer that answered nothing."""
        return cls.DECLINED if outcome == "routed" else cls(outcome)


def is_hanging(asked_at: datetime, settled_at: datetime | None) -> bool:
    """Whether a question that we answered with one of ours led to nothing while it was remembered."""
    return settled_at is None or settled_at > asked_at + CONVERSATION_FORGOTTEN_AFTER


def is_about(asked_at: datetime, rated_at: datetime) -> bool:
    """Whether a thumb is about the answer to this question: given while the answer was remembered."""
    return rated_at <= asked_at + CONVERSATION_FORGOTTEN_AFTER
