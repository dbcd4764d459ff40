"""One person setting one reminder: what, when, shown back before anything is kept for longer than half an hour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import data_views, reminder_views, views
from handlers.reminder_times import Heard, hear, say_time, usual_times
from handlers.sheet import Sheets
from handlers.states import Reminding
from handlers.turn import Turn
from knowledge.linking import Whereabouts
from knowledge.phrases import Phrases
from storage.actions.consents import Purpose, has_agreed
from storage.actions.deliveries import can_ring
from storage.actions.reminder_drafts import Draft, DraftTime, find_draft, put_draft
from storage.actions.retention import Lifetimes
from storage.clock import Clock
from storage.unit_of_work import OpenWork


@dataclass(frozen=True, slots=True)
class Setting:
    """A message or a tap that sets a reminder, and what it takes to go on."""

    event: Message | CallbackQuery
    turn: Turn
    state: FSMContext
    uow: OpenWork
    clock: Clock
    phrases: Phrases
    lifetimes: Lifetimes
    whereabouts: Whereabouts

    async def hear(self, text: str) -> None:
        """Words that say when, of what, both or neither."""
        heard = hear(text, self.clock.now())
        if not heard.understood and not heard.rest:
            await self.begin()
            return
        await self.settle(Draft(heard.rest), heard)

    async def begin(self) -> None:
        """Nothing is known yet: one example says how."""
        await self.state.set_state(Reminding.when)
        await self.state.set_data({})
        await views.send(self.event, views.reply(self.phrases.text("reminder-how")))

    async def settle(self, draft: Draft, heard: Heard) -> None:
        """Show it back, or ask for what is missing or may mean two things."""
        times = heard.times or usual_times(self.clock.now())
        kept = await self._keep(draft, what=draft.what or heard.rest, times=times)
        if heard.gone is not None:
            lead = "reminder-past-next" if heard.times else "reminder-past"
            await self._ask_when(kept, lead=lead, when=say_time(heard.gone, None, self.phrases))
        elif not heard.understood:
            await self._ask_when(kept, lead="reminder-when")
        elif heard.doubt is not None:
            await self._ask_when(kept, lead=f"reminder-which-{heard.doubt.replace('_', '-')}")
        else:
            await self.show(kept)

    async def pick(self, draft: Draft, at: int) -> None:
        """One of the times was meant."""
        if at >= len(draft.times):
            await self.gone()
            return
        await self.show(await self._keep(draft, what=draft.what, times=(draft.times[at],)))

    async def show(self, draft: Draft) -> None:
        """What will be saved; of what, where only the time is known yet."""
        if not draft.what:
            await self.state.set_state(Reminding.what)
            await self.state.set_data({"draft": draft.id})
            await views.send(self.event, reminder_views.asked_what(self.phrases))
            return
        await self.state.clear()
        await views.send(self.event, reminder_views.shown_back(draft, await self._asking(), self.phrases))

    async def reword(self, draft: Draft, what: str) -> None:
        """It is to say this."""
        await self.show(await self._keep(draft, what=what, times=draft.times))

    async def ask_time(self, draft: Draft, *, lead: str = "reminder-when") -> None:
        """Another time, please."""
        kept = await self._keep(draft, what=draft.what, times=usual_times(self.clock.now()))
        await self._ask_when(kept, lead=lead)

    async def find(self, draft: int | None = None) -> Draft | None:
        """The draft that a button names, or the one that is being set."""
        return await find_draft(self.uow, self.clock, citizen=self.turn.citizen, draft=draft)

    async def gone(self) -> None:
        """A draft that is forgotten, saved or replaced: how to begin anew."""
        await self.state.clear()
        await views.send(self.event, views.reply(self.phrases.text("reminder-gone")))

    async def agreed(self) -> bool:
        """Whether this person agreed before to have reminders kept."""
        return await has_agreed(self.uow, self.clock, citizen=self.turn.citizen, purpose=Purpose.KEEP_REMINDERS)

    async def silent(self) -> bool:
        """Whether no address of this person rings."""
        return not await can_ring(self.uow, self.clock, citizen=self.turn.citizen)

    async def _keep(self, draft: Draft, *, what: str, times: Sequence[DraftTime]) -> Draft:
        return await put_draft(
            self.uow, self.clock, citizen=self.turn.citizen, draft=replace(draft, what=what, times=tuple(times))
        )

    async def _ask_when(self, draft: Draft, *, lead: str, **arguments: str) -> None:
        await self.state.set_state(Reminding.when)
        await self.state.set_data({"draft": draft.id})
        await views.send(self.event, reminder_views.asked_when(draft, self.phrases, lead=lead, **arguments))

    async def _asking(self) -> reminder_views.Asking:
        agreed = await self.agreed()
        words = data_views.consent_words(Purpose.KEEP_REMINDERS, self.lifetimes, self.phrases)
        silent = await self.silent()
        joins = silent and self.whereabouts.telegram is not None
        told = f"reminder-silent-{'terminal' if self.turn.channel == 'terminal' else 'web'}" if silent else None
        return reminder_views.Asking(
            consent="" if agreed else words,
            version=data_views.version_of(words),
            silent=self.phrases.text(told) if told else "",
            joins=joins,
        )


class Sets(Filter):
    """A message or a tap where nobody else reads along; its handler is given the setting."""

    async def __call__(
        self,
        event: Message | CallbackQuery,
        turn: Turn,
        state: FSMContext,
        uow: OpenWork,
        clock: Clock,
        phrases: Phrases,
        lifetimes: Lifetimes,
        sheets: Sheets,
    ) -> bool | dict[str, Any]:
        if turn.in_group:
            return False
        return {"setting": Setting(event, turn, state, uow, clock, phrases, lifetimes, sheets.whereabouts)}
