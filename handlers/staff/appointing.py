"""Inviting somebody: a role, then where it holds, then the code to pass on. One invitation, one person."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import views
from handlers.callbacks import InvitationOpened, PlaceOffered, RoleOffered
from handlers.filters import At, Words
from handlers.staff import staff_views
from handlers.staff.requires import Acting, Requires
from handlers.staff.screens import Screen
from handlers.states import Staff as StaffStates
from knowledge.phrases import Phrases
from knowledge.reading.areas import areas_of, is_only_a_place, is_settled
from knowledge.reading.places import Places
from storage.actions.staff import KeptGrant, invite
from storage.rules.permissions import OF_A_TEAM, OF_WARDS, Act, Role, appointable

SCREENS = (Screen(Act.INVITE, "button-staff-invite", InvitationOpened()),)


def register(router: Router) -> None:
    """Taps, and the name of a ward while one is awaited."""
    router.callback_query.register(choose_role, InvitationOpened.filter(), Requires(Act.INVITE))
    router.callback_query.register(choose_place, RoleOffered.filter(), Requires(Act.INVITE))
    router.callback_query.register(offer, PlaceOffered.filter(), Requires(Act.INVITE))
    router.message.register(name_ward, At(StaffStates.ward), Words(), Requires(Act.INVITE))


async def choose_role(tap: CallbackQuery, grants: tuple[KeptGrant, ...], phrases: Phrases) -> None:
    """Offer the roles that this person may give."""
    await views.send(tap, staff_views.roles(appointable(grants), phrases))


async def choose_place(
    tap: CallbackQuery,
    callback_data: RoleOffered,
    state: FSMContext,
    grants: tuple[KeptGrant, ...],
    phrases: Phrases,
    places: Places,
) -> None:
    """Ask where the role shall hold: a ward is typed or tapped, the whole city is a tap."""
    role = callback_data.role
    if role in OF_WARDS:
        await state.set_state(StaffStates.ward)
        await state.set_data({"role": role.value})
    await views.send(tap, staff_views.place_question(role, grants, places.gazetteer, phrases))


async def name_ward(message: Message, state: FSMContext, phrases: Phrases, places: Places) -> None:
    """Read the name; what names no ward is asked for once more, then goes on to be answered."""
    data, words = await state.get_data(), message.text or ""
    reading = places.read(words)
    found = areas_of(reading, places.gazetteer) if is_only_a_place(words, reading, places.gazetteer) else ()
    if not found and data.get("tried"):
        await state.clear()
        raise SkipHandler
    if not found:
        await state.set_data({**data, "tried": True})
        await views.send(message, views.reply(phrases.text("area-not-read")))
        return
    wards = [area.ward for area in (found[:1] if is_settled(reading) else found)]
    await views.send(message, staff_views.wards(Role(data["role"]), wards, places.gazetteer, phrases))


async def offer(
    tap: CallbackQuery,
    callback_data: PlaceOffered,
    state: FSMContext,
    acting: Acting,
    phrases: Phrases,
    places: Places,
    secret_key: str,
) -> None:
    """Make the invitation, and show its code this once."""
    role, ward = callback_data.role, callback_data.ward
    if ward is None and role in OF_A_TEAM:
        raise SkipHandler
    if ward is not None and (ward not in places.gazetteer.wards or role not in OF_WARDS):
        raise SkipHandler  # a button that we never made
    await state.clear()
    wards = () if ward is None else (ward,)
    async with acting.passing_on(Act.INVITE):
        invited = await invite(acting.uow, acting.clock, by=acting.by, role=role, wards=wards, secret=secret_key)
    await views.send(tap, staff_views.invitation(invited, places.gazetteer, phrases))
