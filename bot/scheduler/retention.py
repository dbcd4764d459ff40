"""The job that forgets: every few minutes, since an unkept conversation lives for only thirty."""

from typing import Final

import structlog

from bot.scheduler.ticker import Ticker
from bot.settings import Settings
from storage.actions.retention import Lifetimes, enforce_retention
from storage.clock import Clock
from storage.unit_of_work import OpenWork

SECONDS_BETWEEN_RUNS: Final = 300.0


def lifetimes_of(settings: Settings) -> Lifetimes:
    """How long each kind of record lives, as the settings say."""
    return Lifetimes(
        questions_days=settings.questions_kept_days,
        conversations_days=settings.conversations_kept_days,
        proofs_days=settings.proofs_kept_days,
        deliveries_days=settings.deliveries_kept_days,
    )


def schedule_retention(ticker: Ticker, uow: OpenWork, clock: Clock, lifetimes: Lifetimes) -> None:
    """Forget now and every five minutes; what went is logged in numbers only."""

    async def forget() -> None:
        forgotten = await enforce_retention(uow, clock, lifetimes=lifetimes)
        if forgotten.total:
            structlog.get_logger().info(
                "records_forgotten",
                questions=forgotten.questions,
                ratings=forgotten.ratings,
                messages=forgotten.messages,
                conversations=forgotten.conversations,
                proofs=forgotten.proofs,
                updates=forgotten.updates,
                surrogates=forgotten.surrogates,
                audits=forgotten.audits,
                invitations=forgotten.invitations,
                deliveries=forgotten.deliveries,
                reminders=forgotten.reminders,
            )

    ticker.every(SECONDS_BETWEEN_RUNS, forget, name="retention", at_once=True)
