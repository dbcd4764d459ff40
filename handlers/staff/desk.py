"""The curator's desk as its handlers share it: what is open, who is at it, what an approval would spoil."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.staff.requires import Acting
from knowledge.answering import Answerer
from knowledge.approving import Clash, check_approval
from knowledge.gaps import Gap, Order, group_gaps, without_settled
from knowledge.overlay import Approved, Kind
from storage.actions.gaps import list_unanswered
from storage.actions.wordings import KeptWording, Standing, WordingKind, list_wordings


@dataclass(frozen=True, slots=True)
class Desk:
    """Who acts, and the answerer as it is now. What takes long is computed in a thread."""

    acting: Acting
    answerer: Answerer

    @property
    def number(self) -> str:
        """How the audit names the person."""
        return str(self.acting.grants[0].number)

    async def gaps(self, order: Order = Order.MOST) -> tuple[Gap, ...]:
        """What was asked in vain and is not settled, as far as the person may see."""
        acting, lexicon = self.acting, self.answerer.lexicon
        asked = await list_unanswered(acting.uow, acting.clock, by=acting.by)
        approved = await list_wordings(acting.uow, acting.clock, by=acting.by, standing=Standing.APPROVED)
        settled = [(w.text, w.decided_at) for w in approved if w.decided_at is not None]
        return await asyncio.to_thread(
            lambda: without_settled(group_gaps(asked, lexicon, order), settled, lexicon),
        )

    async def pending(self, gaps: Sequence[Gap]) -> frozenset[int]:
        """Of some groups, those for which a proposal waits already; by the question that stands for each."""
        acting, lexicon = self.acting, self.answerer.lexicon
        proposed = await list_wordings(acting.uow, acting.clock, by=acting.by, standing=Standing.PROPOSED)
        taken_up = [(w.text, acting.clock.now()) for w in proposed]
        left = await asyncio.to_thread(without_settled, gaps, taken_up, lexicon)
        return frozenset(gap.question for gap in gaps) - {gap.question for gap in left}

    async def find_gap(self, question: int) -> Gap | None:
        """The group that holds a question; None once it was erased, answered or aged."""
        return next((gap for gap in await self.gaps() if question in gap.members), None)

    async def clashes(self, kind: WordingKind, text: str, target: str) -> tuple[Clash, ...]:
        """What approving would have answered wrongly."""
        return await asyncio.to_thread(check_approval, self.answerer, Approved(Kind(kind.value), text, target))

    async def clashes_of(self, wording: KeptWording) -> tuple[Clash, ...]:
        """The same for a proposal on record."""
        return await self.clashes(wording.kind, wording.text, wording.target)

    def knows(self, kind: WordingKind, target: str) -> bool:
        """Whether a target exists: a button may be forged, or older than the content."""
        catalogue = self.answerer.catalogue
        if kind is WordingKind.PHRASING:
            return target in catalogue.procedures
        return target in catalogue.contacts or any(n.id == target for n in catalogue.neighbours)
