"""The database of the settings, for commands that need no content and no messenger."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.unit_of_work import Database


@asynccontextmanager
async def opened(settings: "Settings") -> AsyncIterator["Database"]:
    """The database, brought up to date; closed at the end."""
    # SQLAlchemy is imported here, so that the commands that need only content start at once.
    from storage.engine import make_engine
    from storage.migrations import migrate
    from storage.unit_of_work import Database

    await migrate(settings.database_url)
    database = Database(make_engine(settings.database_url))
    try:
        yield database
    finally:
        await database.close()
