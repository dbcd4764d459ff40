"""Composition without a messenger: settings, clock, database, answerer. No aiogram: it starts at once."""

import os
import secrets
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from bot.clock import clock_on
from bot.metrics import Metrics
from bot.settings import Settings
from knowledge.answering import Answerer, build_answerer
from knowledge.phrases import Phrases
from knowledge.reading.places import Places
from storage.clock import Clock
from storage.engine import make_engine
from storage.migrations import migrate
from storage.unit_of_work import Database

KEY_FILE: Final = "secret.key"


@dataclass(frozen=True, slots=True)
class Core:
    """What every part of the process shares. `moved_to`: the day it was started on, when that was moved."""

    settings: Settings
    clock: Clock
    database: Database
    answerer: Answerer
    places: Places
    secret_key: str
    moved_to: date | None = None
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def phrases(self) -> Phrases:
        """The sentences, the same ones that answers are made of."""
        return self.answerer.phrases


@asynccontextmanager
async def open_core(settings: Settings, *, day: date | None = None, clock: Clock | None = None) -> AsyncIterator[Core]:
    """Bring the database up to date, load the content, close the database at the end.

    `day` moves the clock; `clock` replaces it. Raises ContentError when the content cannot be loaded.
    """
    # Only its owner may look into the folder: it holds what people agreed to keep, and the key.
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    await migrate(settings.database_url)
    database = Database(make_engine(settings.database_url))
    try:
        yield Core(
            settings=settings,
            clock=clock or clock_on(day),
            database=database,
            answerer=build_answerer(cache=settings.cache),
            places=Places.load(),
            secret_key=secret_key(settings),
            moved_to=day,
        )
    finally:
        await database.close()


def secret_key(settings: Settings) -> str:
    """SECRET_KEY, else the key in the data folder: made at the first start, for its owner's eyes only.

    Raises ValueError where the file is empty: without a key buttons could be forged and nobody be erased.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    path = settings.data_folder / KEY_FILE
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_new(path, secrets.token_hex(32))
    key = path.read_text("ascii").strip()
    if not key:
        raise ValueError(f"{path} is empty: put the old key back, or delete the file and a new one is made")
    return key


def _write_new(path: Path, key: str) -> None:
    """Make the file with the key in it: it never exists half written, and only its owner may read it."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
        file.flush()
        os.fsync(descriptor)
    Path(draft).replace(path)
