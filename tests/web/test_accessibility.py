"""What a screen reader is told, and what axe finds: nothing."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.web.conftest import OpenPage
from tests.web.site import Site
from tests.web.test_browser import VIETNAMESE_VOICE, ask

pytestmark = pytest.mark.asyncio(loop_scope="session")

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


async def violations(page: Page) -> list[str]:
    """Every rule that axe finds broken, with the first place."""
    found = await Axe().run(page, options=RULES)
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_on_the_page_or_in_its_dialogs(site: Site, open_page: OpenPage, scheme: str) -> None:
    page = await open_page(site, color_scheme=scheme, script=VIETNAMESE_VOICE)
    await ask(page, "lam ly lich tu phap tren vneid het bao nhieu tien")
    await expect(page.locator("article:not(.mine)")).to_have_count(2)
    await page.click("#send")
    assert await violations(page) == []
    await page.click("#menu-open")
    assert await violations(page) == []
    for opener, closer in (("#looks-open", "#looks .main"), ("#leave-open", "#leave button[value=stay]")):
        await page.click(opener)
        assert await violations(page) == []
        await page.click(closer)
    await page.goto(f"{site.url}/tam-biet")
    assert await violations(page) == []


async def test_new_bubbles_are_read_out_politely_and_each_has_a_name(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await expect(log).to_have_attribute("aria-busy", "false")
    await ask(page, "cảm ơn")

    await expect(page.get_by_role("article", name="Bạn, 9 giờ 0")).to_have_count(1)
    await expect(page.get_by_role("article", name="Trợ lý, 9 giờ 0")).to_have_count(2)
    assert await page.get_attribute("html", "lang") == "vi"
