"""Procedures whose changes somebody asked to be told of."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class Follow(Record, table=True):
    """One procedure of one person; `followed_at` says which wording they had read."""

    __tablename__ = "follow"

    citizen_id: int = Field(primary_key=True, foreign_key="citizen.id", ondelete="CASCADE")
    procedure: str = Field(primary_key=True, max_length=64, index=True)
    followed_at: datetime
