"""The `tungngo` command. A command imports what it needs when it runs, so that `ask` and `place` start at once."""

import errno
import gc
import sys
from datetime import date, datetime
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_backup import backup, restore
from bot.cli_curating import knowledge
from bot.cli_erasures import erasures
from bot.cli_export import export
from bot.cli_knowledge import add_knowledge_commands
from bot.cli_poster import arrivals, poster
from bot.cli_settings import read_settings
from bot.cli_sheet import sheet
from bot.cli_staff import staff
from bot.cli_switches import switch
from knowledge.catalogue import ContentError
from knowledge.phrases import Phrases

if TYPE_CHECKING:
    from bot.core import Core
    from bot.settings import Settings

Day = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="Start on this day in Hanoi instead of today."),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the web chat on the screen.")]
Keep = Annotated[bool, typer.Option("--keep", help="Use the database of the settings; else nothing is kept.")]

app = typer.Typer(help="Từng Ngõ: guides the people of Hanoi through public services.", no_args_is_help=True)
add_knowledge_commands(app)
app.command()(sheet)
app.command()(poster)
app.command()(arrivals)
app.command()(backup)
app.command()(restore)
app.add_typer(erasures, name="erasures")
app.add_typer(export, name="export")
app.add_typer(staff, name="staff")
knowledge.add_typer(switch, name="switch")
app.add_typer(knowledge, name="knowledge")


@app.command()
def run(on: Day = None, no_browser: NoBrowser = False) -> None:
    """Serve the web chat, and Telegram where a token is set."""
    import asyncio

    from bot import logs
    from bot.settings import has_screen

    settings = read_settings()
    logs.configure(settings.log_format, settings.log_level)
    try:
        asyncio.run(_serve(settings, _date(on), open_browser=not no_browser and has_screen()))
    except* OSError as group:
        typer.echo(_reasons(group), err=True)
        raise typer.Exit(1) from None
    except* (ContentError, ValueError) as group:
        typer.echo(_reasons(group), err=True)
        raise typer.Exit(2) from None


@app.command()
def chat(on: Day = None, keep: Keep = False) -> None:
    """Ask in the terminal."""
    import asyncio
    import tempfile

    from bot import logs

    settings = read_settings()
    logs.configure(settings.log_format, "ERROR")
    files = settings.data_folder
    with tempfile.TemporaryDirectory(prefix="tungngo-") as folder:
        if not keep:
            path = Path(folder)
            settings = settings.model_copy(
                update={"data_folder": path, "database_url": f"sqlite+aiosqlite:///{path / 'chat.db'}"}
            )
        asyncio.run(_chat(settings, _date(on), files=files))


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(version_of("tung-ngo"))


async def _serve(settings: "Settings", day: date | None, *, open_browser: bool) -> None:
    import asyncio
    import webbrowser

    from bot.core import open_core

    async with open_core(settings, day=day) as core:
        # After the content, so that the messenger takes up the memory that reading it leaves free: 3 MiB.
        from bot import assembly

        _loaded()
        web = assembly.web_channel(core)

        async def announce() -> None:
            await web.listening.wait()
            _say_where(core, web.url)
            if open_browser:
                await asyncio.to_thread(webbrowser.open, web.url)

        await assembly.serve(core, [web, *assembly.telegram_channels(core)], ready=announce)


async def _chat(settings: "Settings", day: date | None, *, files: Path) -> None:
    from bot.core import open_core

    async with open_core(settings, day=day) as core:
        from bot import assembly
        from bot.channels.console import ConsoleChannel, typed_lines

        _loaded()
        if day is not None:
            typer.echo(core.phrases.text("running-on", day=f"{day:%d/%m/%Y}"))
        lines = typed_lines(sys.stdin)
        console = ConsoleChannel(lines, sys.stdout, clock=core.clock, phrases=core.phrases, folder=files)
        await assembly.serve(core, [console])


def _reasons(group: BaseExceptionGroup[Exception]) -> str:
    """Why nothing is served, in a line each; a port that is taken in words that say what to do."""
    lines = []
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            lines.append(_reasons(error))
        elif isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            lines.append(Phrases.load().text("port-taken"))
        else:
            lines.append(str(error))
    return "\n".join(lines)


def _loaded() -> None:
    """What was loaded stays for good: leave it out of every later look for rubbish."""
    gc.freeze()
    gc.enable()


def _say_where(core: "Core", url: str) -> None:
    if core.moved_to is not None:
        typer.echo(core.phrases.text("running-on", day=f"{core.moved_to:%d/%m/%Y}"))
    typer.echo(core.phrases.text("running", url=url))


def _date(on: datetime | None) -> date | None:
    return on.date() if on else None
