"""What a reminder says when it rings: made of its row and the content at that moment, so never out of date."""

from bot.core import Core
from bot.switches import Switches
from handlers import reminder_views
from handlers.letters import Letter, letter
from knowledge.follow_ups import fact_of, find_follow_up
from storage.actions.reminder_ringing import KeptReminder, find_ringing
from storage.rules.days import day_in_hanoi
from storage.rules.deliveries import DueDelivery


class ReminderComposer:
    """Makes the letters of reminders."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._switches = Switches(core.database, core.clock, core.answerer.catalogue, core.phrases)

    async def __call__(self, due: DueDelivery) -> Letter | None:
        """The letter; None where the reminder was changed or deleted meanwhile."""
        core = self._core
        it = await find_ringing(core.database, core.clock, origin=due.origin, citizen=due.citizen_id)
        if it is None:
            return None
        fact = await self._fact(it)
        return letter(reminder_views.rung(it, due.due_at, core.clock.now(), core.phrases, fact=fact))

    async def _fact(self, it: KeptReminder) -> str | None:
        """What the content says today about a follow-up; nothing of what is switched off."""
        procedure = self._core.answerer.catalogue.procedures.get(it.procedure or "")
        if procedure is None or procedure.slug in await self._switches.closed():
            return None
        follow_up = find_follow_up(procedure, it.follow_up)
        fact = fact_of(procedure, follow_up.fact) if follow_up is not None else None
        return fact.told_on(day_in_hanoi(self._core.clock.now())) if fact is not None else None
