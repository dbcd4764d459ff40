"""How long each kind of record lives; the days come from the settings, the minutes from the design."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from storage.rules.invitations import TRIES_COUNTED_FOR
from storage.rules.reminders import UNDONE_WITHIN

CONVERSATION_FORGOTTEN_AFTER = timedelta(minutes=30)
"""A conversation that nobody agreed to keep; also how long any answer's context is understood."""

UPDATE_EXPIRES_AFTER = timedelta(minutes=10)
"""An update that waited longer gets an apology instead of an answer."""

UPDATE_REMEMBERED_FOR = timedelta(days=2)
"""How long a handled update's number is known, so that a repeated delivery changes nothing."""


AUDIT_KEPT_FOR = timedelta(days=730)
"""A line of the audit. The database refuses an earlier end, so this is no setting."""


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """Days that kept records live; each must be at least one."""

    questions_days: int = 180
    conversations_days: int = 30
    proofs_days: int = 730
    checklists_days: int = 90
    deliveries_days: int = 180
    reminders_days: int = 30

    def __post_init__(self) -> None:
        """Refuse a lifetime of no days: it would erase what was just agreed to."""
        for lifetime in fields(self):
            if getattr(self, lifetime.name) < 1:
                raise ValueError(f"{lifetime.name} must be at least 1")


@dataclass(frozen=True, slots=True)
class Limits:
    """Instants before which a record is too old, one for each kind."""

    questions: datetime
    conversations: datetime
    unkept_conversations: datetime
    proofs: datetime
    checklists: datetime
    updates: datetime
    audit: datetime
    tries: datetime
    deliveries: datetime
    reminders: datetime
    deleted_reminders: datetime


def limits(now: datetime, lifetimes: Lifetimes) -> Limits:
    """Turn lifetimes into instants; what is older than its instant goes."""
    return Limits(
        questions=now - timedelta(days=lifetimes.questions_days),
        conversations=now - timedelta(days=lifetimes.conversations_days),
        unkept_conversations=now - CONVERSATION_FORGOTTEN_AFTER,
        proofs=now - timedelta(days=lifetimes.proofs_days),
        checklists=now - timedelta(days=lifetimes.checklists_days),
        updates=now - UPDATE_REMEMBERED_FOR,
        audit=now - AUDIT_KEPT_FOR,
        tries=now - TRIES_COUNTED_FOR,
        deliveries=now - timedelta(days=lifetimes.deliveries_days),
        reminders=now - timedelta(days=lifetimes.reminders_days),
        deleted_reminders=now - UNDONE_WITHIN,
    )
