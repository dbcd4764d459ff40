"""Wordings that staff propose and approve beside the content; staff's words, redacted like everybody's."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record, choice_column
from storage.rules.wordings import Standing, WordingKind


class CuratedWording(Record, table=True):
    """A wording, where it leads, and who ("cli" or a staff number, no key to a person) did what with it.

    `version` grows with each decision, so that a second one made on an old screen is noticed. `folded` is what equal
    wordings have in common: the text without marks, as whoever reads words folds it.
    """

    __tablename__ = "wording"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    kind: WordingKind = Field(sa_column=choice_column(WordingKind))
    text: str = Field(max_length=160)
    folded: str = Field(max_length=200, index=True)
    target: str = Field(max_length=64)
    standing: Standing = Field(sa_column=choice_column(Standing, index=True))
    version: int = 1
    proposed_by: str = Field(max_length=16)
    proposed_at: datetime
    decided_by: str | None = Field(default=None, max_length=16)
    decided_at: datetime | None = None
    reason: str | None = Field(default=None, max_length=300)
    exported_at: datetime | None = None
