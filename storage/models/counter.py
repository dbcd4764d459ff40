"""How many questions there were, by topic, outcome and day: all that stays of one nobody agreed to keep."""

from datetime import date
from typing import Final

from sqlmodel import Field

from storage.models.base import Record

BY_POSTER: Final = "poster"
"""What stands as outcome where no question is counted but who came by a poster; then `topic` names the poster."""


class Counter(Record, table=True):
    """One number; names nobody. `topic` is empty where an answer had none."""

    __tablename__ = "counter"

    counted_on: date = Field(primary_key=True)
    topic: str = Field(primary_key=True, max_length=64)
    outcome: str = Field(primary_key=True, max_length=32)
    questions: int
