"""The ticker keeps, logs and cancels."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import datetime, tzinfo

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


async def test_a_clock_put_back_an_hour_holds_no_job_up(monkeypatch: pytest.MonkeyPatch, events: LogCapture) -> None:
    wrong_by = 0

    class WrongClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "datetime":  # type: ignore[override]
            return datetime.fromtimestamp(time.time() + wrong_by, tz)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", WrongClock)
    monkeypatch.setattr("bot.scheduler.ticker.CLOCK_LOOKED_AT_SECONDS", 0.05)
    ticker, ran = Ticker(lambda: time.time() + wrong_by), asyncio.Queue[None]()

    async def job() -> None:
        ran.put_nowait(None)

    ticker.every(1, job, name="job")
    async with asyncio.timeout(10):
        await ran.get()
        wrong_by = -3600
        await ran.get()
        await ran.get()
    await ticker.close()

    assert [(e["event"], e["seconds"]) for e in events.entries] == [("clock_changed", -3600)]
