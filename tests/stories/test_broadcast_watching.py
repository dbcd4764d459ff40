"""Watching a broadcast: a comfort that may fail without holding anything up, and that ends with the broadcast."""

from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.methods import EditMessageText
from structlog.testing import LogCapture

from handlers.staff.broadcast_callbacks import BroadcastConfirmed, BroadcastReturned
from storage.actions.broadcast_sending import list_watches
from storage.rules.permissions import Role
from tests.cast import LAN, TUAN
from tests.driver import World
from tests.staff import appoint
from tests.stories.test_broadcasts import WARD, address, agrees, drafts, sends

EDIT = EditMessageText(text="x", chat_id=1, message_id=1)


@pytest.fixture
async def confirmed(world: World) -> int:
    """A leader watches a broadcast that is about to begin."""
    await appoint(world.core.database, world.clock, address(TUAN), Role.LEADER, [WARD])
    await agrees(world, address(LAN))
    chat = world.chat(TUAN)
    broadcast = await drafts(chat)
    await chat.taps(BroadcastConfirmed(broadcast=broadcast))
    return broadcast


@pytest.mark.parametrize(
    ("error", "event"),
    [
        (TelegramBadRequest(EDIT, "message to edit not found"), None),
        (TelegramNetworkError(EDIT, "no answer"), "progress_not_shown"),
        (ZeroDivisionError(), "progress_not_shown"),
    ],
)
async def test_where_it_cannot_be_shown_the_guide_goes_out_all_the_same(
    world: World,
    confirmed: int,
    error: Exception,
    event: str | None,
    events: LogCapture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fails(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("aiogram.Bot.edit_message_text", fails)

    await sends(world, confirmed)

    assert "gửi bạn hướng dẫn" in world.chat(LAN).last.text
    assert {entry["event"] for entry in events.entries} == ({event} if event else set())


async def test_it_ends_when_the_broadcast_is_over_or_a_draft_again(world: World, confirmed: int) -> None:
    async def watched() -> int:
        return len(await list_watches(world.core.database, world.clock, channels=["web"]))

    assert await watched() == 1
    await world.chat(TUAN).taps(BroadcastReturned(broadcast=confirmed))
    world.clock.goes_on(seconds=2)
    await world.ticks()
    assert await watched() == 0

    await world.chat(TUAN).taps_unseen(BroadcastConfirmed(broadcast=confirmed))
    assert await watched() == 1
    await sends(world, confirmed)
    assert await watched() == 0


async def test_what_could_not_be_shown_is_shown_later(
    world: World, confirmed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any, **__: Any) -> None:
        raise TelegramNetworkError(EDIT, "no answer")

    with monkeypatch.context() as down:
        down.setattr("aiogram.Bot.edit_message_text", fails)
        await sends(world, confirmed)
    world.clock.goes_on(seconds=2)

    await world.ticks()

    world.chat(TUAN).sees("broadcast-state-finished")
