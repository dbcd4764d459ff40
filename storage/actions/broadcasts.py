"""Broadcasts: written, looked at, confirmed, approved by a second person; every step in the audit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.actions.approvals import call_approvers
from storage.actions.audit import authorise
from storage.clock import Clock
from storage.repositories.broadcasts import KeptBroadcast, KeptVersion
from storage.repositories.delivery_plans import Audience, who_got
from storage.repositories.optings import audience_of
from storage.rules.audit import Actor
from storage.rules.broadcasts import (
    GOOD_FOR,
    LONGEST_REASON,
    BroadcastState,
    Guide,
    GuideKind,
    Reach,
    may_become,
    most_recipients,
    needs_approval,
    origin_of,
)
from storage.rules.consents import Purpose
from storage.rules.deliveries import DeliveryKind, DeliveryState, Occasion, StateCount
from storage.rules.people import Address
from storage.rules.permissions import Act, NotAllowed, covers_all, wards_of
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = [
    "BroadcastState",
    "Change",
    "Guide",
    "GuideKind",
    "KeptBroadcast",
    "KeptVersion",
    "Preview",
    "Reach",
    "Step",
    "approve_broadcast",
    "change_broadcast",
    "confirm_broadcast",
    "correct_broadcast",
    "discard_broadcast",
    "find_broadcast",
    "list_broadcasts",
    "open_broadcast",
    "preview_broadcast",
    "return_broadcast",
]

_LATEST = 100


class Step(StrEnum):
    """How a step went. AWAITING: a second person must look. LATE: it stands elsewhere by now. OWN: it takes somebody
    else. NOBODY: nobody would get it. GONE: there is no such broadcast."""

    DONE = "done"
    AWAITING = "awaiting"
    LATE = "late"
    OWN = "own"
    NOBODY = "nobody"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change of a draft; None stays as it is. `now`: no time any more, it goes as soon as it may."""

    guide: Guide | None = None
    reach: Reach | None = None
    topic: str | None = None
    send_at: datetime | None = None
    now: bool = False
    urgent_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """Exact figures, of this moment. `known`: who told us that they live there; `agreed`: who of them said Có.

    `counts`: what planning would do. `most`: how many it may reach, None for all. `approval`: a second person looks.
    """

    known: int
    agreed: int
    counts: tuple[StateCount, ...] = field(default=())
    most: int | None = None
    approval: bool = False

    @property
    def would_get(self) -> int:
        """Who would get it if there were no limit."""
        return sum(count.deliveries for count in self.counts if count.state is DeliveryState.PENDING)

    @property
    def will_get(self) -> int:
        """Who will get it."""
        return self.would_get if self.most is None else min(self.would_get, self.most)


async def open_broadcast(
    uow: OpenWork, clock: Clock, *, by: Actor, guide: Guide, topic: str | None, update_key: str | None = None
) -> int | None:
    """Open a draft for all of one's own wards; its id, None where this update opened one. Raises NotAllowed.

    Who answers for the whole city names the wards first: nothing is chosen for them.
    """
    now = clock.now()
    async with uow() as work:
        name = await authorise(work, by, Act.WRITE_BROADCAST)
        if not await work.effects.record(update_key, "broadcast", now):
            return None
        held = wards_of(await work.grants.list_at(by), Act.WRITE_BROADCAST) if isinstance(by, Address) else None
        made = await work.broadcasts.open(guide, Reach(held or frozenset()), topic, name, now)
        await work.audit.record(name, Act.WRITE_BROADCAST, f"broadcast:{made}", now)
        await work.commit()
    return made


async def change_broadcast(uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int, change: Change) -> Step:
    """Change a draft of one's own. Raises NotAllowed, also for wards that are not one's own."""
    now = clock.now()
    values: dict[str, Any] = {
        name: value for name in ("guide", "reach", "topic", "send_at") if (value := getattr(change, name)) is not None
    }
    if change.now:
        values["send_at"] = None
    async with uow() as work:
        kept = await work.broadcasts.find(broadcast, held=True)
        name = await authorise(work, by, Act.WRITE_BROADCAST)
        if change.reach is not None:
            await _authorise_over(work, by, Act.WRITE_BROADCAST, change.reach)
        if change.urgent_reason is not None:
            await authorise(work, by, Act.SEND_URGENT)
            reason = change.urgent_reason.strip()[:LONGEST_REASON]
            values |= {"urgent": bool(reason), "urgent_reason": reason or None}
        if kept is None:
            return Step.GONE
        if kept.by != name or kept.state is not BroadcastState.DRAFT:
            return Step.LATE
        await work.broadcasts.change(broadcast, now, values)
        if change.urgent_reason is not None:
            await work.audit.record(name, Act.SEND_URGENT, f"broadcast:{broadcast}:urgent", now)
        await work.commit()
    return Step.DONE


async def discard_broadcast(uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int) -> Step:
    """Delete a draft of one's own. Raises NotAllowed."""
    async with uow() as work:
        name = await authorise(work, by, Act.WRITE_BROADCAST)
        kept = await work.broadcasts.find(broadcast, held=True)
        if kept is None:
            return Step.GONE
        if kept.by != name or kept.state is not BroadcastState.DRAFT:
            return Step.LATE
        await work.broadcasts.discard(broadcast)
        await work.audit.record(name, Act.WRITE_BROADCAST, f"broadcast:{broadcast}:discarded", clock.now())
        await work.commit()
    return Step.DONE


async def find_broadcast(uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int) -> KeptBroadcast | None:
    """One that the asker may see: of their wards, or their own. Raises NotAllowed for none at all."""
    async with uow(readonly=True) as work:
        name = await authorise(work, by, Act.WRITE_BROADCAST)
        kept = await work.broadcasts.find(broadcast)
        return kept if kept is not None and await _sees(work, by, name, kept) else None


async def list_broadcasts(uow: OpenWork, clock: Clock, *, by: Actor) -> tuple[KeptBroadcast, ...]:
    """The latest that the asker may see, newest first; of drafts their own only. Raises NotAllowed."""
    async with uow(readonly=True) as work:
        name = await authorise(work, by, Act.WRITE_BROADCAST)
        return tuple([kept for kept in await work.broadcasts.list_latest(_LATEST) if await _sees(work, by, name, kept)])


async def preview_broadcast(uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int) -> Preview | None:
    """Who would get it now, or at its time; None where there is no such broadcast. Raises NotAllowed."""
    async with uow(readonly=True) as work:
        name = await authorise(work, by, Act.WRITE_BROADCAST)
        kept = await work.broadcasts.find(broadcast)
        if kept is None or not await _sees(work, by, name, kept):
            return None
        return await _preview(work, by, kept, clock.now())


async def confirm_broadcast(
    uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int, update_key: str | None = None
) -> Step:
    """It goes out at its time, or once a second person has looked at it. Raises NotAllowed."""
    now = clock.now()
    async with uow() as work:
        name = await authorise(work, by, Act.WRITE_BROADCAST)
        kept = await work.broadcasts.find(broadcast, held=True)
        if kept is None:
            return Step.GONE
        await _authorise_over(work, by, Act.WRITE_BROADCAST, kept.reach)
        if not await work.effects.record(update_key, "confirm", now):
            return Step.AWAITING if kept.state is BroadcastState.AWAITING_APPROVAL else Step.DONE
        if kept.by != name or kept.state is not BroadcastState.DRAFT:
            return Step.LATE
        preview = await _preview(work, by, kept, now)
        if not preview.will_get:
            return Step.NOBODY
        state = BroadcastState.AWAITING_APPROVAL if preview.approval else BroadcastState.SCHEDULED
        await work.broadcasts.change(
            broadcast, now, {"state": state, "confirmed_at": now, "most": preview.most, "ended_at": None}
        )
        await work.broadcasts.record_version(broadcast, KeptVersion(1, kept.guide, name, now))
        if preview.approval:
            await call_approvers(work, kept, 1, {name}, now)
        await work.audit.record(name, Act.WRITE_BROADCAST, f"broadcast:{broadcast}:{state.value}", now)
        await work.commit()
    return Step.AWAITING if preview.approval else Step.DONE


async def approve_broadcast(
    uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int, update_key: str | None = None
) -> Step:
    """A second person has looked at it. Raises NotAllowed, also where its wards are not theirs."""
    now = clock.now()
    async with uow() as work:
        kept = await work.broadcasts.find(broadcast, held=True)
        if kept is None:
            await authorise(work, by, Act.APPROVE_BROADCAST)
            return Step.GONE
        name = await _authorise_over(work, by, Act.APPROVE_BROADCAST, kept.reach)
        if not await work.effects.record(update_key, "approve", now):
            return Step.DONE
        if kept.state is not BroadcastState.AWAITING_APPROVAL:
            return Step.LATE
        if name in await _writers(work, kept):
            return Step.OWN
        values = {"state": BroadcastState.SCHEDULED, "approved_by": name, "approved_at": now}
        await work.broadcasts.change(broadcast, now, values)
        await work.audit.record(name, Act.APPROVE_BROADCAST, f"broadcast:{broadcast}:{kept.version}", now)
        await work.commit()
    return Step.DONE


async def return_broadcast(uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int) -> Step:
    """Send it back: a draft again; a correction is dropped, and what was sent stands. Raises NotAllowed."""
    now = clock.now()
    async with uow() as work:
        kept = await work.broadcasts.find(broadcast, held=True)
        if kept is None:
            await authorise(work, by, Act.WRITE_BROADCAST)
            return Step.GONE
        name = await authorise(work, by, Act.WRITE_BROADCAST)
        if name not in await _writers(work, kept):
            await _authorise_over(work, by, Act.APPROVE_BROADCAST, kept.reach)
        back = BroadcastState.DRAFT if kept.version == 1 else BroadcastState.FINISHED
        if not may_become(kept.state, back) or kept.state is BroadcastState.SENDING:
            return Step.LATE
        if kept.version > 1:
            await work.broadcasts.drop_version(broadcast, kept.version)
            values = {"version": kept.version - 1, "ended_at": now}
        else:
            values = {"confirmed_at": None}
        await work.broadcasts.change(broadcast, now, {"state": back, **values})
        await work.audit.record(name, Act.APPROVE_BROADCAST, f"broadcast:{broadcast}:returned", now)
        await work.commit()
    return Step.DONE


async def correct_broadcast(
    uow: OpenWork, clock: Clock, *, by: Actor, broadcast: int, guide: Guide, update_key: str | None = None
) -> Step:
    """Other words for exactly those who got the earlier ones. Raises NotAllowed.

    Above 200 people a second person looks at new words; taking words back needs nobody.
    """
    now = clock.now()
    async with uow() as work:
        kept = await work.broadcasts.find(broadcast, held=True)
        name = await authorise(work, by, Act.WRITE_BROADCAST)
        if kept is None:
            return Step.GONE
        may_send = await _may_send(work, by, kept.reach)
        if not may_send and name != kept.by:
            raise NotAllowed(Act.SEND_BROADCAST)
        if not await work.effects.record(update_key, "correct", now):
            return Step.DONE
        if kept.ended_at is None or not may_become(kept.state, BroadcastState.AWAITING_APPROVAL):
            return Step.LATE
        version = kept.version + 1
        got = await work.delivery_plans.count(who_got(*_origins(kept.id, version)))
        if not got:
            return Step.NOBODY
        awaiting = guide.kind is not GuideKind.RECALL and needs_approval(got, may_send=may_send)
        state = BroadcastState.AWAITING_APPROVAL if awaiting else BroadcastState.SCHEDULED
        values = {"state": state, "version": version, "planned_at": None, "send_at": None, "ended_at": None}
        await work.broadcasts.change(broadcast, now, values)
        await work.broadcasts.record_version(broadcast, KeptVersion(version, guide, name, now))
        if awaiting:
            await call_approvers(work, kept, version, {name, kept.by}, now)
        await work.audit.record(name, Act.WRITE_BROADCAST, f"broadcast:{broadcast}:{version}", now)
        await work.commit()
    return Step.AWAITING if awaiting else Step.DONE


def occasion_of(kept: KeptBroadcast, now: datetime) -> Occasion:
    """The occasion of the version that goes out."""
    due = max(kept.send_at or now, kept.started_at or now) if kept.version == 1 else kept.started_at or now
    return Occasion(
        origin_of(kept.id, kept.version),
        DeliveryKind.BROADCAST if kept.version == 1 else DeliveryKind.CORRECTION,
        due_at=due,
        expires_at=due + GOOD_FOR,
        topic=kept.topic,
        purpose=Purpose.TEAM_GUIDES,
        urgent=kept.urgent,
        channel=kept.reach.channel if kept.version == 1 else None,
    )


def audience_for(kept: KeptBroadcast) -> Audience:
    """Whom the version that goes out is for: those who said Có, or those who got an earlier version."""
    if kept.version == 1:
        return audience_of(kept.reach, kept.topic)
    return who_got(*_origins(kept.id, kept.version))


async def control_of(work: UnitOfWork, by: Actor, kept: KeptBroadcast) -> str:
    """How the audit names who may pause and stop it: whoever wrote it, and who may send in its wards.

    Raises NotAllowed.
    """
    name = await authorise(work, by, Act.WRITE_BROADCAST)
    if kept.by != name and not await _may_send(work, by, kept.reach):
        raise NotAllowed(Act.SEND_BROADCAST)
    return name


def _origins(broadcast: int, below: int) -> Sequence[str]:
    return [origin_of(broadcast, version) for version in range(1, below)]


async def _preview(work: UnitOfWork, by: Actor, kept: KeptBroadcast, now: datetime) -> Preview:
    counts = await work.delivery_plans.preview(occasion_of(kept, now), audience_for(kept), now)
    known = await work.optings.count_known(kept.reach)
    agreed = await work.optings.count_agreed(kept.reach)
    most = None
    if kept.version == 1:
        most = most_recipients(await work.broadcasts.count_confirmed(kept.by, kept.id))
    preview = Preview(known, agreed, counts, most)
    approval = needs_approval(preview.will_get, may_send=await _may_send(work, by, kept.reach))
    return Preview(known, agreed, counts, most, approval)


async def _writers(work: UnitOfWork, kept: KeptBroadcast) -> frozenset[str]:
    """Who wrote what waits: the broadcast, or its correction."""
    versions = await work.broadcasts.list_versions(kept.id)
    return frozenset({kept.by}) | {version.by for version in versions if version.version == kept.version}


async def _sees(work: UnitOfWork, by: Actor, name: str, kept: KeptBroadcast) -> bool:
    if kept.by == name or not isinstance(by, Address):
        return True
    if kept.state is BroadcastState.DRAFT:
        return False
    return covers_all(await work.grants.list_at(by), Act.WRITE_BROADCAST, kept.reach.wards)


async def _may_send(work: UnitOfWork, by: Actor, reach: Reach) -> bool:
    if not isinstance(by, Address):
        return True
    return covers_all(await work.grants.list_at(by), Act.SEND_BROADCAST, reach.wards)


async def _authorise_over(work: UnitOfWork, by: Actor, act: Act, reach: Reach) -> str:
    """How the audit names who acts; raises NotAllowed unless the act is theirs in every ward of the reach."""
    name = await authorise(work, by, act)
    if isinstance(by, Address) and not covers_all(await work.grants.list_at(by), act, reach.wards):
        raise NotAllowed(act)
    return name
