"""Purposes that a person can agree to, each asked on its own, and what a decision is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What something is kept for. Nothing is kept for a purpose that nobody agreed to."""

    KEEP_CONVERSATION = "keep_conversation"
    REMEMBER_AREA = "remember_area"
    IMPROVE_ANSWERS = "improve_answers"
    REMEMBER_TICKS = "remember_ticks"
    TEAM_GUIDES = "team_guides"
    RULE_NEWS = "rule_news"
    KEEP_REMINDERS = "keep_reminders"


@dataclass(frozen=True, slots=True)
class Consent:
    """One decision: the words that were shown, their version, the answer, when and where it was given."""

    purpose: Purpose
    given: bool
    words: str
    version: str
    channel: str
    decided_at: datetime


def agreed_purposes(decisions: Iterable[Consent]) -> frozenset[Purpose]:
    """Purposes whose latest decision is a yes; `decisions` in the order they were made."""
    latest: Mapping[Purpose, bool] = {decision.purpose: decision.given for decision in decisions}
    return frozenset(purpose for purpose, given in latest.items() if given)
