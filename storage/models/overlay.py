"""The number by which every process sees that what is approved has changed."""

from sqlmodel import Field

from storage.models.base import Record


class OverlayVersion(Record, table=True):
    """One row; its number grows in the transaction of each change."""

    __tablename__ = "overlay"

    id: int = Field(default=1, primary_key=True)
    version: int
