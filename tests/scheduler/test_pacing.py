"""The pace of a bot: what was asked for, smooth, room for who is talking, and silence when the medium wants it."""

import asyncio
import itertools

import pytest

from bot.scheduler.pacing import GROUP_MESSAGES, ChatPace, Pacing
from tests.pace import Seconds


async def times_of(pacing: Pacing, seconds: Seconds, number: int) -> list[float]:
    times = []
    for _ in range(number):
        assert await pacing.slot()
        times.append(seconds.now)
    return times


def most_in_a_second(times: list[float]) -> int:
    return max(sum(1 for other in times if time <= other < time + 1) for time in times)


@pytest.mark.parametrize("late", [0.0, 0.001, 0.004], ids="late by {}".format)
@pytest.mark.parametrize("rate", [25, 30])
async def test_it_holds_the_rate_and_never_passes_it(rate: int, late: float) -> None:
    seconds = Seconds(late)
    times = await times_of(Pacing(rate, time=seconds, sleep=seconds.sleep), seconds, rate * 20)

    held = (len(times) - 1) / (times[-1] - times[0])
    assert 0.98 * rate <= held <= rate
    assert most_in_a_second(times) <= rate


async def test_deliveries_come_one_by_one_and_not_in_bursts() -> None:
    seconds = Seconds()
    pacing = Pacing(25, 5, time=seconds, sleep=seconds.sleep)
    await times_of(pacing, seconds, 1)
    seconds.now += 60  # nothing to do for a minute

    times = await times_of(pacing, seconds, 50)

    assert min(after - before for before, after in itertools.pairwise(times)) >= 0.03


async def test_an_answer_does_not_wait_for_deliveries() -> None:
    seconds = Seconds()
    pacing = Pacing(25, 5, time=seconds, sleep=seconds.sleep)
    await times_of(pacing, seconds, 50)
    before = seconds.now

    for _ in range(5):
        await pacing.reply()

    assert seconds.now == before


async def test_where_many_talk_deliveries_make_way_and_the_bot_keeps_its_limit() -> None:
    seconds = Seconds()
    pacing = Pacing(25, 5, time=seconds, sleep=seconds.sleep)
    sent = []
    for _ in range(20):
        for _ in range(12):  # far more than the five that room is kept for
            await pacing.reply()
            sent.append(seconds.now)
        sent += await times_of(pacing, seconds, 10)

    assert most_in_a_second(sent) <= 30


async def test_the_whole_bot_waits_as_long_as_it_is_told() -> None:
    seconds = Seconds()
    pacing = Pacing(25, 5, time=seconds, sleep=seconds.sleep)
    await pacing.slot()
    began = seconds.now

    pacing.hold(7)

    assert pacing.held() == 7
    assert await times_of(pacing, seconds, 1) == [began + 7]
    assert pacing.held() == 0


async def test_who_waits_for_a_slot_is_let_go_when_the_process_closes() -> None:
    pacing = Pacing(25, time=asyncio.get_running_loop().time)
    pacing.hold(3600)
    waiting = asyncio.ensure_future(pacing.slot())
    await asyncio.sleep(0)

    pacing.close()

    async with asyncio.timeout(5):
        assert not await waiting


async def test_a_real_clock_is_waited_for() -> None:
    loop = asyncio.get_running_loop()
    pacing = Pacing(500, time=loop.time)
    began = loop.time()

    for _ in range(51):
        await pacing.slot()

    assert loop.time() - began >= 0.09


def test_a_chat_gets_one_message_a_second() -> None:
    seconds = Seconds()
    chats = ChatPace(seconds)
    assert chats.wait(7) == 0
    chats.note(7)
    seconds.now += 0.25

    assert chats.wait(7) == 0.75
    assert chats.wait(8) == 0


def test_a_group_gets_twenty_messages_a_minute() -> None:
    seconds = Seconds()
    chats = ChatPace(seconds)
    for _ in range(GROUP_MESSAGES):
        chats.note(-7)
        seconds.now += 1

    assert chats.wait(-7) == 40
    seconds.now += 40
    assert chats.wait(-7) == 0


def test_chats_that_are_quiet_are_forgotten() -> None:
    seconds = Seconds()
    chats = ChatPace(seconds)
    for number in range(1, 1001):
        chats.note(number)
        chats.note(-number)
        seconds.now += 0.1

    assert len(chats) < 700
    seconds.now += 61
    chats.note(1)
    assert len(chats) == 1
