"""Where a conversation stands: a state and an id, and what the last answer was about."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from storage.models.base import Record, json_column


class Conversation(Record, table=True):
    """The open end of one conversation; unread and deleted half an hour after the last word."""

    __tablename__ = "conversation"

    channel: str = Field(primary_key=True, max_length=32)
    conversation: str = Field(primary_key=True, max_length=128)
    state: str | None = Field(default=None, max_length=128)
    data: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    context: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    touched_at: datetime = Field(index=True)
