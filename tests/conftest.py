"""What stories stand on: a fixed clock, a migrated database, the real content, a recording medium."""

import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture

from bot.core import Core
from bot.settings import Settings
from knowledge.answering import Answerer, build_answerer
from knowledge.reading.places import Places
from storage.engine import make_engine
from storage.migrations import upgrade
from storage.unit_of_work import Database
from tests.driver import FixedClock, World


@pytest.fixture(scope="session", autouse=True)
def no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands and child processes keep what they make in a folder of this run."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CACHE_FOLDER", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def answerer() -> Answerer:
    """The real content, loaded once."""
    return build_answerer()


@pytest.fixture(scope="session")
def places() -> Places:
    return Places.load()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every migration and nothing in it; each test copies it."""
    path = tmp_path_factory.mktemp("empty") / "tungngo.db"
    upgrade(f"sqlite+aiosqlite:///{path}")
    return path


@pytest.fixture
def fixed_clock() -> FixedClock:
    """Tuesday 24 November 2026, 09:00 in Hanoi."""
    return FixedClock()


@pytest.fixture
async def core(
    answerer: Answerer,
    places: Places,
    empty_database: Path,
    fixed_clock: FixedClock,
    events: LogCapture,
    tmp_path: Path,
) -> AsyncIterator[Core]:
    """Everything but a messenger, on a database of this test's own."""
    path = tmp_path / "story.db"
    shutil.copy(empty_database, path)
    url = f"sqlite+aiosqlite:///{path}"
    database = Database(make_engine(url))
    yield Core(
        settings=Settings(_env_file=None, data_folder=tmp_path, database_url=url),
        clock=fixed_clock,
        database=database,
        answerer=answerer,
        places=places,
        secret_key="only for tests",
    )
    await database.close()


@pytest.fixture
async def world(core: Core, fixed_clock: FixedClock, events: LogCapture) -> AsyncIterator[World]:
    """A running process with one medium."""
    async with World(core, fixed_clock).running() as world:
        yield world


@pytest.fixture
def events() -> Iterator[LogCapture]:
    """What went to the log."""
    capture = LogCapture()
    before = structlog.get_config()
    structlog.configure(processors=[capture])
    yield capture
    structlog.configure(**before)


FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def tell(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say a line at the end of the run."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that runs a part of the tests hands on what they told."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = session.config.stash.get(FIGURES, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """The process that started it takes that over; one that broke has told nothing."""
    told = getattr(node, "workeroutput", {}).get("figures", [])
    node.config.stash.setdefault(FIGURES, []).extend(told)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What was measured, then what was left out because Chromium or Node is missing, with the number of tests."""
    if lines := config.stash.get(FIGURES, []):
        terminalreporter.section("golden questions")
        for line in lines:
            terminalreporter.line(line)
    reasons = Counter(str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    for reason, tests in sorted(reasons.items()):
        terminalreporter.write_line(f"Left out: {reason.removeprefix('Skipped: ')} ({tests} tests)")
