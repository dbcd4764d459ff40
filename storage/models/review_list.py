"""What was due for review, one list a week: for curators, and to see later what was left lying."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field

from storage.models.base import Record, json_column


class ReviewList(Record, table=True):
    """The list of one week, named by its Monday in Hanoi; `items` as knowledge found them. No personal data."""

    __tablename__ = "review_list"

    week_on: date = Field(primary_key=True)
    listed_at: datetime
    items: Any = Field(sa_column=json_column())
