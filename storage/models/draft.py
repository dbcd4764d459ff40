"""Drafts of procedures that are missing: notes of staff, never content; whoever writes the file starts from them."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class ProcedureDraft(Record, table=True):
    """A title, the words people ask it with, notes. Open until `closed_at`; `version` grows with each change."""

    __tablename__ = "draft"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=160)
    words: str = Field(max_length=2000)
    notes: str = Field(max_length=2000)
    version: int = 1
    opened_by: str = Field(max_length=16)
    opened_at: datetime
    changed_by: str = Field(max_length=16)
    changed_at: datetime
    closed_at: datetime | None = Field(default=None, index=True)
