"""/tritue, the curator's desk: the week in numbers, what was asked in vain, what waits for a decision."""

import asyncio

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import commands, views
from handlers.callbacks import DeskOpened
from handlers.staff import gap_views
from handlers.staff.curating_callbacks import GapOpened, GapsListed
from handlers.staff.desk import Desk
from handlers.staff.requires import Acting, Requires
from handlers.staff.screens import Screen
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.reading.places import Places
from storage.actions.drafts import list_drafts
from storage.actions.gaps import count_week
from storage.actions.wordings import Standing, list_wordings
from storage.rules.permissions import Act

SCREENS = (Screen(Act.SEE_GAPS, "button-curating-desk", DeskOpened()),)


def register(router: Router) -> None:
    """The command, and the taps that look and change nothing."""
    router.message.register(open_desk, Command(commands.CURATING), Requires(Act.SEE_GAPS))
    router.callback_query.register(open_desk, DeskOpened.filter(), Requires(Act.SEE_GAPS))
    router.callback_query.register(list_gaps, GapsListed.filter(), Requires(Act.SEE_GAPS))
    router.callback_query.register(open_gap, GapOpened.filter(), Requires(Act.SEE_GAPS))


async def open_desk(
    event: Message | CallbackQuery, acting: Acting, state: FSMContext, answerer: Answerer, phrases: Phrases
) -> None:
    """The week, and what there is to do."""
    await state.clear()
    desk = Desk(acting, answerer)
    week = await count_week(acting.uow, acting.clock, by=acting.by)
    proposed = await list_wordings(acting.uow, acting.clock, by=acting.by, standing=Standing.PROPOSED)
    others = sum(wording.proposed_by != desk.number for wording in proposed)
    drafts = await list_drafts(acting.uow, acting.clock, by=acting.by)
    waiting = gap_views.Waiting(len(await desk.gaps()), len(proposed), others, len(drafts))
    await views.send(event, gap_views.desk(week, waiting, answerer.catalogue, phrases))


async def list_gaps(
    tap: CallbackQuery,
    callback_data: GapsListed,
    acting: Acting,
    state: FSMContext,
    answerer: Answerer,
    phrases: Phrases,
) -> None:
    """A page of groups."""
    await state.clear()
    desk = Desk(acting, answerer)
    found = await desk.gaps(callback_data.order)
    pending = await desk.pending(found)
    await views.send(tap, gap_views.gaps(found, pending, callback_data, answerer.catalogue, phrases))


async def open_gap(
    tap: CallbackQuery,
    callback_data: GapOpened,
    acting: Acting,
    state: FSMContext,
    answerer: Answerer,
    phrases: Phrases,
    places: Places,
) -> None:
    """One group, with what may be done about it; one that was erased meanwhile is gone."""
    await state.clear()
    gap = await Desk(acting, answerer).find_gap(callback_data.question)
    if gap is None:
        await views.send(tap, gap_views.gone(phrases))
        return
    likeliest = await asyncio.to_thread(answerer.likeliest, gap.text)
    shown = gap_views.gap(gap, likeliest, acting.grants, answerer.catalogue, places.gazetteer, phrases)
    await views.send(tap, shown)
