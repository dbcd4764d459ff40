"""How many deliveries of an occasion ended how: all that stays of those that were forgotten."""

from sqlmodel import Field

from storage.models.base import Record, choice_column
from storage.rules.deliveries import DeliveryState


class DeliveryCount(Record, table=True):
    """One number; names nobody. `reason` is empty where there was none."""

    __tablename__ = "delivery_count"

    origin: str = Field(primary_key=True, max_length=64)
    channel: str = Field(primary_key=True, max_length=32)
    state: DeliveryState = Field(sa_column=choice_column(DeliveryState, primary_key=True))
    reason: str = Field(primary_key=True, max_length=64)
    deliveries: int
