"""What each start told: written down once, in spans of time, without anybody in it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from storage.actions.fact_versions import (
    FactsSeen,
    ToldFact,
    list_facts_told_at,
    list_versions,
    record_facts,
)
from storage.engine import make_engine
from storage.unit_of_work import Database, UnitOfWork
from tests.clock import FixedClock

OLD = ToldFact("the", "fee", "v1", "fee", "170.000 đồng.")
NEW = ToldFact("the", "fee", "v2", "fee", "200.000 đồng.")
DAYS = ToldFact("the", "days", "d1", "time", "15 ngày.")


async def starts(uow: Database, clock: FixedClock, digest: str, *facts: ToldFact) -> FactsSeen:
    return await record_facts(uow, clock, digest=digest, list_facts=lambda: facts)


async def test_a_start_writes_down_only_what_the_one_before_did_not_tell(uow: Database, clock: FixedClock) -> None:
    first = await starts(uow, clock, "a", OLD, DAYS)
    clock.goes_on(days=1)
    second = await starts(uow, clock, "b", NEW)

    assert (first.begun, first.changed, first.ended) == (2, 0, 0)
    assert (second.begun, second.changed, second.ended) == (0, 1, 1)
    spans = await list_versions(uow, procedure="the", fact="fee")
    assert [(s.told.version, s.replaced_at) for s in spans] == [("v1", clock.now()), ("v2", None)]


async def test_the_same_content_again_looks_at_no_fact(uow: Database, clock: FixedClock) -> None:
    asked: list[str] = []

    def facts() -> Sequence[ToldFact]:
        asked.append("facts")
        return [OLD]

    await record_facts(uow, clock, digest="a", list_facts=facts)
    clock.goes_on(days=1)
    again = await record_facts(uow, clock, digest="a", list_facts=facts)

    assert again.total == 0
    assert asked == ["facts"]


async def test_the_same_content_again_writes_nothing(database_url: str, clock: FixedClock) -> None:
    class OnlyRead(Database):
        def __call__(self, *, readonly: bool = False) -> UnitOfWork:
            assert readonly
            return super().__call__(readonly=True)

    engine = make_engine(database_url)
    await starts(Database(engine), clock, "a", OLD)

    assert (await starts(OnlyRead(engine), clock, "a", OLD)).total == 0
    await engine.dispose()


async def test_of_two_starts_at_once_one_writes(uow: Database, clock: FixedClock) -> None:
    seen = await asyncio.gather(*(starts(uow, clock, "a", OLD, DAYS) for _ in range(2)))

    assert sorted(s.begun for s in seen) == [0, 2]


async def test_words_that_come_back_are_told_in_a_span_of_their_own(uow: Database, clock: FixedClock) -> None:
    for digest, fact in (("a", OLD), ("b", NEW), ("a", OLD)):
        await starts(uow, clock, digest, fact)
        clock.goes_on(days=1)

    spans = await list_versions(uow, procedure="the", fact="fee")

    assert [s.told.version for s in spans] == ["v1", "v2", "v1"]
    assert [s.replaced_at is None for s in spans] == [False, False, True]


async def test_what_a_kept_question_was_answered_with_can_be_found_by_its_time(
    uow: Database, clock: FixedClock
) -> None:
    """Later notices join the questions of people who agreed (procedure, aspect, asked_at) with these spans."""
    await starts(uow, clock, "a", OLD, DAYS)
    clock.goes_on(hours=1)
    asked_at = clock.now()
    clock.goes_on(days=1)
    await starts(uow, clock, "b", NEW, DAYS)

    then = await list_facts_told_at(uow, procedure="the", aspect="fee", at=asked_at)
    now = await list_facts_told_at(uow, procedure="the", aspect="fee", at=clock.now())

    assert (then, now) == ((OLD,), (NEW,))
    assert await list_facts_told_at(uow, procedure="the", aspect=None, at=asked_at) == (DAYS, OLD)
    assert await list_facts_told_at(uow, procedure="the", aspect="fee", at=asked_at - timedelta(days=1)) == ()
