"""Who was erased and when, so that a restored backup can be erased again."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class Erasure(Record, table=True):
    """A keyed hash of one erased address; names nobody."""

    __tablename__ = "erasure"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    address_hash: str = Field(max_length=64, index=True)
    erased_at: datetime = Field(index=True)
