"""What a start does for the truth of the content, once it serves: the words it tells are written down, and every
Monday at 8:00 in Hanoi the list of what is due for review. Nobody is written to."""

from typing import Final

import structlog

from bot.scheduler.ticker import Ticker
from knowledge.catalogue import Catalogue
from knowledge.staleness import as_data, find_stale
from knowledge.versions import digest_of, list_versions
from storage.actions.fact_versions import ToldFact, record_facts
from storage.actions.reviews import record_week
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork

SECONDS_BETWEEN_LOOKS: Final = 60.0
"""How often it is looked whether a list is due: one read of one row."""

log = structlog.get_logger()


async def record_what_is_told(uow: OpenWork, clock: Clock, catalogue: Catalogue) -> None:
    """Write down the facts whose words the start before did not tell; one read where nothing is new."""

    def facts() -> list[ToldFact]:
        return [ToldFact(f.procedure, f.fact, f.version, f.aspect, f.text) for f in list_versions(catalogue)]

    seen = await record_facts(uow, clock, digest=digest_of(catalogue), list_facts=facts)
    if seen.total:
        log.info("facts_changed", changed=seen.changed, begun=seen.begun, ended=seen.ended)


def schedule_review_lists(ticker: Ticker, uow: OpenWork, clock: Clock, catalogue: Catalogue) -> None:
    """Keep one list a week, made by whichever process comes first; a week that was slept through is made up for."""

    async def keep() -> None:
        week = await record_week(
            uow, clock, list_items=lambda: as_data(find_stale(catalogue, day_in_hanoi(clock.now())))
        )
        if week is not None:
            log.info("review_list_kept", week=week.week_on.isoformat())

    ticker.every(SECONDS_BETWEEN_LOOKS, keep, name="review_lists", at_once=True)
