"""Which effects an update has had already, so that a second run of it changes nothing."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record


class Effect(Record, table=True):
    """One effect of one update; `kind` names the verb."""

    __tablename__ = "effect"

    update_key: str = Field(primary_key=True, max_length=192)
    kind: str = Field(primary_key=True, max_length=32)
    recorded_at: datetime = Field(index=True)
