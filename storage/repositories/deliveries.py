"""The queue of deliveries: claimed under a lease, marked just before the request, settled by its outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Boolean, ColumnElement, Update, bindparam, case, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import CitizenAddress, Delivery, table_of
from storage.repositories import circumstances
from storage.rules.budgets import Budget, window_of
from storage.rules.deliveries import (
    ON_THE_WIRE,
    RANKS,
    RINGS,
    Circumstances,
    DeliveryKind,
    DeliveryState,
    DueDelivery,
    Outcome,
    Verdict,
    Why,
)
from storage.rules.people import Address
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER

_delivery = table_of(Delivery)
_address = table_of(CitizenAddress)
_PENDING: Final = DeliveryState.PENDING

_LONGEST_LEASE: Final = timedelta(minutes=10)
"""No worker takes a row for longer: a lease that ends later was given by a clock that has been put back since."""


def _stands_at(*states: DeliveryState) -> ColumnElement[bool]:
    """Whether a row stands at one of these; said so that no index serves it.

    Rows are found by id, citizen or address. SQLite thinks that few rows have one state, and would read all that wait.
    """
    return case((or_(*[_delivery.c.state == state for state in states]), 1), else_=0) == 1


def _ran_out(now: Any, beyond: Any) -> ColumnElement[bool]:
    """Whether a lease is over. `beyond`: later than any lease given by a clock that goes right."""
    return or_(_delivery.c.leased_until <= now, _delivery.c.leased_until > beyond)


@cache
def _claim() -> Update:
    """One statement on both databases: SQLite has one writer, so SQLAlchemy leaves the locking out there."""
    table = _delivery.c
    free = or_(table.leased_until.is_(None), _ran_out(bindparam("now"), bindparam("beyond")))
    pick = (
        select(table.id)
        .where(
            table.state == _PENDING,
            table.channel == bindparam("on_channel"),
            table.rank == bindparam("of_rank"),
            table.ready_at <= bindparam("now"),
            free,
        )
        .order_by(table.ready_at, table.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    return (
        update(_delivery)
        .where(table.id.in_(pick.scalar_subquery()))
        .values(leased_by=bindparam("worker"), leased_until=bindparam("until"))
        .returning(table.id)
    )


@dataclass(frozen=True, slots=True)
class KeptDelivery:
    """A delivery as its citizen may see it."""

    kind: DeliveryKind
    topic: str | None
    channel: str
    state: DeliveryState
    reason: str | None
    due_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A delivery as its medium knows it."""

    address: Address
    message_id: str
    sent_at: datetime


class Deliveries:
    """The delivery table, as it is worked off."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def is_due(self, channel: str, now: datetime) -> bool:
        """Whether anything is due on a channel, or a lease on the wire ran out anywhere; a look, no lock."""
        table = _delivery.c
        due = select(literal(1)).where(
            table.state == _PENDING, table.channel == channel, table.rank.in_(RANKS), table.ready_at <= now
        )
        doubt = select(literal(1)).where(table.state == DeliveryState.SENDING, _ran_out(now, now + _LONGEST_LEASE))
        return bool((await self._connection.execute(select(or_(due.exists(), doubt.exists())))).scalar())

    async def claim(
        self, channel: str, rank: int, worker: str, limit: int, now: datetime, until: datetime
    ) -> tuple[int, ...]:
        """Lease due rows of one channel and rank, oldest first; nobody else gets them until `until`."""
        which = {
            "on_channel": channel,
            "of_rank": rank,
            "worker": worker,
            "most": limit,
            "now": now,
            "beyond": now + _LONGEST_LEASE,
            "until": until,
        }
        return tuple((await self._connection.execute(_claim(), which)).scalars())

    async def list_due(
        self, ids: Sequence[int], worker: str, now: datetime
    ) -> tuple[tuple[DueDelivery, Circumstances], ...]:
        """Those of these rows that the worker holds, in the order of the queue, with what is true of them now."""
        table = _delivery.c
        window = window_of(now)
        statement = (
            select(
                table.id,
                table.origin,
                table.kind,
                table.topic,
                table.urgent,
                table.citizen_id,
                _address.c.channel,
                _address.c.external_id,
                table.due_at,
                table.expires_at,
                circumstances.stopped(table.citizen_id, table.topic, table.asked_at),
                circumstances.agreed(table.citizen_id, table.purpose),
                _address.c.blocked_at,
                circumstances.in_form(_address.c.channel, _address.c.external_id, now - CONVERSATION_FORGOTTEN_AFTER),
                circumstances.got(table.citizen_id, table.origin, window.day, window, planned=False),
                circumstances.got(table.citizen_id, table.origin, window.week, window, planned=False),
            )
            .join(_address, _address.c.id == table.address_id)
            .where(table.id.in_(ids), _stands_at(_PENDING), table.leased_by == worker)
            .order_by(table.rank, table.ready_at, table.id)
        )
        return tuple(_due(row) for row in await self._connection.execute(statement))

    async def start(self, ids: Sequence[int], worker: str, now: datetime, until: datetime) -> frozenset[int]:
        """Mark rows that go on the wire now; those that the worker still held."""
        table = _delivery.c
        statement = (
            update(_delivery)
            .where(table.id.in_(ids), _stands_at(_PENDING), table.leased_by == worker)
            .values(state=DeliveryState.SENDING, reason=None, sent_at=now, leased_until=until)
            .returning(table.id)
        )
        return frozenset((await self._connection.execute(statement)).scalars())

    async def decide(self, verdicts: Sequence[tuple[int, Verdict]], worker: str, now: datetime) -> None:
        """Settle or put off rows that the worker holds and that do not go out now."""
        rows = [
            {
                "row": number,
                "to": verdict.state,
                "why": verdict.reason,
                "later": verdict.ready_at,
                "settled": None if verdict.state is _PENDING else now,
                "worker": worker,
            }
            for number, verdict in verdicts
        ]
        if rows:
            await self._connection.execute(_settle((_PENDING,), outcome=False), rows)

    async def record_outcomes(self, outcomes: Sequence[tuple[int, Outcome]], worker: str, now: datetime) -> None:
        """Write down what became of rows that the worker had on the wire; a late receipt settles a doubt."""
        rows = [
            {
                "row": number,
                "to": outcome.state,
                "why": outcome.reason,
                "later": outcome.ready_at,
                "settled": None if outcome.state is _PENDING else now,
                "message": outcome.message_id,
                "arrived": outcome.state in ON_THE_WIRE,
                "worker": worker,
            }
            for number, outcome in outcomes
        ]
        if rows:
            wire = (DeliveryState.SENDING, DeliveryState.UNCONFIRMED)
            await self._connection.execute(_settle(wire, outcome=True), rows)
        refused = [number for number, outcome in outcomes if outcome.state is DeliveryState.BLOCKED]
        if refused:
            theirs = select(_delivery.c.address_id).where(_delivery.c.id.in_(refused))
            await self._connection.execute(
                update(_address)
                .where(_address.c.id.in_(theirs), _address.c.blocked_at.is_(None))
                .values(blocked_at=now)
            )

    async def give_back(self, ids: Sequence[int], worker: str) -> int:
        """End the leases of rows that were not sent; how many they were."""
        table = _delivery.c
        statement = (
            update(_delivery)
            .where(table.id.in_(ids), _stands_at(_PENDING), table.leased_by == worker)
            .values(leased_by=None, leased_until=None)
        )
        return (await self._connection.execute(statement)).rowcount

    async def doubt(self, now: datetime) -> int:
        """Rows whose worker died with the request open: nobody knows whether they arrived. How many they were."""
        table = _delivery.c
        statement = (
            update(_delivery)
            .where(table.state == DeliveryState.SENDING, _ran_out(now, now + _LONGEST_LEASE))
            .values(state=DeliveryState.UNCONFIRMED, reason=Why.LEASE_RAN_OUT, settled_at=now)
        )
        return (await self._connection.execute(statement)).rowcount

    async def expire(self, now: datetime) -> int:
        """Rows that nobody sent in time, on whatever channel; how many they were."""
        table = _delivery.c
        free = or_(table.leased_until.is_(None), _ran_out(now, now + _LONGEST_LEASE))
        statement = (
            update(_delivery)
            .where(table.state == _PENDING, table.expires_at <= now, free)
            .values(state=DeliveryState.EXPIRED, settled_at=now)
        )
        return (await self._connection.execute(statement)).rowcount

    async def cancel(self, origin: str, now: datetime, limit: int) -> int:
        """Cancel up to `limit` waiting rows of an origin; how many they were."""
        values = {"state": DeliveryState.CANCELLED, "reason": None, "settled_at": now}
        return await self._of_origin(origin, limit, literal(True), values)

    async def pause(self, origin: str, limit: int) -> int:
        """Take up to `limit` waiting rows of an origin out of the queue; how many they were."""
        table = _delivery.c
        running = or_(table.reason.is_(None), table.reason != Why.PAUSED)
        return await self._of_origin(origin, limit, running, {"reason": Why.PAUSED, "ready_at": table.expires_at})

    async def resume(self, origin: str, now: datetime, limit: int) -> int:
        """Put up to `limit` paused rows of an origin back; how many they were."""
        table = _delivery.c
        soonest = func.max if self._connection.dialect.name == "sqlite" else func.greatest
        values = {"reason": None, "ready_at": soonest(table.due_at, literal(now, table.due_at.type))}
        return await self._of_origin(origin, limit, table.reason == Why.PAUSED, values)

    async def _of_origin(self, origin: str, limit: int, which: ColumnElement[bool], values: dict[str, Any]) -> int:
        table = _delivery.c
        some = select(table.id).where(table.origin == origin, table.state == _PENDING, which).limit(limit)
        statement = update(_delivery).where(table.id.in_(some.scalar_subquery()))
        return (await self._connection.execute(statement.values(leased_by=None, leased_until=None, **values))).rowcount

    async def send_again(self, ids: Sequence[int], by: str, why: str, now: datetime) -> int:
        """Put unconfirmed rows back into the queue, once; how many they were."""
        table = _delivery.c
        values = {"state": _PENDING, "reason": None, "ready_at": now, "sent_at": None, "settled_at": None}
        statement = (
            update(_delivery)
            .where(
                table.id.in_(ids),
                _stands_at(DeliveryState.UNCONFIRMED),
                table.again_by.is_(None),
                table.expires_at > now,
            )
            .values(leased_by=None, leased_until=None, again_by=by, again_why=why, **values)
        )
        return (await self._connection.execute(statement)).rowcount

    async def wake(self, address: Address, now: datetime) -> bool:
        """Somebody is there again: their address takes messages, and what waited for them is ready. False: nothing."""
        here = (_address.c.channel == address.channel) & (_address.c.external_id == address.external_id)
        free = update(_address).where(here, _address.c.blocked_at.is_not(None)).values(blocked_at=None)
        freed = (await self._connection.execute(free)).rowcount
        table = _delivery.c
        theirs = select(_address.c.id).where(here).scalar_subquery()
        ready = (
            update(_delivery)
            .where(table.address_id == theirs, _stands_at(_PENDING), table.reason == Why.CLOSED)
            .values(ready_at=now, reason=None)
        )
        return bool(freed + (await self._connection.execute(ready)).rowcount)

    async def is_awaited(self, address: Address) -> bool:
        """Whether anything waits until this person is there, or their address refuses us."""
        table = _delivery.c
        waits = (
            select(table.id)
            .where(table.address_id == _address.c.id, _stands_at(_PENDING), table.reason == Why.CLOSED)
            .exists()
        )
        statement = select(_address.c.id).where(
            _address.c.channel == address.channel,
            _address.c.external_id == address.external_id,
            or_(_address.c.blocked_at.is_not(None), waits),
        )
        return (await self._connection.execute(statement)).first() is not None

    async def can_ring(self, citizen: int) -> bool:
        """Whether a citizen has an address that rings and takes messages."""
        table = _address.c
        rings = table.channel.in_(tuple(RINGS)) & table.blocked_at.is_(None)
        statement = select(table.id).where(table.citizen_id == citizen, rings).limit(1)
        return (await self._connection.execute(statement)).first() is not None

    async def find_sent(self, origin: str, citizen: int) -> SentMessage | None:
        """Where a citizen got the message of an origin, to edit it there."""
        table = _delivery.c
        statement = (
            select(_address.c.channel, _address.c.external_id, table.message_id, table.sent_at)
            .join(_address, _address.c.id == table.address_id)
            .where(table.origin == origin, table.citizen_id == citizen, table.state == DeliveryState.SENT)
        )
        row = (await self._connection.execute(statement)).first()
        return SentMessage(Address(row[0], row[1]), row[2], row[3]) if row and row[2] else None

    async def count_edited(self, origin: str, earlier: Sequence[str]) -> int:
        """How many messages of an origin took the place of one of these earlier ones."""
        table, before = _delivery.c, _delivery.alias("before")
        same = (before.c.citizen_id == table.citizen_id, before.c.address_id == table.address_id)
        stood = select(before.c.id).where(*same, before.c.message_id == table.message_id, before.c.origin.in_(earlier))
        edited = (table.origin == origin, table.state == DeliveryState.SENT, stood.exists())
        return int(
            (await self._connection.execute(select(func.count()).select_from(_delivery).where(*edited))).scalar_one()
        )

    async def list_blocked(self) -> frozenset[Address]:
        """Addresses that refuse us."""
        statement = select(_address.c.channel, _address.c.external_id).where(_address.c.blocked_at.is_not(None))
        return frozenset(Address(*row) for row in await self._connection.execute(statement))

    async def list_of(self, citizen: int) -> tuple[KeptDelivery, ...]:
        """Every delivery of a citizen, oldest first."""
        table = _delivery.c
        statement = (
            select(table.kind, table.topic, table.channel, table.state, table.reason, table.due_at, table.sent_at)
            .where(table.citizen_id == citizen)
            .order_by(table.id)
        )
        return tuple(KeptDelivery(*row) for row in await self._connection.execute(statement))


@cache
def _settle(states: tuple[DeliveryState, ...], *, outcome: bool) -> Update:
    """One row's end or delay, by `row`; an outcome keeps the worker: its receipt may yet come after a doubt."""
    table = _delivery.c
    values: dict[str, Any] = {
        "state": bindparam("to", type_=table.state.type),
        "reason": bindparam("why", type_=table.reason.type),
        "ready_at": func.coalesce(bindparam("later", type_=table.ready_at.type), table.ready_at),
        "settled_at": bindparam("settled", type_=table.settled_at.type),
        "leased_until": None,
    }
    if outcome:
        values["message_id"] = bindparam("message", type_=table.message_id.type)
        values["sent_at"] = case((bindparam("arrived", type_=Boolean()), table.sent_at), else_=None)
    mine = (table.id == bindparam("row"), _stands_at(*states), table.leased_by == bindparam("worker"))
    return update(_delivery).where(*mine).values(**values)


def _due(row: Any) -> tuple[DueDelivery, Circumstances]:
    (number, origin, kind, topic, urgent, citizen, channel, external_id, due_at, expires_at) = row[:10]
    stopped, agreed, blocked_at, in_form, today, this_week = row[10:]
    due = DueDelivery(number, origin, kind, topic, urgent, citizen, Address(channel, external_id), due_at, expires_at)
    facts = Circumstances(
        kind=kind,
        urgent=urgent,
        expires_at=expires_at,
        stopped=bool(stopped),
        agreed=bool(agreed),
        blocked=blocked_at is not None,
        in_form=bool(in_form),
        got=Budget(today, this_week),
    )
    return due, facts
