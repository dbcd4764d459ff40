"""Staff: invited, joined, listed, dismissed, gone; every step in the audit, effective at once."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.actions.audit import authorise, note_refusal
from storage.clock import Clock
from storage.repositories.grants import KeptGrant
from storage.rules import invitations as rules
from storage.rules.audit import Actor, described
from storage.rules.people import Address
from storage.rules.permissions import Act, Grant, NotAllowed, Role, may_appoint, scope_of
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = [
    "Dismissal",
    "Invited",
    "JoinOutcome",
    "Joined",
    "KeptGrant",
    "accept_invitation",
    "end_of_erased",
    "invite",
    "leave_staff",
    "list_grants",
    "list_staff",
    "revoke_grant",
]


@dataclass(frozen=True, slots=True)
class Invited:
    """The code, shown once and kept nowhere, and what it brings until when."""

    code: str
    grant: Grant
    expires_at: datetime


class JoinOutcome(StrEnum):
    """What became of a code. UNUSABLE: unknown, used, run out or taken back; which one is not told."""

    JOINED = "joined"
    MISTYPED = "mistyped"
    UNUSABLE = "unusable"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Joined:
    """The outcome; after JOINED with everything that the person holds now."""

    outcome: JoinOutcome
    grants: tuple[KeptGrant, ...] = ()


class Dismissal(StrEnum):
    """How the end of grants went. GONE: there was none. LAST_OWNER: nothing ended."""

    DONE = "done"
    GONE = "gone"
    LAST_OWNER = "last_owner"


async def list_grants(uow: OpenWork, clock: Clock, *, citizen: Address) -> tuple[KeptGrant, ...]:
    """What somebody holds now, oldest first."""
    async with uow(readonly=True) as work:
        return await work.grants.list_at(citizen)


async def invite(
    uow: OpenWork,
    clock: Clock,
    *,
    by: Actor,
    role: Role,
    wards: Iterable[str],
    secret: str,
    hours: int = rules.HOURS_VALID,
) -> Invited:
    """Offer a role in these wards, none for the whole city, to whoever brings the code first.

    Raises NotAllowed, and ValueError for wards that the role does not know or hours that are too many.
    """
    if not 1 <= hours <= rules.LONGEST_HOURS:
        raise ValueError(f"an invitation holds from 1 to {rules.LONGEST_HOURS} hours")
    grant = Grant(role, scope_of(role, wards))
    now = clock.now()
    expires_at = now + timedelta(hours=hours)
    code = rules.spell(secrets.randbelow(rules.CODES))
    async with uow() as work:
        name = await _authorise_over(work, by, Act.INVITE, grant)
        made = await work.invitations.record(rules.code_hash(code, secret), grant, name, now, expires_at)
        await work.audit.record(name, Act.INVITE, f"invitation:{made}:{described(grant)}", now)
        await work.commit()
    return Invited(code, grant, expires_at)


async def accept_invitation(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    conversation: str,
    typed: str,
    secret: str,
    update_key: str | None,
) -> Joined:
    """Answer an invitation: used up by the first who brings its code in time.

    A code that cannot be one is no try: typists are helped, and whoever guesses can check that much alone.
    """
    now = clock.now()
    code = rules.read_code(typed)
    if code is None:
        return Joined(JoinOutcome.MISTYPED)
    where = rules.conversation_hash(citizen.channel, conversation, secret)
    async with uow() as work:
        if not await work.effects.record(update_key, "join", now):
            return Joined(JoinOutcome.JOINED, await work.grants.list_at(citizen))
        if await work.invitations.count_tries(where, now - rules.TRIES_COUNTED_FOR) >= rules.TRIES:
            return Joined(JoinOutcome.TOO_MANY)
        taken = await work.invitations.take(rules.code_hash(code, secret), now)
        if taken is not None:
            grants = await _join(work, citizen, *taken, now)
            await work.commit()
            return Joined(JoinOutcome.JOINED, grants)
    # apart from the above, of which nothing may stand: a repeated update would be taken for one that joined
    async with uow() as work:
        await work.invitations.record_try(where, now)
        await note_refusal(work, citizen, Act.JOIN, now)
        await work.commit()
    return Joined(JoinOutcome.UNUSABLE)


async def list_staff(uow: OpenWork, clock: Clock, *, by: Actor) -> tuple[KeptGrant, ...]:
    """Every grant that lies within what the asker may see, oldest first; raises NotAllowed."""
    async with uow(readonly=True) as work:
        await authorise(work, by, Act.SEE_STAFF)
        everybody = await work.grants.list_all()
        if not isinstance(by, Address):
            return everybody
        mine = await work.grants.list_at(by)
        return tuple(grant for grant in everybody if may_appoint(mine, Act.SEE_STAFF, grant))


async def revoke_grant(
    uow: OpenWork, clock: Clock, *, by: Actor, grant_id: int, update_key: str | None = None
) -> Dismissal:
    """End one grant, and take back every invitation that its holder offered; raises NotAllowed.

    The last owner stays: somebody must be able to let others in.
    """
    now = clock.now()
    async with uow() as work:
        if not await work.effects.record(update_key, "revoke", now):
            return Dismissal.DONE
        grant = await work.grants.find(grant_id)
        if grant is None:
            await authorise(work, by, Act.REVOKE)
            return Dismissal.GONE
        name = await _authorise_over(work, by, Act.REVOKE, grant)
        outcome = await _end(work, (grant,), name, Act.REVOKE, now)
        if outcome is Dismissal.DONE:
            await work.commit()
    return outcome


async def leave_staff(uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None) -> Dismissal:
    """Give every role back."""
    now = clock.now()
    async with uow() as work:
        if not await work.effects.record(update_key, "leave", now):
            return Dismissal.DONE
        grants = await work.grants.list_at(citizen)
        if not grants:
            return Dismissal.GONE
        outcome = await _end(work, grants, str(grants[0].number), Act.LEAVE, now)
        if outcome is Dismissal.DONE:
            await work.commit()
    return outcome


async def end_of_erased(work: UnitOfWork, citizen: int, now: datetime) -> None:
    """Somebody is being erased: their grants end, an owner's too, inside the caller's transaction.

    The right to be erased is the stronger one; `tungngo staff invite` lets the next owner in.
    """
    grants = await work.grants.list_of(citizen)
    for grant in grants:
        await work.audit.record(str(grant.number), Act.LEAVE, f"staff:{grant.number}:{described(grant)}", now)
    if grants:
        await work.invitations.withdraw_of(str(grants[0].number))


async def _join(
    work: UnitOfWork, citizen: Address, invitation: int, grant: Grant, now: datetime
) -> tuple[KeptGrant, ...]:
    known = await work.identities.record(citizen, now)
    await work.grants.record(known, grant, now)
    grants = await work.grants.list_of(known)
    await work.audit.record(str(grants[0].number), Act.JOIN, f"invitation:{invitation}:{described(grant)}", now)
    return grants


async def _end(work: UnitOfWork, grants: tuple[KeptGrant, ...], name: str, act: Act, now: datetime) -> Dismissal:
    ending = {grant.id for grant in grants}
    owners = {grant.id for grant in await work.grants.list_owners()}
    if ending & owners and owners <= ending:
        return Dismissal.LAST_OWNER
    await work.grants.end(ending)
    await work.invitations.withdraw_of(str(grants[0].number))
    for grant in grants:
        await work.audit.record(name, act, f"staff:{grant.number}:{described(grant)}", now)
    return Dismissal.DONE


async def _authorise_over(work: UnitOfWork, by: Actor, act: Act, grant: Grant) -> str:
    """How the audit names who acts on this grant; raises NotAllowed."""
    name = await authorise(work, by, act)
    if isinstance(by, Address) and not may_appoint(await work.grants.list_at(by), act, grant):
        raise NotAllowed(act)
    return name
