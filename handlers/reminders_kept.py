"""Reminders that are kept: the list, what one taps under one that rang, changing, deleting, taking back."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers import reminder_views, views
from handlers.reminder_callbacks import (
    ReminderDeleted,
    ReminderDone,
    ReminderPutOff,
    ReminderResumed,
    ReminderRetimed,
    ReminderReworded,
    ReminderSeen,
    RemindersOpened,
    ReminderTaken,
    ReminderUndone,
)
from handlers.reminder_setting import Sets, Setting
from handlers.reminder_times import ics_of, next_time, usual_times
from knowledge.phrases import Phrases
from storage.actions.reminder_drafts import Draft, DraftTime, put_draft
from storage.actions.reminders import (
    Changed,
    KeptReminder,
    ReminderState,
    delete_reminder,
    find_reminder,
    finish_reminder,
    list_reminders,
    put_off_reminder,
    resume_reminder,
    undo_change,
)
from storage.rules.reminders import snoozed_until


def register(router: Router) -> None:
    """Taps that name a reminder, and the one that lists them all."""
    router.callback_query.register(show_list, RemindersOpened.filter(), Sets())
    router.callback_query.register(see, ReminderSeen.filter(), Sets())
    router.callback_query.register(finish, ReminderDone.filter(), Sets())
    router.callback_query.register(put_off, ReminderPutOff.filter(), Sets())
    router.callback_query.register(delete, ReminderDeleted.filter(), Sets())
    router.callback_query.register(resume, ReminderResumed.filter(), Sets())
    router.callback_query.register(undo, ReminderUndone.filter(), Sets())
    router.callback_query.register(retime, ReminderRetimed.filter(), Sets())
    router.callback_query.register(reword, ReminderReworded.filter(), Sets())
    router.callback_query.register(take_along, ReminderTaken.filter(), Sets())


async def show_list(tap: CallbackQuery, callback_data: RemindersOpened, setting: Setting, phrases: Phrases) -> None:
    """Everything that was asked for and is not done."""
    held = await list_reminders(setting.uow, setting.clock, citizen=setting.turn.citizen)
    await views.send(tap, reminder_views.listed(held, callback_data.page, phrases))


async def see(tap: CallbackQuery, callback_data: ReminderSeen, setting: Setting, phrases: Phrases) -> None:
    """One of them, and what can be done about it."""
    it = await _found(callback_data.reminder, setting)
    if it is not None:
        await views.send(tap, reminder_views.seen(it, setting.clock.now(), phrases))


async def finish(tap: CallbackQuery, callback_data: ReminderDone, setting: Setting) -> None:
    """It is done."""
    done = await _change(finish_reminder, callback_data.reminder, setting)
    await _tell(tap, done, setting, "reminder-done")


async def put_off(tap: CallbackQuery, callback_data: ReminderPutOff, setting: Setting, phrases: Phrases) -> None:
    """Ring again later; an evening that is over meanwhile is asked about."""
    now = setting.clock.now()
    until = snoozed_until(callback_data.until, now)
    if until is None:
        it = await _found(callback_data.reminder, setting)
        if it is not None:
            await views.send(tap, reminder_views.later(it, now, phrases))
        return
    later = await _change(put_off_reminder, callback_data.reminder, setting, until=until)
    await _tell(tap, later, setting, "reminder-put-off")


async def delete(tap: CallbackQuery, callback_data: ReminderDeleted, setting: Setting) -> None:
    """Never ring again."""
    gone = await _change(delete_reminder, callback_data.reminder, setting)
    await _tell(tap, gone, setting, "reminder-deleted")


async def resume(tap: CallbackQuery, callback_data: ReminderResumed, setting: Setting) -> None:
    """Go on with one that stopped by itself."""
    resumed = await _change(resume_reminder, callback_data.reminder, setting)
    await _tell(tap, resumed, setting, "reminder-resumed")


async def undo(tap: CallbackQuery, callback_data: ReminderUndone, setting: Setting, phrases: Phrases) -> None:
    """Take the last change back, and show how it stands now."""
    undone = await undo_change(
        setting.uow,
        setting.clock,
        citizen=setting.turn.citizen,
        reminder=callback_data.reminder,
        revision=callback_data.revision,
        next_time=next_time,
    )
    if undone.reminder is None:
        await setting.gone()
        return
    seen = reminder_views.seen(undone.reminder, setting.clock.now(), phrases)
    await views.send(tap, views.led(phrases.text("reminder-undone"), seen))


async def retime(tap: CallbackQuery, callback_data: ReminderRetimed, setting: Setting) -> None:
    """Ask for another time; it stands as it is until that is saved."""
    it = await _found(callback_data.reminder, setting)
    if it is not None:
        await setting.ask_time(Draft(it.what, usual_times(setting.clock.now()), it.procedure, it.follow_up, it.id))


async def reword(tap: CallbackQuery, callback_data: ReminderReworded, setting: Setting) -> None:
    """Ask for other words; its time stays, or is asked for where it has gone by."""
    it = await _found(callback_data.reminder, setting)
    if it is not None:
        draft = Draft("", (DraftTime(it.next_at, it.recurrence),), it.procedure, it.follow_up, it.id)
        await setting.show(await put_draft(setting.uow, setting.clock, citizen=setting.turn.citizen, draft=draft))


async def take_along(tap: CallbackQuery, callback_data: ReminderTaken, setting: Setting, phrases: Phrases) -> None:
    """As a file for the phone's own calendar."""
    it = await _found(callback_data.reminder, setting)
    if it is not None:
        file = ics_of(it.what, it.next_at, it.recurrence, name=f"reminder-{it.id}", made_at=setting.clock.now())
        await views.send_file(tap, file, caption=phrases.text("reminder-calendar"))


async def _change(
    change: Callable[..., Awaitable[Changed]], reminder: int, setting: Setting, **more: datetime
) -> KeptReminder | None:
    """Change one of the person's own; None where it is gone."""
    turn = setting.turn
    changed = await change(
        setting.uow,
        setting.clock,
        citizen=turn.citizen,
        update_key=turn.update_key,
        reminder=reminder,
        next_time=next_time,
        **more,
    )
    return changed.reminder


async def _found(reminder: int, setting: Setting) -> KeptReminder | None:
    """One of the person's own; where it is gone, that is said."""
    it = await find_reminder(setting.uow, setting.clock, citizen=setting.turn.citizen, reminder=reminder)
    if it is None:
        await setting.gone()
    return it


async def _tell(tap: CallbackQuery, it: KeptReminder | None, setting: Setting, phrase: str) -> None:
    if it is None:
        await setting.gone()
        return
    ringing_on = phrase == "reminder-done" and it.state is not ReminderState.DONE
    await views.send(tap, reminder_views.changed(it, "reminder-done-once" if ringing_on else phrase, setting.phrases))
