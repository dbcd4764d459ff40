"""The sheet in the web chat: its bubble, its address that ends and is one visitor's, the way back by its link."""

import pytest
from playwright.async_api import expect

from tests.sheets.reading import words as words_of
from tests.web.conftest import OpenPage, OpenSite
from tests.web.site import Site, Window, words

pytestmark = pytest.mark.asyncio(loop_scope="session")

LINK = "/?mo=phieu-ly-lich-tu-phap&tinh=who.self-way.online"
NAME = "soat-ho-so-phieu-ly-lich-tu-phap.pdf"


async def printed(window: Window) -> dict[str, str]:
    """Ask for the papers, then for the sheet; what the bubble says of its file."""
    await window.ask("xin lý lịch tư pháp trên vneid cần giấy tờ gì")
    await window.send("say", text="in ra")
    file: dict[str, str] = (await window.answer())["file"]
    return file


async def test_the_sheet_comes_as_a_file_with_a_name_for_everybody(site: Site) -> None:
    async with site.visitor() as ngoc, await ngoc.open() as window:
        file = await printed(window)
        got = await ngoc.pages.get(file["url"])

    assert file["name"] == NAME
    assert "Trên VNeID" in words_of(got.content)
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-disposition"] == f"attachment; filename=\"{NAME}\"; filename*=UTF-8''{NAME}"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["cache-control"] == "private, no-store"
    assert "default-src 'self'" in got.headers["content-security-policy"]


async def test_its_address_is_one_visitors_and_ends_after_half_an_hour(site: Site) -> None:
    async with site.visitor() as ngoc, site.visitor() as khoa, site.visitor() as new, await ngoc.open() as window:
        url = (await printed(window))["url"]
        await khoa.pages.get("/")
        foreign = await khoa.pages.get(url)
        nameless = await new.pages.get(url)
        guessed = await ngoc.pages.get(url.replace("/tep/", "/tep/x"))
        mine = await ngoc.pages.get(url)
        site.clock.goes_on(minutes=31)
        late = await ngoc.pages.get(url)

    assert [r.status_code for r in (foreign, nameless, guessed, mine, late)] == [404, 404, 404, 200, 404]


async def test_a_link_opens_its_case_in_a_new_conversation(site: Site) -> None:
    async with site.visitor() as minh, await minh.open() as window:
        await window.hear("hello")
        await window.send("start", mo="phieu-ly-lich-tu-phap", tinh="who.self-way.online")
        shown = words(await window.answer())
        printed = await window.ask("in ra")

    assert "không phải cơ quan nhà nước" in shown
    assert "Phiếu lý lịch tư pháp; tôi; trên VNeID" in shown
    assert printed["file"]["name"] == NAME


@pytest.mark.parametrize("mo", ["khong-co", "", "<script>", "phieu-ly-lich-tu-phap\n/xoa"])
async def test_a_link_that_leads_nowhere_is_a_plain_start_and_later_nothing(site: Site, mo: str) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        await window.hear("hello")
        await window.send("start", mo=mo, tinh="who.self")
        welcome = words(await window.answer())
        again = await window.send("start", mo=mo, tinh="")
        await window.hear("taken", client=again)
        async with khoa.window() as other:
            bubbles = (await other.hear("hello"))["bubbles"]

    assert welcome.startswith("Chào bạn. Mình là Từng Ngõ")
    assert len(bubbles) == 1


async def test_a_link_that_is_no_text_ends_the_line(site: Site) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        await window.send("start", mo=["x"], tinh="")

        assert await window.closed_with() == 1008


async def test_who_scans_a_sheet_sees_its_papers_and_can_take_it_along(
    open_site: OpenSite, open_page: OpenPage
) -> None:
    async with open_site() as site:
        page = await open_page(site)
        await page.wait_for_load_state("networkidle")
        await page.goto(site.url + LINK)
        opened = page.locator("article:not(.mine)", has_text="Bạn đang xem: Phiếu lý lịch tư pháp")
        await expect(opened).to_have_count(1)
        assert "mo=" not in page.url
        await page.wait_for_load_state("networkidle")
        await page.reload()
        await expect(page.locator("article[data-id]")).to_have_count(2)

        await page.fill("#ask", "in ra")
        await page.press("#ask", "Enter")
        button = page.locator(".file a")
        await expect(button).to_be_visible(timeout=15_000)
        box = await button.bounding_box()
        async with page.expect_download() as download:
            await button.click()

    assert (await download.value).suggested_filename == NAME
    assert box is not None
    assert box["height"] >= 48
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
