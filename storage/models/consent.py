"""Each decision about a purpose, yes or no, in the order they were made."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from storage.models.base import Record, choice_column
from storage.rules.consents import Purpose


class ConsentDecision(Record, table=True):
    """What was asked, in which words and version, what was answered, where and when."""

    __tablename__ = "consent"
    __table_args__ = (
        Index("ix_consent_latest", "citizen_id", "purpose", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id", ondelete="CASCADE")
    purpose: Purpose = Field(sa_column=choice_column(Purpose))
    given: bool
    words: str
    version: str = Field(max_length=32)
    channel: str = Field(max_length=32)
    decided_at: datetime
