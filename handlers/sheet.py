"""Taking the checked papers along: the sheet as a PDF, by a tap or by "in ra", "gửi pdf"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers import views
from handlers.callbacks import SheetWanted, TopicsOpened, unpack_case
from handlers.menu import open_topics
from handlers.papers_talk import papers_subject
from handlers.turn import Turn
from knowledge.answering import Answerer
from knowledge.linking import Whereabouts
from knowledge.model import Aspect
from knowledge.phrases import Phrases
from knowledge.reading.printing import asks_for_sheet
from knowledge.sheet_composing import SheetComposer
from knowledge.sheets import Sheet
from storage.actions.checklists import find_checklist
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork


class SheetNotDrawn(Exception):
    """A sheet took too long, became too large, or broke while it was drawn."""


class Sheets(Protocol):
    """Whoever draws sheets, and knows under which address they lead back to us."""

    @property
    def whereabouts(self) -> Whereabouts: ...

    async def draw(self, sheet: Sheet) -> bytes:
        """The PDF. Raises SheetNotDrawn."""
        ...


class AsksForSheet(Filter):
    """A whole message that asks for the sheet."""

    async def __call__(self, message: Message) -> bool:
        return asks_for_sheet(message.text or "")


def register(router: Router) -> None:
    """The tap under checked papers, and the words that ask for the same."""
    router.callback_query.register(take, SheetWanted.filter())
    router.message.register(take_current, AsksForSheet())


async def take(
    tap: CallbackQuery,
    callback_data: SheetWanted,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    sheets: Sheets,
) -> None:
    """Send the sheet of the procedure that the button names."""
    procedure = answerer.catalogue.procedures.get(callback_data.procedure)
    if procedure is None:
        await open_topics(tap, answerer, phrases, lead="gone")
        return
    wish = Wish(tap, turn, answerer, uow, clock, phrases, sheets)
    await wish.grant(procedure.slug, unpack_case(procedure, callback_data.case))


async def take_current(
    message: Message,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    sheets: Sheets,
) -> None:
    """Send the sheet of what the conversation is about; where that is nothing, ask."""
    slug = turn.context.procedure or ""
    if slug not in answerer.catalogue.procedures:
        topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
        await views.send(message, views.reply(phrases.text("sheet-of-what"), topics))
        return
    await Wish(message, turn, answerer, uow, clock, phrases, sheets).grant(slug, turn.context.case)


@dataclass(frozen=True, slots=True)
class Wish:
    """The wish for a sheet and what it takes to grant it."""

    event: Message | CallbackQuery
    turn: Turn
    answerer: Answerer
    uow: OpenWork
    clock: Clock
    phrases: Phrases
    sheets: Sheets

    async def grant(self, slug: str, case: Mapping[str, str]) -> None:
        """Send the sheet, or say why there is none and what there is instead."""
        if not self.answerer.catalogue.procedures[slug].papers:
            documents = [views.aspect_button(slug, Aspect.DOCUMENTS, self.phrases)]
            await views.send(self.event, views.reply(self.phrases.text("sheet-none"), documents))
            return
        try:
            pdf = await self.sheets.draw(await self._sheet(slug, case))
        except SheetNotDrawn:
            await views.send(self.event, views.reply(self.phrases.text("sheet-failed")))
            return
        file = BufferedInputFile(pdf, filename=self.phrases.text("sheet-file", slug=slug))
        await views.send_file(self.event, file, caption=self.phrases.text("sheet-sent"))

    async def _sheet(self, slug: str, case: Mapping[str, str]) -> Sheet:
        """With the person's own ticks, but not where others read along."""
        subject = papers_subject(slug)
        kept = await find_checklist(self.uow, self.clock, citizen=self.turn.citizen, subject=subject)
        ticked = kept.ticked if kept is not None and not self.turn.in_group else ()
        day = day_in_hanoi(self.clock.now())
        check = self.answerer.check_papers(slug, case, day)
        way_back = self.sheets.whereabouts.way_back(slug, check.case)
        composer = SheetComposer(self.answerer.catalogue, self.phrases)
        return composer.compose(check, ticked=ticked, on=day, way_back=way_back)
