"""Consent and stop decisions of people who were erased, under a keyed hash, for proof alone."""

from datetime import datetime

from sqlmodel import Field

from storage.models.base import Record, choice_column
from storage.rules.proofs import ProofKind


class Proof(Record, table=True):
    """One decision without the person: what was asked and answered, and when it became a proof.

    `purpose`: of a consent; of a stop its topic, None for everything.
    """

    __tablename__ = "proof"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it, nobody writes it

    id: int | None = Field(default=None, primary_key=True)
    address_hash: str = Field(max_length=64, index=True)
    kind: ProofKind = Field(sa_column=choice_column(ProofKind))
    purpose: str | None = Field(default=None, max_length=64)
    given: bool
    words: str = ""
    version: str = Field(default="", max_length=32)
    channel: str = Field(max_length=32)
    decided_at: datetime
    proved_at: datetime = Field(index=True)
