"""What staff did and tried to do; triggers refuse every change."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record, choice_column
from storage.rules.audit import Outcome


class AuditLine(Record, table=True):
    """Who ("cli" or a staff number), what, about which record, when.

    No foreign key: a line outlives the person, whose number then leads nowhere. It is never rewritten.
    """

    __tablename__ = "audit"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    actor: str = Field(max_length=16, index=True)
    act: str = Field(max_length=32)
    outcome: Outcome = Field(sa_column=choice_column(Outcome))
    subject: str = Field(default="", max_length=64)
    at: datetime = Field(index=True)
