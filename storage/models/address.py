"""Where a citizen is reached; each address belongs to one citizen."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from storage.models.base import Record


class CitizenAddress(Record, table=True):
    """A channel and the id that it uses for the person. `blocked_at`: since when it refuses us; writing ends that."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "external_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: int = Field(foreign_key="citizen.id", ondelete="CASCADE", index=True)
    channel: str = Field(max_length=32)
    external_id: str = Field(max_length=128)
    created_at: datetime
    blocked_at: datetime | None = None
