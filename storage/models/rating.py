"""Whether an answer helped."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record, choice_column
from storage.rules.ratings import Rating


class AnswerRating(Record, table=True):
    """A thumb up or down; knows the person only if they agreed, and the answer's key for half an hour."""

    __tablename__ = "rating"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    answer_key: str | None = Field(default=None, unique=True, max_length=192)
    citizen_id: int | None = Field(default=None, foreign_key="citizen.id", ondelete="SET NULL", index=True)
    procedure: str | None = Field(default=None, max_length=64)
    aspect: str | None = Field(default=None, max_length=16)
    rating: Rating = Field(sa_column=choice_column(Rating))
    reason: str | None = Field(default=None, max_length=32)
    words: str | None = None
    rated_at: datetime = Field(index=True)
