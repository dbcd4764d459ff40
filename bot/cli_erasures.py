"""The commands that keep who was erased erased after a backup is restored: erasures list, erasures repeat."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli_database import opened
from bot.cli_settings import read_settings

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

    typer.echo(f"{asyncio.run(_repeat(read_list(file)))} erased again")


def read_list(file: Path) -> Erasures:
    """The erasures of a kept list; a file that is none ends the command."""
    try:
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        return tuple((str(line["hash"]), datetime.fromisoformat(line["erased_at"])) for line in lines)
    except (ValueError, TypeError, KeyError) as error:
        typer.echo(f"{file}: not a list of erasures ({error}); nobody was erased", err=True)
        raise typer.Exit(2) from None


async def _list() -> Erasures:
    from bot.clock import RealClock
    from storage.actions.mydata import list_erasures

    async with opened(read_settings()) as database:
        return await list_erasures(database, RealClock())


async def _repeat(listed: Erasures) -> int:
    from bot.clock import RealClock
    from bot.core import secret_key
    from storage.actions.mydata import repeat_erasures

    settings = read_settings()
    async with opened(settings) as database:
        return await repeat_erasures(database, RealClock(), erasures=listed, secret=secret_key(settings))
