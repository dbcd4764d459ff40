"""Reminders that are being set: shown back, or asked about, and not yet agreed to."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.models.base import Record, json_column


class ReminderDraft(Record, table=True):
    """The one that a person is setting at an address. Forgotten after half an hour: nobody has agreed to it yet.

    `reminder_id`: the one that is being changed. `times`: what may be meant, [{"at": …, "recurrence": … | null}],
    likeliest first. `saved_id`: what became of it.
    """

    __tablename__ = "reminder_draft"
    __table_args__ = (UniqueConstraint("channel", "external_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(max_length=32)
    external_id: str = Field(max_length=128)
    what: str = Field(max_length=200)
    procedure: str | None = Field(default=None, max_length=40)
    follow_up: str | None = Field(default=None, max_length=20)
    times: list[dict[str, Any]] = Field(default_factory=list, sa_column=json_column())
    reminder_id: int | None = None
    saved_id: int | None = None
    made_at: datetime = Field(index=True)
