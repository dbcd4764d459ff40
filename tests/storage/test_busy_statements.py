"""What runs for every question finds its rows by an index: it takes as long among a million rows as among ten."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage.actions.conversations import get_state
from storage.actions.inbox import Arrival, write_down
from storage.actions.questions import AnsweredQuestion, record_answer
from storage.engine import make_engine
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock


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


async def test_no_statement_of_a_question_reads_a_whole_table(
    uow: Database, clock: FixedClock, database_url: str, lan: Address, statements: list[tuple[str, Any]]
) -> None:
    await write_down(uow, clock, arrivals=[Arrival("web", "1", "7", {})], handled=[1])
    await get_state(uow, clock, channel="web", conversation="7")
    question = AnsweredQuestion("lý lịch tư pháp ở đâu", "answered")
    await record_answer(uow, clock, citizen=lan, conversation="7", update_key="web:1", question=question, context={})

    engine = make_engine(database_url)
    ran = [(s, v) for s, v in statements if not s.startswith("PRAGMA")]
    async with engine.connect() as connection:
        for statement, values in ran:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(values))
            assert not [step for *_, step in plan if step.startswith("SCAN")], statement
    await engine.dispose()

    assert len(ran) == 7
