"""Each start writes down the words it tells, so that who was told others can be found later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.clock import Clock
from storage.repositories.fact_versions import FactSpan, ToldFact
from storage.unit_of_work import OpenWork

__all__ = ["FactSpan", "FactsSeen", "ToldFact", "list_facts_told_at", "list_versions", "record_facts"]


@dataclass(frozen=True, slots=True)
class FactsSeen:
    """How many facts are told in new words, how many are told anew or no longer."""

    changed: int = 0
    begun: int = 0
    ended: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.changed + self.begun + self.ended


async def record_facts(
    uow: OpenWork, clock: Clock, *, digest: str, list_facts: Callable[[], Sequence[ToldFact]]
) -> FactsSeen:
    """Write down what this start tells, and only what the one before did not tell.

    `digest` is a hash over all facts: where it is that of what is told, one row is read, nothing is written, and
    `list_facts` is never called.
    """
    async with uow(readonly=True) as work:
        if await work.fact_versions.is_told(digest):
            return FactsSeen()
    now = clock.now()
    async with uow() as work:
        if await work.fact_versions.is_told(digest):  # by a process that started at the same time
            return FactsSeen()
        told = await work.fact_versions.list_told()
        facts = {(f.procedure, f.fact): f for f in list_facts()}
        other = {key for key, f in facts.items() if key in told and told[key] != f.version}
        begun, ended = facts.keys() - told.keys(), told.keys() - facts.keys()
        await work.fact_versions.replace(other | ended, now)
        await work.fact_versions.record([facts[key] for key in sorted(other | begun)], now)
        await work.fact_versions.record_start(digest, now)
        await work.commit()
    return FactsSeen(changed=len(other), begun=len(begun), ended=len(ended))


async def list_facts_told_at(
    uow: OpenWork, *, procedure: str, aspect: str | None, at: datetime
) -> tuple[ToldFact, ...]:
    """The facts of a procedure as they were told at an instant: what an answer of that time was made of."""
    async with uow(readonly=True) as work:
        return await work.fact_versions.list_at(procedure, aspect, at)


async def list_versions(uow: OpenWork, *, procedure: str, fact: str) -> tuple[FactSpan, ...]:
    """Every version of a fact, the oldest first."""
    async with uow(readonly=True) as work:
        return await work.fact_versions.list_of(procedure, fact)
