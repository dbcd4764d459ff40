"""What a web page shows again after a reload."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from storage.models.base import Record, choice_column, json_column
from storage.rules.messages import Author


class HistoryMessage(Record, table=True):
    """One bubble, the person's own words redacted; its id is the message id that edits refer to."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_shown", "channel", "conversation", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(max_length=32)
    conversation: str = Field(max_length=128)
    author: Author = Field(sa_column=choice_column(Author))
    text: str
    extra: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    sent_at: datetime = Field(index=True)
    edited_at: datetime | None = None
