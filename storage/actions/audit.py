"""Acts of staff: allowed or not, and written down either way."""

from datetime import datetime, timedelta
from typing import Final

from storage.clock import Clock
from storage.repositories.audit import AuditEntry
from storage.rules.audit import CLI, NOBODY, Actor, Outcome
from storage.rules.people import Address
from storage.rules.permissions import Act, NotAllowed, may
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = ["AuditEntry", "authorise", "list_audit", "record_refusal"]

_REFUSALS_NOTED_EVERY: Final = timedelta(hours=1)


async def authorise(work: UnitOfWork, by: Actor, act: Act, ward: str | None = None) -> str:
    """How the audit names who acts; raises NotAllowed if they may not, now, inside the caller's transaction.

    The act itself is then written down beside what it changes: `work.audit.record(name, act, "kind:id", now)`.
    The command line may do everything: who sits at the machine could change the database anyhow.
    """
    if by == CLI:
        return CLI
    assert isinstance(by, Address)
    grants = await work.grants.list_at(by)
    if not may(grants, act, ward):
        raise NotAllowed(act)
    return str(grants[0].number) if grants else NOBODY


async def record_refusal(uow: OpenWork, clock: Clock, *, citizen: Address, act: Act) -> None:
    """Write down that somebody tried what they may not; the same again within an hour is not written twice.

    Strangers count as one: nothing is kept about them, and however many try, the audit does not overflow.
    """
    now = clock.now()
    since = now - _REFUSALS_NOTED_EVERY
    async with uow(readonly=True) as work:
        actor = await _name_of(work, citizen)
        if await work.audit.was_refused(actor, act, since):
            return
    async with uow() as work:
        await note_refusal(work, citizen, act, now)
        await work.commit()


async def note_refusal(work: UnitOfWork, citizen: Address, act: Act, now: datetime) -> None:
    """The same inside the caller's transaction."""
    actor = await _name_of(work, citizen)
    if not await work.audit.was_refused(actor, act, now - _REFUSALS_NOTED_EVERY):
        await work.audit.record(actor, act, "", now, Outcome.REFUSED)


async def list_audit(
    uow: OpenWork, clock: Clock, *, by: Actor, since: datetime, limit: int = 1000
) -> tuple[AuditEntry, ...]:
    """The last lines since then, oldest first; raises NotAllowed."""
    async with uow(readonly=True) as work:
        await authorise(work, by, Act.SEE_AUDIT)
        return await work.audit.list_since(since, limit)


async def _name_of(work: UnitOfWork, citizen: Address) -> str:
    number = await work.grants.find_number(citizen)
    return NOBODY if number is None else str(number)
