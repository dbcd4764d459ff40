"""The conversation of the web chat on Telegram: over HTTP, by polling and by webhook, across restarts."""

import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from structlog.testing import capture_logs

from handlers.callbacks import DetailsWanted
from knowledge.model import Aspect
from knowledge.phrases import Phrases
from tests.channels.bot_api import Person, about, buttons
from tests.channels.scripted import SECRET

Assistant = Callable[..., AbstractAsyncContextManager[None]]

CERTIFICATE = "phieu-ly-lich-tu-phap"
FEE = "lam ly lich tu phap tren vneid het bao nhieu tien"
UNASKED_PHOTO = [{"file_id": "cccd", "file_unique_id": "cccd", "width": 900, "height": 600}]


@pytest.fixture(params=["polling", "webhook"])
def way(request: pytest.FixtureRequest, unused_port: int) -> dict[str, Any]:
    """The settings of each way to get updates."""
    if request.param == "polling":
        return {}
    return {
        "telegram_webhook_url": f"http://127.0.0.1:{unused_port}/telegram",
        "telegram_webhook_secret": SECRET,
        "telegram_webhook_port": unused_port,
    }


async def test_a_conversation_is_the_same_as_in_the_web_chat(
    assistant: Assistant, way: dict[str, Any], tuan: Person, phrases: Phrases
) -> None:
    async with assistant(**way):
        # given somebody who opens the bot
        await tuan.says("/start")
        welcome = (await tuan.sees(1))[-1]
        assert "không phải cơ quan nhà nước" in welcome["text"]

        # when they ask what it costs
        await tuan.says(FEE)
        fee = (await tuan.sees(2))[-1]
        assert "200.000 đồng" in fee["text"]
        assert fee["parse_mode"] == "HTML"
        assert json.loads(fee["link_preview_options"]) == {"is_disabled": True}

        # and tap for something else about it
        await tuan.taps(fee, phrases.text("button-others"))
        others = (await tuan.sees(3))[-1]
        await tuan.taps(others, phrases.text("button-aspect-documents"))
        documents = (await tuan.sees(4))[-1]
        assert about(documents) == DetailsWanted(procedure=CERTIFICATE, aspect=Aspect.DOCUMENTS)

        # and ask on without naming it
        await tuan.says("thế còn mấy ngày thì có")
        time = (await tuan.sees(5))[-1]
        assert about(time) == DetailsWanted(procedure=CERTIFICATE, aspect=Aspect.TIME)

        # and send a picture that nobody asked for
        await tuan.sends(photo=UNASKED_PHOTO)
        assert (await tuan.sees(6))[-1]["text"] == phrases.text("unasked-picture")
        assert await tuan.calls("getFile") == []

        # and a command that does not exist
        await tuan.says("/khongco")
        assert (await tuan.sees(7))[-1]["text"] == phrases.text("unknown-command")

    assert len(await tuan.calls("answerCallbackQuery")) == 2
    assert len(await tuan.sees(7)) == 7


async def test_a_button_is_within_what_telegram_takes(assistant: Assistant, tuan: Person) -> None:
    async with assistant():
        await tuan.says(FEE)
        answer = (await tuan.sees(1))[-1]

    assert 1 <= len(buttons(answer)) <= 6
    assert all(len(b["callback_data"].encode()) <= 64 for row in buttons(answer) for b in row)


async def test_what_is_asked_while_we_are_away_is_answered_at_the_next_start(
    assistant: Assistant, way: dict[str, Any], tuan: Person
) -> None:
    async with assistant(**way):
        await tuan.says(FEE)
        await tuan.sees(1)

    await tuan.says("thế còn mấy ngày thì có")
    async with assistant(**way):
        answer = (await tuan.sees(2))[-1]

    # the conversation goes on where it was
    assert about(answer) == DetailsWanted(procedure=CERTIFICATE, aspect=Aspect.TIME)


async def test_a_question_that_was_taken_but_not_answered_is_answered_after_a_restart(
    assistant: Assistant, way: dict[str, Any], tuan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a process that ends while Telegram makes its answer wait
    monkeypatch.setattr("bot.assembly.CLOSING_SECONDS", 0.1)
    busy = {"status": 429, "description": "Too Many Requests", "parameters": {"retry_after": 50}}
    await tuan.server("refuse", method="sendMessage", **busy)
    async with assistant(**way):
        await tuan.says(FEE)
        await tuan.refused("sendMessage")

    # when the next one starts
    async with assistant(**way):
        answers = await tuan.sees(1)
        await tuan.says("/khongco")
        everything = await tuan.sees(2)

    # then the answer comes, and once
    assert "200.000 đồng" in answers[0]["text"]
    assert len(everything) == 2


async def test_an_update_that_comes_twice_is_answered_once(
    assistant: Assistant, way: dict[str, Any], tuan: Person
) -> None:
    with capture_logs() as logs:
        async with assistant(**way):
            await tuan.says(FEE)
            await tuan.sees(1)
            await tuan.server("repeat")
            await tuan.says("/khongco")
            seen = await tuan.sees(2)

    assert {"event": "update_repeated", "channel": "telegram", "log_level": "info"} in logs
    assert ["200.000 đồng" in one["text"] for one in seen] == [True, False]


async def test_in_a_group_only_a_named_bot_speaks(assistant: Assistant, tuan: Person) -> None:
    group = tuan.in_group(-4012)

    async with assistant():
        await group.says("mai họp tổ lúc mấy giờ nhỉ")
        await group.says("/start@bot_khac")
        await group.says(f"@tungngo_bot {FEE}")
        seen = await group.sees(1)

    assert len(seen) == 1
    assert "200.000 đồng" in seen[0]["text"]


async def test_two_people_talk_at_once_and_each_is_answered_in_order(
    assistant: Assistant, way: dict[str, Any], tuan: Person
) -> None:
    lan = tuan.beside(id=71)

    async with assistant(**way):
        for person in (tuan, lan):
            await person.says(FEE)
            await person.says("/khongco")
        await tuan.sees(4)

    for person in (tuan, lan):
        first, second = await person.sees(4)
        assert "200.000 đồng" in first["text"]
        assert "200.000 đồng" not in second["text"]
