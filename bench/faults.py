"""`python -m bench.faults`: kills, full disk, wrong clock and a server that misbehaves, during one big broadcast.

Bounded, loopback only, in a temporary directory, ends everything it started. Exit status 1 when something was sent
twice, lost without being told, or sent after a stop. `--short`: a small form for the tests. `--write PAGE`: puts the
tables into a page.
"""

import argparse
import http.client
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bench.faults_account import Books, Key, Row
from bench.faults_process import Assistant, SharedClock, ended
from bench.figures import percentile
from bench.pages import put
from bench.processes import ROOT
from bot.clock import HANOI, RealClock
from bot.settings import Settings
from knowledge.phrases import Phrases
from storage.actions.deliveries import LEASE, DeliveryKind, Occasion, plan_audience, plan_deliveries
from storage.migrations import upgrade
from storage.models import Citizen, CitizenAddress, ConsentDecision, table_of
from storage.repositories.consents import citizens_who_agreed
from storage.rules.consents import Purpose
from storage.unit_of_work import Database

TOKEN = "123456789:AAHkq3-this_is_no_real_token_but_as_long"
AGREED = Purpose.IMPROVE_ANSWERS
FIRST_CHAT = 1_000_000
HOUR = 3600.0
PAUSE_SECONDS = 1.1
"""Between a kill and the next start: a process that has to load first takes longer."""

PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Size:
    """How big a run is. `rate`: deliveries a second; `minutes`: after which it is given up."""

    citizens: int
    second: int
    reminders: int
    kills: int
    rate: int
    replies: int
    minutes: float
    disk_full_seconds: float = 5.0
    hangs: bool = True


FULL = Size(citizens=20_000, second=2_000, reminders=2_000, kills=54, rate=250, replies=50, minutes=15)
SHORT = Size(
    citizens=400, second=60, reminders=40, kills=3, rate=80, replies=20, minutes=1, disk_full_seconds=1.5, hangs=False
)


class Api:
    """The server's other side: what we tell it and what it knows."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, **said: Any) -> dict[str, Any]:
        """One request of ours."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, json.dumps(said), {"Content-Type": "application/json"})
            found: dict[str, Any] = json.loads(connection.getresponse().read())
            return found
        finally:
            connection.close()


@dataclass
class Line:
    """One row of the table: a kind of fault, how often, and what was found wrong afterwards."""

    name: str
    times: int = 0
    open: int = 0
    marked: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    note: str = ""


class Run:
    """One run from an empty database to its books."""

    def __init__(self, size: Size, folder: Path, api: Api) -> None:
        self.size = size
        self.api = api
        self.clock = SharedClock()
        self.database = folder / "tungngo.db"
        self.books = Books(self.database, Phrases.load().text("stop-done")[:30])
        self.lines: dict[str, Line] = {}
        self.child = 0
        self.random = random.Random(20)
        self.stoppers: list[int] = []
        self.due: dict[str, float] = {}
        settings = Settings(
            _env_file=None,
            data_folder=folder,
            database_url=f"sqlite+aiosqlite:///{self.database}",
            telegram_token=TOKEN,
            telegram_api_base=f"http://127.0.0.1:{api.port}",
            deliveries_per_second=size.rate,
            replies_per_second=size.replies,
        )
        upgrade(settings.database_url)
        self.assistant = Assistant(settings, self.clock, folder / "events.jsonl")
        now = RealClock().now()
        ten = now.astimezone(HANOI).replace(hour=10, minute=0, second=0, microsecond=0)
        self.clock.jump((ten - now).total_seconds())  # guides go out from 8:00 to 21:00

    def whole(self) -> None:
        """Everything, in order."""
        self._plan()
        kills = self.size.kills
        with self._clean_end():
            self._start()
            for number in range(kills):
                if number == kills // 3:
                    self._full_disk()
                if number == kills // 2:
                    self._end_in_good_order()
                if number % 9 == 2:
                    self._throttle()
                self._kill(stop=number % 2 == 1)
                self._start()
            self._jumps()
            self._finish()

    # --- faults ---

    def _kill(self, *, stop: bool = False, name: str = "") -> None:
        line = self._line(name or ("kill -9, a stop pressed" if stop else "kill -9"))
        time.sleep(self.random.uniform(0.1, 0.9))
        if stop:
            self._press_stop()
        opened = self._freeze_with_a_request_open()
        os.kill(self.child, signal.SIGKILL)
        ended(self.child)
        worker, self.child = f"telegram-{self.child}-", 0
        rows = self._check(line)
        line.times += opened > 0  # only these count
        line.open += opened
        line.marked += sum(r.state == "sending" and (r.leased_by or "").startswith(worker) for r in rows.values())
        time.sleep(PAUSE_SECONDS)

    def _freeze_with_a_request_open(self) -> int:
        """Stop the process where it stands; how many requests it then has open. Nobody closes them any more."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            os.kill(self.child, signal.SIGSTOP)
            opened: int = self.api.ask("GET", f"/control/state?after={self.books.read}")["open"]
            if opened:
                return opened
            os.kill(self.child, signal.SIGCONT)
            time.sleep(0.02)
        return 0

    def _press_stop(self) -> None:
        """Somebody whose guide still waits writes that they want none."""
        rows = self.books.rows()
        waiting = [chat for (origin, chat), row in rows.items() if origin == "broadcast:1:1" and row.state == "pending"]
        chosen = self.random.sample(waiting, min(2, len(waiting)))
        self.stoppers += chosen
        self.api.ask("POST", "/control/say", chats=chosen, text="dừng")

    def _full_disk(self) -> None:
        """No file of the process may grow for a while: every commit fails."""
        line = self._line(f"disk full for {self.size.disk_full_seconds:g} s")
        _, most = resource.prlimit(self.child, resource.RLIMIT_FSIZE)
        resource.prlimit(self.child, resource.RLIMIT_FSIZE, (1, most))
        time.sleep(self.size.disk_full_seconds)
        resource.prlimit(self.child, resource.RLIMIT_FSIZE, (most, most))
        line.times += 1
        time.sleep(self.size.disk_full_seconds)
        self._check(line)

    def _throttle(self) -> None:
        line = self._line("429 with retry_after")
        self.api.ask("POST", "/control/throttle", seconds=1.8)
        time.sleep(2.2)
        line.times += 1
        self._check(line)

    def _end_in_good_order(self) -> None:
        """Asked to end: what is open ends or is in doubt, what is in hand is given back."""
        line = self._line("SIGTERM")
        time.sleep(0.5)
        os.kill(self.child, signal.SIGTERM)
        status = ended(self.child)
        worker, self.child = f"telegram-{self.child}-", 0
        rows = self._check(line)
        mine = [row for row in rows.values() if (row.leased_by or "").startswith(worker)]
        line.wrong["ended with an error"] += status != 0
        line.wrong["leases not given back"] += sum(row.state == "pending" for row in mine)
        line.wrong["requests left open"] += sum(row.state == "sending" for row in mine)
        line.times += 1
        time.sleep(PAUSE_SECONDS)
        self._start()

    def _jumps(self) -> None:
        """An hour forward, killed there, and back again while it runs."""
        line = self._line("clock an hour forward")
        self.clock.jump(HOUR)
        time.sleep(1.5)
        line.times += 1
        self._check(line)
        self._kill(name="kill -9 with a wrong clock")
        self._start()
        time.sleep(0.5)
        line = self._line("clock an hour back")
        self.clock.jump(-HOUR)
        time.sleep(1.5)
        line.times += 1
        self._check(line)

    # --- the course of a run ---

    def _plan(self) -> None:
        size, now = self.size, self.clock.now()
        more = size.second // 2  # half of the second audience is in the first, too
        everybody = size.citizens + more

        async def people(database: Database) -> None:
            first = {"channel": "telegram", "created_at": now}
            yes = {"purpose": AGREED, "given": True, "words": "Có?", "version": "1", "channel": "telegram"}
            ids = range(1, everybody + 1)
            async with database() as work:
                for model, rows in (
                    (Citizen, [{"id": n, "created_at": now} for n in ids]),
                    (CitizenAddress, [{"citizen_id": n, "external_id": str(FIRST_CHAT + n), **first} for n in ids]),
                    (ConsentDecision, [{"citizen_id": n, "decided_at": now, **yes} for n in ids]),
                ):
                    await work._connection.execute(insert(table_of(model)), rows)
                await work.commit()

        async def reminders(database: Database) -> None:
            for number in range(0, size.reminders, 20):
                due = now + timedelta(seconds=5 + number / size.reminders * 2 * size.kills)
                occasion = Occasion(
                    f"reminder:{number}:1", DeliveryKind.REMINDER, due, due + timedelta(hours=24), asked_at=now
                )
                some = range(size.citizens - number, size.citizens - min(number + 20, size.reminders), -1)
                await plan_deliveries(database, self.clock, occasion=occasion, citizens=list(some))

        def guide(origin: str, first: int, last: int) -> Any:
            async def planned(database: Database) -> None:
                occasion = Occasion(origin, DeliveryKind.BROADCAST, now, now + timedelta(hours=8), purpose=AGREED)
                agreed = citizens_who_agreed(AGREED)
                audience = agreed.where(agreed.selected_columns[0].between(first, last))
                await plan_audience(database, self.clock, occasion=occasion, audience=audience)

            return planned

        self._all_well([self.assistant.do(people)])
        jobs = (
            guide("broadcast:1:1", 1, size.citizens),
            guide("broadcast:2:1", size.citizens - more + 1, everybody),
            reminders,
        )
        self._all_well([self.assistant.do(job) for job in jobs])
        self._check(self._line("two broadcasts at once", times=1))
        self.began = time.time()
        self.due = {origin: self.clock.real(row.due_at) for (origin, _), row in self.books.rows().items()}

    def _all_well(self, children: list[int]) -> None:
        if sum(map(abs, map(ended, children))):
            raise RuntimeError("planning failed; events.jsonl says why")

    def _start(self) -> None:
        """Start a process; return once it has asked for updates and is sending."""
        polls = self._counts()["polls"]
        self.child = self.assistant.start()
        until = time.monotonic() + PATIENCE_SECONDS
        while self._counts()["polls"] == polls:
            if time.monotonic() > until:
                raise RuntimeError("the process did not become ready; events.jsonl says why")
            time.sleep(0.02)

    def _finish(self) -> None:
        """Let it send what is left; leases of the dead run out meanwhile. Then an hour later, for what was put off."""
        until = time.monotonic() + 60 * self.size.minutes
        lease = LEASE.total_seconds()
        if self.size is SHORT:
            self._until_quiet(until)
            self.clock.jump(lease + 1)
        else:
            quiet = time.monotonic() + lease + 5
            self._until_quiet(until)
            time.sleep(max(0.0, quiet - time.monotonic()))
        self._until_quiet(until)
        self.clock.jump(HOUR)
        self._until_quiet(until)
        self.ended = time.time()
        line = self._line("at the end", times=1)
        rows = self._check(line)
        line.wrong["not in a final state"] += sum(not row.is_final for row in rows.values())
        line.wrong["leases stuck"] += sum(bool(row.leased_by) and row.state == "pending" for row in rows.values())
        told = [chat for chat in self.stoppers if chat not in self.books.told]
        line.wrong["stops that nobody confirmed"] += len(told)
        counts = self._counts()
        line.wrong["429 caused by us"] += counts["429 ours"] + counts["429 ignored"]
        line.wrong["in doubt by a dead lease, yet not marked at a kill"] += max(
            0, self._in_doubt(rows)["lease_ran_out"] - sum(one.marked for one in self.lines.values())
        )
        os.kill(self.child, signal.SIGTERM)
        ended(self.child)
        self.child = 0

    def _until_quiet(self, until: float) -> None:
        """Return when nothing moves any more, and nothing that is due is left unleased."""
        last, since = -1, time.monotonic()
        while time.monotonic() < until:
            rows = self.books.rows()
            settled = sum(row.is_final for row in rows.values())
            if settled == len(rows):
                return
            if settled != last:
                last, since = settled, time.monotonic()
            if time.monotonic() - since > 4 and not any(row.state == "sending" for row in rows.values()):
                return
            if time.monotonic() - since > 75:
                return
            time.sleep(0.5)

    @contextmanager
    def _clean_end(self) -> Iterator[None]:
        try:
            yield
        finally:
            if self.child:
                os.kill(self.child, signal.SIGKILL)
                ended(self.child)

    # --- books ---

    def _line(self, name: str, times: int = 0) -> Line:
        line = self.lines.setdefault(name, Line(name))
        line.times += times
        return line

    def _counts(self) -> Counter[str]:
        state = self.api.ask("GET", f"/control/state?after={self.books.read}")
        self.books.note(state["accepted"])
        return Counter(state["counts"])

    def _check(self, line: Line) -> dict[Key, Row]:
        """Rows first, then the log: what is accepted in between is looked at the next time, unless nothing runs."""
        if self.child:
            self._counts()
            known = dict(self.books.accepted)
            rows = self.books.rows()
            line.wrong += Books(self.database, "", known, dict(self.books.told)).wrong(rows)
            return rows
        self._counts()
        rows = self.books.rows()
        line.wrong += self.books.wrong(rows)
        return rows

    def _in_doubt(self, rows: dict[Key, Row]) -> Counter[str]:
        return Counter(str(row.reason) for row in rows.values() if row.state == "unconfirmed")

    def tables(self) -> str:
        """What happened, in Markdown."""
        rows, counts = self.books.rows(), self._counts()
        size = self.size
        out = [
            f"{size.citizens:,} recipients of one guide, {size.second:,} of another at the same time (half of them in "
            "both), "
            f"{size.reminders:,} reminders; {size.rate} deliveries a second set; "
            f"{sum(line.times for line in self.lines.values() if line.name.startswith('kill'))} kills; "
            f"{self.ended - self.began:.0f} s from the first to the last.",
            "",
            "| fault | times | requests open (server) | marked as open (rows) | wrong afterwards |",
            "| --- | ---: | ---: | ---: | --- |",
        ]
        for line in self.lines.values():
            wrong = ", ".join(f"{number} {what}" for what, number in (+line.wrong).items()) or "nothing"
            counted = (line.open, line.marked) if line.open else ("", "")
            out.append(f"| {line.name} | {line.times} | {counted[0]} | {counted[1]} | {wrong} |")
        out += ["", "| what the server did | times |", "| --- | ---: |"]
        out += [f"| {name} | {number:,} |" for name, number in sorted(counts.items()) if name not in ("polls", "fine")]
        out += ["", "| where deliveries ended | rows | taken by the server |", "| --- | ---: | ---: |"]
        ends: dict[str, list[bool]] = {}
        for key, row in rows.items():
            kind = key[0].partition(":")[0]
            name = f"{kind}: {row.state}" + (f" ({row.reason})" if row.reason else "")
            ends.setdefault(name, []).append(key in self.books.accepted)
        out += [f"| {name} | {len(ends[name]):,} | {sum(ends[name]):,} |" for name in sorted(ends)]
        return "\n".join([*out, "", self._lateness(rows)])

    def _lateness(self, rows: dict[Key, Row]) -> str:
        late = [times[0] - self.due[o] for (o, _), times in self.books.accepted.items() if o.startswith("reminder:")]
        guides = [times[0] - self.began for (o, _), times in self.books.accepted.items() if o.startswith("broadcast:")]
        never = sum(key not in self.books.accepted for key in rows)
        least = len(self.books.accepted) / self.size.rate
        return (
            f"Reminders: {len(late):,} arrived, late by {percentile(late, 0.5):.1f} s (p50), "
            f"{percentile(late, 0.99):.1f} s (p99), "
            f"{sum(one > 60 for one in late)} by more than a minute. Guides: {len(guides):,} arrived, the last after "
            f"{max(guides):.0f} s; at the rate that was set all would have taken {least:.0f} s; "
            f"{sum(one > least for one in guides):,} arrived later than that. Not at all: {never:,} rows, "
            "each with its reason above."
        )


@contextmanager
def serving(size: Size) -> Iterator[Api]:
    """The Bot API server, while the block runs."""
    command = [sys.executable, "-m", "bench.faults_server", str(size.rate + size.replies)]
    command += [] if size.hangs else ["no-hangs"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield Api(int(process.stdout.readline()))
        finally:
            process.stdin.close()  # it ends by itself then


def main() -> int:
    """Run; print the tables; 0 when nothing was wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a small form, under half a minute")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    given = parser.parse_args()
    size = SHORT if given.short else FULL
    with tempfile.TemporaryDirectory(prefix="tungngo-faults-") as name, serving(size) as api:
        run = Run(size, Path(name), api)
        try:
            run.whole()
        except Exception:
            print(Path(name, "events.jsonl").read_text("utf-8")[-4000:], file=sys.stderr)
            raise
        text = run.tables()
    day = datetime.now(tz=HANOI).date()  # noqa: TID251 - the day of the measurement
    print(text)
    if given.write:
        put(given.write, "faults", f"{day.isoformat()}, {os.cpu_count()} cores.\n\n{text}")
    return int(any(+line.wrong for line in run.lines.values()))


if __name__ == "__main__":
    sys.exit(main())
