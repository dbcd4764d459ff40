"""Ticks: of papers, of steps of a life event. Forgotten after half an hour, unless the person agreed to keep them."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from storage.clock import Clock
from storage.repositories.checklists import Checklist
from storage.rules.consents import Purpose
from storage.rules.people import Address
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER, Lifetimes
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = [
    "Checklist",
    "find_checklist",
    "forget_checklist",
    "may_ask_to_remember",
    "record_case",
    "record_ticks",
    "toggle_tick",
]


async def find_checklist(uow: OpenWork, clock: Clock, *, citizen: Address, subject: str) -> Checklist | None:
    """The list of a subject ("papers:slug", "journey:id"); None when there is none or it is forgotten."""
    async with uow(readonly=True) as work:
        return await _find(work, citizen, subject, clock.now())


async def record_case(
    uow: OpenWork, clock: Clock, *, citizen: Address, subject: str, case: Mapping[str, str]
) -> Checklist:
    """Set the whole case of a list, its ticks as they are; "" is a value that the person does not know."""
    now = clock.now()
    async with uow() as work:
        known = await _find(work, citizen, subject, now) or Checklist(subject)
        kept = replace(known, case=dict(case))
        await work.checklists.record(citizen, kept, now)
        await work.commit()
    return kept


async def toggle_tick(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    update_key: str | None,
    subject: str,
    tick: str,
    anew: bool = False,
) -> Checklist | None:
    """Set a tick that is not set and take one away that is. Where the list is forgotten, it begins `anew`, or nothing
    is written and None comes back."""
    now = clock.now()
    async with uow() as work:
        known = await _find(work, citizen, subject, now) or (Checklist(subject) if anew else None)
        if known is None or not await work.effects.record(update_key, "tick", now):
            return known
        kept = replace(known, ticked=tuple(sorted({tick} ^ set(known.ticked))))
        await work.checklists.record(citizen, kept, now)
        await work.commit()
    return kept


async def record_ticks(
    uow: OpenWork, clock: Clock, *, citizen: Address, subject: str, add: Collection[str], drop: Collection[str] = ()
) -> Checklist:
    """Set some ticks and take others away; a list that is forgotten begins anew."""
    now = clock.now()
    async with uow() as work:
        known = await _find(work, citizen, subject, now) or Checklist(subject)
        kept = replace(known, ticked=tuple(sorted({*known.ticked, *add} - set(drop))))
        await work.checklists.record(citizen, kept, now)
        await work.commit()
    return kept


async def forget_checklist(uow: OpenWork, clock: Clock, *, citizen: Address, subject: str) -> bool:
    """Forget one list; False if there was none."""
    async with uow() as work:
        forgotten = await work.checklists.forget(citizen, subject) > 0
        await work.commit()
    return forgotten


async def may_ask_to_remember(uow: OpenWork, clock: Clock, *, citizen: Address, subject: str) -> bool:
    """Whether to ask now if ticks may be remembered: True once, and never after the person has said yes or no."""
    now = clock.now()
    async with uow() as work:
        known = await work.identities.find(citizen)
        decisions = await work.consents.list_decisions(known) if known is not None else ()
        lists = await work.checklists.list_of(citizen, now - CONVERSATION_FORGOTTEN_AFTER)
        this = next((kept for kept in lists if kept.subject == subject), None)
        decided = any(said.purpose is Purpose.REMEMBER_TICKS for said in decisions)
        if this is None or decided or any(kept.asked for kept in lists):
            return False
        await work.checklists.record(citizen, replace(this, asked=True), now)
        await work.commit()
    return True


async def _find(work: UnitOfWork, citizen: Address, subject: str, now: datetime) -> Checklist | None:
    lists = await work.checklists.list_of(citizen, await kept_since(work, citizen, now))
    return next((kept for kept in lists if kept.subject == subject), None)


async def kept_since(work: UnitOfWork, citizen: Address, now: datetime) -> datetime:
    """The instant before which the person's lists count as forgotten, inside the caller's transaction."""
    agreed = await work.consents.find_agreed(citizen, Purpose.REMEMBER_TICKS)
    lifetime = CONVERSATION_FORGOTTEN_AFTER if agreed is None else timedelta(days=Lifetimes().checklists_days)
    return now - lifetime
