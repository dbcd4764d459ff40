"""A running web chat for each test, and one Chromium for all that need it.

Without Chromium those tests are skipped, and the last lines of the run name what was left out.
"""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bot.channels.webchat.throttle import Rates
from bot.core import Core
from bot.settings import Settings
from knowledge.answering import Answerer
from knowledge.reading.places import Places
from storage.engine import make_engine
from storage.unit_of_work import Database
from tests.driver import FixedClock
from tests.web.site import Site, running_site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDED = "the web chat in a browser: needs Chromium (Debian package chromium)"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenSite = Callable[..., AbstractAsyncContextManager[Site]]
OpenPage = Callable[..., Any]


@pytest.fixture
def open_site(answerer: Answerer, places: Places, empty_database: Path, tmp_path: Path) -> OpenSite:
    """Runs a web chat while a block runs; what it keeps is kept for the next run in the same test."""
    database_path = shutil.copy(empty_database, tmp_path / "web.db")
    url = f"sqlite+aiosqlite:///{database_path}"

    @asynccontextmanager
    async def run(
        clock: FixedClock | None = None,
        *,
        moved_to: date | None = None,
        rates: Rates | None = None,
        **values: Any,
    ) -> AsyncIterator[Site]:
        clock = clock or FixedClock()
        settings = {"web_port": 0, "trusted_proxies": ("127.0.0.1",), "data_folder": tmp_path, **values}
        database = Database(make_engine(url))
        core = Core(
            settings=Settings(_env_file=None, database_url=url, **settings),
            clock=clock,
            database=database,
            answerer=answerer,
            places=places,
            secret_key="only for tests",
            moved_to=moved_to,
        )
        try:
            async with running_site(core, clock, rates=rates) as site:
                yield site
        finally:
            await database.close()

    return run


@pytest_asyncio.fixture(loop_scope="session")
async def site(open_site: OpenSite) -> AsyncIterator[Site]:
    """A web chat with the real content, on Tuesday 24 November 2026."""
    async with open_site() as site:
        yield site


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The machine's own Chromium."""
    if CHROMIUM is None:
        pytest.skip(NEEDED)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(chromium: Browser) -> AsyncIterator[OpenPage]:
    """Opens a page in a browser of its own; at the end nothing may have failed, leaked or been refused."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    async def open_page(site: Site, *, script: str | None = None, **options: Any) -> Page:
        context = await chromium.new_context(
            locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport={"width": 360, "height": 740}, **options
        )
        contexts.append(context)
        if script:
            await context.add_init_script(script)
        page = await context.new_page()
        page.on("pageerror", lambda error: trouble.append(f"script: {error}"))
        page.on("requestfailed", lambda request: trouble.append(f"failed: {request.url} {request.failure}"))
        page.on("request", lambda request: _stays_here(request.url, site, trouble))
        page.on("console", lambda message: _is_quiet(message, trouble))
        await page.goto(site.url)
        await page.wait_for_selector("article[data-id]")
        return page

    yield open_page
    for context in contexts:
        await context.close()
    assert not trouble


def _stays_here(url: str, site: Site, trouble: list[str]) -> None:
    if not url.startswith((site.url, "blob:", "data:")):
        trouble.append(f"off-site: {url}")


def _is_quiet(message: Any, trouble: list[str]) -> None:
    # A line cut on purpose is told by the browser itself; everything else is ours.
    if message.type in ("error", "warning") and "WebSocket connection" not in message.text:
        trouble.append(f"console: {message.text}")
