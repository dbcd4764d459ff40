"""In a group we speak only when spoken to, and say nothing about anybody."""

import pytest

from tests.cast import MINH, NGOC
from tests.driver import USERNAME, World

BUILDING = -9001
RECORD = "lý lịch tư pháp bao nhiêu tiền"


async def test_people_talking_to_each_other_are_left_alone(world: World) -> None:
    chat = world.chat(MINH, group=BUILDING)

    await chat.sends({"text": RECORD})

    assert chat.replies == []


async def test_a_photo_in_a_group_is_left_alone(world: World) -> None:
    chat = world.chat(MINH, group=BUILDING)

    await chat.sends({"photo": [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]})

    assert chat.replies == []


@pytest.mark.parametrize("words", [f"@{USERNAME} {RECORD}", f"{RECORD} @{USERNAME.upper()}"])
async def test_a_mention_is_answered(world: World, words: str) -> None:
    chat = world.chat(MINH, group=BUILDING)

    await chat.says(words)

    assert "200.000 đồng" in chat.last.text


async def test_a_reply_to_us_is_answered_in_its_context(world: World) -> None:
    chat = world.chat(MINH, group=BUILDING)
    await chat.says(f"@{USERNAME} {RECORD}")
    ours = chat.message(text="…") | {"from": {"id": 2, "is_bot": True, "first_name": "Từng Ngõ"}}

    await chat.says("thế mấy ngày có?", reply_to_message=ours)

    assert "15 ngày làm việc" in chat.last.text


async def test_each_person_in_a_group_has_a_conversation_of_their_own(world: World) -> None:
    await world.chat(MINH, group=BUILDING).says(f"@{USERNAME} {RECORD}")

    chat = world.chat(NGOC, group=BUILDING)
    await chat.says(f"@{USERNAME} thế mấy ngày có?")

    assert "15 ngày làm việc" not in chat.last.text


async def test_a_command_for_another_bot_is_left_alone(world: World) -> None:
    chat = world.chat(MINH, group=BUILDING)

    await chat.sends({"text": "/start@another_bot"})
    await chat.sends({"text": "/lenhla"})

    assert chat.replies == []


async def test_our_command_is_answered(world: World) -> None:
    chat = world.chat(MINH, group=BUILDING)

    await chat.says(f"/chude@{USERNAME}")

    chat.sees("menu-topics")
