"""What is sent by itself on the web chat: shown to who has the page open, kept for who has not."""

import asyncio

import pytest
from sqlalchemy import text

from bot.composers import Composers
from handlers.letters import Letter
from storage.actions.deliveries import plan_deliveries
from storage.rules.deliveries import DeliveryKind, DueDelivery
from storage.rules.people import Address
from tests.driver import FixedClock
from tests.storage.people import citizen_of, reminder, states
from tests.web.conftest import OpenSite
from tests.web.site import Site, words

pytestmark = pytest.mark.asyncio(loop_scope="session")

REMINDED = "Bạn nhờ nhắc: chiều nay lấy kết quả."


@pytest.fixture(autouse=True)
def somebody_reminds(monkeypatch: pytest.MonkeyPatch) -> None:
    async def remind(_: DueDelivery) -> Letter:
        return Letter(REMINDED)

    composers: Composers = {DeliveryKind.REMINDER: remind}
    monkeypatch.setattr("bot.assembly.build_composers", lambda _: composers)


async def plans(site: Site, conversation: str, origin: str = "reminder:1") -> None:
    citizen = await citizen_of(site.core.database, site.clock, Address("web", conversation))
    await plan_deliveries(
        site.core.database, site.clock, occasion=reminder(site.clock.now(), origin), citizens=[citizen]
    )


async def test_it_appears_in_an_open_page_and_waits_for_a_closed_one(open_site: OpenSite) -> None:
    async with asyncio.timeout(30), open_site(FixedClock()) as site, site.visitor() as lan:
        async with await lan.open() as window:
            await window.hear("hello")
            conversation = await conversation_of(site)
            await plans(site, conversation)

            assert words(await window.answer()) == REMINDED
        while site.channel.courier.can_ring(conversation):
            await lan.pages.get("/healthz")
        await plans(site, conversation, "reminder:2")
        while await states(site.core.database, "reminder:2") != {"pending(closed)": 1}:
            await lan.pages.get("/healthz")

        async with lan.window() as again:
            assert words(await again.answer()) == REMINDED

        assert await states(site.core.database, "reminder:2") == {"sent": 1}


async def conversation_of(site: Site) -> str:
    """The number under which the only visitor's conversation is known."""
    async with site.core.database(readonly=True) as work:
        found = await work._connection.execute(text("SELECT id FROM surrogate"))
    return str(found.scalar_one())
