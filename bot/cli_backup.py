"""The commands for the worst day: backup, restore. Both work on the SQLite file of the settings."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_erasures import Erasures, read_list
from bot.cli_settings import read_settings

if TYPE_CHECKING:
    from bot.settings import Settings

Target = Annotated[Path, typer.Argument(dir_okay=False, help="Where to write it; an existing file is replaced.")]
Source = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A file that `tungngo backup` made.")]
Kept = Annotated[
    Path | None,
    typer.Option("--erasures", exists=True, dir_okay=False, help="A list that `tungngo erasures list` made."),
]


def backup(file: Target) -> None:
    """Copy the database into one file, while the assistant runs. Keep the secret key apart from it."""
    from storage.backups import NoBackup, copy_database, file_of

    try:
        copy_database(file_of(read_settings().database_url), file)
    except (NoBackup, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{file}: {file.stat().st_size:,} bytes, checked")


def restore(file: Source, erasures: Kept = None) -> None:
    """Put a backup in place of the database, while the assistant is stopped; who was erased stays erased."""
    import asyncio

    from storage.backups import NoBackup

    settings = read_settings()
    listed = read_list(erasures) if erasures else ()
    try:
        erased, doubted, aside = asyncio.run(_restore(settings, file, listed, trusted=erasures is not None))
    except (NoBackup, OSError, ValueError) as error:
        typer.echo(f"{error}; nothing was restored", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"restored; {erased} erased again; {doubted} deliveries in doubt, which may have gone out since")
    if aside is not None:
        typer.echo(f"the database before: {aside}; delete it once all is well")


async def _restore(
    settings: "Settings", file: Path, listed: Erasures, *, trusted: bool
) -> tuple[int, int, Path | None]:
    """Prepare the copy beside the database, then put it in place: who opens it never sees anybody unerased."""
    from storage.backups import NoBackup, check_backup, close_journal, copy_database, file_of, put_in_place

    live = file_of(settings.database_url)
    check_backup(file)
    if live.exists():
        try:
            listed = (*listed, *_known(live))
        except NoBackup:
            if not trusted:
                raise NoBackup(
                    f"{live} does not say who was erased since the backup: name the list that was kept with --erasures"
                ) from None
        else:
            if not close_journal(live):
                raise NoBackup(f"{live} is open: stop the assistant first")
    live.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = live.with_name(f"{live.name}.before-restore") if live.exists() else None
    with tempfile.TemporaryDirectory(dir=live.parent, prefix=".restore-") as folder:
        draft = Path(folder) / live.name
        copy_database(file, draft)
        erased, doubted = await _make_true(settings, draft, listed)
        if not close_journal(draft):
            raise NoBackup(f"{draft}: still open")
        put_in_place(draft, live, aside or live)
        for beside in (f"{live.name}-wal", f"{live.name}-shm"):
            live.with_name(beside).unlink(missing_ok=True)  # of a database that was too damaged to be closed
    return erased, doubted, aside


def _known(live: Path) -> Erasures:
    from storage.backups import read_erasures

    return read_erasures(live)


async def _make_true(settings: "Settings", draft: Path, listed: Erasures) -> tuple[int, int]:
    """Bring a copy up to date, erase again, and doubt what it believes to be still unsent."""
    from bot.cli_database import opened
    from bot.clock import RealClock
    from bot.core import secret_key
    from storage.actions.mydata import repeat_erasures
    from storage.actions.restoring import doubt_restored

    clock, secret = RealClock(), secret_key(settings)
    async with opened(settings.model_copy(update={"database_url": f"sqlite+aiosqlite:///{draft}"})) as database:
        erased = await repeat_erasures(database, clock, erasures=_latest(listed), secret=secret)
        return erased, await doubt_restored(database, clock)


def _latest(listed: Erasures) -> Erasures:
    """Of somebody who was erased more than once the last time counts."""
    return tuple(sorted(listed, key=lambda erasure: erasure[1]))
