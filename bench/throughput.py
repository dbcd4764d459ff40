"""Questions a second through inbox, dispatcher and SQLite in one process, beside a bare aiogram echo in the same run.

The medium answers at once and keeps nothing, so that what is measured is ours.
"""

import asyncio
import gc
import itertools
import json
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram import methods as api
from aiogram.methods import TelegramMethod
from aiogram.types import Chat, Message, User

from bench.figures import Figure, percentile
from bench.processes import report
from bot import logs
from bot.assembly import open_inbox
from bot.channels.base import ChannelSession, Execute, Payload, channel_bot
from bot.core import Core, open_core
from bot.scheduler.ticker import Ticker
from bot.settings import Settings

CHANNEL = "web"
FIRST_CHAT = 100
PEOPLE = 20
QUESTIONS_EACH = 60
ALONE = 200
WARM_UP = 20
PAUSE_SECONDS = 0.5  # far more eager than people are
PACED_EACH = 15
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)

Ask = Callable[[int, str], Awaitable[None]]
"""(chat, text) → returns once the answer was handed to the medium."""


def figures() -> list[Figure]:
    """Ours and the echo, one after the other in one fresh process."""
    found = report("bench.throughput")
    ours, echo = found["ours"], found["echo"]
    paced = f"{PEOPLE} people, each asking every {PAUSE_SECONDS:.1f} s"
    people = f"{PEOPLE} people at once, {PEOPLE * QUESTIONS_EACH:,} questions"
    return [
        Figure("question → answer, one person", ours["alone"], "/s", detail=f"{ALONE} questions"),
        Figure("question → answer", ours["together"], "/s", goal=100, at_least=True, detail=people),
        Figure("question → answer, the processor's part", ours["processor"], "ms", detail="the same"),
        Figure("question → answer, p50", ours["p50"], "ms", detail="the same"),
        Figure("question → answer, p95", ours["p95"], "ms", goal=100, detail="the same"),
        Figure("question → answer, p95", ours["paced_p95"], "ms", detail=paced),
        Figure("bare aiogram echo, one person", echo["alone"], "/s"),
        Figure("share of the bare echo", 100 * ours["together"] / echo["together"], "%", detail=people),
    ]


class Silent(ChannelSession):
    """A medium that says at once that a message was sent, and wakes whoever waits for it."""

    def __init__(self) -> None:
        super().__init__(strict=True)
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._numbers = itertools.count(1)

    @property
    def table(self) -> Mapping[type[TelegramMethod[Any]], Execute]:
        """Sending, and saying who we are."""
        return {api.SendMessage: self._send, api.GetMe: self._me}

    def answered(self, chat: int) -> asyncio.Future[None]:
        """Done when the next message to this chat is sent."""
        self._waiting[chat] = asyncio.get_running_loop().create_future()
        return self._waiting[chat]

    async def _send(self, bot: Bot, method: Any, fields: Payload) -> Message:
        waiting = self._waiting.pop(int(method.chat_id), None)
        if waiting is not None:
            waiting.set_result(None)
        chat = Chat(id=int(method.chat_id), type="private")
        return Message(message_id=next(self._numbers), date=LONG_AGO, chat=chat, text=str(fields["text"]))

    async def _me(self, bot: Bot, method: Any, fields: Payload) -> User:
        return User(id=bot.id, is_bot=True, first_name="Bench", username="bench_bot")


def main() -> None:
    """Measure both in this process and print JSON."""
    logs.configure("json", "ERROR")
    print(json.dumps(asyncio.run(_measure())))


async def _measure() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="tungngo-bench-") as folder:
        path = Path(folder)
        settings = Settings(
            _env_file=None,
            data_folder=path,
            database_url=f"sqlite+aiosqlite:///{path / 'bench.db'}",
            messages_per_minute=1_000_000,
        )
        async with open_core(settings) as core:
            gc.freeze()  # as `tungngo run` does: what was loaded is not looked through for rubbish again and again
            questions = [s for p in core.answerer.catalogue.procedures.values() for s in p.samples]
            async with _assistant(core) as ask:
                ours = await _asked(ask, questions)
            return {"ours": ours, "echo": await _asked(_echo(), questions)}


@asynccontextmanager
async def _assistant(core: Core) -> AsyncIterator[Ask]:
    """The real inbox, dispatcher and handlers behind a silent medium."""
    session, ticker, updates = Silent(), Ticker(), itertools.count(1)
    try:
        async with open_inbox(core, {CHANNEL: channel_bot("2:web", session)}, ticker) as inbox:
            receive = inbox.receiver(CHANNEL)

            async def ask(chat: int, text: str) -> None:
                answered, number = session.answered(chat), next(updates)
                await receive(str(number), str(chat), _update(number, chat, text))
                await answered

            yield ask
            await inbox.settled()
    finally:
        await ticker.close()


def _echo() -> Ask:
    """The least that aiogram can do: one handler without filters that answers with the same text."""
    session, router, dispatcher, updates = Silent(), Router(), Dispatcher(), itertools.count(1)
    bot = channel_bot("9:echo", session)

    @router.message()
    async def repeat(message: Message) -> None:
        await message.answer(message.text or "")

    dispatcher.include_router(router)

    async def ask(chat: int, text: str) -> None:
        session.answered(chat)
        number = next(updates)
        await dispatcher.feed_raw_update(bot, _update(number, chat, text))

    return ask


async def _asked(ask: Ask, questions: Sequence[str]) -> dict[str, float]:
    """One person after a warm-up, then everybody at once, each waiting for an answer before going on."""
    turn = itertools.cycle(questions)
    for _ in range(WARM_UP):
        await ask(1, next(turn))
    began = perf_counter()
    for _ in range(ALONE):
        await ask(1, next(turn))
    alone = ALONE / (perf_counter() - began)
    began, spent = perf_counter(), process_time()
    times = await _crowd(ask, turn, each=QUESTIONS_EACH, pause=0.0)
    together = len(times) / (perf_counter() - began)
    spent = process_time() - spent
    paced = await _crowd(ask, turn, each=PACED_EACH, pause=PAUSE_SECONDS)
    return {
        "alone": alone,
        "together": together,
        "processor": 1000 * spent / len(times),
        "p50": 1000 * percentile(times, 0.5),
        "p95": 1000 * percentile(times, 0.95),
        "paced_p95": 1000 * percentile(paced, 0.95),
    }


async def _crowd(ask: Ask, questions: Iterator[str], *, each: int, pause: float) -> list[float]:
    """Seconds every answer took while all people ask at once; each waits for the answer, then pauses."""
    times: list[float] = []

    async def person(chat: int) -> None:
        await asyncio.sleep(pause * chat / PEOPLE)
        for _ in range(each):
            asked = perf_counter()
            await ask(FIRST_CHAT + chat, next(questions))
            times.append(perf_counter() - asked)
            await asyncio.sleep(pause)

    async with asyncio.TaskGroup() as group:
        for number in range(PEOPLE):
            group.create_task(person(number))
    return times


def _update(number: int, chat: int, text: str) -> Payload:
    who = {"id": chat, "is_bot": False, "first_name": "Bench"}
    message = {
        "message_id": number,
        "date": int(LONG_AGO.timestamp()),
        "chat": {"id": chat, "type": "private"},
        "from": who,
        "text": text,
    }
    return {"update_id": number, "message": message}


if __name__ == "__main__":
    main()
