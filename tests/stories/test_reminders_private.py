"""Reminders as somebody's own data: shown, taken along, erased, covered, and nobody else's."""

from handlers.reminder_callbacks import ReminderPutOff
from storage.rules.reminders import Snooze
from tests.cast import LAN, TUAN
from tests.driver import World
from tests.reminding import RESULT, SATURDAY_NINE, passes, sets


async def test_what_is_remembered_is_shown_taken_along_and_erased(world: World) -> None:
    chat = await sets(world, LAN)
    await chat.says("/dulieu")
    chat.sees("mydata-reminders", number="1", days="30")
    await chat.taps(chat.label("button-data-export"))
    assert RESULT.encode() in (chat.last.document or b"")

    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-erase"))
    await chat.taps(chat.label("button-data-erase-now"))

    said = len(chat.replies)
    await passes(world, SATURDAY_NINE)
    assert len(chat.replies) == said
    await chat.says("/nhac")
    chat.sees("reminder-how")


async def test_a_withdrawn_consent_takes_the_reminders_along(world: World) -> None:
    chat = await sets(world, LAN)
    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-withdrawals"))

    await chat.taps(chat.label("button-withdraw-keep-reminders"))

    await chat.says("/nhac")
    chat.sees("reminder-how")


async def test_numbers_in_what_is_remembered_are_covered(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("nhắc tôi 9h sáng mai gọi chị Hoa 0912345678")

    assert "0912345678" not in chat.last.text


async def test_a_stranger_reaches_nobody_elses_reminder(world: World) -> None:
    await sets(world, LAN)
    chat = world.chat(TUAN)

    await chat.taps_unseen(ReminderPutOff(reminder=1, until=Snooze.HOUR))

    chat.sees("reminder-gone")
