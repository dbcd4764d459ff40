"""Invitations that have not been answered yet, and tries to answer one."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from storage.models.base import Record, choice_column, json_column
from storage.rules.permissions import Role


class Invitation(Record, table=True):
    """A role offered under a code, of which only a keyed hash is kept; gone once it is answered.

    `invited_by`: as the audit names them.
    """

    __tablename__ = "invitation"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    code_hash: str = Field(max_length=64, unique=True)
    role: Role = Field(sa_column=choice_column(Role))
    wards: Any = Field(sa_column=json_column(nullable=True))
    invited_by: str = Field(max_length=16)
    invited_at: datetime
    expires_at: datetime = Field(index=True)


class CodeTry(Record, table=True):
    """One wrong code, under a keyed hash of the conversation: counted for an hour, then gone."""

    __tablename__ = "code_try"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    conversation_hash: str = Field(max_length=64, index=True)
    tried_at: datetime = Field(index=True)
