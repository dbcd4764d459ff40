"""How fast a bot sends: one pace for all of it, smooth, and slower the moment its medium says so.

Slots follow a timetable instead of the last wake-up: sleeping from one message to the next is late by a millisecond
each time, and holds 97 % of 30 a second; a timetable holds what was asked for.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

SLACK: Final = 1.01
"""The timetable is one part in a hundred slower than the limit: a network brings messages closer together."""

_LATE: Final = 0.005
"""Seconds of delay that are made up for; after a longer pause the timetable starts anew, or there would be a burst."""

CHAT_SECONDS: Final = 1.0
GROUP_SECONDS: Final = 60.0
GROUP_MESSAGES: Final = 20

Time = Callable[[], float]
Sleep = Callable[[float], Awaitable[object]]


class Pacing:
    """The pace of one bot: so many deliveries a second, and room kept free for answers to people who talk.

    Answers never wait behind deliveries: where more people talk than room was kept for, deliveries make way.
    `time`, `sleep`: for tests; seconds, as the event loop counts them.
    """

    def __init__(
        self, deliveries_per_second: float, replies_per_second: float = 0, *, time: Time, sleep: Sleep | None = None
    ) -> None:
        self._interval = SLACK / deliveries_per_second
        self._limit = max(1, int(deliveries_per_second + replies_per_second))
        self._time = time
        self._sleep = sleep or self._nap
        self._recent: deque[float] = deque()
        self._next = 0.0
        self._held_until = 0.0
        self._turn = asyncio.Lock()
        self._closed = asyncio.Event()
        self.chats = ChatPace(time)

    async def slot(self) -> bool:
        """Wait until the next delivery may go out; False: no more of them, the process is closing."""
        async with self._turn:
            while not self._closed.is_set():
                now = self._time()
                at = max(self._next, self._held_until, self._room_at(now))
                if at <= now:
                    self._next = max(self._next, now - _LATE) + self._interval
                    self._recent.append(now)
                    return True
                await self._sleep(at - now)
        return False

    async def reply(self) -> None:
        """Wait until an answer may go out: hardly ever, since deliveries leave room."""
        while (at := self._room_at(self._time())) > self._time():
            await self._sleep(at - self._time())
        self._recent.append(self._time())

    def hold(self, seconds: float) -> None:
        """The medium takes nothing for so long, from the whole bot."""
        self._held_until = max(self._held_until, self._time() + seconds)

    def held(self) -> float:
        """For how many seconds nothing may be sent."""
        return max(0.0, self._held_until - self._time())

    def close(self) -> None:
        """Let go of whoever waits for a slot."""
        self._closed.set()

    def _room_at(self, now: float) -> float:
        """When less than the limit was sent in the second before."""
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        return self._recent[-self._limit] + 1 if len(self._recent) >= self._limit else now

    async def _nap(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closed.wait()


class ChatPace:
    """One message a second for each chat, twenty a minute for a group; who was quiet is forgotten."""

    def __init__(self, time: Time) -> None:
        self._time = time
        self._chats: OrderedDict[int, float] = OrderedDict()
        self._groups: OrderedDict[int, deque[float]] = OrderedDict()

    def note(self, chat: int) -> None:
        """A message goes to this chat now."""
        now = self._time()
        self._chats[chat] = now
        self._chats.move_to_end(chat)
        if chat < 0:
            times = self._groups.setdefault(chat, deque(maxlen=GROUP_MESSAGES))
            times.append(now)
            self._groups.move_to_end(chat)
        self._evict(now)

    def wait(self, chat: int) -> float:
        """Seconds until the next message to this chat may go out."""
        now = self._time()
        waits = [0.0]
        if chat in self._chats:
            waits.append(self._chats[chat] + CHAT_SECONDS - now)
        times = self._groups.get(chat)
        if times is not None and len(times) == GROUP_MESSAGES:
            waits.append(times[0] + GROUP_SECONDS - now)
        return max(waits)

    def __len__(self) -> int:
        """How many chats are remembered."""
        return len(self._chats) + len(self._groups)

    def _evict(self, now: float) -> None:
        while self._chats and next(iter(self._chats.values())) <= now - CHAT_SECONDS:
            self._chats.popitem(last=False)
        while self._groups and next(iter(self._groups.values()))[-1] <= now - GROUP_SECONDS:
            self._groups.popitem(last=False)
