"""What people asked to be reminded of."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from storage.models.base import Record, choice_column, json_column
from storage.rules.reminders import ReminderState


class Reminder(Record, table=True):
    """One thing to remember, in its owner's redacted words, and when it rings next, or last rang.

    `recurrence` is data that knowledge reads. `occurrence` counts the deliveries planned, `origin` is the latest one's.
    `unanswered`: rings since the last tap. `revision` counts its owner's changes, `before` is what the last one
    replaced. `missed_at`: the minute of the last ring that did not reach anybody.
    """

    __tablename__ = "reminder"
    __table_args__ = (Index("ix_reminder_due", "state", "next_at"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id", ondelete="CASCADE", index=True)
    what: str = Field(max_length=200)
    procedure: str | None = Field(default=None, max_length=40)
    follow_up: str | None = Field(default=None, max_length=20)
    recurrence: str | None = Field(default=None, max_length=120)
    state: ReminderState = Field(sa_column=choice_column(ReminderState))
    next_at: datetime
    occurrence: int = 0
    origin: str | None = Field(default=None, max_length=64)
    unanswered: int = 0
    revision: int = 0
    before: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    missed_at: datetime | None = None
    asked_at: datetime
    changed_at: datetime = Field(index=True)
