"""Taps on a procedure: an aspect, everything on it, what else there is, a choice that was offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers import views
from handlers.callbacks import AspectChosen, ChoicePicked, DetailsWanted, OthersWanted, ProcedureChosen
from handlers.menu import open_topics
from handlers.turn import Turn, context_data
from knowledge.answer import NO_CASE
from knowledge.answering import Answerer
from knowledge.model import Aspect
from knowledge.phrases import Phrases
from storage.actions.conversations import put_context
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """Taps that name a procedure."""
    router.callback_query.register(choose_procedure, ProcedureChosen.filter())
    router.callback_query.register(choose_aspect, AspectChosen.filter())
    router.callback_query.register(want_details, DetailsWanted.filter())
    router.callback_query.register(want_others, OthersWanted.filter())
    router.callback_query.register(pick_choice, ChoicePicked.filter())


async def choose_procedure(
    tap: CallbackQuery,
    callback_data: ProcedureChosen,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Show the overview."""
    taps = Taps(tap, turn, answerer, uow, clock, phrases)
    await taps.show(callback_data.procedure, Aspect.OVERVIEW)


async def choose_aspect(
    tap: CallbackQuery,
    callback_data: AspectChosen,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Show one aspect, in the words that a question would get."""
    taps = Taps(tap, turn, answerer, uow, clock, phrases)
    await taps.show(callback_data.procedure, callback_data.aspect)


async def want_details(
    tap: CallbackQuery,
    callback_data: DetailsWanted,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Show everything on one aspect: readings, notes, the list of sources."""
    taps = Taps(tap, turn, answerer, uow, clock, phrases)
    await taps.show(callback_data.procedure, callback_data.aspect, detail=True)


async def pick_choice(
    tap: CallbackQuery,
    callback_data: ChoicePicked,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Go on from a clarification with what was picked."""
    context = turn.context
    taps = Taps(tap, turn, answerer, uow, clock, phrases)
    await taps.show(
        callback_data.procedure or context.procedure or "",
        callback_data.aspect or context.aspect or Aspect.OVERVIEW,
        case=dict(parse_qsl(callback_data.case)),
    )


async def want_others(
    tap: CallbackQuery, callback_data: OthersWanted, answerer: Answerer, clock: Clock, phrases: Phrases
) -> None:
    """List the other aspects we can say something about."""
    slug = callback_data.procedure
    if slug not in answerer.catalogue.procedures:
        await open_topics(tap, answerer, phrases, lead="gone")
        return
    known = answerer.aspects(slug, day_in_hanoi(clock.now()))
    title = answerer.catalogue.titles[slug]
    await views.send(tap, views.others(callback_data, title, known, phrases))


@dataclass(frozen=True, slots=True)
class Taps:
    """A tap and what it takes to answer it."""

    tap: CallbackQuery
    turn: Turn
    answerer: Answerer
    uow: OpenWork
    clock: Clock
    phrases: Phrases

    async def show(self, slug: str, aspect: Aspect, *, case: Mapping[str, str] = NO_CASE, detail: bool = False) -> None:
        """Show an aspect of a procedure and remember what the conversation is about now."""
        if slug not in self.answerer.catalogue.procedures:
            await open_topics(self.tap, self.answerer, self.phrases, lead="gone")
            return
        context, day = self.turn.context, day_in_hanoi(self.clock.now())
        known = {**context.case, **case} if context.procedure == slug else case
        answer = self.answerer.show(slug, aspect, on=day, case=known, detail=detail)
        await put_context(
            self.uow,
            self.clock,
            channel=self.turn.channel,
            conversation=self.turn.conversation,
            context=context_data(answer.context),
        )
        aspects = self.answerer.aspects(slug, day)
        checked = bool(self.answerer.catalogue.procedures[slug].papers)
        await views.send(self.tap, views.answer(answer, self.phrases, aspects, detail=detail, checked=checked))
