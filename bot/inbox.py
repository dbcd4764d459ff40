"""The inbox: an update is written down, then confirmed, then handled in its conversation's order."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from bot.channels.base import Payload, Receive
from bot.cleaning import clean_update
from bot.scheduler.ticker import Ticker
from storage.actions.inbox import Arrival, Waiting, expire_unhandled, list_unhandled, write_down
from storage.clock import Clock
from storage.rules.retention import UPDATE_EXPIRES_AFTER
from storage.unit_of_work import OpenWork

Key = tuple[str, str]
"""Channel and conversation."""

Answer = Callable[[Waiting], Awaitable[None]]
"""Answers one update; never raises but for cancellation."""

log = structlog.get_logger()


class Inbox:
    """One worker a conversation takes the oldest update; what it leaves waits for the next start."""

    def __init__(
        self,
        uow: OpenWork,
        clock: Clock,
        ticker: Ticker,
        *,
        channels: Sequence[str],
        answer: Answer,
        too_late: Answer,
    ) -> None:
        self._uow = uow
        self._clock = clock
        self._ticker = ticker
        self._channels = tuple(channels)
        self._answer = answer
        self._too_late = too_late
        self._ledger = _Ledger(uow, clock, ticker)
        self._waiting: dict[Key, deque[Waiting]] = {}
        self._workers: dict[Key, asyncio.Task[object]] = {}
        self._taken: set[int] = set()
        self._marked: set[int] = set()
        self._unmarked: set[int] = set()

    def receiver(self, channel: str) -> Receive:
        """What a channel calls with each update; returns once the row is committed, or was there before."""

        async def receive(update_id: str, conversation: str, payload: Payload) -> None:
            arrival = Arrival(channel, update_id, conversation, clean_update(payload))
            update = await self._ledger.arrived(arrival)
            if update is None:
                log.info("update_repeated", channel=channel)
            else:
                self._take(update)

        return receive

    async def resume(self) -> None:
        """Take up what an earlier run left; what waited over 10 minutes is emptied and gets an apology."""
        # A mark made from here on may be younger than what is read below: its update stays taken until the next round.
        self._taken -= self._marked
        self._marked.clear()
        for answered in tuple(self._unmarked):
            self._mark(answered)
        await expire_unhandled(self._uow, self._clock)
        for channel in self._channels:
            for update in await list_unhandled(self._uow, self._clock, channel=channel):
                self._take(update)

    async def settled(self) -> None:
        """Return when every update received so far is handled, and marked so."""
        while self._workers:
            await asyncio.wait(self._workers.values())
        await self._ledger.settled()

    def _take(self, update: Waiting) -> None:
        if update.id in self._taken:
            return  # the row is still there, but somebody is at it
        self._taken.add(update.id)
        key = (update.channel, update.conversation)
        self._waiting.setdefault(key, deque()).append(update)
        if key not in self._workers:
            self._workers[key] = self._ticker.start(self._work(key), name=f"inbox {key[0]}")

    async def _work(self, key: Key) -> None:
        waiting = self._waiting[key]
        apologised = False
        try:
            while waiting:
                update = waiting.popleft()
                if not self._expired(update):
                    await self._answer(update)
                elif not apologised:
                    apologised = True
                    await self._too_late(update)
                self._mark(update.id)
        finally:
            del self._workers[key], self._waiting[key]

    def _mark(self, update: int) -> None:
        """Have the mark written; the next update need not wait for it."""

        def written(mark: asyncio.Future[None]) -> None:
            if mark.cancelled() or mark.exception() is None:
                self._marked.add(update)
                return
            # It was answered, so it stays taken: only the mark is made again.
            self._unmarked.add(update)
            log.error("update_not_marked", update=update)

        self._unmarked.discard(update)
        self._ledger.handled(update).add_done_callback(written)

    def _expired(self, update: Waiting) -> bool:
        return update.payload is None or update.received_at < self._clock.now() - UPDATE_EXPIRES_AFTER


class _Ledger:
    """Writes arrivals and marks in groups: what comes while one commit runs shares the next."""

    def __init__(self, uow: OpenWork, clock: Clock, ticker: Ticker) -> None:
        self._uow = uow
        self._clock = clock
        self._ticker = ticker
        self._arrivals: list[tuple[Arrival, asyncio.Future[Waiting | None]]] = []
        self._handled: list[tuple[int, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[object] | None = None

    async def arrived(self, arrival: Arrival) -> Waiting | None:
        """Return once the row is committed: what waits now, None when it was there before."""
        written: asyncio.Future[Waiting | None] = asyncio.get_running_loop().create_future()
        self._arrivals.append((arrival, written))
        self._write()
        return await written

    def handled(self, update: int) -> asyncio.Future[None]:
        """Put a mark on the list; the future is done once it is committed."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._handled.append((update, written))
        self._write()
        return written

    async def settled(self) -> None:
        """Return when nothing is left to write."""
        while self._writing is not None:
            await asyncio.wait([self._writing])

    def _write(self) -> None:
        if self._writing is None:
            self._writing = self._ticker.start(self._write_all(), name="inbox ledger")

    async def _write_all(self) -> None:
        try:
            while self._arrivals or self._handled:
                arrivals, self._arrivals = self._arrivals, []
                handled, self._handled = self._handled, []
                await self._write_group(arrivals, handled)
        finally:
            self._writing = None

    async def _write_group(
        self,
        arrivals: list[tuple[Arrival, asyncio.Future[Waiting | None]]],
        handled: list[tuple[int, asyncio.Future[None]]],
    ) -> None:
        try:
            written = await write_down(
                self._uow,
                self._clock,
                arrivals=[arrival for arrival, _ in arrivals],
                handled=[update for update, _ in handled],
            )
        except Exception as error:  # each who waits hears of it: a channel keeps its update, a mark is made later
            waiters: list[asyncio.Future[Any]] = [*(w for _, w in arrivals), *(w for _, w in handled)]
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_exception(error)
            return
        for (_, arrival_written), waiting in zip(arrivals, written, strict=True):
            if not arrival_written.done():
                arrival_written.set_result(waiting)
        for _, mark_written in handled:
            if not mark_written.done():
                mark_written.set_result(None)
