"""Topics that somebody chose to have guides about."""

from sqlmodel import Field

from storage.models.base import Record


class OptingTopic(Record, table=True):
    """One topic of one person; who chose none gets guides about all of them."""

    __tablename__ = "opting_topic"

    citizen_id: int = Field(primary_key=True, foreign_key="citizen.id", ondelete="CASCADE")
    topic: str = Field(primary_key=True, max_length=64)
