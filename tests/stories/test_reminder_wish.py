"""Whoever asks in plain words to be reminded is heard; other words about reminders are questions."""

import pytest

from tests.cast import LAN
from tests.driver import World


@pytest.mark.parametrize("said", ["nhac toi 9h sang thu 7 di lay ket qua", "Nhớ nhắc bác mai đi nộp hồ sơ nhé"])
async def test_a_wish_to_be_reminded_is_shown_back(world: World, said: str) -> None:
    chat = world.chat(LAN)

    await chat.says(said)

    assert chat.label("button-reminder-agree") in chat.last.buttons


async def test_a_question_about_a_reminder_that_somebody_sends_is_answered(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("trả tiền điện rồi mà vẫn có tin nhắc nợ, tra ở đâu")

    assert "/nhac" not in chat.last.text
