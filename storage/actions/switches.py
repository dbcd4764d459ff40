"""Switching something off until it is checked again, and on: audited, and known to every process within a second."""

from storage.clock import Clock
from storage.rules.switches import Kind, NoteRefused, Reason, Subject, Switch, read_note
from storage.unit_of_work import OpenWork

__all__ = ["Kind", "NoteRefused", "Reason", "Subject", "Switch", "list_switched_off", "switch_off", "switch_on"]


async def switch_off(
    uow: OpenWork, clock: Clock, *, subject: Subject, reason: Reason, note: str = "", actor: str
) -> bool:
    """Answer nobody about this until it is on again; False where it was off. Raises NoteRefused.

    `note` is read by citizens; whether the subject exists is the caller's to know.
    """
    switch = Switch(subject, clock.now(), reason, read_note(note), actor)
    async with uow() as work:
        turned = await work.switches.turn_off(switch)
        await work.commit()
    return turned


async def switch_on(uow: OpenWork, clock: Clock, *, subject: Subject, actor: str) -> bool:
    """Answer about it again; False where it was not off."""
    async with uow() as work:
        turned = await work.switches.turn_on(subject)
        await work.commit()
    return turned


async def list_switched_off(uow: OpenWork) -> tuple[Switch, ...]:
    """Everything that is off."""
    async with uow(readonly=True) as work:
        return await work.switches.list_off()
