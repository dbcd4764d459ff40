"""Joining two channels: a code shown on one, typed on the other, makes both addresses one citizen's."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from storage.clock import Clock
from storage.rules import invitations as codes
from storage.rules.people import Address
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = ["CODE_VALID", "LinkOutcome", "Linked", "join_address", "offer_address"]

CODE_VALID: Final = timedelta(minutes=15)


class LinkOutcome(StrEnum):
    """What became of a code."""

    JOINED = "joined"
    SAME = "same"
    """Both are one citizen's already, or it is the very address that showed the code."""
    MISTYPED = "mistyped"
    UNUSABLE = "unusable"
    """Never given, used, or run out."""
    TOO_MANY = "too_many"
    STAFF = "staff"
    """One of the two has a role here, which no code may carry to another address."""


@dataclass(frozen=True, slots=True)
class Linked:
    """`other`: the address that showed the code, once joined."""

    outcome: LinkOutcome
    other: Address | None = None


async def offer_address(uow: OpenWork, clock: Clock, *, citizen: Address, secret: str) -> str:
    """A code good once and for a quarter of an hour; an earlier one of this address is good no more."""
    now = clock.now()
    code = codes.spell(secrets.randbelow(codes.CODES))
    async with uow() as work:
        await work.link_codes.record(codes.link_hash(code, secret), citizen, now + CODE_VALID)
        await work.commit()
    return code


async def join_address(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    conversation: str,
    typed: str,
    secret: str,
    update_key: str | None,
) -> Linked:
    """Join the address that showed the code with this one. Wrong codes are counted; after five in an hour none is read.

    What both agreed to, stopped and keep is one person's from then on. Nobody who has a role here is joined.
    """
    now = clock.now()
    code = codes.read_code(typed)
    if code is None:
        return Linked(LinkOutcome.MISTYPED)
    where = codes.conversation_hash(citizen.channel, conversation, secret)
    async with uow() as work:
        if not await work.effects.record(update_key, "link", now):
            return Linked(LinkOutcome.JOINED)
        if await work.invitations.count_tries(where, now - codes.TRIES_COUNTED_FOR) >= codes.TRIES:
            return Linked(LinkOutcome.TOO_MANY)
        other = await work.link_codes.take(codes.link_hash(code, secret), now)
        if other is not None:
            outcome = await _join(work, citizen, other, now)
            await work.commit()
            return Linked(outcome, other)
        await work.invitations.record_try(where, now)
        await work.commit()
    return Linked(LinkOutcome.UNUSABLE)


async def _join(work: UnitOfWork, here: Address, other: Address, now: datetime) -> LinkOutcome:
    kept = await work.identities.record(here, now)
    gone = await work.identities.find(other)
    if here == other or gone == kept:
        return LinkOutcome.SAME
    if await work.grants.find_number(here) is not None or await work.grants.find_number(other) is not None:
        return LinkOutcome.STAFF
    if gone is None:
        await work.identities.add_address(kept, other, now)
    else:
        await work.identities.merge(gone, kept)
    return LinkOutcome.JOINED
