"""Codes by which a person joins a second channel to the first."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class LinkCode(Record, table=True):
    """An address that waits to be joined by whoever types the code elsewhere; only a keyed hash of it is kept."""

    __tablename__ = "link_code"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(max_length=64, unique=True)
    channel: str = Field(max_length=32)
    external_id: str = Field(max_length=128)
    expires_at: datetime = Field(index=True)
