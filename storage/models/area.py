"""The ward that somebody asked us to remember."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class Area(Record, table=True):
    """One area a citizen; the former district only where it is known, never guessed."""

    __tablename__ = "area"

    citizen_id: int = Field(primary_key=True, foreign_key="citizen.id", ondelete="CASCADE")
    ward: str = Field(max_length=16)
    district: str | None = Field(default=None, max_length=16)
    commune: str | None = Field(default=None, max_length=16)
    saved_at: datetime
