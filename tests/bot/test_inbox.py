"""The inbox by itself: marks are there when it has settled, and a failing database loses nothing."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import LogCapture

from bot.core import Core
from bot.inbox import Inbox
from bot.scheduler.ticker import Ticker
from storage.actions.inbox import Waiting, list_unhandled


class Answers:
    """Remembers what was to be answered."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def answer(self, update: Waiting) -> None:
        await self.may_go_on.wait()
        self.seen.append(update.update_id)


@pytest.fixture
async def ticker() -> AsyncIterator[Ticker]:
    ticker = Ticker()
    yield ticker
    await ticker.close()


def inbox_of(core: Core, ticker: Ticker, answers: Answers) -> Inbox:
    return Inbox(
        core.database,
        core.clock,
        ticker,
        channels=["web"],
        answer=answers.answer,
        too_late=answers.answer,
    )


async def test_settled_means_answered_and_marked(core: Core, ticker: Ticker) -> None:
    answers = Answers()
    inbox = inbox_of(core, ticker, answers)

    await inbox.receiver("web")("1", "5", {"message": {}})
    await inbox.settled()

    assert answers.seen == ["1"]
    assert await list_unhandled(core.database, core.clock) == ()


async def test_what_somebody_is_at_is_not_taken_up_twice(core: Core, ticker: Ticker) -> None:
    answers = Answers()
    inbox = inbox_of(core, ticker, answers)

    await inbox.receiver("web")("1", "5", {"message": {}})
    await inbox.resume()
    await inbox.settled()

    assert answers.seen == ["1"]


async def test_what_cannot_be_written_down_is_not_confirmed_to_the_channel(
    core: Core, ticker: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_disk(*_: Any, **__: Any) -> None:
        raise OSError("no space left")

    answers = Answers()
    inbox = inbox_of(core, ticker, answers)
    monkeypatch.setattr("bot.inbox.write_down", no_disk)

    with pytest.raises(OSError, match="no space"):
        await inbox.receiver("web")("1", "5", {"message": {}})

    assert answers.seen == []


async def test_what_is_marked_while_the_inbox_is_read_is_not_answered_twice(
    core: Core, ticker: Ticker, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Answers()
    inbox = inbox_of(core, ticker, answers)

    async def read_a_moment_too_early(*arguments: Any, **named: Any) -> tuple[Waiting, ...]:
        read = await list_unhandled(*arguments, **named)
        answers.may_go_on.set()
        await inbox.settled()
        return read

    monkeypatch.setattr("bot.inbox.list_unhandled", read_a_moment_too_early)
    answers.may_go_on.clear()
    await inbox.receiver("web")("1", "5", {"message": {}})
    await inbox.resume()
    await inbox.settled()

    assert answers.seen == ["1"]


async def test_a_mark_that_cannot_be_written_is_made_at_the_next_round(
    core: Core, ticker: Ticker, monkeypatch: pytest.MonkeyPatch, events: LogCapture
) -> None:
    from bot import inbox as module

    writes, broken = module.write_down, [True]

    async def fails_on_marks(*arguments: Any, **named: Any) -> Any:
        if named["handled"] and broken:
            broken.clear()
            raise OSError("no space left")
        return await writes(*arguments, **named)

    monkeypatch.setattr("bot.inbox.write_down", fails_on_marks)
    answers = Answers()
    inbox = inbox_of(core, ticker, answers)

    await inbox.receiver("web")("1", "5", {"message": {}})
    await inbox.settled()
    await inbox.resume()
    await inbox.settled()

    assert answers.seen == ["1"]
    assert [event["event"] for event in events.entries] == ["update_not_marked"]
    assert await list_unhandled(core.database, core.clock) == ()
