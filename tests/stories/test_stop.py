"""Whoever says stop is left alone at once, and can take it back."""

import pytest

from handlers.callbacks import StopConfirmed
from storage.actions.stops import is_stopped
from storage.rules.people import Address
from tests.cast import LAN, MINH, Person
from tests.driver import World


async def stopped(world: World, person: Person) -> bool:
    citizen = Address("web", str(person.id))
    return await is_stopped(world.core.database, world.clock, citizen=citizen)


@pytest.mark.parametrize("said", ["dừng", "STOP", "dung", "huy nhan tin", "/dung"])
async def test_a_whole_message_that_says_stop_is_obeyed_at_once(world: World, said: str) -> None:
    chat = world.chat(LAN)

    await chat.says(said)

    chat.sees("stop-done")
    assert await stopped(world, LAN)


async def test_a_longer_plea_gets_one_button_that_stops(world: World) -> None:
    chat = world.chat(MINH)

    await chat.says("các bạn đừng nhắn tin cho tôi nữa")
    assert not await stopped(world, MINH)
    assert list(chat.last.buttons) == [chat.label("stop-button")]
    await chat.taps(StopConfirmed())

    chat.sees("stop-done")
    assert await stopped(world, MINH)


async def test_a_stop_is_taken_back_with_one_tap(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("dừng")

    await chat.taps(chat.label("button-stop-undo"))

    chat.sees("stop-undone")
    assert not await stopped(world, LAN)


async def test_a_question_about_stopping_something_is_a_question(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("dừng đóng BHYT thì sao")

    assert not await stopped(world, LAN)


async def test_who_stopped_is_still_answered(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("dừng")

    await chat.says("làm lý lịch tư pháp cần giấy tờ gì")

    assert chat.label("button-helpful") in chat.last.buttons


async def test_saying_stop_twice_is_kind_both_times(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("dừng")

    await chat.says("dừng")

    chat.sees("stop-done")
    assert await stopped(world, LAN)
