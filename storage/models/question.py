"""Questions of people who agreed that theirs may improve the answers; redacted before they come here."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class KeptQuestion(Record, table=True):
    """One question without phone, identity, card or account numbers, and what became of it."""

    __tablename__ = "question"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id", ondelete="CASCADE", index=True)
    channel: str = Field(max_length=32)
    text: str
    outcome: str = Field(max_length=16)
    route: str | None = Field(default=None, max_length=32)
    topic: str | None = Field(default=None, max_length=64)
    procedure: str | None = Field(default=None, max_length=64)
    aspect: str | None = Field(default=None, max_length=16)
    confidence: float | None = None
    asked_at: datetime = Field(index=True)
