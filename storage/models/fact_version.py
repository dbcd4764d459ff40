"""Which words each fact was told in, and when: so that it can be said later who was told something else."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from storage.models.base import Record


class FactVersion(Record, table=True):
    """One version of a fact from the start that first told it to the start that told another, or none.

    `procedure` is a slug, or the id of a journey; `version` a hash of all that is told of the fact, its dates among it.
    """

    __tablename__ = "fact_version"
    __table_args__ = (
        # Two processes that start at once with the same news write it down once.
        Index(
            "ix_fact_version_told",
            "procedure",
            "fact",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    procedure: str = Field(primary_key=True, max_length=64)
    fact: str = Field(primary_key=True, max_length=64)
    first_seen_at: datetime = Field(primary_key=True)
    replaced_at: datetime | None = Field(default=None, index=True)
    version: str = Field(max_length=16)
    aspect: str = Field(max_length=16)
    text: str
