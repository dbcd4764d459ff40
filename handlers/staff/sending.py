"""What the handlers of /guitin share: one broadcast as its sender sees it, and the letter it would be now."""

from dataclasses import dataclass
from typing import Any

from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers import views
from handlers.guides import Guides
from handlers.letters import Letter
from handlers.staff import broadcast_views, progress_views
from handlers.staff.requires import Acting, Requires
from handlers.stop import stop_rows
from handlers.turn import Turn
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.reading.places import Places
from storage.actions.broadcast_sending import find_progress, watch_broadcast
from storage.actions.broadcasts import BroadcastState, Change, KeptBroadcast, change_broadcast, find_broadcast
from storage.clock import Clock
from storage.rules.broadcasts import CONFIRMED, OVER
from storage.rules.days import day_in_hanoi
from storage.rules.permissions import Act
from storage.unit_of_work import OpenWork


@dataclass(frozen=True, slots=True)
class Sending:
    """Who acts, and what it takes to show what they send."""

    acting: Acting
    answerer: Answerer
    phrases: Phrases
    places: Places

    @property
    def number(self) -> str:
        """How the audit names the person."""
        return str(self.acting.grants[0].number)

    @property
    def guides(self) -> Guides:
        """Guides in words."""
        return Guides(self.answerer, self.phrases, self.places.gazetteer)

    async def find(self, broadcast: int) -> KeptBroadcast | None:
        """One that I may see."""
        return await find_broadcast(self.acting.uow, self.acting.clock, by=self.acting.by, broadcast=broadcast)

    async def find_draft(self, broadcast: int) -> KeptBroadcast | None:
        """A draft of my own."""
        kept = await self.find(broadcast)
        return kept if kept is not None and kept.state is BroadcastState.DRAFT and kept.by == self.number else None

    async def change(self, event: Message | CallbackQuery, broadcast: int, change: Change) -> None:
        """Change a draft, and show it."""
        async with self.acting.passing_on(Act.WRITE_BROADCAST):
            await change_broadcast(
                self.acting.uow, self.acting.clock, by=self.acting.by, broadcast=broadcast, change=change
            )
        await self.show(event, broadcast)

    async def show(self, event: Message | CallbackQuery, broadcast: int) -> None:
        """A draft with what one may change; of what is confirmed, how it goes, in a message that goes on telling it."""
        kept = await self.find(broadcast)
        if kept is None:
            await views.send(event, broadcast_views.gone(self.phrases))
        elif kept.state is BroadcastState.DRAFT:
            await views.send(event, broadcast_views.draft(kept, self.guides, self.acting.grants))
        else:
            await self.watch(event, kept)

    async def watch(self, event: Message | CallbackQuery, kept: KeptBroadcast) -> None:
        """How it goes; edited from now on as the numbers change."""
        progress = await find_progress(self.acting.uow, self.acting.clock, broadcast=kept.id)
        if progress is None:
            return
        shown = progress_views.progress(progress, self.guides, self.phrases, mine=self.may_move(kept))
        sent = await views.send(event, shown)
        if sent is not None and kept.state in CONFIRMED - OVER:
            await watch_broadcast(
                self.acting.uow,
                self.acting.clock,
                citizen=self.acting.by,
                broadcast=kept.id,
                chat=str(sent.chat.id),
                message_id=str(sent.message_id),
            )

    def may_move(self, kept: KeptBroadcast) -> progress_views.Rights:
        """What I may do about one that is confirmed."""
        return progress_views.rights(kept, self.number, self.acting.grants)

    async def letter(self, kept: KeptBroadcast, channel: str) -> Letter | None:
        """It as its reader will see it on a channel, with what stops it; None: it cannot be sent."""
        progress = await find_progress(self.acting.uow, self.acting.clock, broadcast=kept.id)
        confirmed = progress.versions if progress is not None and kept.state is not BroadcastState.DRAFT else ()
        on, closed = day_in_hanoi(self.acting.clock.now()), self.acting.turn.closed.keys()
        letter = self.guides.letter(kept, confirmed, channel=channel, on=on, closed=closed)
        if letter is None:
            return None
        rows = letter.keyboard.inline_keyboard if letter.keyboard else []
        stops = stop_rows(kept.topic, self.answerer.catalogue, self.phrases)
        return letter.with_keyboard(views.keyboard([*rows, *stops]))


class Sends(Requires):
    """`Requires` for whoever sends guides: gives the handler `sending` besides."""

    async def __call__(
        self, _event: TelegramObject, turn: Turn, uow: OpenWork, clock: Clock, **given: Any
    ) -> bool | dict[str, Any]:
        granted = await super().__call__(_event, turn, uow, clock)
        if not isinstance(granted, dict):
            return granted
        shown = (given["answerer"], given["phrases"], given["places"])
        return granted | {"sending": Sending(granted["acting"], *shown)}
