"""Messages to citizens that are to be sent, are being sent, or were: a row for each, never two for one occasion."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from storage.models.base import Record, choice_column
from storage.rules.deliveries import DeliveryKind, DeliveryState


class Delivery(Record, table=True):
    """One message to one citizen for one occasion. It holds no words: those are made when it is sent.

    `due_at` never changes; `ready_at` is when it is looked at next. `rank`: who goes first. `reason`: why it was
    not sent, or what a pending one waits for. `message_id`: the channel's own, to edit the message later.
    `sent_at`: when it was handed to the channel. `settled_at`: when it reached its final state.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("origin", "citizen_id"),
        # The order in which rows are claimed: any other order reads the whole queue for each claim.
        Index("ix_delivery_claim", "state", "channel", "rank", "ready_at", "id"),
        Index("ix_delivery_progress", "origin", "state", "reason"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    origin: str = Field(max_length=64)
    citizen_id: int = Field(foreign_key="citizen.id", ondelete="CASCADE", index=True)
    kind: DeliveryKind = Field(sa_column=choice_column(DeliveryKind))
    topic: str | None = Field(default=None, max_length=64)
    purpose: str | None = Field(default=None, max_length=32)
    urgent: bool
    rank: int
    state: DeliveryState = Field(sa_column=choice_column(DeliveryState))
    reason: str | None = Field(default=None, max_length=64)
    asked_at: datetime | None = None
    due_at: datetime
    ready_at: datetime
    expires_at: datetime
    leased_by: str | None = Field(default=None, max_length=64)
    leased_until: datetime | None = None
    address_id: int | None = Field(default=None, foreign_key="address.id", ondelete="SET NULL", index=True)
    channel: str = Field(max_length=32)
    message_id: str | None = Field(default=None, max_length=64)
    planned_at: datetime = Field(index=True)
    sent_at: datetime | None = None
    settled_at: datetime | None = None
    again_by: str | None = Field(default=None, max_length=16)
    again_why: str | None = Field(default=None, max_length=300)
