"""Who may do what here."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.models.base import Record, choice_column, json_column
from storage.rules.permissions import Role


class StaffGrant(Record, table=True):
    """One role of one person; `wards` are codes, NULL is the whole city. Gone when it ends: the audit remembers."""

    __tablename__ = "grant"
    __table_args__ = (UniqueConstraint("citizen_id", "role"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id", ondelete="CASCADE")
    role: Role = Field(sa_column=choice_column(Role))
    wards: Any = Field(sa_column=json_column(nullable=True))
    granted_at: datetime
