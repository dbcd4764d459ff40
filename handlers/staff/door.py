"""/nhanvien: the code of an invitation from whoever has one, the menu of what one may do, and the way out."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import commands, views
from handlers.callbacks import LeaveDoubted, LeaveSure, StaffOpened
from handlers.filters import At, Words
from handlers.staff import appointing, broadcasts, gaps, news, people, reviews, staff_views, switches
from handlers.staff.requires import Acting, Requires
from handlers.staff.screens import Screen
from handlers.states import Staff as StaffStates
from knowledge.phrases import Phrases
from knowledge.reading.places import Places
from storage.actions.staff import Dismissal, JoinOutcome, KeptGrant, accept_invitation, leave_staff
from storage.rules.invitations import is_like_a_code
from storage.rules.permissions import Act

SCREENS = (
    *people.SCREENS,
    *appointing.SCREENS,
    *gaps.SCREENS,
    *reviews.SCREENS,
    *news.SCREENS,
    *switches.SCREENS,
    *broadcasts.SCREENS,
    Screen(Act.LEAVE, "button-staff-leave", LeaveDoubted()),
)
"""The menu, likeliest first; a new file of staff handlers adds its own before the way out."""


def register(router: Router) -> None:
    """The command, the code that it waits for, and the taps."""
    router.message.register(open_door, Command(commands.STAFF), Requires(Act.JOIN))
    router.message.register(type_code, At(StaffStates.code), Words(), Requires(Act.JOIN))
    router.callback_query.register(open_menu, StaffOpened.filter(), Requires(Act.LEAVE))
    router.callback_query.register(doubt_leaving, LeaveDoubted.filter(), Requires(Act.LEAVE))
    router.callback_query.register(leave, LeaveSure.filter(), Requires(Act.LEAVE))


async def open_door(
    message: Message, state: FSMContext, acting: Acting, phrases: Phrases, places: Places, secret_key: str
) -> None:
    """A code behind the command is answered; staff see their menu; others are asked for a code."""
    typed = (message.text or "").split(maxsplit=1)[1:]
    if typed:
        await _answer_code(message, typed[0], state, acting, phrases, places, secret_key)
        return
    if acting.grants:
        await state.clear()
        await views.send(message, staff_views.menu(acting.grants, SCREENS, places.gazetteer, phrases))
        return
    await state.set_state(StaffStates.code)
    await state.set_data({})
    await views.send(message, views.reply(phrases.text("staff-code-ask")))


async def type_code(
    message: Message, state: FSMContext, acting: Acting, phrases: Phrases, places: Places, secret_key: str
) -> None:
    """Words that are no code leave the state and go on to be answered."""
    words = message.text or ""
    if not is_like_a_code(words):
        await state.clear()
        raise SkipHandler
    await _answer_code(message, words, state, acting, phrases, places, secret_key)


async def open_menu(
    tap: CallbackQuery, grants: tuple[KeptGrant, ...], state: FSMContext, phrases: Phrases, places: Places
) -> None:
    """Back to the menu."""
    await state.clear()
    await views.send(tap, staff_views.menu(grants, SCREENS, places.gazetteer, phrases))


async def doubt_leaving(tap: CallbackQuery, phrases: Phrases) -> None:
    """Ask once more."""
    await views.send(tap, staff_views.leave_question(phrases))


async def leave(tap: CallbackQuery, acting: Acting, phrases: Phrases) -> None:
    """Give every role back; the last owner is told to find another first."""
    outcome = await leave_staff(acting.uow, acting.clock, citizen=acting.by, update_key=acting.turn.update_key)
    last = outcome is Dismissal.LAST_OWNER
    await views.send(tap, views.reply(phrases.text("staff-last-owner" if last else "staff-left")))


async def _answer_code(
    message: Message,
    typed: str,
    state: FSMContext,
    acting: Acting,
    phrases: Phrases,
    places: Places,
    secret_key: str,
) -> None:
    joined = await accept_invitation(
        acting.uow,
        acting.clock,
        citizen=acting.by,
        conversation=acting.turn.conversation,
        typed=typed,
        secret=secret_key,
        update_key=acting.turn.update_key,
    )
    if joined.outcome is JoinOutcome.JOINED:
        await state.clear()
        menu = staff_views.menu(joined.grants, SCREENS, places.gazetteer, phrases, lead="staff-joined")
        await views.send(message, menu)
        return
    await state.set_state(None if joined.outcome is JoinOutcome.TOO_MANY else StaffStates.code)
    await views.send(message, staff_views.code_refused(joined.outcome, phrases))
