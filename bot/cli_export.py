"""What can be taken out as a table: export broadcast."""

import csv
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TextIO

import typer

from bot.cli_database import opened
from bot.cli_settings import read_settings
from storage.rules.days import time_in_hanoi

if TYPE_CHECKING:
    from storage.actions.broadcast_sending import Row

COLUMNS: Final = ("version", "kind", "channel", "state", "reason", "due_at", "sent_at", "settled_at", "number")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run, at the beginning of a cell."""

To = Annotated[Path | None, typer.Option(dir_okay=False, help="Write to this file.")]

export = typer.Typer(help="Take tables out, without names.", no_args_is_help=True)


@export.callback()
def group() -> None:
    """Keep `broadcast` a command of its own while it is the only one."""


@export.command("broadcast")
def export_broadcast(
    number: Annotated[int, typer.Argument(min=1, help="The broadcast's number, as /guitin shows it.")], to: To = None
) -> None:
    """Print a row for each recipient of each version, without who it is; forgotten ones are counted."""
    import asyncio

    with _written(to) as file:
        found = asyncio.run(_write(number, file))
    if not found:
        typer.echo(f"no broadcast {number}, or nobody got it", err=True)
        raise typer.Exit(1)


async def _write(number: int, file: TextIO) -> int:
    writer, rows = csv.writer(file), 0
    writer.writerow(COLUMNS)
    async for row in _rows(number):
        cells = (row.version, row.kind, row.channel, row.state, row.reason or "")
        times = (row.due_at, row.sent_at, row.settled_at)
        writer.writerow([cell(text) for text in (*cells, *map(_time, times), row.number)])
        rows += 1
    return rows


async def _rows(number: int) -> "AsyncIterator[Row]":
    from bot.clock import RealClock
    from storage.actions.broadcast_sending import list_rows

    async with opened(read_settings()) as database:
        async for row in list_rows(database, RealClock(), broadcast=number):
            yield row


def cell(value: object) -> str:
    """A value that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _time(at: datetime | None) -> str:
    return f"{time_in_hanoi(at):%Y-%m-%d %H:%M:%S}" if at else ""


@contextmanager
def _written(to: Path | None) -> Iterator[TextIO]:
    """The file, or what is printed; with the mark by which spreadsheets know UTF-8."""
    if to is None:
        yield sys.stdout
        return
    with to.open("w", encoding="utf-8-sig", newline="") as file:
        yield file
