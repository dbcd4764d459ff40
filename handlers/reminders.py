"""Setting a reminder in words or by /nhac: shown back, with what it takes, before it is saved."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers import commands, data_views, reminder_views, views
from handlers.ask import keep
from handlers.filters import At, WishesReminder, Words
from handlers.follow_ups import days_before
from handlers.reminder_callbacks import (
    DraftLeft,
    DraftSaved,
    DraftTaken,
    DraftTimeAsked,
    DraftTimePicked,
    ReminderBegun,
)
from handlers.reminder_setting import Sets, Setting
from handlers.reminder_times import hear, ics_of, next_time
from handlers.states import Reminding
from knowledge.answer import Answer, Status
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.reading.areas import is_refusal
from storage.actions.consents import Purpose
from storage.actions.reminder_drafts import Refusal, forget_draft, save_draft
from storage.actions.reminders import KeptReminder, list_reminders
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork

WISHES = frozenset({"stop", "mydata", "human"})
"""Routes that are followed even while a time or words are awaited."""


def register(router: Router) -> None:
    """The command, the words that are waited for, and the taps that set one; words that wish one."""
    router.message.register(open_reminders, Command(commands.REMINDERS), Sets())
    router.message.register(say_privately, Command(commands.REMINDERS))
    router.message.register(hear_what, At(Reminding.what), Words(), Sets())
    router.message.register(hear_wish, WishesReminder(), Sets())
    router.message.register(hear_when, At(Reminding.when), Words(), Sets())
    router.message.register(say_privately, WishesReminder())
    router.callback_query.register(begin, ReminderBegun.filter(), Sets())
    router.callback_query.register(pick_time, DraftTimePicked.filter(), Sets())
    router.callback_query.register(ask_time, DraftTimeAsked.filter(), Sets())
    router.callback_query.register(save, DraftSaved.filter(), Sets())
    router.callback_query.register(take_along, DraftTaken.filter(), Sets())
    router.callback_query.register(leave, DraftLeft.filter(), Sets())


async def open_reminders(message: Message, command: CommandObject, setting: Setting, phrases: Phrases) -> None:
    """Set the one that stands behind the command; without it show the list, or how to set the first."""
    if command.args:
        await setting.hear(command.args)
        return
    held = await list_reminders(setting.uow, setting.clock, citizen=setting.turn.citizen)
    if held:
        await views.send(message, reminder_views.listed(held, 0, phrases))
    else:
        await setting.begin()


async def say_privately(message: Message, phrases: Phrases) -> None:
    """In a group, say where to ask."""
    await views.send(message, views.reply(phrases.text("private-only")))


async def hear_wish(
    message: Message, answer: Answer, setting: Setting, answerer: Answerer, uow: OpenWork, clock: Clock
) -> None:
    """A wish in plain words; counted as every message is."""
    await keep(message, setting.turn, answer, answerer, uow, clock)
    await setting.hear(message.text or "")


async def begin(tap: CallbackQuery, setting: Setting) -> None:
    """Set one, of whatever."""
    await setting.begin()


async def hear_when(message: Message, setting: Setting, answerer: Answerer) -> None:
    """Read the time; what holds none but is a question or a wish is answered as one."""
    words = message.text or ""
    if is_refusal(words):
        await _leave(message, setting)
        return
    heard = hear(words, setting.clock.now())
    if not heard.understood and _asks_something(words, setting, answerer):
        await setting.state.clear()
        raise SkipHandler
    draft = await setting.find((await setting.state.get_data()).get("draft"))
    if draft is not None:
        await setting.settle(draft, heard.ahead(days_before(draft, answerer), setting.clock.now()))
    else:
        await setting.hear(words)


async def hear_what(message: Message, setting: Setting, answerer: Answerer) -> None:
    """What is to be remembered; a stop and the like are obeyed as everywhere."""
    words = message.text or ""
    if is_refusal(words):
        await _leave(message, setting)
        return
    answer = answerer.answer(setting.turn.question(words, day_in_hanoi(setting.clock.now())))
    if answer.status is Status.SCREENED or answer.route in WISHES:
        await setting.state.clear()
        raise SkipHandler
    draft = await setting.find((await setting.state.get_data()).get("draft"))
    if draft is None:
        await setting.gone()
        return
    await setting.reword(draft, words)


async def pick_time(tap: CallbackQuery, callback_data: DraftTimePicked, setting: Setting) -> None:
    """One of the times that were offered."""
    draft = await setting.find(callback_data.draft)
    if draft is None:
        await setting.gone()
        return
    await setting.pick(draft, callback_data.at)


async def ask_time(tap: CallbackQuery, callback_data: DraftTimeAsked, setting: Setting) -> None:
    """It was right but for the time."""
    draft = await setting.find(callback_data.draft)
    if draft is None:
        await setting.gone()
        return
    await setting.ask_time(draft)


async def save(tap: CallbackQuery, callback_data: DraftSaved, setting: Setting, phrases: Phrases) -> None:
    """Save it, with the words that were agreed to; other words than today's are asked again."""
    words = data_views.consent_words(Purpose.KEEP_REMINDERS, setting.lifetimes, phrases)
    version = data_views.version_of(words)
    agreed = await setting.agreed()
    draft = await setting.find(callback_data.draft)
    if draft is not None and not agreed and callback_data.version != version:
        await setting.show(draft)
        return
    done = await save_draft(
        setting.uow,
        setting.clock,
        citizen=setting.turn.citizen,
        draft=callback_data.draft,
        words=None if agreed else words,
        version=version,
        next_time=next_time,
    )
    if done.reminder is not None:
        await _tell_saved(tap, done.reminder, setting)
    elif done.refusal is Refusal.PAST and draft is not None:
        await setting.ask_time(draft, lead="reminder-past-meanwhile")
    elif done.refusal is Refusal.TOO_MANY:
        held = await list_reminders(setting.uow, setting.clock, citizen=setting.turn.citizen)
        await views.send(tap, views.led(phrases.text("reminder-too-many"), reminder_views.listed(held, 0, phrases)))
    else:
        await setting.gone()


async def take_along(tap: CallbackQuery, callback_data: DraftTaken, setting: Setting, phrases: Phrases) -> None:
    """The calendar file, without anything being saved here."""
    draft = await setting.find(callback_data.draft)
    if draft is None or len(draft.times) != 1:
        await setting.gone()
        return
    (time,) = draft.times
    file = ics_of(draft.what, time.at, time.recurrence, name=f"draft-{draft.id}", made_at=setting.clock.now())
    await views.send_file(tap, file, caption=phrases.text("reminder-calendar"))


async def leave(tap: CallbackQuery, setting: Setting) -> None:
    """Set none after all."""
    await _leave(tap, setting)


async def _leave(event: Message | CallbackQuery, setting: Setting) -> None:
    await forget_draft(setting.uow, setting.clock, citizen=setting.turn.citizen)
    await setting.state.clear()
    await views.send(event, views.reply(setting.phrases.text("reminder-left")))


async def _tell_saved(tap: CallbackQuery, it: KeptReminder, setting: Setting) -> None:
    """It is saved; where nothing rings, the calendar file comes along."""
    silent = await setting.silent()
    if silent:
        file = ics_of(it.what, it.next_at, it.recurrence, name=f"reminder-{it.id}", made_at=setting.clock.now())
        await views.send_file(tap, file, caption=setting.phrases.text("reminder-calendar"))
    await views.send(tap, reminder_views.saved(it, setting.phrases, silent=silent))


def _asks_something(words: str, setting: Setting, answerer: Answerer) -> bool:
    """Whether this is no time but a question, a wish or a plea, to be answered as such."""
    answer = answerer.answer(setting.turn.question(words, day_in_hanoi(setting.clock.now())))
    return answer.status in (Status.ANSWERED, Status.SCREENED) or answer.route in WISHES
