"""What a reminder says when it rings: made of its row at that moment, so that a late change is never sent."""

from bot.core import Core
from handlers import reminder_views
from handlers.letters import Letter, letter
from storage.actions.reminder_ringing import find_ringing
from storage.rules.deliveries import DueDelivery


class ReminderComposer:
    """Makes the letters of reminders."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def __call__(self, due: DueDelivery) -> Letter | None:
        """The letter; None where the reminder was changed or deleted meanwhile."""
        core = self._core
        it = await find_ringing(core.database, core.clock, origin=due.origin, citizen=due.citizen_id)
        if it is None:
            return None
        return letter(reminder_views.rung(it, due.due_at, core.clock.now(), core.phrases))
