"""A web chat that really serves on loopback, and a browser without a screen: cookies, pages, a socket."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bot.assembly import serve
from bot.channels.webchat.channel import WebChannel
from bot.channels.webchat.throttle import Rates
from bot.core import Core
from bot.links import read_address
from tests.driver import FixedClock

PATIENCE_SECONDS = 10
Frame = dict[str, Any]
_clients = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Site:
    """A running web chat. `url`: its address, without a closing slash."""

    url: str
    core: Core
    clock: FixedClock
    channel: WebChannel

    def visitor(self, *, address: str | None = None, **headers: str) -> "Visitor":
        """Somebody with a browser of their own, coming through the proxy from an address of their own."""
        number = next(_clients)
        client = address or f"203.0.{number // 250}.{number % 250 + 1}"
        return Visitor(self.url, {"X-Forwarded-For": client, **headers})


@asynccontextmanager
async def running_site(core: Core, clock: FixedClock, *, rates: Rates | None = None) -> AsyncIterator[Site]:
    """Serve while the block runs."""
    channel = WebChannel(
        core.settings,
        uow=core.database,
        clock=core.clock,
        phrases=core.phrases,
        secret=core.secret_key.encode(),
        moved_to=core.moved_to,
        read_link=partial(read_address, core),
        rates=rates,
        strict=True,
        metrics=core.metrics,
    )
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(serve(core, [channel]))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await channel.listening.wait()
            yield Site(f"http://127.0.0.1:{channel.port}", core, clock, channel)
        finally:
            serving.cancel()


class Visitor:
    """A browser: one cookie jar, pages, windows of the chat."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self.url = url
        self.headers = headers
        self.pages = httpx.AsyncClient(base_url=url, headers=headers, trust_env=False)

    async def __aenter__(self) -> Self:
        await self.pages.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.pages.__aexit__(kind, error, trace)

    async def post(self, path: str, *, origin: str | None = None, **options: Any) -> httpx.Response:
        """Send something as a page of the site itself would."""
        headers = {"Origin": origin or self.url, **options.pop("headers", {})}
        return await self.pages.post(path, headers=headers, **options)

    def window(self, *, origin: str | None = None, cookie: str | None = None) -> "Window":
        """A window of the chat; open the page first, which brings the cookie."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.pages.cookies.items())
        headers = {**self.headers, "Cookie": cookies if cookie is None else cookie}
        return Window(self.url.replace("http", "ws", 1) + "/ws", origin or self.url, headers)

    async def open(self) -> "Window":
        """Open the page, then its window."""
        (await self.pages.get("/")).raise_for_status()
        return self.window()


@dataclass
class Window:
    """A socket of the chat. `seen`: every frame so far."""

    address: str
    origin: str
    headers: dict[str, str]
    seen: list[Frame] = field(default_factory=list)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def __aenter__(self) -> Self:
        self.socket: ClientConnection = await connect(
            self.address, origin=self.origin, additional_headers=self.headers, proxy=None
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.socket.close()

    async def send(self, kind: str, *, client: str | None = None, **fields: Any) -> str:
        """Send a frame; returns the id under which the browser knows it."""
        client = client or f"window-{id(self)}-{next(self._ids)}"
        await self.socket.send(json.dumps({"kind": kind, "client": client, **fields}))
        return client

    async def hear(self, kind: str, **wanted: Any) -> Frame:
        """The next frame of a kind with these fields; what comes before it is only noted in `seen`."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                frame: Frame = json.loads(await self.socket.recv())
                self.seen.append(frame)
                if frame["kind"] == kind and wanted.items() <= frame.items():
                    return frame

    async def answer(self) -> Frame:
        """The assistant's next bubble, new or edited."""
        while True:
            async with asyncio.timeout(PATIENCE_SECONDS):
                frame: Frame = json.loads(await self.socket.recv())
            self.seen.append(frame)
            if frame["kind"] in ("bubble", "edit") and not frame["bubble"]["mine"]:
                bubble: Frame = frame["bubble"]
                return bubble

    async def ask(self, text: str) -> Frame:
        """Say something; returns the answer's bubble."""
        await self.send("say", text=text)
        return await self.answer()

    async def tap(self, bubble: Frame, label: str) -> Frame:
        """Tap a button of a bubble; returns the bubble that comes of it."""
        await self.send("tap", message=bubble["id"], data=button(bubble, label)["data"], label=label)
        return await self.answer()

    async def closed_with(self) -> int:
        """Wait until the server hangs up; returns its code."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    self.seen.append(json.loads(await self.socket.recv()))
        except ConnectionClosed:
            assert self.socket.close_code is not None
            return self.socket.close_code


def button(bubble: Frame, label: str) -> Frame:
    """The button of a bubble with this label."""
    return next(each for row in bubble["rows"] for each in row if each["label"] == label)


def words(bubble: Frame) -> str:
    """A bubble's text as a person reads it, a line each."""
    return "\n".join(
        "".join(part if isinstance(part, str) else part["text"] for part in line)
        for block in bubble["blocks"]
        for line in block["lines"]
    )
