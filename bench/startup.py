"""How long commands take to start, and the server to be ready, beside a bare `import aiogram` in the same run."""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.error import URLError
from urllib.request import urlopen

from bench.figures import Figure
from bench.processes import PYTHON, ROOT, free_port, resident_mib, seconds

TIMES = 5
PATIENCE_SECONDS = 60.0
IDLE_SECONDS = 2.0
BARE = "import aiogram, sys; print('ready', flush=True); sys.stdin.read()"
QUESTION = "lam ly lich tu phap tren vneid het bao nhieu tien"
COMMANDS = {
    "ask": ("ask", QUESTION),
    "place": ("place", "phường Ba Đình"),
    "content stale": ("content", "stale"),
}


def figures() -> list[Figure]:
    """Commands as whole processes, then the server beside the bare import, taking turns."""
    tungngo = (PYTHON, "-m", "bot")
    found = [_whole("a Python that does nothing", (PYTHON, "-c", "pass"))]
    for name, arguments in COMMANDS.items():
        found.append(_whole(f"`tungngo {name}`", (*tungngo, *arguments), goal=1.0))
    took, processor = seconds((*tungngo, "content", "check"), times=1, findings=True)
    detail = f"asks every sample; processor {processor:.2f} s"
    found.append(Figure("`tungngo content check`", took, "s", detail=detail))
    return [*found, *_server()]


def _whole(name: str, command: Sequence[str], goal: float | None = None) -> Figure:
    took, processor = seconds(command, times=TIMES)
    return Figure(name, took, "s", goal=goal, detail=f"whole process; processor {processor:.2f} s")


def _server() -> Iterator[Figure]:
    bare: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory(prefix="tungngo-bench-") as folder:
        _started(folder)  # once unmeasured: the database is made, bytecode is written
        for _ in range(TIMES):
            bare.append(_bare())
            ours.append(_started(folder))
    (bare_start, bare_memory), (start, memory) = _medians(bare), _medians(ours)
    yield Figure("bare `import aiogram`: start", bare_start, "s")
    yield Figure("`tungngo run`: start to ready", start, "s")
    yield Figure("start to ready, against the bare import", start / bare_start, "×", goal=1.5)
    yield Figure("bare `import aiogram`: memory", bare_memory, "MiB")
    yield Figure("`tungngo run`: memory when idle", memory, "MiB")
    yield Figure("idle memory, against the bare import", memory / bare_memory, "×", goal=1.4)


def _medians(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return median(p[0] for p in pairs), median(p[1] for p in pairs)


def _bare() -> tuple[float, float]:
    began = perf_counter()
    with _running((PYTHON, "-c", BARE), ROOT) as process:
        assert process.stdout is not None
        process.stdout.readline()
        took = perf_counter() - began
        sleep(IDLE_SECONDS)
        return took, resident_mib(process.pid)


def _started(folder: str) -> tuple[float, float]:
    """Seconds until the page's health answers, and MiB held two seconds later."""
    port = free_port()
    # `env` sets what only bot/settings.py reads; an empty folder keeps a developer's .env out.
    settings = (
        f"PYTHONPATH={ROOT}",
        f"DATABASE_URL=sqlite+aiosqlite:///{folder}/bench.db",
        f"DATA_FOLDER={folder}",
        "WEB_HOST=127.0.0.1",
        f"WEB_PORT={port}",
    )
    began = perf_counter()
    with _running(("env", *settings, PYTHON, "-m", "bot", "run", "--no-browser"), Path(folder)) as process:
        while not _healthy(port):
            if process.poll() is not None or perf_counter() - began > PATIENCE_SECONDS:
                raise RuntimeError("tungngo run did not become ready")
            sleep(0.01)
        took = perf_counter() - began
        sleep(IDLE_SECONDS)
        return took, resident_mib(process.pid)


def _healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError, TimeoutError):
        return False


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that is ended with the block."""
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


if __name__ == "__main__":
    from bench.figures import table

    print(table(figures()))
