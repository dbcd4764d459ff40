"""Repeated updates, restarts, failures: nothing twice, nothing lost, never silence."""

import asyncio

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage
from sqlalchemy import text
from structlog.testing import LogCapture

from bot.core import Core
from storage.actions.inbox import record_update
from tests.cast import HOA, LAN, NGOC
from tests.driver import FixedClock, World

RECORD = "lý lịch tư pháp bao nhiêu tiền"


async def inbox_rows(core: Core) -> list[tuple[bool, str | None]]:
    """(handled, payload) of every update."""
    async with core.database(readonly=True) as work:
        rows = await work._connection.execute(text("SELECT handled_at, payload FROM inbox ORDER BY id"))
        return [(row[0] is not None, row[1]) for row in rows]


async def leave_unhandled(world: World, person_id: int, words: str, update_id: str) -> None:
    """An update that an earlier run wrote down and never came to."""
    message = {
        "message_id": 5,
        "date": int(world.clock.now().timestamp()),
        "chat": {"id": person_id, "type": "private"},
        "from": {"id": person_id, "is_bot": False, "first_name": "A"},
        "text": words,
    }
    await record_update(
        world.core.database,
        world.clock,
        channel=world.channel,
        update_id=update_id,
        conversation=str(person_id),
        payload={"update_id": 1, "message": message},
    )


async def test_a_repeated_update_does_nothing_twice(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says(RECORD, update_id="77")

    await chat.says(RECORD, update_id="77")

    assert len(chat.replies) == 1


async def test_a_handled_update_leaves_no_words_on_the_disk(world: World) -> None:
    await world.chat(HOA).says(RECORD)

    assert await inbox_rows(world.core) == [(True, None)] or [
        (handled, payload in (None, "null")) for handled, payload in await inbox_rows(world.core)
    ] == [(True, True)]


async def test_a_conversation_goes_on_after_a_restart(core: Core, fixed_clock: FixedClock) -> None:
    world = World(core, fixed_clock)
    chat = world.chat(NGOC)
    async with world.running():
        await chat.says("làm lý lịch tư pháp cần giấy tờ gì")

    async with world.running():
        await chat.says("thế mấy ngày có?")

    assert "15 ngày làm việc" in chat.last.text


async def test_a_reason_may_come_after_a_restart(core: Core, fixed_clock: FixedClock) -> None:
    world = World(core, fixed_clock)
    chat = world.chat(NGOC)
    async with world.running():
        await chat.says(RECORD)
        await chat.taps(chat.label("button-not-helpful"))

    async with world.running():
        await chat.says("viết dài dòng quá tôi không hiểu")

    chat.sees("rating-noted")


async def test_what_was_received_but_not_answered_is_taken_up_after_a_restart(
    core: Core, fixed_clock: FixedClock
) -> None:
    world = World(core, fixed_clock)
    await leave_unhandled(world, HOA.id, RECORD, "1")
    await leave_unhandled(world, HOA.id, "thế mấy ngày có?", "2")

    async with world.running():
        await world.inbox.resume()
        await world.inbox.settled()

    first, second = world.chat(HOA).replies
    assert "200.000 đồng" in first.text
    assert "15 ngày làm việc" in second.text


async def test_what_waited_over_ten_minutes_gets_one_apology(core: Core, fixed_clock: FixedClock) -> None:
    world = World(core, fixed_clock)
    await leave_unhandled(world, HOA.id, RECORD, "1")
    await leave_unhandled(world, HOA.id, "thế mấy ngày có?", "2")
    fixed_clock.goes_on(minutes=11)

    async with world.running():
        await world.inbox.resume()
        await world.inbox.settled()

    assert [sent.text for sent in world.chat(HOA).replies] == [core.phrases.text("apology-late")]
    assert all(handled for handled, _ in await inbox_rows(core))


async def test_an_update_that_runs_a_second_time_answers_again_and_counts_once(
    core: Core, fixed_clock: FixedClock
) -> None:
    """As after a crash between the answer and its mark."""
    world = World(core, fixed_clock)
    async with world.running():
        await world.chat(HOA).says(RECORD, update_id="9")
        async with core.database() as work:
            await work._connection.execute(text("DELETE FROM inbox"))
            await work.commit()
        await world.chat(HOA).says(RECORD, update_id="9")

    async with core.database(readonly=True) as work:
        counted = (await work._connection.execute(text("SELECT sum(questions) FROM counter"))).scalar_one()
    assert len(world.chat(HOA).replies) == 2
    assert counted == 1


async def test_people_who_ask_at_the_same_time_each_go_on_with_their_own_matter(world: World) -> None:
    """Their words are written down and read together."""
    hoa, ngoc, lan = (world.chat(person) for person in (HOA, NGOC, LAN))

    await asyncio.gather(hoa.says(RECORD), ngoc.says("dang ky khai sinh can giay to gi"), lan.says("xin chao"))
    await asyncio.gather(*(chat.says("thế mấy ngày có?") for chat in (hoa, ngoc, lan)))

    assert ["15 ngày làm việc" in chat.last.text for chat in (hoa, ngoc, lan)] == [True, False, False]
    assert [len(chat.replies) for chat in (hoa, ngoc, lan)] == [2, 2, 2]


async def test_an_answer_that_cannot_be_written_down_costs_nobody_else_theirs(
    world: World, events: LogCapture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.actions import questions

    def breaks_for_ngoc(answer: questions._Answer) -> questions.Touch:
        if answer.citizen.external_id == str(NGOC.id):
            raise ZeroDivisionError
        return touch(answer)

    touch = questions._Answer.touch
    monkeypatch.setattr(questions._Answer, "touch", breaks_for_ngoc)
    hoa, ngoc, lan = (world.chat(person) for person in (HOA, NGOC, LAN))

    await asyncio.gather(*(chat.says(RECORD) for chat in (hoa, ngoc, lan)))

    assert ["200.000 đồng" in chat.last.text for chat in (hoa, ngoc, lan)] == [True, False, True]
    ngoc.sees("apology-error")
    assert [event["event"] for event in events.entries] == ["update_failed"]


async def test_a_failing_handler_is_one_event_in_the_log_and_one_apology(
    world: World, events: LogCapture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("handlers.ask.read", breaks)
    chat = world.chat(LAN)

    await chat.says(RECORD)

    chat.sees("apology-error")
    assert [event["event"] for event in events.entries if event["log_level"] == "error"] == ["update_failed"]


async def test_after_a_failure_the_next_message_is_answered(world: World) -> None:
    chat = world.chat(LAN)
    world.recorded.failures.append(TelegramNetworkError(SendMessage(chat_id=1, text="x"), "no network"))

    await chat.says(RECORD)
    chat.sees("apology-error")
    await chat.says(RECORD)

    assert "200.000 đồng" in chat.last.text


async def test_an_update_that_is_none_gets_an_apology(world: World, events: LogCapture) -> None:
    await world.receives({"message": {"text": 5, "chat": {"id": LAN.id}}}, LAN.id)

    world.chat(LAN).sees("apology-error")


async def test_an_apology_that_cannot_be_sent_is_told_to_the_log(world: World, events: LogCapture) -> None:
    error = TelegramNetworkError(SendMessage(chat_id=1, text="x"), "no network")
    world.recorded.failures += [error, error]

    await world.chat(LAN).sends({"text": RECORD})

    assert [e["event"] for e in events.entries] == ["update_failed", "apology_not_sent"]


async def test_whatever_an_apology_fails_with_the_next_message_is_answered(world: World) -> None:
    world.recorded.failures += [OSError("no disk"), RuntimeError("the database of the page is locked")]

    chat = world.chat(LAN)
    async with asyncio.TaskGroup() as group:  # so that the second waits behind the first
        group.create_task(chat.sends({"text": RECORD}))
        group.create_task(chat.sends({"text": RECORD}))

    assert "200.000 đồng" in chat.last.text


async def test_order_is_kept_in_a_chat_and_chats_do_not_wait_for_each_other(world: World) -> None:
    lan, ngoc = world.chat(LAN), world.chat(NGOC)

    async with asyncio.TaskGroup() as group:
        for number in range(10):
            group.create_task(lan.sends({"text": f"/khonglenh{number}"}))
            group.create_task(ngoc.sends({"text": "chào bạn"}))

    assert len(lan.replies) == len(ngoc.replies) == 10
