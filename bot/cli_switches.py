"""The commands that switch a procedure or a topic off until it is checked again: knowledge switch off, on, list."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_database import opened
from bot.cli_settings import read_settings
from bot.clock import HANOI, RealClock
from knowledge.catalogue import Catalogue, load_catalogue
from storage.rules.audit import CLI
from storage.rules.switches import Kind, NoteRefused, Reason, Subject

if TYPE_CHECKING:
    from storage.rules.switches import Switch

switch = typer.Typer(help="Switch off what must not be answered until it is checked again.", no_args_is_help=True)

Slug = Annotated[str | None, typer.Argument(help="A procedure's slug.")]
TopicId = Annotated[str | None, typer.Option("--topic", help="Everything on one shelf of the menu, by its id.")]
Why = Annotated[Reason, typer.Option(help="Why; each is told to citizens in a sentence of its own.")]
Note = Annotated[str, typer.Option(help="What citizens are told besides, in one line.")]


@switch.command("off")
def turn_off(slug: Slug = None, topic: TopicId = None, reason: Why = Reason.IN_DOUBT, note: Note = "") -> None:
    """Answer nobody about it: every process obeys within a second."""
    import asyncio

    subject = _subject(slug, topic, load_catalogue())
    try:
        turned = asyncio.run(_off(subject, reason, note))
    except NoteRefused as error:
        typer.echo(f"--note: {error}", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{subject}: {'off' if turned else 'was off already, and stays as it is'}")


@switch.command("on")
def turn_on(slug: Slug = None, topic: TopicId = None) -> None:
    """Answer about it again."""
    import asyncio

    # What is off may have left the content meanwhile: it can still be switched on.
    subject = _subject(slug, topic, None)
    turned = asyncio.run(_on(subject))
    typer.echo(f"{subject}: {'on' if turned else 'was not off'}")
    if not turned:
        raise typer.Exit(1)


@switch.command("list")
def list_off() -> None:
    """List what is off: since when, why, by whom, and what citizens are told besides."""
    import asyncio

    for row in asyncio.run(_list()):
        since = _hanoi(row.off_since)
        typer.echo(f"{row.subject}  {since}  {row.reason.value}  {row.by}" + (f"  {row.note}" if row.note else ""))


def _subject(slug: str | None, topic: str | None, catalogue: Catalogue | None) -> Subject:
    """The one thing that was named; ends the command where it is none, two, or unknown to the content."""
    named = slug or topic
    if named is None or (slug and topic):
        typer.echo("name a procedure's slug, or --topic with its id", err=True)
        raise typer.Exit(2)
    if catalogue is not None:
        known = catalogue.procedures if slug else {t.id for t in catalogue.topics}
        if named not in known:
            typer.echo(f"{named}: no {'procedure' if slug else 'topic'} of this name", err=True)
            raise typer.Exit(2)
    return Subject(Kind.PROCEDURE if slug else Kind.TOPIC, named)


async def _off(subject: Subject, reason: Reason, note: str) -> bool:
    from storage.actions.switches import switch_off

    async with opened(read_settings()) as database:
        return await switch_off(database, RealClock(), subject=subject, reason=reason, note=note, by=CLI)


async def _on(subject: Subject) -> bool:
    from storage.actions.switches import switch_on

    async with opened(read_settings()) as database:
        return await switch_on(database, RealClock(), subject=subject, by=CLI)


async def _list() -> "tuple[Switch, ...]":
    from storage.actions.switches import list_switched_off

    async with opened(read_settings()) as database:
        return await list_switched_off(database)


def _hanoi(at: datetime) -> str:
    return f"{at.astimezone(HANOI):%Y-%m-%d %H:%M}"
