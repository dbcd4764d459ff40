"""The one parent of detached tasks: it keeps them, logs what goes wrong and cancels them at the end."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

PATIENCE_SECONDS: Final = 5
"""How long a job that has begun may take to end in good order."""

CLOCK_LOOKED_AT_SECONDS: Final = 5.0
"""How often it is looked whether somebody put the machine's clock forward or back."""

CLOCK_SLACK_SECONDS: Final = 1.0
"""How far it may be corrected between two looks without anybody taking notice."""

Job = Callable[[], Awaitable[object]]


class Ticker:
    """Owns every detached task of the process. Use inside a running event loop; `close` when done.

    `wall`: what the machine's clock shows, in seconds since 1970.
    """

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self._tasks: set[asyncio.Task[Any]] = set()
        self._jobs: set[asyncio.Task[Any]] = set()
        self._scheduler: AsyncIOScheduler | None = None
        self._log = structlog.get_logger()

    def start(self, work: Coroutine[Any, Any, object], *, name: str) -> asyncio.Task[Any]:
        """Run `work` beside everything else. A failure is one log event; it never reaches the caller."""
        task = asyncio.create_task(self._watched(work, name), name=name)  # noqa: TID251 - the owner of tasks
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _watched(self, work: Coroutine[Any, Any, object], name: str) -> None:
        try:
            await work
        except Exception:  # the outermost edge of a detached task: nobody awaits it
            self._log.exception("task_failed", task=name)

    def every(self, seconds: float, job: Job, *, name: str, at_once: bool = False) -> None:
        """Run `job` every so many seconds, never twice at a time; `at_once`: the first time right now."""
        if at_once:
            self._start_job(job, name)
        self._timetable().add_job(
            self._tick,
            IntervalTrigger(seconds=max(1, round(seconds)), timezone="UTC"),
            args=(job, name),
            id=name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,  # a late tick is late, never dropped
        )

    async def _tick(self, job: Job, name: str) -> None:
        await self._start_job(job, name)

    def _start_job(self, job: Job, name: str) -> asyncio.Task[Any]:
        task = self.start(_run(job), name=name)
        self._jobs.add(task)
        task.add_done_callback(self._jobs.discard)
        return task

    def _timetable(self) -> AsyncIOScheduler:
        if self._scheduler is None:
            self._scheduler = AsyncIOScheduler(timezone="UTC")
            self._scheduler.start()
            self.start(self._keep_time(self._scheduler), name="clock")
        return self._scheduler

    async def _keep_time(self, timetable: AsyncIOScheduler) -> None:
        """Begin anew where the clock was changed: put back, the timetable would sleep until it has caught up."""
        ahead = self._wall() - time.monotonic()
        while True:
            await asyncio.sleep(CLOCK_LOOKED_AT_SECONDS)
            before, ahead = ahead, self._wall() - time.monotonic()
            if abs(ahead - before) > CLOCK_SLACK_SECONDS:
                self._log.warning("clock_changed", seconds=round(ahead - before))
                for job in timetable.get_jobs():
                    job.modify(next_run_time=datetime.fromtimestamp(self._wall(), UTC))

    async def close(self) -> None:
        """Stop the timetable, let jobs end, cancel what still runs and wait until it is gone."""
        if self._scheduler is not None:
            self._scheduler.pause()  # shut down at once, it would cancel what has begun
        if self._jobs:
            await asyncio.wait(self._jobs, timeout=PATIENCE_SECONDS)
            await asyncio.sleep(0)  # whoever waited for them hears that they ended
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
        running = [task for task in self._tasks if not task.done()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def _run(job: Job) -> None:
    await job()
