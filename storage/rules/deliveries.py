"""A delivery: one message to one citizen for one occasion; its states, and whether it may go out now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.rules.budgets import Budget, is_spent
from storage.rules.consents import Purpose
from storage.rules.people import Address
from storage.rules.quiet_hours import Hours, next_opening

LONGEST_ORIGIN: Final = 64


class DeliveryKind(StrEnum):
    """What is said; hours, budget and order follow from it."""

    BROADCAST = "broadcast"
    OFFER = "offer"
    SURVEY = "survey"
    CORRECTION = "correction"
    REMINDER = "reminder"
    OWN_AFFAIRS = "own_affairs"
    STAFF_LIST = "staff_list"


UNSOLICITED: Final = frozenset(
    {DeliveryKind.BROADCAST, DeliveryKind.OFFER, DeliveryKind.SURVEY, DeliveryKind.CORRECTION}
)
"""What nobody asked for by itself: needs a Có, and carries a button that stops it."""

BUDGETED: Final = UNSOLICITED - {DeliveryKind.CORRECTION}
"""What a person gets one of a day and three of a week; a correction only mends what was counted already."""


class DeliveryState(StrEnum):
    """Where a delivery stands. A claimed one stays pending: a dead worker's lease runs out, and it is free again."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    EXPIRED = "expired"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    UNCONFIRMED = "unconfirmed"


FINAL: Final = frozenset(DeliveryState) - {DeliveryState.PENDING, DeliveryState.SENDING}

RINGING_FIRST: Final = ("telegram", "web", "terminal")
"""Which of a person's addresses is written to: where a phone rings, then where somebody may be looking."""

RINGS: Final = frozenset({"telegram"})
"""Channels that reach a person who is not looking; elsewhere a message waits until they are there."""

ON_THE_WIRE: Final = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNCONFIRMED)
"""What a person got, or may have got."""

_NEXT: Final[Mapping[DeliveryState, frozenset[DeliveryState]]] = {
    DeliveryState.PENDING: frozenset(
        {
            DeliveryState.SENDING,
            DeliveryState.BLOCKED,
            DeliveryState.FAILED,
            DeliveryState.EXPIRED,
            DeliveryState.SKIPPED,
            DeliveryState.CANCELLED,
            DeliveryState.UNCONFIRMED,  # in a restored backup: it may have gone out since
        }
    ),
    DeliveryState.SENDING: frozenset(
        {
            DeliveryState.PENDING,  # surely not accepted
            DeliveryState.SENT,
            DeliveryState.BLOCKED,
            DeliveryState.FAILED,
            DeliveryState.UNCONFIRMED,
        }
    ),
    # A receipt that comes late settles what its lease had given up; staff may have it sent once more.
    DeliveryState.UNCONFIRMED: frozenset(
        {DeliveryState.PENDING, DeliveryState.SENT, DeliveryState.BLOCKED, DeliveryState.FAILED}
    ),
}


def may_become(state: DeliveryState, other: DeliveryState) -> bool:
    """Whether a delivery may pass from one state to the other."""
    return other in _NEXT.get(state, frozenset())


class Why(StrEnum):
    """Why a delivery was not sent, or, of a pending one, what it waits for."""

    STOPPED = "stopped"
    NOT_AGREED = "not_agreed"
    BUDGET = "budget"
    IN_FORM = "in_form"
    GONE = "gone"
    NO_CHANNEL = "no_channel"
    QUIET_HOURS = "quiet_hours"
    CLOSED = "closed"
    PAUSED = "paused"
    THROTTLED = "throttled"
    NOT_COMPOSED = "not_composed"
    LEASE_RAN_OUT = "lease_ran_out"
    SHUT_DOWN = "shut_down"
    ERASED = "erased"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion on which people are written to: a version of a broadcast, an occurrence of a reminder.

    `origin` names it, as "broadcast:12:1"; nobody hears of an origin twice. `purpose`: the consent that is needed,
    and must stand when it is sent; what nobody asked for must name one. `topic`: a topic that can be stopped alone.
    `asked_at`: when the person asked for it; a stop from before that time does not hold it back. `urgent` passes
    hours and budget. `channel`: to addresses of this channel only; else to one that can ring first. Raises ValueError
    where this does not fit together.
    """

    origin: str
    kind: DeliveryKind
    due_at: datetime
    expires_at: datetime
    topic: str | None = None
    purpose: Purpose | None = None
    urgent: bool = False
    asked_at: datetime | None = None
    channel: str | None = None

    def __post_init__(self) -> None:
        """Refuse what could never be sent, or could be sent to somebody who did not agree."""
        if not 0 < len(self.origin) <= LONGEST_ORIGIN:
            raise ValueError(f"an origin has 1 to {LONGEST_ORIGIN} characters: {self.origin!r}")
        if self.expires_at <= self.due_at:
            raise ValueError("a delivery expires after it is due")
        if self.kind in UNSOLICITED and self.purpose is None:
            raise ValueError(f"{self.kind.value}: what nobody asked for needs a consent")


def rank_of(kind: DeliveryKind, *, urgent: bool) -> int:
    """Who goes first: 0 what was asked for, 1 what is urgent or mends something, 2 the rest."""
    if kind not in UNSOLICITED:
        return 0
    return 1 if urgent or kind is DeliveryKind.CORRECTION else 2


RANKS: Final = (0, 1, 2)


def hours_of(kind: DeliveryKind, *, urgent: bool) -> Hours | None:
    """When a kind may go out: None is at any hour."""
    if kind in UNSOLICITED:
        return None if urgent else Hours.UNSOLICITED
    return Hours.OWN_AFFAIRS if kind is DeliveryKind.OWN_AFFAIRS else None


def is_budgeted(kind: DeliveryKind, *, urgent: bool) -> bool:
    """Whether the budget holds it back."""
    return kind in BUDGETED and not urgent


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is true of a delivery and its citizen at this moment; `got`: what the budget counts."""

    kind: DeliveryKind
    urgent: bool
    expires_at: datetime
    stopped: bool
    agreed: bool
    blocked: bool
    in_form: bool
    got: Budget


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """A delivery that a worker holds and is about to send: all that its words may be made of."""

    id: int
    origin: str
    kind: DeliveryKind
    topic: str | None
    urgent: bool
    citizen_id: int
    address: Address
    due_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a channel made of a delivery. `ready_at`: when to try again, of one that was surely not accepted."""

    state: DeliveryState
    reason: str | None = None
    message_id: str | None = None
    ready_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many deliveries of an origin, on a channel, stand where, and why."""

    channel: str
    state: DeliveryState
    reason: str | None
    deliveries: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a delivery that is due: sending; or a final state; or pending until `ready_at`."""

    state: DeliveryState
    reason: str | None = None
    ready_at: datetime | None = None


GO: Final = Verdict(DeliveryState.SENDING)


def judge(it: Circumstances, now: datetime) -> Verdict:
    """Whether a due delivery goes out now. Nothing passes a stop, a missing Có, a block or its end."""
    if it.stopped:
        return Verdict(DeliveryState.SKIPPED, Why.STOPPED)
    if not it.agreed:
        return Verdict(DeliveryState.SKIPPED, Why.NOT_AGREED)
    if it.blocked:
        return Verdict(DeliveryState.BLOCKED)
    if it.expires_at <= now:
        return Verdict(DeliveryState.EXPIRED)
    if is_budgeted(it.kind, urgent=it.urgent) and is_spent(it.got):
        return Verdict(DeliveryState.SKIPPED, Why.BUDGET)
    hours = hours_of(it.kind, urgent=it.urgent)
    opening = next_opening(now, hours) if hours else now
    if opening > now:
        return Verdict(DeliveryState.PENDING, Why.QUIET_HOURS, min(opening, it.expires_at))
    if it.kind in UNSOLICITED and it.in_form:
        return Verdict(DeliveryState.SKIPPED, Why.IN_FORM)
    return GO
