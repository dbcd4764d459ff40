"""The numbers under which staff are spoken of."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class StaffNumber(Record, table=True):
    """One person's number, never used twice; with its row goes the only way from the audit to the person."""

    __tablename__ = "staff_number"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id", ondelete="CASCADE", unique=True)
    numbered_at: datetime
