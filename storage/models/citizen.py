"""A citizen: nobody until they agree to something or ask us to stop."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class Citizen(Record, table=True):
    """Holds together what one person agreed to keep; carries no name, number or document."""

    __tablename__ = "citizen"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime
