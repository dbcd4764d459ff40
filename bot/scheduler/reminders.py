"""The tick of reminders: looks over their rows; nothing about them is kept in memory."""

from typing import Final

from bot.core import Core
from bot.scheduler.ticker import Ticker
from handlers.reminder_times import next_time
from knowledge.follow_ups import find_follow_up, is_resolved
from storage.actions.reminder_ringing import KeptReminder, ring_due
from storage.rules.days import day_in_hanoi

SECONDS_BETWEEN_TICKS: Final = 5.0
"""A reminder becomes a delivery a minute before it is due, so that a late tick makes none late."""


class Reminding:
    """Looks over what is due."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def ring(self) -> int:
        """Plan and settle what is due now; how many were handled."""
        today = day_in_hanoi(self._core.clock.now())
        procedures = self._core.answerer.catalogue.procedures

        def resolved(it: KeptReminder) -> bool:
            procedure = procedures.get(it.procedure or "")
            follow_up = find_follow_up(procedure, it.follow_up) if procedure is not None else None
            if procedure is None or follow_up is None:
                return False
            return is_resolved(procedure, follow_up, today)

        return await ring_due(self._core.database, self._core.clock, next_time=next_time, is_resolved=resolved)


def schedule_reminders(ticker: Ticker, core: Core) -> None:
    """Look now and every few seconds; what was due while we were away goes first."""
    ticker.every(SECONDS_BETWEEN_TICKS, Reminding(core).ring, name="reminders", at_once=True)
