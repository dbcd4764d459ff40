"""The ticker keeps, logs and cancels."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import LogCapture

from bot.scheduler.ticker import Ticker


@pytest.fixture
async def ticker() -> AsyncIterator[Ticker]:
    ticker = Ticker()
    yield ticker
    await ticker.close()


async def test_a_failure_is_logged_and_reaches_nobody(ticker: Ticker, events: LogCapture) -> None:
    async def fails() -> None:
        raise ZeroDivisionError

    await ticker.start(fails(), name="broken")

    assert [(e["event"], e["task"]) for e in events.entries] == [("task_failed", "broken")]


async def test_closing_cancels_what_runs(ticker: Ticker) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def waits() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    ticker.start(waits(), name="endless")
    await begun.wait()
    await ticker.close()

    assert ended.is_set()


async def test_a_job_may_run_at_once_and_again(ticker: Ticker) -> None:
    ran: asyncio.Queue[None] = asyncio.Queue()

    async def job() -> None:
        ran.put_nowait(None)

    ticker.every(1, job, name="job", at_once=True)

    async with asyncio.timeout(5):
        await ran.get()
        await ran.get()


async def test_closing_lets_a_job_of_the_timetable_end_that_has_begun(ticker: Ticker) -> None:
    begun, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        await may_end.wait()
        ended.set()

    ticker.every(1, job, name="job")
    await begun.wait()
    async with asyncio.TaskGroup() as group:
        group.create_task(ticker.close())
        asyncio.get_running_loop().call_soon(may_end.set)

    assert ended.is_set()
