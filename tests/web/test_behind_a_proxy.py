"""The proxy of the runbook, run on loopback: its text is what is executed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.webchat.throttle import Rate, Rates
from tests.web.conftest import OpenSite
from tests.web.site import Visitor, words

pytestmark = pytest.mark.asyncio(loop_scope="session")

RUNBOOK = Path(__file__).parents[2] / "docs" / "runbooks" / "on-the-internet.md"


@asynccontextmanager
async def proxy_to(port: int) -> AsyncIterator[str]:
    """The runbook's proxy in front of a port; its address."""
    example: dict[str, Any] = {}
    exec(RUNBOOK.read_text("utf-8").split("```python\n")[1].split("```")[0], example)
    start: Callable[[int, int], Awaitable[asyncio.Server]] = example["start_proxy"]
    server = await start(0, port)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


class Person(Visitor):
    """Somebody who comes to the proxy from an address of their own, and lies about it."""

    def __init__(self, url: str, address: str) -> None:
        super().__init__(url, {"X-Forwarded-For": "203.0.113.99", "X-Forwarded-Proto": "http"})
        self.pages = httpx.AsyncClient(
            base_url=url,
            headers=self.headers,
            trust_env=False,
            transport=httpx.AsyncHTTPTransport(local_address=address),
        )

    async def take_cookie(self) -> str:
        """Open the page; a jar would not send a secure cookie back over loopback's plain http."""
        cookie = (await self.pages.get("/")).headers["set-cookie"]
        self.pages.headers["Cookie"] = cookie.partition(";")[0]
        return str(cookie)


async def test_behind_the_proxy_a_question_is_answered_and_the_cookie_is_secure(open_site: OpenSite) -> None:
    async with (
        open_site(public_url="https://hoi.example.vn") as site,
        proxy_to(site.channel.port) as url,
        Person(url, "127.0.0.2") as lan,
    ):
        cookie = await lan.take_cookie()
        key = cookie.partition(";")[0]
        async with lan.window(origin="https://hoi.example.vn", cookie=key) as window:
            answer = await window.ask("làm lý lịch tư pháp bao nhiêu tiền")

    assert cookie.startswith("__Host-tungngo=s.")
    assert {"Secure", "HttpOnly", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "200.000 đồng" in words(answer)


async def test_behind_the_proxy_limits_count_who_really_comes(open_site: OpenSite) -> None:
    few = Rates(pages_of_client=Rate(1, 3))
    async with (
        open_site(rates=few, public_url="https://hoi.example.vn") as site,
        proxy_to(site.channel.port) as url,
        Person(url, "127.0.0.2") as khoa,
        Person(url, "127.0.0.3") as lan,
    ):
        storm = [(await khoa.pages.get("/")).status_code for _ in range(4)]
        other = (await lan.pages.get("/")).status_code

    assert (storm, other) == ([200, 200, 200, 429], 200)
