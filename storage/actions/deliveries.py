"""Deliveries: planned once for each recipient, claimed under a lease, checked again before the request, settled."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from storage.clock import Clock
from storage.repositories.deliveries import SentMessage
from storage.repositories.delivery_plans import Audience, only, part_of
from storage.rules.budgets import Budget
from storage.rules.deliveries import (
    RANKS,
    RINGS,
    Circumstances,
    DeliveryKind,
    DeliveryState,
    DueDelivery,
    Occasion,
    Outcome,
    StateCount,
    Verdict,
    Why,
    is_budgeted,
    judge,
)
from storage.rules.people import Address
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = [
    "Claimed",
    "DeliveryKind",
    "DeliveryState",
    "DueDelivery",
    "Occasion",
    "Outcome",
    "SentMessage",
    "StateCount",
    "Why",
    "can_ring",
    "cancel_origin",
    "claim_due",
    "count_origin",
    "count_waiting",
    "doubt_dead",
    "find_sent",
    "give_back",
    "is_due",
    "list_blocked",
    "note_return",
    "pause_origin",
    "plan_audience",
    "plan_deliveries",
    "preview_audience",
    "put_off",
    "record_outcome",
    "resume_origin",
    "send_again",
    "skip_gone",
    "start_sending",
]

LEASE: Final = timedelta(seconds=60)
"""How long a worker has for what it claimed; longer than the longest request."""

_A_PART: Final = 2_000
"""Rows written in one transaction: whoever writes to us must not wait for a whole broadcast."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a worker has in hand, in the order of the queue, and how many rows it only settled or put off."""

    due: tuple[DueDelivery, ...]
    decided: int


async def plan_deliveries(uow: OpenWork, clock: Clock, *, occasion: Occasion, citizens: Sequence[int]) -> int:
    """A delivery for each of a few citizens, by their ids; how many had none of this origin before."""
    now = clock.now()
    async with uow() as work:
        planned = await work.delivery_plans.plan(occasion, only(citizens), now)
        await work.commit()
    return planned


async def plan_audience(uow: OpenWork, clock: Clock, *, occasion: Occasion, audience: Audience) -> int:
    """A delivery for everybody in an audience, a part at a time: run again after a crash it goes on where it was.

    Who is skipped gets a row that says why. Returns how many rows were made.
    """
    now = clock.now()
    planned, after = 0, 0
    while True:
        async with uow() as work:
            end = await work.delivery_plans.find_end(audience, after, _A_PART)
            if end is None:
                return planned
            planned += await work.delivery_plans.plan(occasion, part_of(audience, after, end), now)
            await work.commit()
        after = end


async def preview_audience(
    uow: OpenWork, clock: Clock, *, occasion: Occasion, audience: Audience
) -> tuple[StateCount, ...]:
    """What planning would do, counted by channel, state and reason; the pending ones will get it."""
    async with uow(readonly=True) as work:
        return await work.delivery_plans.preview(occasion, audience, clock.now())


async def is_due(uow: OpenWork, clock: Clock, *, channel: str) -> bool:
    """Whether a worker of this channel has anything to do."""
    async with uow(readonly=True) as work:
        return await work.deliveries.is_due(channel, clock.now())


async def claim_due(
    uow: OpenWork, clock: Clock, *, worker: str, channel: str, limit: int, lease: timedelta = LEASE
) -> Claimed:
    """Lease up to `limit` due rows of a channel; those that must not go out now are settled or put off at once."""
    now = clock.now()
    async with uow() as work:
        ids: list[int] = []
        for rank in RANKS:
            if len(ids) < limit:
                ids += await work.deliveries.claim(channel, rank, worker, limit - len(ids), now, now + lease)
        if not ids:
            return Claimed((), 0)
        due = await _judge(work, ids, worker, now, at_once=False)
        await work.commit()
    return Claimed(due, len(ids) - len(due))


async def start_sending(uow: OpenWork, clock: Clock, *, worker: str, delivery: int, lease: timedelta = LEASE) -> bool:
    """The last check, then the mark that the request is open, committed; False: it must not go out, and is settled."""
    return await uow.together(_start, (delivery, worker, clock.now(), lease))


async def record_outcome(uow: OpenWork, clock: Clock, *, worker: str, delivery: int, outcome: Outcome) -> None:
    """What became of a delivery on the wire; an address that refuses us is marked."""
    await uow.together(_record, (delivery, worker, clock.now(), outcome))


async def put_off(
    uow: OpenWork, clock: Clock, *, worker: str, delivery: int, reason: str, ready_at: datetime | None
) -> None:
    """Back into the queue unsent, until `ready_at`; without one, until the person is there or it expires."""
    async with uow() as work:
        held = await work.deliveries.list_due([delivery], worker, clock.now())
        for due, _ in held:
            later = due.expires_at if ready_at is None else min(ready_at, due.expires_at)
            verdict = Verdict(DeliveryState.PENDING, reason, later)
            await work.deliveries.decide([(due.id, verdict)], worker, clock.now())
        await work.commit()


async def skip_gone(uow: OpenWork, clock: Clock, *, worker: str, delivery: int) -> None:
    """There is nothing to say any more."""
    async with uow() as work:
        verdict = Verdict(DeliveryState.SKIPPED, Why.GONE)
        await work.deliveries.decide([(delivery, verdict)], worker, clock.now())
        await work.commit()


async def give_back(uow: OpenWork, clock: Clock, *, worker: str, deliveries: Sequence[int]) -> int:
    """End the leases of what was not sent, as a worker does that goes home; how many they were."""
    async with uow() as work:
        given = await work.deliveries.give_back(deliveries, worker)
        await work.commit()
    return given


async def doubt_dead(uow: OpenWork, clock: Clock) -> int:
    """What a dead worker had on the wire becomes unconfirmed; how many they were."""
    async with uow() as work:
        doubted = await work.deliveries.doubt(clock.now())
        await work.commit()
    return doubted


async def count_origin(uow: OpenWork, clock: Clock, *, origin: str) -> tuple[StateCount, ...]:
    """Where the deliveries of an origin stand, by channel, state and reason; the forgotten ones are counted too."""
    async with uow(readonly=True) as work:
        return await work.delivery_counts.list_of(origin)


async def count_waiting(uow: OpenWork, clock: Clock, *, channel: str) -> tuple[int, datetime | None]:
    """How many deliveries of a channel are due and not sent, and since when the oldest is."""
    async with uow(readonly=True) as work:
        return await work.delivery_counts.count_waiting(channel, clock.now())


async def cancel_origin(uow: OpenWork, clock: Clock, *, origin: str) -> int:
    """Nothing more of an origin goes out; what is on the wire ends as it ends. How many were cancelled."""
    return await _by_parts(uow, lambda work: work.deliveries.cancel(origin, clock.now(), _A_PART))


async def pause_origin(uow: OpenWork, clock: Clock, *, origin: str) -> int:
    """Nothing more of an origin goes out until it is resumed or expires; how many wait."""
    return await _by_parts(uow, lambda work: work.deliveries.pause(origin, _A_PART))


async def resume_origin(uow: OpenWork, clock: Clock, *, origin: str) -> int:
    """What was paused goes on; how many they are."""
    return await _by_parts(uow, lambda work: work.deliveries.resume(origin, clock.now(), _A_PART))


async def send_again(uow: OpenWork, clock: Clock, *, deliveries: Sequence[int], by: str, why: str) -> int:
    """Staff have unconfirmed ones sent once more, each at most once; how many they are."""
    async with uow() as work:
        again = await work.deliveries.send_again(deliveries, by, why, clock.now())
        await work.commit()
    return again


async def note_return(uow: OpenWork, clock: Clock, *, citizen: Address) -> bool:
    """Somebody wrote or came back: what waited for them is ready, a block is over. False: nothing waited."""
    async with uow(readonly=True) as work:
        if not await work.deliveries.is_awaited(citizen):
            return False
    async with uow() as work:
        awaited = await work.deliveries.wake(citizen, clock.now())
        await work.commit()
    return awaited


async def can_ring(uow: OpenWork, clock: Clock, *, citizen: Address) -> bool:
    """Whether this person is reached when they are not looking: here, or at another address of theirs."""
    if citizen.channel in RINGS:
        return True
    async with uow(readonly=True) as work:
        known = await work.identities.find(citizen)
        return known is not None and await work.deliveries.can_ring(known)


async def find_sent(uow: OpenWork, clock: Clock, *, origin: str, citizen: int) -> SentMessage | None:
    """Where and as which message a citizen got an origin; None: they did not, or the medium gave it no id."""
    async with uow(readonly=True) as work:
        return await work.deliveries.find_sent(origin, citizen)


async def list_blocked(uow: OpenWork, clock: Clock) -> frozenset[Address]:
    """Addresses that refuse us, until they write again."""
    async with uow(readonly=True) as work:
        return await work.deliveries.list_blocked()


async def _by_parts(uow: OpenWork, change: Callable[[UnitOfWork], Awaitable[int]]) -> int:
    total = 0
    while True:
        async with uow() as work:
            changed = await change(work)
            await work.commit()
        total += changed
        if changed < _A_PART:
            return total


async def _judge(
    work: UnitOfWork, ids: Sequence[int], worker: str, now: datetime, *, at_once: bool
) -> tuple[DueDelivery, ...]:
    """Of rows that the worker holds, those that may go out; the others are settled or put off.

    `at_once`: they go out in this moment, so that each counts for the next.
    """
    going: list[DueDelivery] = []
    others: list[tuple[int, Verdict]] = []
    also: defaultdict[int, int] = defaultdict(int)
    for due, it in await work.deliveries.list_due(ids, worker, now):
        verdict = judge(_with_also(it, also[due.citizen_id]), now)
        if verdict.state is DeliveryState.SENDING:
            going.append(due)
            also[due.citizen_id] += at_once and is_budgeted(it.kind, urgent=it.urgent)
        else:
            others.append((due.id, verdict))
    await work.deliveries.decide(others, worker, now)
    return tuple(going)


def _with_also(it: Circumstances, number: int) -> Circumstances:
    """What goes out before it in the same moment counts already."""
    return replace(it, got=Budget(it.got.today + number, it.got.this_week + number))


_Start = tuple[int, str, datetime, timedelta]


async def _start(work: UnitOfWork, items: Sequence[_Start]) -> tuple[bool, ...]:
    started: set[int] = set()
    for worker in {worker for _, worker, _, _ in items}:
        mine = [item for item in items if item[1] == worker]
        now = max(item[2] for item in mine)
        until = now + max(item[3] for item in mine)
        going = await _judge(work, [item[0] for item in mine], worker, now, at_once=True)
        started |= await work.deliveries.start([due.id for due in going], worker, now, until)
    return tuple(item[0] in started for item in items)


_Record = tuple[int, str, datetime, Outcome]


async def _record(work: UnitOfWork, items: Sequence[_Record]) -> tuple[None, ...]:
    for worker in {worker for _, worker, _, _ in items}:
        mine = [item for item in items if item[1] == worker]
        now = max(item[2] for item in mine)
        await work.deliveries.record_outcomes([(item[0], item[3]) for item in mine], worker, now)
    return tuple(None for _ in items)
