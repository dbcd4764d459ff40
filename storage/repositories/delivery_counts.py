"""How deliveries stand, by origin; what is forgotten of them stays as numbers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, delete, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Delivery, DeliveryCount, table_of
from storage.repositories.once import conflict_insert
from storage.rules.deliveries import FINAL, DeliveryState, StateCount, Why

_delivery = table_of(Delivery)
_count = table_of(DeliveryCount)


@dataclass(frozen=True, slots=True)
class Row:
    """A delivery as a table shows it, without whose it is; of forgotten ones several in one, without times."""

    version: int
    kind: str
    channel: str
    state: str
    reason: str | None
    due_at: datetime | None = None
    sent_at: datetime | None = None
    settled_at: datetime | None = None
    number: int = 1


class DeliveryCounts:
    """The delivery_count table, and the delivery table counted."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def list_of(self, origin: str) -> tuple[StateCount, ...]:
        """Where the deliveries of an origin stand, the forgotten ones among them."""
        table = _delivery.c
        here = (
            select(table.channel, table.state, func.coalesce(table.reason, "").label("reason"), func.count().label("n"))
            .where(table.origin == origin)
            .group_by(table.channel, table.state, table.reason)
        )
        gone = select(_count.c.channel, _count.c.state, _count.c.reason, _count.c.deliveries).where(
            _count.c.origin == origin
        )
        both = union_all(here, gone).subquery()
        statement = select(both.c.channel, both.c.state, both.c.reason, func.sum(both.c.n)).group_by(
            both.c.channel, both.c.state, both.c.reason
        )
        rows = (await self._connection.execute(statement)).all()
        return tuple(StateCount(channel, state, reason or None, int(n)) for channel, state, reason, n in rows)

    async def list_rows(self, origin: str, after: int, limit: int) -> tuple[tuple[int, Row], ...]:
        """Deliveries of an origin with higher ids than `after`, each with its id, in their order."""
        table = _delivery.c
        columns = (table.kind, table.channel, table.state, table.reason, table.due_at, table.sent_at, table.settled_at)
        statement = select(table.id, *columns).where(table.origin == origin, table.id > after)
        rows = await self._connection.execute(statement.order_by(table.id).limit(limit))
        return tuple((row[0], Row(0, row[1].value, row[2], row[3].value, *row[4:])) for row in rows)

    async def list_forgotten(self, origin: str) -> tuple[StateCount, ...]:
        """What is left of the forgotten deliveries of an origin."""
        table = _count.c
        statement = select(table.channel, table.state, table.reason, table.deliveries).where(table.origin == origin)
        rows = await self._connection.execute(statement)
        return tuple(StateCount(channel, state, reason or None, n) for channel, state, reason, n in rows)

    async def is_open(self, origin: str) -> bool:
        """Whether anything of an origin is still to be sent, or on the wire; finds it by an index."""
        return await self._holds(origin, _delivery.c.state.in_((DeliveryState.PENDING, DeliveryState.SENDING)))

    async def is_paused(self, origin: str) -> bool:
        """Whether anything of an origin waits to be resumed."""
        table = _delivery.c
        return await self._holds(origin, (table.state == DeliveryState.PENDING) & (table.reason == Why.PAUSED))

    async def _holds(self, origin: str, which: ColumnElement[bool]) -> bool:
        found = select(_delivery.c.id).where(_delivery.c.origin == origin, which).limit(1)
        return (await self._connection.execute(found)).first() is not None

    async def count_waiting(self, channel: str, now: datetime) -> tuple[int, datetime | None]:
        """How many deliveries of a channel are due and not sent, and since when the oldest is."""
        table = _delivery.c
        statement = select(func.count(), func.min(table.ready_at)).where(
            table.state == DeliveryState.PENDING, table.channel == channel, table.ready_at <= now
        )
        row = (await self._connection.execute(statement)).one()
        return row[0], row[1]

    async def forget_citizen(self, citizen: int) -> int:
        """Turn the deliveries of somebody who is erased into numbers; what waits is cancelled. How many they were."""
        return await self._forget(_delivery.c.citizen_id == citizen)

    async def forget_before(self, before: datetime) -> int:
        """Turn settled deliveries that were planned before `before` into numbers; how many they were."""
        table = _delivery.c
        return await self._forget((table.planned_at < before) & table.state.in_(tuple(FINAL)))

    async def _forget(self, which: ColumnElement[bool]) -> int:
        table = _delivery.c
        state, reason = _as_final()
        counted = (
            select(table.origin, table.channel, state, reason, func.count())
            .where(which)
            .group_by(table.origin, table.channel, state, reason)
        )
        statement = conflict_insert(self._connection.dialect.name, _count).from_select(
            ["origin", "channel", "state", "reason", "deliveries"], counted
        )
        added = _count.c.deliveries + statement.excluded.deliveries
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["origin", "channel", "state", "reason"], set_={"deliveries": added}
            )
        )
        return (await self._connection.execute(delete(_delivery).where(which))).rowcount


def _as_final() -> tuple[ColumnElement[DeliveryState], ColumnElement[str]]:
    """A row that is erased on its way counts as what is known of it then."""
    table = _delivery.c
    kind = table.state.type
    ends = {
        DeliveryState.PENDING: DeliveryState.CANCELLED,
        DeliveryState.SENDING: DeliveryState.UNCONFIRMED,
    }
    state = case(*[(table.state == now, literal(then, kind)) for now, then in ends.items()], else_=table.state)
    reason = case((table.state.in_(tuple(ends)), Why.ERASED.value), else_=func.coalesce(table.reason, ""))
    return state, reason
