"""Which content the newest start told: where it is the same again, its facts need not be looked at."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class ContentStart(Record, table=True):
    """The content of one start, by a hash over all its facts; only the newest counts."""

    __tablename__ = "content_start"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(max_length=16)
    started_at: datetime
