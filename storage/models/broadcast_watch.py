"""Messages in which staff watch a broadcast go out."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class BroadcastWatch(Record, table=True):
    """One message of one person, edited as the numbers change; gone with the person."""

    __tablename__ = "broadcast_watch"

    broadcast_id: int = Field(primary_key=True, foreign_key="broadcast.id", ondelete="CASCADE")
    citizen_id: int = Field(primary_key=True, foreign_key="citizen.id", ondelete="CASCADE")
    channel: str = Field(max_length=32)
    chat: str = Field(max_length=128)
    message_id: str = Field(max_length=64)
    shown_at: datetime
