"""A checked message stands on the page and nowhere else: after a reload it is gone, whatever was agreed to."""

from pathlib import Path

import pytest

from tests.web.conftest import OpenSite
from tests.web.site import Frame, Site, Window, words

pytestmark = pytest.mark.asyncio(loop_scope="session")

MESSAGE = "Quý khách bấm vào vneid-gov.cc đọc mã OTP cho anh Trần Văn Kiên 0912345678 ngay"
PIECES = ("vneid-gov", "đọc mã OTP cho anh", "Trần Văn Kiên", "0912345678")


async def bubbles(window: Window) -> list[str]:
    hello: Frame = await window.hear("hello")
    return [words(bubble) for bubble in hello["bubbles"]]


def on_disk(folder: Path) -> bytes:
    """The database as its files hold it once the process has ended."""
    return b"".join(path.read_bytes() for path in folder.glob("web.db*"))


async def agrees_to(purpose: str, site: Site, window: Window) -> None:
    """From my data to a yes."""
    shown = await window.ask("/dulieu")
    for label in ("button-data-consents", f"button-consent-{purpose}", "button-agree"):
        shown = await window.tap(shown, site.core.phrases.text(label))


async def test_the_page_shows_what_was_found_and_a_reload_shows_none_of_it(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        answer = words(await window.ask(MESSAGE))
        async with lan.window() as again:
            shown = "\n".join(await bubbles(again))

    assert "vneid-gov.cc" in answer
    assert "0912345678" not in answer
    assert "Rất giống lừa đảo" in shown
    assert "Mình không lưu lại" in shown
    assert not [piece for piece in PIECES if piece in shown]


async def test_who_agreed_to_keep_everything_keeps_none_of_it_either(open_site: OpenSite, tmp_path: Path) -> None:
    async with open_site() as site, site.visitor() as lan, await lan.open() as window:
        await agrees_to("keep-conversation", site, window)
        await agrees_to("improve-answers", site, window)
        await window.ask("làm lý lịch tư pháp cần giấy tờ gì")

        await window.ask(MESSAGE)

    kept = on_disk(tmp_path)
    assert "lý lịch tư pháp cần giấy tờ gì".encode() in kept
    for piece in PIECES:
        assert piece.encode() not in kept


async def test_a_button_below_it_still_works_after_a_reload(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        answer = await window.ask(MESSAGE)
        label = site.core.phrases.text("button-scam-lost")

        asked = await window.tap(answer, label)

    assert site.core.phrases.text("scam-what-was-lost") in words(asked)
