"""People who asked us not to write to them."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class Stop(Record, table=True):
    """One wish to be left alone; in force until `undone_at` is set. Without a `topic` it is of everything."""

    __tablename__ = "stop"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id", ondelete="CASCADE", index=True)
    topic: str | None = Field(default=None, max_length=64)
    channel: str = Field(max_length=32)
    stopped_at: datetime
    undone_at: datetime | None = None
