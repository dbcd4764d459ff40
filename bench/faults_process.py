"""The process that is killed: the whole assistant on Telegram, forked from one that has loaded everything already.

A start takes four seconds, nearly all of it for loading; fifty kills would take longer to wait for than to measure.
What a kill meets is the same: a process with its own connections, event loop, inbox and sender.
"""

import asyncio
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from multiprocessing.sharedctypes import RawValue
from pathlib import Path
from typing import Any

from bot import assembly, logs
from bot.channels.telegram import TelegramChannel
from bot.clock import RealClock
from bot.core import Core
from bot.settings import Settings
from handlers.letters import Letter
from knowledge.answering import build_answerer
from knowledge.reading.places import Places
from storage.engine import make_engine
from storage.rules.deliveries import DeliveryKind, DueDelivery
from storage.unit_of_work import Database


class SharedClock:
    """The machine's time and an offset that all forked processes see change at once."""

    def __init__(self) -> None:
        self._offset = RawValue("d", 0.0)
        self._real = RealClock()

    def now(self) -> datetime:
        """Aware, in UTC."""
        return self._real.now() + timedelta(seconds=self._offset.value)

    def jump(self, seconds: float) -> None:
        """Everybody's clock is so much later from now on."""
        self._offset.value += seconds

    def real(self, at: datetime) -> float:
        """What the machine's clock shows at that time, in seconds since 1970."""
        return at.timestamp() - self._offset.value


async def compose(due: DueDelivery) -> Letter:
    """A letter that says which delivery it is."""
    return Letter(f"{due.origin} · hướng dẫn của tổ dân phố, số {due.id}")


class Assistant:
    """Everything loaded once; `start` forks a process that serves."""

    def __init__(self, settings: Settings, clock: SharedClock, log: Path) -> None:
        self._settings = settings
        self._clock = clock
        self._log = log
        self._answerer = build_answerer(cache=settings.cache)
        self._places = Places.load()
        assembly.build_composers = lambda _: {DeliveryKind.BROADCAST: compose, DeliveryKind.REMINDER: compose}
        TelegramChannel.__name__  # noqa: B018 - loaded before the fork, not after each
        gc.collect()
        gc.freeze()

    def start(self) -> int:
        """The id of a process that serves until it is killed, or asked to end."""
        return self._fork(self._serve)

    def do(self, job: Callable[[Database], Coroutine[Any, Any, object]]) -> int:
        """The id of a process that does something with the database."""

        async def opened() -> None:
            database = Database(make_engine(self._settings.database_url))
            try:
                await job(database)
            finally:
                await database.close()

        return self._fork(opened)

    async def _serve(self) -> None:
        core = Core(
            settings=self._settings,
            clock=self._clock,
            database=Database(make_engine(self._settings.database_url)),
            answerer=self._answerer,
            places=self._places,
            secret_key="only for this run",
        )
        await assembly.serve(core, [assembly.telegram_channel(core)])
        await core.database.close()

    def _fork(self, job: Callable[[], Coroutine[Any, Any, object]]) -> int:
        sys.stdout.flush()
        if child := os.fork():
            return child
        status = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(log, 2)
            logs.configure("json", "WARNING")
            asyncio.run(job())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)  # not further: what follows is the parent's


def ended(child: int) -> int:
    """Wait for a process; its exit status."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
