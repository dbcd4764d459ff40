"""The pages, their headers and the cookie."""

from datetime import date
from http.cookies import SimpleCookie

import httpx
import pytest

from bot.channels.webchat.page import SCRIPT_WORDS
from bot.channels.webchat.routes import FONTS
from bot.channels.webchat.throttle import Rate, Rates
from knowledge.phrases import Phrases
from tests.web.conftest import OpenSite
from tests.web.site import Site, Visitor, words

pytestmark = pytest.mark.asyncio(loop_scope="session")


def cookie_of(response: httpx.Response) -> tuple[str, dict[str, str]]:
    """The one cookie that a response sets: its name, and its attributes with the value under ""."""
    (name, morsel), *others = SimpleCookie(response.headers["set-cookie"]).items()
    assert not others
    return name, {"": morsel.value, **{key: str(value) for key, value in morsel.items() if value}}


async def test_the_page_lets_in_nothing_from_elsewhere_and_nothing_inline(site: Site) -> None:
    async with site.visitor() as lan:
        page = await lan.pages.get("/")

    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["cache-control"] == "no-store"
    assert "strict-transport-security" not in page.headers
    assert page.text.count("<script") == 3  # looks, chat, and the words, which are data


async def test_every_file_of_the_page_is_served_by_us(site: Site) -> None:
    async with site.visitor() as lan:
        for path in (
            "chat.css",
            "chat.js",
            "bubbles.js",
            "wire.js",
            "voice.js",
            "sharing.js",
            "looks.js",
            "mark.svg",
        ):
            file = await lan.pages.get(f"/static/{path}")
            assert (file.status_code, file.headers["cache-control"]) == (200, "no-cache")
            assert "https://" not in file.text.replace("https://${", "")
        for name in FONTS:
            font = await lan.pages.get(f"/chu/{name}")
            assert font.headers["content-type"] == "font/ttf"
            assert font.content[:4] == b"\x00\x01\x00\x00"
        assert (await lan.pages.get("/chu/../page.py")).status_code == 404


async def test_the_cookie_ends_with_the_browser_until_the_person_says_otherwise(site: Site) -> None:
    async with site.visitor() as lan:
        _, fresh = cookie_of(await lan.pages.get("/"))
        _, remembered = cookie_of(await lan.post("/nho/co"))
        renewed = await lan.pages.get("/")
        _, forgotten = cookie_of(await lan.post("/nho/khong"))
        again = await lan.pages.get("/")

    assert "max-age" not in fresh
    assert fresh["httponly"]
    assert fresh["samesite"] == "lax"
    assert int(remembered["max-age"]) == 180 * 24 * 3600
    assert cookie_of(renewed)[1][""] == remembered[""]
    assert 'id="remember" aria-describedby="remember-note" checked' in renewed.text
    assert "max-age" not in forgotten
    assert len({fresh[""][2:], remembered[""][2:], forgotten[""][2:]}) == 1
    assert "set-cookie" not in again.headers


async def test_behind_tls_the_cookie_is_secure_and_bound_to_the_host(site: Site) -> None:
    async with site.visitor(**{"X-Forwarded-Proto": "https"}) as lan:
        page = await lan.pages.get("/")

    name, cookie = cookie_of(page)
    assert name == "__Host-tungngo"
    assert cookie["secure"]
    assert page.headers["strict-transport-security"]
    assert "wss://" in page.headers["content-security-policy"]


async def test_a_public_address_with_tls_makes_the_cookie_secure_by_itself(open_site: OpenSite) -> None:
    async with open_site(public_url="https://hoi.example.vn") as site, site.visitor() as lan:
        name, _ = cookie_of(await lan.pages.get("/", headers={"Host": "hoi.example.vn"}))
        elsewhere = await lan.pages.get("/", headers={"Host": "evil.example"})

    assert name == "__Host-tungngo"
    assert elsewhere.status_code == 421


async def test_a_foreign_name_that_points_here_gets_nothing(site: Site) -> None:
    async with site.visitor() as khoa:
        refused = await khoa.pages.get("/", headers={"Host": "rebound.example"})

    assert refused.status_code == 421
    assert "set-cookie" not in refused.headers


async def test_leaving_erases_the_conversation_the_cookie_and_the_open_windows(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        await window.ask("làm lý lịch tư pháp bao nhiêu tiền")
        before = dict(lan.pages.cookies)
        left = await lan.post("/xoa")
        assert await window.closed_with() == 1000
        goodbye = await lan.pages.get(left.headers["location"])
        async with lan.window(cookie="; ".join(f"{k}={v}" for k, v in before.items())) as old_key:
            shown = (await old_key.hear("hello"))["bubbles"]

    assert {"kind": "erased"} in window.seen
    assert left.status_code == 303
    assert cookie_of(left)[1]["max-age"] == "0"
    assert dict(lan.pages.cookies) == {}
    assert "Đã xóa" in goodbye.text
    assert shown == []


@pytest.mark.parametrize("path", ["/xoa", "/nho/co", "/anh"])
async def test_another_site_can_change_nothing(site: Site, path: str) -> None:
    async with site.visitor() as lan:
        await lan.pages.get("/")
        foreign = await lan.post(path, origin="https://evil.example")
        nameless = await lan.pages.post(path)

    assert (foreign.status_code, nameless.status_code) == (403, 403)
    assert "trang hỏi đáp" in foreign.text


FEW = Rates(changes_of_client=Rate(1, 5), pages_of_client=Rate(1, 5))


async def change(visitor: Visitor, times: int) -> list[int]:
    """Change something, again and again, each time from a fresh browser at the same address."""
    statuses = []
    for _ in range(times):
        visitor.pages.cookies.set("tungngo", f"s.{len(statuses):032}")
        statuses.append((await visitor.post("/nho/khong")).status_code)
    return statuses


async def test_limits_count_the_client_and_not_the_proxy(open_site: OpenSite) -> None:
    async with open_site(rates=FEW) as site, site.visitor() as khoa, site.visitor() as lan:
        assert await change(khoa, 6) == [204] * 5 + [429]
        assert await change(lan, 1) == [204]


async def test_an_untrusted_sender_cannot_name_another_client(open_site: OpenSite) -> None:
    async with (
        open_site(rates=FEW, trusted_proxies=()) as site,
        site.visitor() as one,
        site.visitor() as two,
    ):
        await change(one, 5)
        assert await change(two, 1) == [429]


async def test_one_browser_cannot_change_its_mind_for_ever(site: Site) -> None:
    async with site.visitor() as khoa:
        await khoa.pages.get("/")
        statuses = [(await khoa.post("/nho/khong")).status_code for _ in range(20)]

    assert (statuses[0], statuses[-1]) == (204, 429)


async def test_a_page_storm_gets_a_page_that_says_so(open_site: OpenSite) -> None:
    async with open_site(rates=FEW) as site, site.visitor() as khoa:
        for _ in range(6):
            page = await khoa.pages.get("/")
        file = await khoa.pages.get("/tep/token/name")

    assert (page.status_code, file.status_code) == (429, 429)
    assert "1022" in page.text


async def test_a_moved_day_stands_on_the_page(open_site: OpenSite) -> None:
    async with open_site(moved_to=date(2027, 3, 1)) as site, site.visitor() as lan:
        page = await lan.pages.get("/")

    assert "01/03/2027" in page.text


async def test_an_unknown_address_says_where_to_go(site: Site) -> None:
    async with site.visitor() as lan:
        missing = await lan.pages.get("/khong-co")

    assert missing.status_code == 404
    assert "Không có trang này" in missing.text
    assert missing.headers["content-security-policy"]


async def test_a_watchdog_gets_an_answer(site: Site) -> None:
    async with site.visitor() as watchdog:
        assert (await watchdog.pages.head("/healthz")).status_code == 200


async def test_the_menu_lists_the_commands_in_the_persons_words(site: Site) -> None:
    async with site.visitor() as lan:
        page = await lan.pages.get("/")
        async with lan.window() as window:
            await window.send("say", text="/chude")
            mine = (await window.hear("bubble"))["bubble"]

    assert '<button type="button" data-say="/chude">Chọn chủ đề</button>' in page.text
    assert words(mine) == "Chọn chủ đề"


async def test_every_word_that_the_script_may_show_is_a_phrase(site: Site) -> None:
    phrases = Phrases.load()

    assert all(f"web-{name}" in phrases for name in SCRIPT_WORDS)


async def test_a_failure_is_told_on_a_page_as_well_protected_as_any(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.channels.webchat.page.Pages.chat", fails)
    async with site.visitor() as lan:
        page = await lan.pages.get("/")

    assert page.status_code == 500
    assert site.core.phrases.text("web-failed-title") in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in page.headers["content-security-policy"]
