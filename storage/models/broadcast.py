"""Guides that teams send: drafts, what waits, what goes out, what went."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from storage.models.base import Record, choice_column, json_column
from storage.rules.broadcasts import BroadcastState


class Broadcast(Record, table=True):
    """One broadcast. `version`: which wording goes out, from 1; each later one is a correction of those before.

    `guide`, `reach`: what is sent and to whom, as a draft has it; each version keeps its own guide. `by`,
    `approved_by`: as the audit names them. `send_at`: NULL is as soon as it is confirmed. `most`: how many people it
    may reach. `planned_at`: when the deliveries of the version were all made.
    """

    __tablename__ = "broadcast"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    state: BroadcastState = Field(sa_column=choice_column(BroadcastState, index=True))
    version: int = 1
    guide: dict[str, Any] = Field(sa_column=json_column())
    reach: dict[str, Any] = Field(sa_column=json_column())
    topic: str | None = Field(default=None, max_length=64)
    urgent: bool = False
    urgent_reason: str | None = Field(default=None, max_length=300)
    send_at: datetime | None = None
    most: int | None = None
    by: str = Field(max_length=16, index=True)
    opened_at: datetime
    changed_at: datetime
    confirmed_at: datetime | None = None
    approved_by: str | None = Field(default=None, max_length=16)
    approved_at: datetime | None = None
    started_at: datetime | None = None
    planned_at: datetime | None = None
    ended_at: datetime | None = None
