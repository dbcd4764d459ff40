"""A poster that was scanned with a phone: the web chat opens what it is about, asks for the area, once."""

import pytest
from playwright.async_api import expect

from knowledge.poster_links import PosterOrigin, poster_payload
from tests.web.conftest import OpenPage, OpenSite
from tests.web.site import Site, words

pytestmark = pytest.mark.asyncio(loop_scope="session")

ORIGIN = PosterOrigin("00316", "phieu-ly-lich-tu-phap")


async def test_its_address_offers_the_area_and_opens_the_guide(site: Site) -> None:
    sealed = poster_payload(ORIGIN, secret=site.core.secret_key)
    async with site.visitor() as lan, await lan.open() as window:
        await window.hear("hello")
        await window.send("start", s=sealed)
        offer = await window.answer()
        guide = await window.answer()
        kept = await window.tap(offer, "Có")

    assert "Bạn mở từ tờ dán ở Phường Định Công" in words(offer)
    assert "Phiếu lý lịch tư pháp" in words(guide)
    assert "Mình nhớ rồi: Phường Định Công" in words(kept)


async def test_one_that_was_tampered_with_is_a_plain_start_and_later_nothing(site: Site) -> None:
    sealed = poster_payload(ORIGIN, secret=site.core.secret_key).replace("00316", "00004")
    async with site.visitor() as khoa, await khoa.open() as window:
        await window.hear("hello")
        await window.send("start", s=sealed)
        welcome = words(await window.answer())
        again = await window.send("start", s=sealed)
        await window.hear("taken", client=again)
        async with khoa.window() as other:
            bubbles = (await other.hear("hello"))["bubbles"]

    assert welcome.startswith("Chào bạn. Mình là Từng Ngõ")
    assert len(bubbles) == 1


async def test_a_parameter_that_is_no_text_ends_the_line(site: Site) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        await window.send("start", s=["x"])

        assert await window.closed_with() == 1008


async def test_who_scans_it_sees_the_guide_and_a_reload_asks_nothing_again(
    open_site: OpenSite, open_page: OpenPage
) -> None:
    async with open_site() as site:
        sealed = poster_payload(ORIGIN, secret=site.core.secret_key)
        page = await open_page(site)
        await page.wait_for_load_state("networkidle")
        await page.goto(f"{site.url}/?s={sealed}")
        offer = page.locator("article:not(.mine)", has_text="Bạn mở từ tờ dán ở Phường Định Công")
        await expect(offer).to_have_count(1)
        assert "s=" not in page.url
        await page.reload()
        await expect(offer).to_have_count(1)
