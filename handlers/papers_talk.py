"""One person checking the papers of one procedure: which case, the list to tick, the result."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message

from handlers import data_views, papers_views, views
from handlers.menu import open_topics
from handlers.states import Papers
from handlers.turn import Turn, context_data
from knowledge.answer import NO_CASE, Context
from knowledge.answering import Answerer
from knowledge.model import Aspect
from knowledge.papers import PapersCheck
from knowledge.phrases import Phrases
from storage.actions.checklists import (
    Checklist,
    find_checklist,
    forget_checklist,
    may_ask_to_remember,
    record_case,
    record_ticks,
)
from storage.actions.consents import Purpose
from storage.actions.conversations import put_context
from storage.actions.retention import Lifetimes
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork


def papers_subject(slug: str) -> str:
    """The subject of the list of one procedure."""
    return f"papers:{slug}"


@dataclass(frozen=True, slots=True)
class PapersTalk:
    """A message or tap inside a check, and what it takes to go on.

    A tap on the check's own message changes it in place (`in_place`); everything else writes a new one.
    """

    event: Message | CallbackQuery
    turn: Turn
    state: FSMContext
    answerer: Answerer
    uow: OpenWork
    clock: Clock
    lifetimes: Lifetimes
    in_place: bool = False

    @property
    def phrases(self) -> Phrases:
        """The sentences that the answerer speaks in."""
        return self.answerer.phrases

    def has_papers(self, slug: str) -> bool:
        """Whether the procedure is known and has papers to check."""
        procedure = self.answerer.catalogue.procedures.get(slug)
        return procedure is not None and bool(procedure.papers)

    async def begin(self, slug: str, case: Mapping[str, str] = NO_CASE) -> None:
        """Start, or go on with a list that is not forgotten; what the conversation or the words said is not asked."""
        if not self.has_papers(slug):
            await self._lead_back()
            return
        kept = await self.find(slug)
        told = self.turn.context.case if self.turn.context.procedure == slug else NO_CASE
        known = {**told, **(kept.case if kept else {}), **case}
        await self.go_on(slug, await self._record_case(slug, known))

    async def begin_again(self, slug: str) -> None:
        """Forget the list and ask from the first question, whatever was known."""
        await forget_checklist(self.uow, self.clock, citizen=self.turn.citizen, subject=papers_subject(slug))
        await self.go_on(slug, await self._record_case(slug, {}))

    async def pick(self, slug: str, name: str, value: str) -> None:
        """Note a value of the case, "" where the person does not know, and go on."""
        kept = await self.find(slug)
        await self.go_on(slug, await self._record_case(slug, {**(kept.case if kept else {}), name: value}))

    async def go_back(self, slug: str) -> None:
        """Ask again what was asked last; at the first question, that one."""
        kept = await self.find(slug) or Checklist(papers_subject(slug))
        answered = self._answered(slug, kept)
        case = {name: value for name, value in kept.case.items() if name not in answered[-1:]}
        await self.go_on(slug, await self._record_case(slug, case))

    async def go_on(self, slug: str, kept: Checklist) -> None:
        """The next question, the list, or the result where there is nothing to tick."""
        check = self.check(slug, kept)
        order = self.answerer.check_papers(slug, NO_CASE, day_in_hanoi(self.clock.now())).asks
        name = next((n for n in order if n in check.asks and n not in kept.case), None)
        if name is None:
            await (self.show_list(slug, kept) if check.papers else self.show_result(slug, kept))
            return
        await self._stand(Papers.asking, {"papers": slug, "case": name})
        procedure = self.answerer.catalogue.procedures[slug]
        may_go_back = bool(self._answered(slug, kept))
        await self._show(papers_views.question(procedure, name, self.phrases, may_go_back=may_go_back))

    async def show_list(self, slug: str, kept: Checklist) -> None:
        """The papers with their ticks."""
        await self._stand(Papers.ticking, {"papers": slug})
        procedure, may_go_back = self.answerer.catalogue.procedures[slug], bool(self._answered(slug, kept))
        check = self.check(slug, kept)
        shown = papers_views.ticks(check, procedure, kept.ticked, self.phrases, may_go_back=may_go_back)
        await self._show(shown)

    async def show_result(self, slug: str, kept: Checklist) -> None:
        """What comes of it; then, once and where there are ticks, may they be remembered?"""
        await self._stand(Papers.ticking, {"papers": slug, "done": True})
        procedure = self.answerer.catalogue.procedures[slug]
        await self._show(papers_views.result(self.check(slug, kept), procedure, kept.ticked, self.phrases))
        await self.offer_to_remember(kept)

    async def offer_to_remember(self, kept: Checklist) -> None:
        """Ask for consent, at most once and never after an answer."""
        if kept.ticked and await may_ask_to_remember(
            self.uow, self.clock, citizen=self.turn.citizen, subject=kept.subject
        ):
            question = data_views.consent_question(Purpose.REMEMBER_TICKS, self.lifetimes, self.phrases)
            await views.send(self.event, question)

    async def cancel(self) -> None:
        """Leave; the list stays as long as it may."""
        await self.state.clear()
        await self._show(views.reply(self.phrases.text("papers-left")))

    async def hear_reply(self, text: str, slug: str, asked: str | None) -> bool:
        """Follow what was typed at a question (`asked`) or at the list; False where it is about something else."""
        reply = self.answerer.tick_words.reply(text)
        kept = await self.find(slug) or Checklist(papers_subject(slug))
        match reply:
            case "cancel":
                await self.cancel()
            case "again":
                await self.begin_again(slug)
            case "back":
                await self.go_back(slug)
            case "resume":
                await self.go_on(slug, kept)
            case _:
                if asked:
                    return await self._hear_case(text, reply, slug, asked)
                return await self._hear_ticks(text, reply, kept)
        return True

    async def find(self, slug: str) -> Checklist | None:
        """The list as it is kept, unless it is forgotten."""
        return await find_checklist(self.uow, self.clock, citizen=self.turn.citizen, subject=papers_subject(slug))

    def check(self, slug: str, kept: Checklist) -> PapersCheck:
        """The papers of the case that is kept."""
        return self.answerer.check_papers(slug, kept.case, day_in_hanoi(self.clock.now()))

    async def _hear_case(self, text: str, reply: str | None, slug: str, asked: str) -> bool:
        value = "" if reply == "unsure" else self.answerer.picks(slug, asked, text)
        if value is not None:
            await self.pick(slug, asked, value)
        return value is not None

    async def _hear_ticks(self, text: str, reply: str | None, kept: Checklist) -> bool:
        slug = kept.subject.partition(":")[2]
        papers = self.check(slug, kept).papers
        every = [paper.id for paper in papers]
        read = self.answerer.tick_words.read(text, [paper.name for paper in papers])
        if reply == "all":
            await self.show_result(slug, await self._record_ticks(kept, every, []))
        elif reply == "nothing":
            await self.show_list(slug, await self._record_ticks(kept, [], every))
        elif reply == "result":
            await self.show_result(slug, kept)
        elif read is not None:
            had, lacking = ([every[place] for place in places] for places in (read.had, read.lacking))
            await self.show_list(slug, await self._record_ticks(kept, had, lacking))
        else:
            return False
        return True

    async def _record_ticks(self, kept: Checklist, add: list[str], drop: list[str]) -> Checklist:
        return await record_ticks(
            self.uow, self.clock, citizen=self.turn.citizen, subject=kept.subject, add=add, drop=drop
        )

    async def _record_case(self, slug: str, case: Mapping[str, str]) -> Checklist:
        """Note the case, here and as what is talked about: a question in between is answered for it."""
        subject = papers_subject(slug)
        kept = await record_case(self.uow, self.clock, citizen=self.turn.citizen, subject=subject, case=case)
        context = Context(slug, self.check(slug, kept).case, Aspect.DOCUMENTS)
        await put_context(
            self.uow,
            self.clock,
            channel=self.turn.channel,
            conversation=self.turn.conversation,
            context=context_data(context),
        )
        return kept

    def _answered(self, slug: str, kept: Checklist) -> list[str]:
        """The questions that are answered, in the order in which they are asked."""
        order = self.answerer.check_papers(slug, NO_CASE, day_in_hanoi(self.clock.now())).asks
        return [name for name in order if name in kept.case]

    async def _stand(self, state: State, data: Mapping[str, object]) -> None:
        await self.state.set_state(state)
        await self.state.set_data(dict(data))

    async def _show(self, shown: views.Reply) -> None:
        if self.in_place and isinstance(self.event, CallbackQuery):
            await views.replace(self.event, shown)
        else:
            await views.send(self.event, shown)

    async def _lead_back(self) -> None:
        if isinstance(self.event, CallbackQuery):
            await open_topics(self.event, self.answerer, self.phrases, lead="gone")
