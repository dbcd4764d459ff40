"""What is true of a citizen who is to be written to, as parts of other statements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, or_, select

from storage.models import ConsentDecision, Conversation, Delivery, Stop, table_of
from storage.rules.budgets import Window
from storage.rules.deliveries import BUDGETED, ON_THE_WIRE, DeliveryState

_stop = table_of(Stop)
_consent = table_of(ConsentDecision)
_conversation = table_of(Conversation)
_earlier = table_of(Delivery).alias("earlier")

Column = ColumnElement[Any]


def stopped(citizen: Column, topic: Column, asked_at: Column) -> ColumnElement[bool]:
    """Whether a stop of everything or of this topic stands, made since it was asked for."""
    table = _stop.c
    return exists().where(
        table.citizen_id == citizen,
        table.undone_at.is_(None),
        or_(table.topic.is_(None), table.topic == topic),
        or_(asked_at.is_(None), table.stopped_at >= asked_at),
    )


def agreed(citizen: Column, purpose: Column) -> ColumnElement[bool]:
    """Whether the latest decision about the purpose is a yes; nothing needs none."""
    table = _consent.c
    latest = (
        select(table.given)
        .where(table.citizen_id == citizen, table.purpose == purpose)
        .order_by(table.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return or_(purpose.is_(None), func.coalesce(latest, False))


def in_form(channel: Column, external_id: Column, since: datetime) -> ColumnElement[bool]:
    """Whether the conversation at an address stands at a state that was touched since `since`."""
    table = _conversation.c
    return exists().where(
        table.channel == channel,
        table.conversation == external_id,
        table.state.is_not(None),
        table.touched_at >= since,
    )


def got(citizen: Column, origin: Column, start: datetime, window: Window, *, planned: bool) -> ScalarSelect[int]:
    """How much of what the budget counts a citizen got, over all other origins, from `start` to the window's end.

    `planned`: what is due in that time counts too.
    """
    table = _earlier.c
    on_the_wire = and_(table.state.in_(ON_THE_WIRE), table.sent_at >= start, table.sent_at < window.end)
    due = and_(table.state == DeliveryState.PENDING, table.due_at >= start, table.due_at < window.end)
    return (
        select(func.count())
        .select_from(_earlier)
        .where(
            table.citizen_id == citizen,
            table.origin != origin,
            table.kind.in_(tuple(BUDGETED)),
            _any(on_the_wire, *((due,) if planned else ())),
        )
        .scalar_subquery()
    )


def _any(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(*conditions) if len(conditions) > 1 else conditions[0]


def first_of(order: Sequence[str], column: Column) -> Column:
    """A number for the place of a column's value in an order; what is not in it comes last."""
    return case(*[(column == value, place) for place, value in enumerate(order)], else_=len(order))
