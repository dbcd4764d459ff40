"""`tungngo poster`: a poster with codes to scan, as a PDF; `tungngo arrivals`: how many came by each."""

from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_database import opened
from bot.cli_settings import read_settings
from bot.clock import HANOI, RealClock
from knowledge.posters import PaperSize

if TYPE_CHECKING:
    from knowledge.catalogue import Catalogue
    from storage.actions.arrivals import ArrivalCount

Ward = Annotated[str, typer.Option(help="The ward, by its code or any of its names.")]
Slug = Annotated[str | None, typer.Option("--procedure", help="A procedure, such as phieu-ly-lich-tu-phap.")]
Size = Annotated[PaperSize, typer.Option(case_sensitive=False, help="The paper.")]
To = Annotated[Path, typer.Option(dir_okay=False, help="The file to write.")]
Since = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day in Hanoi; else 30 days ago.")]

NOWHERE = "no channel has an address to scan: set PUBLIC_URL, or TELEGRAM_TOKEN and TELEGRAM_USERNAME"


def poster(ward: Ward, to: To, procedure: Slug = None, size: Size = PaperSize.A4) -> None:
    """Draw a poster for a ward, about a procedure or about everything, with a code for each channel."""
    from bot.cli_wards import ward_code
    from bot.core import secret_key
    from bot.sheets.poster_drawing import draw_poster
    from bot.whereabouts import read_whereabouts
    from knowledge.answering import build_answerer
    from knowledge.poster_links import PosterOrigin, poster_payload
    from knowledge.posters import compose_poster, poster_ways
    from knowledge.reading.places import Places

    settings, places = read_settings(), Places.load()
    code = ward_code(ward, places)
    answerer = build_answerer(cache=settings.cache)
    title = _title(answerer.catalogue, procedure) if procedure is not None else None
    payload = poster_payload(PosterOrigin(code, procedure), secret=secret_key(settings))
    ways = poster_ways(read_whereabouts(settings), payload, answerer.phrases)
    if not ways:
        typer.echo(NOWHERE, err=True)
        raise typer.Exit(2)
    place, day = places.ward(code).full_name, RealClock().now().astimezone(HANOI).date()
    pdf = draw_poster(compose_poster(answerer.phrases, place=place, procedure=title, ways=ways, made_on=day, size=size))
    try:
        to.write_bytes(pdf)
    except OSError as error:
        typer.echo(f"{to}: cannot be written ({error.strerror}); choose another file with --to", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{to}: {len(pdf):,} bytes, {', '.join(way.short for way in ways)}")


def arrivals(since: Since = None) -> None:
    """Print how often each poster was opened: ward, procedure, number. Nobody's name is counted."""
    import asyncio

    from knowledge.reading.places import Places

    wards = Places.load().gazetteer.wards
    for count in asyncio.run(_counted(since)):
        name = wards[count.ward].full_name if count.ward in wards else "?"
        typer.echo(f"{count.ward}\t{name}\t{count.procedure or '-'}\t{count.number}")


async def _counted(since: datetime | None) -> "tuple[ArrivalCount, ...]":
    from storage.actions.arrivals import list_arrivals
    from storage.rules.days import day_in_hanoi

    today = day_in_hanoi(RealClock().now())
    async with opened(read_settings()) as database:
        return await list_arrivals(database, since=since.date() if since else today - timedelta(days=30), until=today)


def _title(catalogue: "Catalogue", slug: str) -> str:
    """The title of a procedure; ends the command with what was meant where there is none."""
    if slug in catalogue.titles:
        return catalogue.titles[slug]
    close = get_close_matches(slug, catalogue.titles, n=3)
    mend = f"; did you mean {', '.join(close)}?" if close else ""
    typer.echo(f"no procedure {slug!r}{mend}", err=True)
    raise typer.Exit(2)
