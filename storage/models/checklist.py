"""What somebody has ticked: papers that they have, steps of a life event that are done."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from storage.models.base import Record, json_column


class TickedList(Record, table=True):
    """One list of one address: ids only, no words. It hangs on the address, since nobody need be known to tick.

    `subject` is "papers:slug" or "journey:id"; `asked`: whether it was asked here if ticks may be remembered.
    """

    __tablename__ = "checklist"

    channel: str = Field(primary_key=True, max_length=32)
    external_id: str = Field(primary_key=True, max_length=128)
    subject: str = Field(primary_key=True, max_length=64)
    case: dict[str, Any] = Field(default_factory=dict, sa_column=json_column())
    ticked: list[str] = Field(default_factory=list, sa_column=json_column())
    asked: bool = False
    updated_at: datetime = Field(index=True)
