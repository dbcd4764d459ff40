"""What may be switched off, and how that is told: pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

LONGEST_NOTE: Final = 160
"""Characters of the note that citizens read."""

SEEN_WITHIN_SECONDS: Final = 1.0
"""How soon every process knows of a switch: what it has read may be no older."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


class Kind(StrEnum):
    """What a switch holds for; procedures and topics are named by their ids in the content."""

    PROCEDURE = "procedure"
    TOPIC = "topic"


class Reason(StrEnum):
    """Why something is switched off; what citizens read of it is the phrase `switch-reason-*`."""

    RULE_CHANGED = "rule-changed"
    IN_DOUBT = "in-doubt"
    SOURCES_DIFFER = "sources-differ"
    OTHER = "other"


class NoteRefused(ValueError):
    """A note for citizens that is too long, or holds what no medium shows in one line."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A procedure or a topic, by its id."""

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.id}"


def subject_of(name: str, *, shelf: bool) -> Subject:
    """A topic where `shelf`, else a procedure."""
    return Subject(Kind.TOPIC if shelf else Kind.PROCEDURE, name)


@dataclass(frozen=True, slots=True)
class Switch:
    """Something that is switched off: since when, why, and what citizens are told besides; `by` as the audit names."""

    subject: Subject
    off_since: datetime
    reason: Reason
    note: str
    by: str


def read_note(text: str) -> str:
    """A note fit for citizens: one line, trimmed. Raises NoteRefused."""
    note = " ".join(text.split())
    if len(note) > LONGEST_NOTE or _CONTROL.search(note):
        raise NoteRefused(f"at most {LONGEST_NOTE} characters in one line")
    return note
