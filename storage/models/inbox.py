"""What arrived, written down before it is confirmed to the channel."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Record, json_column


class InboxUpdate(Record, table=True):
    """One update; its payload is the only unredacted text on disk and is emptied once it is handled."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "update_id"),
        Index("ix_inbox_unhandled", "handled_at", "channel", "conversation", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    channel: str = Field(max_length=32)
    update_id: str = Field(max_length=128)
    conversation: str = Field(max_length=128)
    payload: dict[str, Any] | None = Field(default=None, sa_column=json_column(nullable=True))
    received_at: datetime
    handled_at: datetime | None = None
