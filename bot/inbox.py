"""The inbox: an update is written down, then confirmed, then handled in its conversation's order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.channels.base import Payload, Receive
from bot.cleaning import clean_update
from bot.scheduler.ticker import Ticker
from storage.actions.inbox import (
    Waiting,
    expire_unhandled,
    list_unhandled,
    mark_handled,
    next_update,
    record_update,
)
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
        self._channels = tuple(channels)
        self._uow = uow
        self._clock = clock
        self._ticker = ticker
        self._answer = answer
        self._too_late = too_late
        self._workers: dict[Key, asyncio.Task[object]] = {}
        self._news: set[Key] = set()
        self._marks = _Marks(uow, clock, ticker)

    def receiver(self, channel: str) -> Receive:
        """What a channel calls with each update; returns once the row is committed, or was there before."""

        async def receive(update_id: str, conversation: str, payload: Payload) -> None:
            first = await record_update(
                self._uow,
                self._clock,
                channel=channel,
                update_id=update_id,
                conversation=conversation,
                payload=clean_update(payload),
            )
            if first:
                self._wake((channel, conversation))
            else:
                log.info("update_repeated", channel=channel)

        return receive

    async def resume(self) -> None:
        """Take up what an earlier run left; what waited over 10 minutes is emptied and gets an apology."""
        await expire_unhandled(self._uow, self._clock)
        for channel in self._channels:
            for update in await list_unhandled(self._uow, self._clock, channel=channel):
                self._wake((channel, update.conversation))

    async def settled(self) -> None:
        """Return when every update received so far is handled."""
        while self._workers:
            await asyncio.wait(self._workers.values())

    def _wake(self, key: Key) -> None:
        self._news.add(key)
        if key not in self._workers:
            self._workers[key] = self._ticker.start(self._work(key), name=f"inbox {key[0]}")

    async def _work(self, key: Key) -> None:
        channel, conversation = key
        apologised = False
        try:
            while True:
                self._news.discard(key)
                update = await next_update(self._uow, self._clock, channel=channel, conversation=conversation)
                if update is None and key not in self._news:
                    return
                if update is None:
                    continue
                if self._expired(update):
                    if not apologised:
                        await self._too_late(update)
                    apologised = True
                else:
                    await self._answer(update)
                await self._marks.add(update.id)
        finally:
            del self._workers[key]

    def _expired(self, update: Waiting) -> bool:
        return update.payload is None or update.received_at < self._clock.now() - UPDATE_EXPIRES_AFTER


class _Marks:
    """Handled marks, committed in groups: those that come while one commit runs share the next."""

    def __init__(self, uow: OpenWork, clock: Clock, ticker: Ticker) -> None:
        self._uow = uow
        self._clock = clock
        self._ticker = ticker
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []
        self._committing = False

    async def add(self, update: int) -> None:
        """Return once the mark is committed; raises what committing raised."""
        marked: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, marked))
        if not self._committing:
            self._committing = True
            self._ticker.start(self._commit(), name="inbox marks")
        await marked

    async def _commit(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting, []
                await self._commit_group(group)
        finally:
            self._committing = False

    async def _commit_group(self, group: list[tuple[int, asyncio.Future[None]]]) -> None:
        try:
            await mark_handled(self._uow, self._clock, ids=[update for update, _ in group])
        finally:
            # Whoever waits goes on: after a failure the row is still there, and taken up again later.
            for _, marked in group:
                if not marked.done():
                    marked.set_result(None)
