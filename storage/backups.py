"""Copies of a SQLite database: taken while others write, checked before anybody relies on them."""

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from storage.migrations import newest_revision


class NoBackup(ValueError):
    """A file that is no backup of ours, or a database that cannot be copied like this; says which and why."""


def file_of(url: str) -> Path:
    """The file behind a DATABASE_URL. Raises NoBackup for a database that is no file."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise NoBackup("DATABASE_URL is no SQLite file: use the tools of that database, such as pg_dump")
    return Path(address.database)


def copy_database(source: Path, target: Path) -> None:
    """Copy as of one moment, in one file; whoever writes meanwhile does not wait and is not in it.

    The target never exists half written, and only its owner may read it. Raises NoBackup or OSError.
    """
    if not source.exists():
        raise NoBackup(f"{source}: there is no database")
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    os.close(descriptor)
    draft = Path(name)
    try:
        with closing(_opened(source)) as live, closing(sqlite3.connect(draft)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # all of it in one file, whatever the source has beside it
        check_backup(draft)
        draft.replace(target)
    except sqlite3.Error as error:
        raise NoBackup(f"{source}: cannot be copied ({error})") from error
    finally:
        draft.unlink(missing_ok=True)


def check_backup(file: Path) -> None:
    """Read all of a copy. Raises NoBackup where it is damaged, not ours, or of a newer version than this one."""
    try:
        with closing(_opened(file)) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            (revision,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise NoBackup(f"{file}: no database of Từng Ngõ ({error})") from error
    if verdict != "ok":
        raise NoBackup(f"{file}: damaged ({verdict})")
    if revision > newest_revision():
        raise NoBackup(f"{file}: made by a newer version ({revision}); install that one")


def close_journal(file: Path) -> bool:
    """Put what lies beside the file into it; False: somebody has it open."""
    with closing(sqlite3.connect(file, timeout=0.5)) as live:
        try:
            (mode,) = live.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError:
            return False
    return bool(mode == "delete")


def read_erasures(file: Path) -> tuple[tuple[str, datetime], ...]:
    """(keyed hash, when) of every erasure that a database knows of. Raises NoBackup where it cannot be read."""
    try:
        with closing(_opened(file)) as live:
            rows = live.execute("SELECT address_hash, erased_at FROM erasure ORDER BY erased_at").fetchall()
    except sqlite3.Error as error:
        raise NoBackup(f"{file}: cannot be read ({error})") from error
    return tuple((name, datetime.fromisoformat(f"{at}+00:00")) for name, at in rows)


def put_in_place(draft: Path, live: Path, aside: Path) -> None:
    """Make a draft the database; the one before is kept aside. One rename each: at no moment is it half done."""
    with suppress(FileNotFoundError):
        live.replace(aside)
    draft.replace(live)


def _opened(file: Path) -> sqlite3.Connection:
    """For reading alone; does not make a file that is not there."""
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
