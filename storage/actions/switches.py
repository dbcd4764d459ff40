"""Switching something off until it is checked again, and on: audited, and known to every process within a second."""

from storage.actions.audit import authorise
from storage.clock import Clock
from storage.rules.audit import Actor
from storage.rules.permissions import Act
from storage.rules.switches import Kind, NoteRefused, Reason, Subject, Switch, read_note
from storage.unit_of_work import OpenWork

__all__ = [
    "Kind",
    "NoteRefused",
    "Reason",
    "Subject",
    "Switch",
    "list_switched_off",
    "note_switch",
    "switch_off",
    "switch_on",
]


async def switch_off(
    uow: OpenWork,
    clock: Clock,
    *,
    by: Actor,
    subject: Subject,
    reason: Reason,
    note: str = "",
    update_key: str | None = None,
) -> bool:
    """Answer nobody about this until it is on again; False where it was off. Raises NotAllowed, NoteRefused.

    `note` is read by citizens; whether the subject exists is the caller's to know.
    """
    now, told = clock.now(), read_note(note)
    async with uow() as work:
        name = await authorise(work, by, Act.SWITCH_OFF)
        if not await work.effects.record(update_key, "switch-off", now):
            return True
        turned = await work.switches.turn_off(Switch(subject, now, reason, told, name))
        if turned:
            await work.audit.record(name, Act.SWITCH_OFF, f"{subject}:off", now)
        await work.commit()
    return turned


async def switch_on(uow: OpenWork, clock: Clock, *, by: Actor, subject: Subject, update_key: str | None = None) -> bool:
    """Answer about it again; False where it was not off. Raises NotAllowed."""
    now = clock.now()
    async with uow() as work:
        name = await authorise(work, by, Act.SWITCH_OFF)
        if not await work.effects.record(update_key, "switch-on", now):
            return True
        turned = await work.switches.turn_on(subject)
        if turned:
            await work.audit.record(name, Act.SWITCH_OFF, f"{subject}:on", now)
        await work.commit()
    return turned


async def note_switch(
    uow: OpenWork, clock: Clock, *, by: Actor, subject: Subject, note: str, update_key: str | None = None
) -> bool:
    """Tell citizens this besides, in place of any earlier note; False where it is not off.

    Raises NotAllowed, NoteRefused.
    """
    now, told = clock.now(), read_note(note)
    async with uow() as work:
        name = await authorise(work, by, Act.SWITCH_OFF)
        if not await work.effects.record(update_key, "switch-note", now):
            return True
        noted = await work.switches.annotate(subject, told)
        if noted:
            await work.audit.record(name, Act.SWITCH_OFF, f"{subject}:note", now)
        await work.commit()
    return noted


async def list_switched_off(uow: OpenWork) -> tuple[Switch, ...]:
    """Everything that is off."""
    async with uow(readonly=True) as work:
        return await work.switches.list_off()
