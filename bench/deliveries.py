"""Deliveries: the pace that is held, planning, what a broadcast costs people who talk, and how late reminders are.

The pace is measured over HTTP, against a server that enforces it; the rest behind a medium that takes everything.
"""

import asyncio
import itertools
import json
import random
import resource
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

from sqlalchemy import insert

from bench.faults import TOKEN, Size, serving
from bench.figures import Figure, percentile
from bench.processes import report
from bench.throughput import PACED_EACH, _assistant, _crowd
from bot import assembly, logs
from bot.channels.receipts import Courier, Receipt, Sent
from bot.clock import HANOI, RealClock
from bot.core import Core, open_core
from bot.returning import Returning
from bot.scheduler.pacing import Pacing
from bot.settings import Settings
from handlers.letters import Letter
from storage.actions.deliveries import DeliveryKind, DueDelivery, Occasion, plan_audience, plan_deliveries
from storage.engine import make_engine
from storage.migrations import migrate
from storage.models import Citizen, CitizenAddress, ConsentDecision, table_of
from storage.repositories.consents import citizens_who_agreed
from storage.rules.consents import Purpose
from storage.unit_of_work import Database

AGREED = Purpose.IMPROVE_ANSWERS
PEOPLE = 100_000
RATES = (25, 30, 300)
RATE_SECONDS = 20
REMINDERS_A_MINUTE = 1_500
AT_ONCE = 1_000


class TenInTheMorning:
    """The machine's time, moved to ten in Hanoi: guides go out from 8:00 to 21:00."""

    def __init__(self) -> None:
        self._real = RealClock()
        now = self._real.now()
        self._shift = now.astimezone(HANOI).replace(hour=10, minute=0, second=0, microsecond=0) - now

    def now(self) -> datetime:
        """Aware, in UTC."""
        return self._real.now() + self._shift


class Taking:
    """A channel that takes everything after as long as a network needs, and notes when."""

    name = "telegram"

    def __init__(self, rate: int, expected: int = 0) -> None:
        self.pacing = Pacing(rate, 5, time=monotonic)
        self.all_taken = asyncio.Event()
        self._expected = expected
        self.taken: list[tuple[int, float]] = []

    def can_ring(self, external_id: str) -> bool:
        """Everybody is reached."""
        return True

    async def deliver(self, chat: int, letter: Letter) -> Receipt:
        """Take one letter."""
        self.taken.append((chat, perf_counter()))
        if len(self.taken) == self._expected:
            self.all_taken.set()
        await asyncio.sleep(0.05)
        return Sent(str(len(self.taken)))

    async def close(self) -> None:
        """Nothing is open."""


def figures() -> list[Figure]:
    """Each part in a process of its own."""
    plan = report("bench.deliveries", "plan")
    found = [
        Figure("planning a broadcast with all exclusions", plan["seconds"], "s", goal=10, detail=f"{PEOPLE:,} people"),
        Figure("planning it: memory at the end, against its first tenth", plan["memory"], "×", goal=1.1),
    ]
    for rate in RATES:
        held = report("bench.deliveries", "rate", str(rate))
        detail = f"{rate}/s set, {RATE_SECONDS} s over HTTP"
        goal = 98 if rate <= 30 else None
        found.append(Figure("pace held", held["share"], "%", goal=goal, at_least=True, detail=detail))
        found.append(Figure("429 seen", held["throttled"], "", goal=0 if rate <= 30 else None, detail=f"{rate}/s"))
    talk = report("bench.deliveries", "talk")
    for name, detail in (("alone", "nothing else runs"), ("beside", "a broadcast of 25/s beside it")):
        found.append(Figure("a citizen's answer, p50", talk[name]["p50"], "ms", detail=detail))
        found.append(Figure("a citizen's answer, p99", talk[name]["p99"], "ms", detail=detail))
    late = report("bench.deliveries", "late")
    spread = f"{REMINDERS_A_MINUTE:,} due in one minute, 25/s"
    found += [
        Figure("reminders: late, p99", late["spread"]["p99"], "s", goal=60, detail=spread),
        Figure("reminders: late, the last", late["spread"]["most"], "s", goal=60, detail=spread),
        Figure("reminders: late, p99", late["at_once"]["p99"], "s", detail=f"{AT_ONCE:,} due in one second, 25/s"),
        Figure("the least possible for them, p99", 0.99 * AT_ONCE / 25, "s"),
    ]
    return found


@asynccontextmanager
async def _people(folder: Path, clock: TenInTheMorning, number: int) -> AsyncIterator[Database]:
    """A database with so many citizens who said Có."""
    url = f"sqlite+aiosqlite:///{folder / 'bench.db'}"
    await migrate(url)
    database, now = Database(make_engine(url)), clock.now()
    yes = {"purpose": AGREED, "given": True, "words": "Có?", "version": "1", "channel": "telegram", "decided_at": now}
    address = {"channel": "telegram", "created_at": now}
    for first in range(1, number + 1, 10_000):
        ids = range(first, min(first + 10_000, number + 1))
        async with database() as work:
            for model, rows in (
                (Citizen, [{"id": n, "created_at": now} for n in ids]),
                (CitizenAddress, [{"citizen_id": n, "external_id": str(1_000_000 + n), **address} for n in ids]),
                (ConsentDecision, [{"citizen_id": n, **yes} for n in ids]),
            ):
                await work._connection.execute(insert(table_of(model)), rows)
            await work.commit()
    try:
        yield database
    finally:
        await database.close()


def _guide(origin: str, now: datetime) -> Occasion:
    return Occasion(origin, DeliveryKind.BROADCAST, now, now + timedelta(hours=8), purpose=AGREED)


async def _plan(folder: Path) -> dict[str, float]:
    clock = TenInTheMorning()
    async with _people(folder, clock, PEOPLE) as database:
        agreed = citizens_who_agreed(AGREED)
        some = agreed.where(agreed.selected_columns[0] <= PEOPLE // 10)
        await plan_audience(database, clock, occasion=_guide("broadcast:1:1", clock.now()), audience=some)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = perf_counter()
        planned = await plan_audience(database, clock, occasion=_guide("broadcast:2:1", clock.now()), audience=agreed)
        took = perf_counter() - began
        assert planned == PEOPLE
        return {"seconds": took, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / before}


async def _letter(due: DueDelivery) -> Letter:
    return Letter(f"{due.origin} · hướng dẫn số {due.id}")


@asynccontextmanager
async def _sending(core: Core, courier: Courier) -> AsyncIterator[None]:
    """The real sender, looking every second as the ticker has it."""
    composers = {DeliveryKind.BROADCAST: _letter, DeliveryKind.REMINDER: _letter}
    sender = assembly.build_sender(core, courier, Returning(core.database, core.clock), composers)

    async def ticks() -> None:
        while True:
            await sender.run_due()
            await asyncio.sleep(1)

    async with asyncio.TaskGroup() as group:
        running = group.create_task(ticks())
        try:
            yield
        finally:
            sender.close()
            await asyncio.sleep(0.5)
            running.cancel()


@asynccontextmanager
async def _core(folder: Path, clock: TenInTheMorning, **settings: Any) -> AsyncIterator[Core]:
    made = Settings(
        _env_file=None,
        data_folder=folder,
        database_url=f"sqlite+aiosqlite:///{folder / 'bench.db'}",
        messages_per_minute=1_000_000,
        **settings,
    )
    async with open_core(made, clock=clock) as core:
        yield core


async def _rate(folder: Path, rate: int) -> dict[str, float]:
    """Through the real session, against a server that answers 429 above the rate."""
    clock = TenInTheMorning()
    replies = 5 if rate == 25 else 1  # the two together are the limit, as in the settings
    size = Size(citizens=0, second=0, reminders=0, kills=0, rate=max(rate, 30), replies=0, minutes=1, hangs=False)
    with serving(size) as api:
        base = f"http://127.0.0.1:{api.port}"
        number = rate * (RATE_SECONDS + 5)
        async with (
            _people(folder, clock, number),
            _core(
                folder,
                clock,
                telegram_token=TOKEN,
                telegram_api_base=base,
                deliveries_per_second=rate,
                replies_per_second=replies,
            ) as core,
        ):
            occasion = _guide("broadcast:1:1", clock.now())
            await plan_audience(core.database, clock, occasion=occasion, audience=citizens_who_agreed(AGREED))
            channel = assembly.telegram_channel(core)
            async with _sending(core, channel.courier):
                await asyncio.sleep(3)
                before, began = (await asyncio.to_thread(api.ask, "GET", "/control/state?after=999999")), perf_counter()
                await asyncio.sleep(RATE_SECONDS)
                after, took = (await asyncio.to_thread(api.ask, "GET", "/control/state?after=999999")), perf_counter()
            await channel.courier.close()
            await channel.bot.session.close()
    sent = after["counts"]["sends"] - before["counts"]["sends"]
    return {"share": 100 * sent / (rate * (took - began)), "throttled": after["counts"].get("429 ours", 0)}


async def _talk(folder: Path) -> dict[str, Any]:
    clock, found = TenInTheMorning(), {}
    async with _people(folder, clock, 5_000), _core(folder, clock) as core, _assistant(core) as ask:
        samples = [s for p in core.answerer.catalogue.procedures.values() for s in p.samples]
        questions = itertools.cycle(random.Random(1).sample(samples, len(samples)))

        async def measured() -> dict[str, float]:
            times = await _crowd(ask, questions, each=2 * PACED_EACH, pause=0.5)
            return {"p50": 1000 * percentile(times, 0.5), "p99": 1000 * percentile(times, 0.99)}

        await measured()
        found["alone"] = await measured()
        occasion = _guide("broadcast:1:1", clock.now())
        await plan_audience(core.database, clock, occasion=occasion, audience=citizens_who_agreed(AGREED))
        async with _sending(core, Taking(25)):
            await asyncio.sleep(2)
            found["beside"] = await measured()
    return found


async def _late(folder: Path) -> dict[str, Any]:
    """Seconds between the minute that was chosen and the request."""
    clock = TenInTheMorning()
    total = REMINDERS_A_MINUTE + AT_ONCE
    async with _people(folder, clock, total), _core(folder, clock) as core:
        courier, due = Taking(25, expected=total), {}
        start, now = perf_counter(), clock.now()

        async def plan(first: int, last: int, seconds: float) -> None:
            occasion = Occasion(
                f"reminder:{first}:1",
                DeliveryKind.REMINDER,
                now + timedelta(seconds=seconds),
                now + timedelta(hours=24),
                asked_at=now,
            )
            await plan_deliveries(core.database, clock, occasion=occasion, citizens=list(range(first, last)))
            due.update(dict.fromkeys(range(first, last), start + seconds))

        for second in range(60):
            each = REMINDERS_A_MINUTE // 60
            await plan(1 + each * second, 1 + each * (second + 1), 10 + second)
        await plan(REMINDERS_A_MINUTE + 1, total + 1, 75)
        async with _sending(core, courier):
            async with asyncio.timeout(180):
                await courier.all_taken.wait()
    late = {n - 1_000_000: at - due[n - 1_000_000] for n, at in courier.taken}
    spread = [seconds for n, seconds in late.items() if n <= REMINDERS_A_MINUTE]
    at_once = [seconds for n, seconds in late.items() if n > REMINDERS_A_MINUTE]
    return {
        "spread": {"p99": percentile(spread, 0.99), "most": max(spread)},
        "at_once": {"p99": percentile(at_once, 0.99), "most": max(at_once)},
    }


PARTS: dict[str, Callable[..., Coroutine[Any, Any, dict[str, Any]]]] = {
    "plan": _plan,
    "rate": _rate,
    "talk": _talk,
    "late": _late,
}


def main() -> None:
    """Measure one part in this process and print JSON."""
    logs.configure("json", "ERROR")
    name, *values = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="tungngo-bench-") as folder:
        print(json.dumps(asyncio.run(PARTS[name](Path(folder), *map(int, values)))))


if __name__ == "__main__":
    main()
