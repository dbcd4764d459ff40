"""What is switched off: a procedure or a topic that nobody is answered about until it is checked again."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record, choice_column
from storage.rules.switches import Kind, Reason


class KillSwitch(Record, table=True):
    """One thing that is off; the row goes when it is on again, the audit keeps both acts."""

    __tablename__ = "switch"

    kind: Kind = Field(sa_column=choice_column(Kind, primary_key=True))
    subject: str = Field(primary_key=True, max_length=64)
    off_since: datetime
    reason: Reason = Field(sa_column=choice_column(Reason))
    note: str = Field(default="", max_length=160)
    by: str = Field(max_length=16)
