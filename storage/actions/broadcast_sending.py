"""Broadcasts on their way: opened when their time comes, planned, paused, stopped, counted, shown to who watches.

Each step can be cut short at any point: the timetable looks again and goes on from what stands in the tables.
"""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from storage.actions.broadcasts import Step, audience_for, control_of, occasion_of
from storage.actions.deliveries import cancel_origin, pause_origin, resume_origin
from storage.clock import Clock
from storage.repositories.broadcasts import KeptBroadcast, KeptVersion, Watch
from storage.repositories.delivery_counts import Row
from storage.repositories.delivery_plans import only, part_of
from storage.repositories.grants import KeptGrant
from storage.rules.audit import Actor
from storage.rules.broadcasts import UNDER_WAY, BroadcastState, may_become, origin_of
from storage.rules.deliveries import DeliveryKind, StateCount
from storage.rules.people import Address
from storage.rules.permissions import Act
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = [
    "Progress",
    "Row",
    "Step",
    "Watch",
    "count_in_place",
    "find_progress",
    "find_rights",
    "find_versions",
    "halt_broadcast",
    "list_rows",
    "list_to_move",
    "list_watches",
    "move_broadcast",
    "note_shown",
    "pause_broadcast",
    "resume_broadcast",
    "unwatch",
    "watch_broadcast",
]

_A_PART: Final = 2_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How a broadcast stands: what each version says, and where its deliveries are, by channel, state and reason."""

    broadcast: KeptBroadcast
    versions: tuple[KeptVersion, ...]
    counts: tuple[tuple[int, tuple[StateCount, ...]], ...]

    def of_version(self, version: int) -> tuple[StateCount, ...]:
        """The counts of one version."""
        return dict(self.counts).get(version, ())


async def pause_broadcast(
    uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int, update_key: str | None = None
) -> Step:
    """Nothing more goes out until it is resumed. Raises NotAllowed."""
    return await _move(uow, clock, by, broadcast, BroadcastState.PAUSED, update_key)


async def resume_broadcast(
    uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int, update_key: str | None = None
) -> Step:
    """It goes on. Raises NotAllowed."""
    return await _move(uow, clock, by, broadcast, BroadcastState.SENDING, update_key)


async def halt_broadcast(
    uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int, update_key: str | None = None
) -> Step:
    """Stop it for good: who has not got it will not. Raises NotAllowed."""
    return await _move(uow, clock, by, broadcast, BroadcastState.HALTED, update_key)


async def list_to_move(uow: OpenWork, clock: Clock) -> tuple[int, ...]:
    """The broadcasts that the timetable must look at, by id: due, under way, or stopped and not yet settled."""
    async with uow(readonly=True) as work:
        return tuple(kept.id for kept in await work.broadcasts.list_to_move(clock.now()))


async def move_broadcast(uow: OpenWork, clock: Clock, *, broadcast: int) -> None:
    """Whatever is due of one: open it, plan it, pause, stop or finish it. One run at a time in a process."""
    await _begin(uow, clock, broadcast)
    await _follow(uow, clock, broadcast)


async def find_progress(uow: OpenWork, clock: Clock, *, broadcast: int) -> Progress | None:
    """How it stands; whether somebody may see it is asked before."""
    async with uow(readonly=True) as work:
        kept = await work.broadcasts.find(broadcast)
        if kept is None:
            return None
        versions = await work.broadcasts.list_versions(broadcast)
        counts = [
            (version.version, await work.delivery_counts.list_of(origin_of(broadcast, version.version)))
            for version in versions
        ]
        return Progress(kept, versions, tuple(counts))


async def count_in_place(uow: OpenWork, clock: Clock, *, progress: Progress) -> tuple[int, ...]:
    """For each version how many messages were edited where they stood."""
    async with uow(readonly=True) as work:
        broadcast, numbers = progress.broadcast.id, [version.version for version in progress.versions]
        return tuple(
            [
                await work.deliveries.count_edited(
                    origin_of(broadcast, number), [origin_of(broadcast, earlier) for earlier in range(1, number)]
                )
                for number in numbers
            ]
        )


async def list_rows(uow: OpenWork, clock: Clock, *, broadcast: int) -> AsyncIterator[Row]:
    """Every delivery of every version, a part at a time; then the forgotten ones, in numbers."""
    async with uow(readonly=True) as work:
        versions = await work.broadcasts.list_versions(broadcast)
    for version in versions:
        origin, after = origin_of(broadcast, version.version), 0
        while True:
            async with uow(readonly=True) as work:
                part = await work.delivery_counts.list_rows(origin, after, _A_PART)
                forgotten = () if part else await work.delivery_counts.list_forgotten(origin)
            for _, row in part:
                yield replace(row, version=version.version)
            if not part:
                break
            after = part[-1][0]
        kind = DeliveryKind.BROADCAST if version.version == 1 else DeliveryKind.CORRECTION
        for count in forgotten:
            row = Row(version.version, kind.value, count.channel, count.state.value, count.reason)
            yield replace(row, number=count.deliveries)


async def find_versions(
    uow: OpenWork, clock: Clock, *, broadcast: int
) -> tuple[KeptBroadcast, tuple[KeptVersion, ...]] | None:
    """A broadcast and what each version of it says, for whoever makes its letters."""
    async with uow(readonly=True) as work:
        kept = await work.broadcasts.find(broadcast)
        return None if kept is None else (kept, await work.broadcasts.list_versions(broadcast))


async def watch_broadcast(
    uow: OpenWork, clock: Clock, *, citizen: Address, broadcast: int, chat: str, message_id: str
) -> None:
    """This message of this person shows how it goes from now on."""
    async with uow() as work:
        known = await work.identities.find(citizen)
        if known is not None:
            await work.broadcasts.watch(Watch(broadcast, known, citizen.channel, chat, message_id, clock.now()))
            await work.commit()


async def list_watches(uow: OpenWork, clock: Clock, *, channels: Collection[str]) -> tuple[Watch, ...]:
    """Every message that shows a broadcast."""
    async with uow(readonly=True) as work:
        return await work.broadcasts.list_watches(channels)


async def find_rights(uow: OpenWork, clock: Clock, *, citizen: int) -> tuple[KeptGrant, ...]:
    """What somebody who watches holds now; by our own number of the citizen."""
    async with uow(readonly=True) as work:
        return await work.grants.list_of(citizen)


async def note_shown(uow: OpenWork, clock: Clock, *, watch: Watch) -> None:
    """It was edited just now."""
    async with uow() as work:
        shown = Watch(watch.broadcast, watch.citizen, watch.channel, watch.chat, watch.message_id, clock.now())
        await work.broadcasts.watch(shown)
        await work.commit()


async def unwatch(uow: OpenWork, clock: Clock, *, watch: Watch) -> None:
    """The last is shown: nothing changes there any more."""
    async with uow() as work:
        await work.broadcasts.unwatch(watch)
        await work.commit()


async def _move(
    uow: OpenWork, clock: Clock, by: Actor, broadcast: int, state: BroadcastState, update_key: str | None
) -> Step:
    now = clock.now()
    async with uow() as work:
        kept = await work.broadcasts.find(broadcast, held=True)
        if kept is None:
            return Step.GONE
        name = await control_of(work, by, kept)
        if not await work.effects.record(update_key, state.value, now):
            return Step.DONE
        back = state is BroadcastState.SENDING and kept.state is not BroadcastState.PAUSED
        if back or kept.state is BroadcastState.DRAFT or not may_become(kept.state, state):
            return Step.LATE
        await work.broadcasts.change(broadcast, now, {"state": state})
        await work.audit.record(name, Act.WRITE_BROADCAST, f"broadcast:{broadcast}:{state.value}", now)
        await work.commit()
    await _follow(uow, clock, broadcast, planning=False)
    return Step.DONE


async def _begin(uow: OpenWork, clock: Clock, broadcast: int) -> None:
    now = clock.now()
    async with uow() as work:
        kept = await work.broadcasts.find(broadcast, held=True)
        due = kept is not None and kept.state is BroadcastState.SCHEDULED and (kept.send_at or now) <= now
        if due:
            await work.broadcasts.change(broadcast, now, {"state": BroadcastState.SENDING, "started_at": now})
            await work.commit()


async def _follow(uow: OpenWork, clock: Clock, broadcast: int, *, planning: bool = True) -> None:
    """Bring the deliveries of a broadcast in line with its state."""
    async with uow(readonly=True) as work:
        kept = await work.broadcasts.find(broadcast)
        if kept is None:
            return
        origin = origin_of(kept.id, kept.version)
        paused = kept.state is BroadcastState.SENDING and await work.delivery_counts.is_paused(origin)
        is_open = kept.planned_at is None or await work.delivery_counts.is_open(origin)
    match kept.state:
        case BroadcastState.HALTED:
            await cancel_origin(uow, clock, origin=origin)
            await _end(uow, clock, kept, BroadcastState.HALTED)
        case BroadcastState.PAUSED:
            await pause_origin(uow, clock, origin=origin)
        case BroadcastState.SENDING:
            if paused:
                await resume_origin(uow, clock, origin=origin)
            if kept.planned_at is None:
                if planning:
                    await _plan(uow, clock, kept)
            elif not is_open:
                await _end(uow, clock, kept, BroadcastState.FINISHED)


async def _plan(uow: OpenWork, clock: Clock, kept: KeptBroadcast) -> None:
    """A delivery for everybody, a part at a time; who pauses or stops it meanwhile waits for one part at most."""
    now, after = clock.now(), 0
    occasion, audience = occasion_of(kept, now), audience_for(kept)
    while True:
        async with uow() as work:
            if not await _still(work, kept):
                return
            if kept.most is not None and kept.version == 1:
                first = await work.delivery_plans.list_first(occasion, audience, now, kept.most)
                await work.delivery_plans.plan(occasion, only(first), now)
                end = None
            else:
                end = await work.delivery_plans.find_end(audience, after, _A_PART)
            if end is None:
                await work.broadcasts.change(kept.id, now, {"planned_at": now})
            else:
                await work.delivery_plans.plan(occasion, part_of(audience, after, end), now)
                after = end
            await work.commit()
        if end is None:
            return


async def _still(work: UnitOfWork, kept: KeptBroadcast) -> bool:
    found = await work.broadcasts.find(kept.id, held=True)
    return (
        found is not None
        and found.state is BroadcastState.SENDING
        and (found.version, found.planned_at) == (kept.version, None)
    )


async def _end(uow: OpenWork, clock: Clock, kept: KeptBroadcast, state: BroadcastState) -> None:
    now: datetime = clock.now()
    async with uow() as work:
        found = await work.broadcasts.find(kept.id, held=True)
        if found is None or found.version != kept.version or found.ended_at is not None:
            return
        if found.state is kept.state and (found.state in UNDER_WAY or found.state is state):
            await work.broadcasts.change(kept.id, now, {"state": state, "ended_at": now})
            await work.commit()
