"""What a sender asks of the database for each delivery: found by an index however long the queue, alike on both."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.dialects import postgresql

from storage.actions.deliveries import (
    is_due,
    note_return,
    plan_deliveries,
    record_outcome,
    start_sending,
)
from storage.engine import make_engine
from storage.repositories.deliveries import _claim
from storage.rules.deliveries import DeliveryState, Outcome
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock
from tests.storage.people import WORKER, broadcast, citizens, claims


@pytest.fixture
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Statements and their values as the database gets them."""
    seen: list[tuple[str, Any]] = []

    def note(*arguments: Any) -> None:
        statement, values = arguments[2:4]
        seen.append((statement, values[0] if isinstance(values, list) else values))

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


async def test_no_statement_of_a_delivery_reads_the_whole_queue(
    uow: Database, clock: FixedClock, database_url: str, statements: list[tuple[str, Any]]
) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 12))
    statements.clear()
    await is_due(uow, clock, channel="telegram")
    due, *_ = (await claims(uow, clock)).due
    await start_sending(uow, clock, worker=WORKER, delivery=due.id)
    outcome = Outcome(DeliveryState.BLOCKED)
    await record_outcome(uow, clock, worker=WORKER, delivery=due.id, outcome=outcome)
    await note_return(uow, clock, citizen=due.address)
    ran = [(s, v) for s, v in statements if not s.startswith("PRAGMA")]

    engine = make_engine(database_url)
    async with engine.connect() as connection:
        for statement, values in ran:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(values))
            for *_, step in plan:
                assert not step.startswith("SCAN") or step == "SCAN CONSTANT ROW", statement
                if "leased_until <= " not in statement:  # only the wire is looked through by its state
                    assert "ix_delivery_claim (state=?)" not in step, statement
                if statement.startswith("UPDATE") and "rank" in statement:
                    assert "TEMP B-TREE" not in step, "the order of claims is the order of the index"
    await engine.dispose()

    assert len(ran) >= 9


def test_on_postgresql_a_claim_skips_what_another_worker_is_claiming() -> None:
    spelled = str(_claim().compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]

    assert "FOR UPDATE SKIP LOCKED" in spelled
    assert "RETURNING delivery.id" in spelled
