"""Wordings beside the content: proposed by one, approved by another, undone, moved into the files."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.actions.audit import authorise
from storage.clock import Clock
from storage.repositories.wordings import KeptWording
from storage.rules.audit import Actor
from storage.rules.permissions import Act, NotAllowed
from storage.rules.redaction import redact
from storage.rules.wordings import (
    LONGEST_REASON,
    LONGEST_WORDING,
    SHORTEST_WORDING,
    UNDONE,
    Standing,
    WordingKind,
    may_decide,
)
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = [
    "ApprovedWordings",
    "Decided",
    "Decision",
    "KeptWording",
    "Proposed",
    "Standing",
    "WordingKind",
    "decide_wording",
    "find_wording",
    "list_approved",
    "list_wordings",
    "mark_exported",
    "overlay_version",
    "propose_wording",
    "reword_wording",
    "undo_wording",
]


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposal; or, where `taken`, the one of the same words that stands already, and nothing was written."""

    wording: KeptWording
    taken: bool = False


class Decision(StrEnum):
    """How a decision went. OWN: by who proposed it. CHANGED: somebody decided meanwhile. GONE: no such wording."""

    DONE = "done"
    OWN = "own"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Decided:
    """How it went, and the wording as it stands now."""

    decision: Decision
    wording: KeptWording | None = None


@dataclass(frozen=True, slots=True)
class ApprovedWordings:
    """Everything that has an effect now, oldest first, and the number of that state."""

    version: int
    wordings: tuple[KeptWording, ...]


async def propose_wording(
    uow: OpenWork,
    clock: Clock,
    *,
    by: Actor,
    kind: WordingKind,
    text: str,
    folded: str,
    target: str,
    update_key: str | None = None,
) -> Proposed:
    """Propose a wording for a target; raises NotAllowed, and ValueError for a text that is too short or too long.

    `folded` is the text as equal ones are compared by. Numbers of people in the text become placeholders first.
    """
    said = _said(text)
    now = clock.now()
    async with uow() as work:
        name = await authorise(work, by, Act.PROPOSE_PHRASING)
        await work.wordings.hold()
        new = await work.effects.record(update_key, "propose", now)
        standing = await work.wordings.find_open(folded)
        if standing is not None:
            return Proposed(standing, taken=new or standing.target != target)
        made = await work.wordings.record(kind, said, folded, target, name, now)
        await work.audit.record(name, Act.PROPOSE_PHRASING, f"wording:{made}", now)
        wording = await _get(work, made)
        await work.commit()
    return Proposed(wording)


async def reword_wording(
    uow: OpenWork, clock: Clock, *, by: Actor, wording_id: int, version: int, text: str, folded: str
) -> Decided:
    """Put one's own proposal into other words, the old ones are erased; raises NotAllowed, and ValueError as above.

    Where the new words are proposed or approved already, nothing is done and that wording is shown (CHANGED).
    """
    said = _said(text)
    now = clock.now()
    async with uow() as work:
        name = await authorise(work, by, Act.PROPOSE_PHRASING)
        await work.wordings.hold()
        wording = await work.wordings.find(wording_id)
        if wording is None:
            return Decided(Decision.GONE)
        if may_decide(wording.proposed_by, name):
            raise NotAllowed(Act.PROPOSE_PHRASING)
        other = await work.wordings.find_open(folded)
        if other is not None and other.id != wording.id:
            return Decided(Decision.CHANGED, other)
        if wording.version != version or wording.standing is not Standing.PROPOSED:
            return Decided(Decision.CHANGED, wording)
        await work.wordings.reword(wording, said, folded)
        await work.audit.record(name, Act.PROPOSE_PHRASING, f"wording:{wording_id}", now)
        reworded = await _get(work, wording_id)
        await work.commit()
    return Decided(Decision.DONE, reworded)


async def decide_wording(
    uow: OpenWork,
    clock: Clock,
    *,
    by: Actor,
    wording_id: int,
    version: int,
    approve: bool,
    reason: str | None = None,
) -> Decided:
    """Approve or reject a proposal that somebody else made, as it was at `version`; raises NotAllowed.

    An approval has its effect in every process as soon as it looks at the number again.
    """
    act = Act.APPROVE_PHRASING if approve else Act.REJECT_PHRASING
    now = clock.now()
    async with uow() as work:
        name = await authorise(work, by, act)
        await work.wordings.hold()
        wording = await work.wordings.find(wording_id)
        if wording is None:
            return Decided(Decision.GONE)
        if wording.version != version or wording.standing is not Standing.PROPOSED:
            return Decided(Decision.CHANGED, wording)
        if not may_decide(wording.proposed_by, name):
            return Decided(Decision.OWN, wording)
        why = redact(reason)[:LONGEST_REASON] if reason else None
        decided = await _change(work, wording, Standing.APPROVED if approve else Standing.REJECTED, name, why, now=now)
        await work.audit.record(name, act, f"wording:{wording_id}", now)
        await work.commit()
    return Decided(Decision.DONE, decided)


async def undo_wording(uow: OpenWork, clock: Clock, *, by: Actor, wording_id: int, version: int) -> Decided:
    """Take back what was proposed or approved; let what was turned down wait again; raises NotAllowed.

    The same words may stand again by now: then nothing is done, and they are shown (CHANGED).
    """
    now = clock.now()
    async with uow() as work:
        name = await authorise(work, by, Act.UNDO_PHRASING)
        await work.wordings.hold()
        wording = await work.wordings.find(wording_id)
        if wording is None:
            return Decided(Decision.GONE)
        if wording.version != version:
            return Decided(Decision.CHANGED, wording)
        becomes = UNDONE[wording.standing]
        other = await work.wordings.find_open(wording.folded)
        if other is not None and other.id != wording.id:
            return Decided(Decision.CHANGED, other)
        changed = await _change(work, wording, becomes, name, None, now=now)
        await work.audit.record(name, Act.UNDO_PHRASING, f"wording:{wording_id}", now)
        await work.commit()
    return Decided(Decision.DONE, changed)


async def list_wordings(uow: OpenWork, clock: Clock, *, by: Actor, standing: Standing) -> tuple[KeptWording, ...]:
    """Every wording that stands so, oldest first; raises NotAllowed."""
    async with uow(readonly=True) as work:
        await authorise(work, by, Act.SEE_GAPS)
        return await work.wordings.list_standing(standing)


async def find_wording(uow: OpenWork, clock: Clock, *, by: Actor, wording_id: int) -> KeptWording | None:
    """One wording; raises NotAllowed."""
    async with uow(readonly=True) as work:
        await authorise(work, by, Act.SEE_GAPS)
        return await work.wordings.find(wording_id)


async def overlay_version(uow: OpenWork) -> int:
    """The number of what is approved now; asked for often, so it reads one row and nothing else."""
    async with uow(readonly=True) as work:
        return await work.wordings.find_version()


async def list_approved(uow: OpenWork) -> ApprovedWordings:
    """Everything that has an effect now."""
    async with uow(readonly=True) as work:
        version = await work.wordings.find_version()
        return ApprovedWordings(version, await work.wordings.list_standing(Standing.APPROVED))


async def mark_exported(uow: OpenWork, clock: Clock, *, by: Actor, ids: Collection[int]) -> None:
    """Remember that the content files have these; raises NotAllowed."""
    now = clock.now()
    async with uow() as work:
        name = await authorise(work, by, Act.EXPORT_PHRASING)
        await work.wordings.mark_exported(ids, now)
        for wording in sorted(ids):
            await work.audit.record(name, Act.EXPORT_PHRASING, f"wording:{wording}", now)
        await work.commit()


def _said(text: str) -> str:
    """The text as it is kept; raises ValueError for one that is too short or too long."""
    said = " ".join(redact(text).split())
    if not SHORTEST_WORDING <= len(said) <= LONGEST_WORDING:
        raise ValueError(f"a wording has {SHORTEST_WORDING} to {LONGEST_WORDING} characters")
    return said


async def _change(
    work: UnitOfWork, wording: KeptWording, standing: Standing, name: str, reason: str | None, *, now: datetime
) -> KeptWording:
    """Write the decision down, and say so where what is approved changes."""
    await work.wordings.change(wording, standing, name, now, reason)
    if Standing.APPROVED in (wording.standing, standing):
        await work.wordings.raise_version()
    return await _get(work, wording.id)


async def _get(work: UnitOfWork, wording_id: int) -> KeptWording:
    found = await work.wordings.find(wording_id)
    assert found is not None
    return found
