"""One delivery for each recipient of an occasion, in bulk and never twice; and what that would be, beforehand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Citizen, CitizenAddress, Delivery, table_of
from storage.repositories import circumstances
from storage.repositories.once import conflict_insert
from storage.rules.budgets import A_DAY, A_WEEK, window_of
from storage.rules.deliveries import (
    RINGING_FIRST,
    DeliveryState,
    Occasion,
    StateCount,
    Why,
    is_budgeted,
    rank_of,
)
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER

_delivery = table_of(Delivery)
_citizen = table_of(Citizen)
_address = table_of(CitizenAddress)
_theirs = _address.alias("theirs")

Audience = Select[Any]
"""Ids of citizens, each once, in its first column; a plain SELECT, so that it can be read a part at a time."""


def only(citizens: Sequence[int]) -> Audience:
    """An audience of people who are known by their ids."""
    return select(_citizen.c.id).where(_citizen.c.id.in_(citizens))


def who_got(*origins: str) -> Audience:
    """Those who got one of these origins, or may have: whom a correction goes to."""
    table = _delivery.c
    got = (table.origin.in_(origins), table.state.in_((DeliveryState.SENT, DeliveryState.UNCONFIRMED)))
    return select(table.citizen_id).where(*got).distinct()


class DeliveryPlans:
    """The delivery table, as it is filled."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def plan(self, occasion: Occasion, audience: Audience, now: datetime) -> int:
        """A delivery for everybody in the audience who has none of this origin; how many that were."""
        verdict = _verdict(occasion, audience.subquery("audience"), now)
        settled = verdict.c.state != DeliveryState.PENDING
        table = _delivery.c
        values: dict[str, ColumnElement[Any]] = {
            "origin": literal(occasion.origin),
            "citizen_id": verdict.c.citizen_id,
            "kind": literal(occasion.kind, table.kind.type),
            "topic": literal(occasion.topic, table.topic.type),
            "purpose": literal(occasion.purpose, table.purpose.type),
            "urgent": true() if occasion.urgent else false(),
            "rank": literal(rank_of(occasion.kind, urgent=occasion.urgent)),
            "state": verdict.c.state,
            "reason": verdict.c.reason,
            "asked_at": literal(occasion.asked_at, table.asked_at.type),
            "due_at": literal(occasion.due_at, table.due_at.type),
            "ready_at": literal(occasion.due_at, table.ready_at.type),
            "expires_at": literal(occasion.expires_at, table.expires_at.type),
            "address_id": verdict.c.address_id,
            "channel": verdict.c.channel,
            "planned_at": literal(now, table.planned_at.type),
            "settled_at": case((settled, literal(now, table.settled_at.type)), else_=null()),
        }
        # SQLite takes ON CONFLICT for a part of a join unless a WHERE stands between them.
        rows = select(*values.values()).select_from(verdict).where(true())
        statement = conflict_insert(self._connection.dialect.name, _delivery).from_select(list(values), rows)
        planned = await self._connection.execute(
            statement.on_conflict_do_nothing(index_elements=["origin", "citizen_id"])
        )
        return planned.rowcount

    async def doubt_open(self, now: datetime) -> int:
        """Rows of a restored backup that were due before now: nobody knows whether they went out since. How many."""
        table = _delivery.c
        statement = (
            update(_delivery)
            .where(table.state.in_((DeliveryState.PENDING, DeliveryState.SENDING)), table.due_at <= now)
            .values(
                state=DeliveryState.UNCONFIRMED,
                reason=Why.RESTORED,
                settled_at=now,
                leased_by=None,
                leased_until=None,
            )
        )
        return (await self._connection.execute(statement)).rowcount

    async def preview(self, occasion: Occasion, audience: Audience, now: datetime) -> tuple[StateCount, ...]:
        """What `plan` would do, counted: pending ones will get it, of the others it says why not."""
        verdict = _verdict(occasion, audience.subquery("audience"), now).c
        statement = select(verdict.channel, verdict.state, verdict.reason, func.count()).group_by(
            verdict.channel, verdict.state, verdict.reason
        )
        return tuple(StateCount(*row) for row in await self._connection.execute(statement))

    async def list_first(self, occasion: Occasion, audience: Audience, now: datetime, most: int) -> tuple[int, ...]:
        """The ids of the first so many people of an audience who would get it."""
        verdict = _verdict(occasion, audience.subquery("audience"), now).c
        would_get = select(verdict.citizen_id).where(verdict.state == DeliveryState.PENDING)
        found = await self._connection.execute(would_get.order_by(verdict.citizen_id).limit(most))
        return tuple(found.scalars())

    async def count(self, audience: Audience) -> int:
        """How many people an audience has."""
        everybody = audience.subquery("audience")
        return int((await self._connection.execute(select(func.count()).select_from(everybody))).scalar_one())

    async def find_end(self, audience: Audience, after: int, limit: int) -> int | None:
        """The id at which the next part of an audience ends, for people with higher ids than `after`; None: nobody."""
        part = part_of(audience, after).order_by(audience.selected_columns[0]).limit(limit).subquery()
        found: int | None = (await self._connection.execute(select(func.max(part.c[0])))).scalar_one()
        return found


def part_of(audience: Audience, after: int, end: int | None = None) -> Audience:
    """The part of an audience with ids higher than `after` and not higher than `end`."""
    citizen = audience.selected_columns[0]
    part = audience.where(citizen > after)
    return part if end is None else part.where(citizen <= end)


def _verdict(occasion: Occasion, audience: Subquery, now: datetime) -> Subquery:
    """For each citizen the address that is written to, and the state and reason that a delivery begins with."""
    citizen = audience.c[0]
    table = _delivery.c
    topic = literal(occasion.topic, table.topic.type)
    purpose = literal(occasion.purpose, table.purpose.type)
    asked_at = literal(occasion.asked_at, table.asked_at.type)
    window = window_of(max(occasion.due_at, now))
    origin = literal(occasion.origin)
    today = circumstances.got(citizen, origin, window.day, window, planned=True)
    this_week = circumstances.got(citizen, origin, window.week, window, planned=True)
    since = now - CONVERSATION_FORGOTTEN_AFTER
    busy = circumstances.in_form(_address.c.channel, _address.c.external_id, since)
    budgeted = is_budgeted(occasion.kind, urgent=occasion.urgent)
    skipped, none = DeliveryState.SKIPPED, None
    cases: list[tuple[ColumnElement[bool], DeliveryState, str | None]] = [
        (circumstances.stopped(citizen, topic, asked_at), skipped, Why.STOPPED),
        (not_(circumstances.agreed(citizen, purpose)), skipped, Why.NOT_AGREED),
        (_address.c.id.is_(None), DeliveryState.FAILED, Why.NO_CHANNEL),
        (_address.c.blocked_at.is_not(None), DeliveryState.BLOCKED, none),
    ]
    if budgeted:
        cases.append((or_(today >= A_DAY, this_week >= A_WEEK), skipped, Why.BUDGET))
    if budgeted and occasion.due_at <= now:
        cases.append((busy, skipped, Why.IN_FORM))
    state = case(
        *[(when, literal(then, table.state.type)) for when, then, _ in cases],
        else_=literal(DeliveryState.PENDING, table.state.type),
    )
    reason = case(*[(when, literal(why, table.reason.type)) for when, _, why in cases], else_=null())
    return (
        select(
            citizen.label("citizen_id"),
            _address.c.id.label("address_id"),
            func.coalesce(_address.c.channel, "").label("channel"),
            state.label("state"),
            reason.label("reason"),
        )
        .select_from(audience.outerjoin(_address, _address.c.id == _picked(citizen, occasion.channel)))
        .subquery("verdict")
    )


def _picked(citizen: ColumnElement[int], channel: str | None) -> ColumnElement[int]:
    """The address to write to: one that does not refuse us, then one that can ring, then the oldest."""
    mine = _theirs.c.citizen_id == citizen
    refuses = case((_theirs.c.blocked_at.is_(None), 0), else_=1)
    return (
        select(_theirs.c.id)
        .where(mine if channel is None else and_(mine, _theirs.c.channel == channel))
        .order_by(refuses, circumstances.first_of(RINGING_FIRST, _theirs.c.channel), _theirs.c.id)
        .limit(1)
        .scalar_subquery()
    )
