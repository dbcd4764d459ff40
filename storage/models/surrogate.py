"""Numbers that stand for a channel's own ids where the conversation core wants whole numbers."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Integer, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Record


class Surrogate(Record, table=True):
    """One native id and its number; numbers count up from one, stay below 2**53 and are never used twice."""

    __tablename__ = "surrogate"
    __table_args__ = (UniqueConstraint("channel", "kind", "native_id"), {"sqlite_autoincrement": True})

    # SQLite counts up by itself only on a column that is spelled INTEGER
    id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    )
    channel: str = Field(max_length=32)
    kind: str = Field(max_length=16)
    native_id: str = Field(max_length=128)
    used_at: datetime = Field(index=True)
