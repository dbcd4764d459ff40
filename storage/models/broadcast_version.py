"""What each version of a broadcast says."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from storage.models.base import Record, json_column


class BroadcastVersion(Record, table=True):
    """The guide of one version, as it was confirmed; version 1 is the broadcast, later ones are corrections."""

    __tablename__ = "broadcast_version"

    broadcast_id: int = Field(primary_key=True, foreign_key="broadcast.id", ondelete="CASCADE")
    version: int = Field(primary_key=True)
    guide: dict[str, Any] = Field(sa_column=json_column())
    by: str = Field(max_length=16)
    made_at: datetime
