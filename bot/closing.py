"""Which procedures the switches close, and a look at them that costs a quick command nothing.

No SQLAlchemy and no messenger is imported here: `tungngo ask` starts at once and must still not answer what is off.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from knowledge.catalogue import Catalogue
from knowledge.phrases import Phrases
from storage.rules.switches import Kind, Reason, Subject, Switch

if TYPE_CHECKING:
    from bot.settings import Settings

_SQLITE: Final = "sqlite+aiosqlite:///"
_LIST_OFF: Final = "SELECT kind, subject, off_since, reason, note, by FROM switch"


def closed_slugs(switches: Iterable[Switch], catalogue: Catalogue, phrases: Phrases) -> Mapping[str, str]:
    """Slug → why it is off, in words for citizens; a procedure's own reason goes before its topic's."""
    closed: dict[str, str] = {}
    for switch in sorted(switches, key=lambda s: s.subject):
        why = phrases.text(f"switch-reason-{switch.reason.value}")
        words = " ".join(part for part in (why, switch.note) if part)
        if switch.subject.kind is Kind.PROCEDURE:
            closed[switch.subject.id] = words
        else:
            for procedure in catalogue.list_procedures(switch.subject.id):
                closed.setdefault(procedure.slug, words)
    return closed


def peek_switched_off(settings: "Settings") -> tuple[Switch, ...]:
    """What is off in the database of the settings, if there is one: it is neither made nor brought up to date."""
    url = settings.database_url
    if not url.startswith(_SQLITE):
        import asyncio

        return asyncio.run(_ask_server(url))
    path = Path(url.removeprefix(_SQLITE).partition("?")[0])
    if not path.is_file():
        return ()
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute(_LIST_OFF).fetchall()
        except sqlite3.OperationalError:
            return ()  # a database of an earlier version, which knows no switches
    return tuple(
        Switch(Subject(Kind(kind), subject), _instant(off_since), Reason(reason), note, by)
        for kind, subject, off_since, reason, note, by in rows
    )


def _instant(text: str) -> datetime:
    """SQLite keeps instants in UTC and does not say so."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def _ask_server(url: str) -> tuple[Switch, ...]:
    """The same from a database server, which takes SQLAlchemy and its time to start."""
    from storage.actions.switches import list_switched_off
    from storage.engine import make_engine
    from storage.unit_of_work import Database

    database = Database(make_engine(url))
    try:
        return await list_switched_off(database)
    finally:
        await database.close()
