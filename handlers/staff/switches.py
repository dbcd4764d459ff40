"""Switching a part off until it is checked again, and on: two taps, effective everywhere within a second."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import views
from handlers.callbacks import (
    SwitchedOff,
    SwitchedOn,
    SwitchesOpened,
    SwitchNoteDropped,
    SwitchNoteWanted,
    SwitchSeen,
    SwitchShelfOpened,
)
from handlers.filters import At, Words
from handlers.staff import switch_views
from handlers.staff.requires import Acting, Requires
from handlers.staff.screens import Screen
from handlers.states import Staff as StaffStates
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.reading.secrets import holds_secret
from storage.actions.switches import (
    Kind,
    NoteRefused,
    Subject,
    Switch,
    list_switched_off,
    note_switch,
    switch_off,
    switch_on,
)
from storage.rules.permissions import Act
from storage.rules.switches import subject_of

SCREENS = (Screen(Act.SWITCH_OFF, "button-staff-switches", SwitchesOpened()),)


def register(router: Router) -> None:
    """Taps from what is off to a reason, and the words that citizens are told besides."""
    needs = Requires(Act.SWITCH_OFF)
    router.callback_query.register(show_switches, SwitchesOpened.filter(), needs)
    router.callback_query.register(show_shelf, SwitchShelfOpened.filter(), needs)
    router.callback_query.register(show_subject, SwitchSeen.filter(), needs)
    router.callback_query.register(turn_off, SwitchedOff.filter(), needs)
    router.callback_query.register(turn_on, SwitchedOn.filter(), needs)
    router.callback_query.register(ask_for_note, SwitchNoteWanted.filter(), needs)
    router.callback_query.register(drop_note, SwitchNoteDropped.filter(), needs)
    router.message.register(take_note, At(StaffStates.note), Words(), needs)


async def show_switches(
    tap: CallbackQuery, acting: Acting, state: FSMContext, answerer: Answerer, phrases: Phrases
) -> None:
    """What is off, and the shelves to look for more."""
    await state.clear()
    off = await list_switched_off(acting.uow)
    await views.send(tap, switch_views.overview(off, answerer.catalogue, phrases))


async def show_shelf(
    tap: CallbackQuery, callback_data: SwitchShelfOpened, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """A topic and what is on it."""
    topic = next((t for t in answerer.catalogue.list_topics() if t.id == callback_data.topic), None)
    if topic is None:
        raise SkipHandler
    off = {switch.subject for switch in await list_switched_off(acting.uow)}
    held = answerer.catalogue.list_procedures(topic.id)
    await views.send(tap, switch_views.shelf(topic, held, callback_data.page, off, phrases))


async def show_subject(
    tap: CallbackQuery, callback_data: SwitchSeen, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """Off: since when and why; on: the reasons, one tap each."""
    subject = subject_of(callback_data.subject, shelf=callback_data.shelf)
    switch = await _find(acting, subject)
    if switch is not None:
        await views.send(tap, switch_views.off(switch, answerer.catalogue, phrases))
    elif _known(subject, answerer):
        await views.send(tap, switch_views.reasons(subject, answerer.catalogue, phrases))
    else:
        raise SkipHandler


async def turn_off(
    tap: CallbackQuery, callback_data: SwitchedOff, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """Off at once; shows what citizens read now."""
    subject = subject_of(callback_data.subject, shelf=callback_data.shelf)
    if not _known(subject, answerer):
        raise SkipHandler
    async with acting.passing_on(Act.SWITCH_OFF):
        await switch_off(
            acting.uow,
            acting.clock,
            by=acting.by,
            subject=subject,
            reason=callback_data.reason,
            update_key=acting.turn.update_key,
        )
    await _show_off(tap, subject, acting, answerer, phrases)


async def turn_on(
    tap: CallbackQuery, callback_data: SwitchedOn, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """On again; what has left the content meanwhile, too."""
    subject = subject_of(callback_data.subject, shelf=callback_data.shelf)
    async with acting.passing_on(Act.SWITCH_OFF):
        key = acting.turn.update_key
        await switch_on(acting.uow, acting.clock, by=acting.by, subject=subject, update_key=key)
    await views.send(tap, switch_views.on(subject, answerer.catalogue, phrases))


async def ask_for_note(
    tap: CallbackQuery, callback_data: SwitchNoteWanted, acting: Acting, state: FSMContext, phrases: Phrases
) -> None:
    """The next words are for citizens."""
    subject = subject_of(callback_data.subject, shelf=callback_data.shelf)
    if await _find(acting, subject) is None:
        raise SkipHandler
    await state.set_state(StaffStates.note)
    await state.set_data({"kind": subject.kind.value, "subject": subject.id})
    await views.send(tap, switch_views.note_question(phrases))


async def take_note(message: Message, acting: Acting, state: FSMContext, answerer: Answerer, phrases: Phrases) -> None:
    """Told to citizens from now on, in just these words; shown as they read it. A question goes on to be answered."""
    words, data = message.text or "", await state.get_data()
    if "?" in words:
        await state.clear()
        raise SkipHandler
    subject = Subject(Kind(data["kind"]), str(data["subject"]))
    try:
        await _note(acting, subject, words)
    except NoteRefused:
        await views.send(message, views.reply(phrases.text("staff-switch-note-refused")))
        return
    await state.clear()
    await _show_off(message, subject, acting, answerer, phrases)


async def drop_note(
    tap: CallbackQuery, callback_data: SwitchNoteDropped, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """Take the words back at once."""
    subject = subject_of(callback_data.subject, shelf=callback_data.shelf)
    await _note(acting, subject, "")
    await _show_off(tap, subject, acting, answerer, phrases)


async def _note(acting: Acting, subject: Subject, note: str) -> None:
    """Raises NoteRefused, also for what nobody may read: a number of a card, a code."""
    if holds_secret(note):
        raise NoteRefused
    async with acting.passing_on(Act.SWITCH_OFF):
        key = acting.turn.update_key
        await note_switch(acting.uow, acting.clock, by=acting.by, subject=subject, note=note, update_key=key)


async def _find(acting: Acting, subject: Subject) -> Switch | None:
    return next((switch for switch in await list_switched_off(acting.uow) if switch.subject == subject), None)


def _known(subject: Subject, answerer: Answerer) -> bool:
    if subject.kind is Kind.PROCEDURE:
        return subject.id in answerer.catalogue.procedures
    return any(topic.id == subject.id for topic in answerer.catalogue.topics)


async def _show_off(
    event: Message | CallbackQuery, subject: Subject, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """How it stands now; somebody else may have switched it on meanwhile."""
    switch = await _find(acting, subject)
    if switch is None:
        await views.send(event, switch_views.on(subject, answerer.catalogue, phrases))
    else:
        await views.send(event, switch_views.off(switch, answerer.catalogue, phrases))
