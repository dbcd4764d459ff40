"""Whether somebody was asked about the guides of their ward's team, and whose guides they said Có to."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class Opting(Record, table=True):
    """One row a person who was asked. `ward`, `district`: those of the team that they said Có to, NULL without a Có.

    The Có itself, with its words, is a consent; this says which team the words named. `asked_ward`: of which ward
    they were asked last, so that nobody is asked twice.
    """

    __tablename__ = "opting"

    citizen_id: int = Field(primary_key=True, foreign_key="citizen.id", ondelete="CASCADE")
    ward: str | None = Field(default=None, max_length=16, index=True)
    district: str | None = Field(default=None, max_length=16)
    asked_ward: str = Field(max_length=16)
    asked_at: datetime
