"""Who is staff, as far as the asker may see; and the end of a grant, asked once more."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery

from handlers import views
from handlers.callbacks import RevokeDoubted, RevokeSure, StaffListed
from handlers.staff import staff_views
from handlers.staff.requires import Acting, Requires
from handlers.staff.screens import Screen
from knowledge.phrases import Phrases
from knowledge.reading.places import Places
from storage.actions.staff import list_staff, revoke_grant
from storage.rules.permissions import Act, may_appoint

SCREENS = (Screen(Act.SEE_STAFF, "button-staff-list", StaffListed()),)


def register(router: Router) -> None:
    """Taps on the list."""
    router.callback_query.register(show_staff, StaffListed.filter(), Requires(Act.SEE_STAFF))
    router.callback_query.register(doubt, RevokeDoubted.filter(), Requires(Act.REVOKE))
    router.callback_query.register(revoke, RevokeSure.filter(), Requires(Act.REVOKE))


async def show_staff(
    tap: CallbackQuery, callback_data: StaffListed, acting: Acting, phrases: Phrases, places: Places
) -> None:
    """A page of the list, with a button for every grant that the asker may end."""
    async with acting.passing_on(Act.SEE_STAFF):
        staff = await list_staff(acting.uow, acting.clock, by=acting.by)
    page = callback_data.page
    await views.send(tap, staff_views.people(staff, acting.grants, page, places.gazetteer, phrases))


async def doubt(
    tap: CallbackQuery, callback_data: RevokeDoubted, acting: Acting, phrases: Phrases, places: Places
) -> None:
    """Ask once more; a grant that is gone, or was never the asker's to end, is nothing to ask about."""
    async with acting.passing_on(Act.REVOKE):
        staff = await list_staff(acting.uow, acting.clock, by=acting.by)
    meant = next((grant for grant in staff if grant.id == callback_data.grant), None)
    if meant is None or not may_appoint(acting.grants, Act.REVOKE, meant):
        raise SkipHandler
    await views.send(tap, staff_views.revoke_question(meant, places.gazetteer, phrases))


async def revoke(tap: CallbackQuery, callback_data: RevokeSure, acting: Acting, phrases: Phrases) -> None:
    """End it, effective at once."""
    grant, key = callback_data.grant, acting.turn.update_key
    async with acting.passing_on(Act.REVOKE):
        outcome = await revoke_grant(acting.uow, acting.clock, by=acting.by, grant_id=grant, update_key=key)
    await views.send(tap, staff_views.revoked(outcome, phrases))
