"""The commands that keep who was erased erased after a backup is restored: erasures list, erasures repeat."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_settings import read_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.unit_of_work import Database

Erasures = tuple[tuple[str, datetime], ...]

erasures = typer.Typer(help="Keep the list of erasures; erase again after a restore.", no_args_is_help=True)


@erasures.command("list")
def print_erasures() -> None:
    """Print who was erased as JSON lines, {"hash", "erased_at"}: to be kept apart from the backups."""
    import asyncio

    for address_hash, erased_at in asyncio.run(_list()):
        typer.echo(json.dumps({"hash": address_hash, "erased_at": erased_at.isoformat()}))


@erasures.command("repeat")
def repeat(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Erase again, in a restored database, who stands in a kept list. Run it before the channels start."""
    import asyncio

    try:
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        listed = tuple((str(line["hash"]), datetime.fromisoformat(line["erased_at"])) for line in lines)
    except (ValueError, TypeError, KeyError) as error:
        typer.echo(f"{file}: not a list of erasures ({error}); nobody was erased", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{asyncio.run(_repeat(listed))} erased again")


@asynccontextmanager
async def _opened(settings: "Settings") -> AsyncIterator["Database"]:
    """The database of the settings, brought up to date."""
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


async def _list() -> Erasures:
    from bot.clock import RealClock
    from storage.actions.mydata import list_erasures

    async with _opened(read_settings()) as database:
        return await list_erasures(database, RealClock())


async def _repeat(listed: Erasures) -> int:
    from bot.clock import RealClock
    from bot.core import secret_key
    from storage.actions.mydata import repeat_erasures

    settings = read_settings()
    async with _opened(settings) as database:
        return await repeat_erasures(database, RealClock(), erasures=listed, secret=secret_key(settings))
