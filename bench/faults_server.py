"""A Bot API server under our control, in a process of its own: it misbehaves on purpose and remembers what it took.

`python -m bench.faults_server LIMIT [no-hangs]` prints its port. What becomes of a delivery follows from its chat and
its origin alone, so that two runs meet the same faults. It enforces LIMIT messages a second, and counts who passes it.
"""

import asyncio
import random
import sys
import time
from collections import Counter, deque
from math import ceil
from typing import Any
from zlib import crc32

from aiohttp import web

SHARES = {"refused": 100, "server_error": 100, "reset": 50, "hang": 15, "slow": 300}
"""Of ten thousand deliveries, how many meet which fault."""

BLOCKED_SHARE = 100
"""Of ten thousand chats, how many have blocked the bot."""

HANG_SECONDS = 22.0
GRACE_SECONDS = 0.3
"""How long after the first 429 one that was on its way may still arrive."""

ME = {"id": 123456789, "is_bot": True, "first_name": "Từng Ngõ", "username": "tungngo_bot"}


def is_delivery(text: str) -> bool:
    """Whether a message is one of the run's deliveries; else it answers somebody."""
    return text.startswith(("broadcast:", "reminder:"))


def fate_of(chat: int, origin: str) -> str:
    """Which fault a delivery meets; "fine" for most."""
    if crc32(f"chat {chat}".encode()) % 10_000 < BLOCKED_SHARE:
        return "blocked"
    number = crc32(f"{origin} {chat}".encode()) % 10_000
    for name, share in SHARES.items():
        if number < share:
            return name
        number -= share
    return "fine"


class Server:
    """What the server knows. `accepted`: every message it took, in order."""

    def __init__(self, limit: int, *, hangs: bool) -> None:
        self._limit = limit
        self._hangs = hangs
        self._window: deque[float] = deque()
        self._held_until = self._told_at = 0.0
        self._updates: list[dict[str, Any]] = []
        self._given: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self._random = random.Random(7)
        self.accepted: list[dict[str, Any]] = []
        self.open = 0
        self.counts: Counter[str] = Counter()

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Any method of the Bot API."""
        method = request.match_info["method"]
        form = await request.post() if request.method == "POST" else request.query
        if method == "sendMessage":
            return await self._send(request, int(str(form["chat_id"])), str(form["text"]))
        if method == "getUpdates":
            return await self._poll(int(str(form.get("offset") or 0)))
        return _ok(ME if method == "getMe" else True)

    async def _send(self, request: web.Request, chat: int, text: str) -> web.StreamResponse:
        now = time.monotonic()
        self.counts["sends"] += 1
        if self._held_until > now:
            self._told_at = self._told_at or now
            self.counts["429 ignored"] += now > self._told_at + GRACE_SECONDS
            self.counts["429 injected"] += 1
            return _refusal(429, "Too Many Requests", retry_after=ceil(self._held_until - now))
        while self._window and self._window[0] <= now - 1:
            self._window.popleft()
        if len(self._window) >= self._limit:
            self.counts["429 ours"] += 1
            return _refusal(429, "Too Many Requests", retry_after=1)
        self._window.append(now)
        delivery = is_delivery(text)
        if delivery:
            self.open += 1
        try:
            return await self._fated(request, chat, text, fate_of(chat, text.split()[0]) if delivery else "fine")
        finally:
            if delivery:
                self.open -= 1
                self.counts["cut"] += request.transport is None or request.transport.is_closing()

    async def _fated(self, request: web.Request, chat: int, text: str, fate: str) -> web.StreamResponse:
        first = crc32(text.encode()) + chat & 1  # taken before the answer is made, or after
        if fate == "hang" and not self._hangs:
            fate = "slow"
        self.counts[fate] += 1
        if fate == "blocked":
            await asyncio.sleep(0.02)
            return _refusal(403, "Forbidden: bot was blocked by the user")
        if fate == "refused":
            await asyncio.sleep(0.02)
            return _refusal(400, "Bad Request: chat not found")
        number = self._take(chat, text) if first else 0
        seconds = {"hang": HANG_SECONDS, "slow": 1 + 2 * self._random.random()}.get(fate)
        await asyncio.sleep(seconds or 0.02 + 0.06 * self._random.random())
        if fate == "server_error":
            return _refusal(500 + 2 * (chat % 2), "Internal Server Error")
        if fate in ("reset", "hang"):
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        number = number or self._take(chat, text)
        return _ok(
            {"message_id": number, "date": int(time.time()), "chat": {"id": chat, "type": "private"}, "text": text}
        )

    def _take(self, chat: int, text: str) -> int:
        self.accepted.append({"chat": chat, "text": text[:60], "at": time.time()})
        return len(self.accepted)

    async def _poll(self, offset: int) -> web.StreamResponse:
        """Waiting updates in a wrong order, and now and then one that was given before."""
        self.counts["polls"] += 1
        self._given += [u for u in self._updates if u["update_id"] < offset]
        self._updates = [u for u in self._updates if u["update_id"] >= offset]
        if not self._updates:
            self._news.clear()
            try:
                async with asyncio.timeout(2):
                    await self._news.wait()
            except TimeoutError:
                return _ok([])
        batch = list(self._updates[:20])
        if self._given and self._random.random() < 0.5:
            batch.append(self._random.choice(self._given))
            self.counts["updates repeated"] += 1
        shuffled = self._random.sample(batch, len(batch))
        self.counts["batches out of order"] += shuffled != sorted(shuffled, key=lambda u: int(u["update_id"]))
        return _ok(shuffled)

    async def say(self, request: web.Request) -> web.Response:
        """People write to the bot: {"chats": […], "text": …}."""
        said = await request.json()
        for chat in said["chats"]:
            number = len(self._updates) + len(self._given) + 1
            who = {"id": chat, "is_bot": False, "first_name": "Lan"}
            message = {
                "message_id": number,
                "date": int(time.time()),
                "chat": {"id": chat, "type": "private"},
                "from": who,
                "text": said["text"],
            }
            self.counts["updates"] += 1
            self._updates.append({"update_id": self.counts["updates"], "message": message})
        self._news.set()
        return web.json_response({})

    async def throttle(self, request: web.Request) -> web.Response:
        """From now on everything is answered 429, for so many seconds."""
        self._held_until, self._told_at = time.monotonic() + (await request.json())["seconds"], 0.0
        return web.json_response({})

    async def state(self, request: web.Request) -> web.Response:
        """How many sends are open, what was counted, and what was taken since the `after`th message."""
        after = int(request.query.get("after", 0))
        return web.json_response({"open": self.open, "counts": self.counts, "accepted": self.accepted[after:]})


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refusal(code: int, why: str, **parameters: int) -> web.Response:
    return web.json_response(
        {"ok": False, "error_code": code, "description": why, "parameters": parameters}, status=code
    )


async def main() -> None:
    """Serve until standard input closes, as it does when whoever started it ends."""
    server = Server(int(sys.argv[1]), hangs="no-hangs" not in sys.argv)
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", server.call)
    app.router.add_post("/control/say", server.say)
    app.router.add_post("/control/throttle", server.throttle)
    app.router.add_get("/control/state", server.state)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
