"""The tick of reminders: looks over their rows; nothing about them is kept in memory."""

from functools import partial
from typing import Final

from bot.scheduler.ticker import Ticker
from handlers.reminder_times import next_time
from storage.actions.reminder_ringing import ring_due
from storage.clock import Clock
from storage.unit_of_work import OpenWork

SECONDS_BETWEEN_TICKS: Final = 5.0
"""A reminder becomes a delivery a minute before it is due, so that a late tick makes none late."""


def schedule_reminders(ticker: Ticker, uow: OpenWork, clock: Clock) -> None:
    """Look now and every few seconds; what was due while we were away goes first."""
    ring = partial(ring_due, uow, clock, next_time=next_time)
    ticker.every(SECONDS_BETWEEN_TICKS, ring, name="reminders", at_once=True)
