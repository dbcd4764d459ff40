"""A guide on Telegram over HTTP: it reaches who agreed, and one tap stops the next."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

import pytest

from bot.clock import clock_on
from handlers.letters import Letter
from knowledge.phrases import Phrases
from storage.actions.deliveries import plan_deliveries
from storage.engine import make_engine
from storage.rules.deliveries import DeliveryKind, DueDelivery
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.channels.bot_api import Person, buttons
from tests.storage.people import broadcast, citizen_of, states

Assistant = Callable[..., AbstractAsyncContextManager[None]]
GUIDE = "Hướng dẫn: phiếu lý lịch tư pháp làm trên VNeID."


async def writes_the_guide(_: DueDelivery) -> Letter:
    return Letter(GUIDE)


async def test_a_guide_arrives_and_one_tap_stops_the_next(
    assistant: Assistant, tuan: Person, phrases: Phrases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.assembly.build_composers", lambda _: {DeliveryKind.BROADCAST: writes_the_guide})
    clock = clock_on(date(2026, 11, 24))
    async with assistant():
        database = Database(make_engine(f"sqlite+aiosqlite:///{tmp_path / 'tungngo.db'}"))
        citizen = await citizen_of(database, clock, Address("telegram", "42"))
        for origin in ("broadcast:1:1", "broadcast:2:1"):
            occasion = broadcast(clock.now(), origin, urgent=True)  # at whatever hour this runs
            await plan_deliveries(database, clock, occasion=occasion, citizens=[citizen])
            if origin == "broadcast:1:1":
                (guide,) = await tuan.sees(1)
                assert guide["text"] == GUIDE
                assert [[b["text"] for b in row] for row in buttons(guide)] == [[phrases.text("stop-button")]]
                await tuan.taps({**guide, "message_id": 1}, phrases.text("stop-button"))
                _, stopped = await tuan.sees(2)
                assert stopped["text"] == phrases.text("stop-done")

        while await states(database, "broadcast:2:1") == {"pending": 1}:
            await tuan.calls("sendMessage")
        assert await states(database, "broadcast:1:1") == {"sent": 1}
        assert await states(database, "broadcast:2:1") == {"skipped(stopped)": 1}
        assert len(await tuan.sees(2)) == 2
        await database.close()
