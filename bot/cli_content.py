"""The commands that keep the content true: content diff, content stale."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_settings import read_settings
from bot.clock import HANOI, RealClock
from bot.revisions import RevisionNotFound, content_of
from knowledge.catalogue import ContentError, load_catalogue
from knowledge.phrases import Phrases
from knowledge.staleness import SOON_DAYS, SOURCE_DAYS, TURNING_DAYS, as_data, find_stale

if TYPE_CHECKING:
    from datetime import date

    from knowledge.changes import Changes

Revision = Annotated[str | None, typer.Argument(help="A folder, a git revision, or . for the working tree.")]
Days = Annotated[
    list[datetime] | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The day to read it on; twice: the day of each side."),
]
On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day in Hanoi, instead of today.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


def diff(before: Revision = None, after: Revision = None, on: Days = None, as_json: AsJson = False) -> None:
    """Say what changed for citizens between two revisions, or between two days of one.

    `diff HEAD~3 HEAD`; `diff HEAD~3` (and the working tree); `diff --on 2026-12-31 --on 2027-01-01`.
    """
    from knowledge.changes import Edition, compare

    days = [day.date() for day in on or ()] or [RealClock().now().astimezone(HANOI).date()]
    if len(days) > 2 or (before is None and len(days) < 2):
        typer.echo("name two revisions, or one and the working tree, or --on twice", err=True)
        raise typer.Exit(2)
    try:
        with content_of(before) as old, content_of(after if after is not None or before is None else ".") as new:
            first = load_catalogue(old)
            second = first if old == new else load_catalogue(new)
    except (RevisionNotFound, ContentError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    changes = compare(Edition(first, days[0]), Edition(second, days[-1]))
    (_write_json if as_json else _print)(changes, days)


def stale(
    on: On = None,
    soon: Annotated[int, typer.Option(min=0, help="Days ahead in which a review falls due.")] = SOON_DAYS,
    turning: Annotated[int, typer.Option(min=0, help="Days ahead in which a fact begins or ends.")] = TURNING_DAYS,
    sources: Annotated[int, typer.Option(min=0, help="Days since a source was last looked at.")] = SOURCE_DAYS,
    as_json: AsJson = False,
) -> None:
    """List what to look at again, a line each, by day: reviews overdue and due soon, facts that turn, old sources."""
    day = on.date() if on else RealClock().now().astimezone(HANOI).date()
    catalogue = load_catalogue(cache=read_settings().cache)
    found = find_stale(catalogue, day, soon_days=soon, turning_days=turning, source_days=sources)
    if as_json:
        typer.echo(json.dumps(as_data(found), ensure_ascii=False, indent=1))
        return
    for due in sorted(found, key=lambda d: (d.day, d.home, d.fact)):
        where = f"{due.home}/{due.fact}" if due.fact else due.home
        typer.echo(f"{due.day.isoformat()}  {due.why.value:10}  {where}  {due.text or due.title}")


def _write_json(changes: "Changes", days: "list[date]") -> None:
    from knowledge import news

    data = {
        "on": [days[0].isoformat(), days[-1].isoformat()],
        "changes": [news.as_data(change) for change in changes.listed],
        "counted": dict(changes.counted),
    }
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _print(changes: "Changes", days: "list[date]") -> None:
    """Grouped by what changed; the figures that differ stand out where there are colours."""
    from rich.console import Console
    from rich.text import Text

    from knowledge.news import tell, tell_counts

    phrases = Phrases.load()
    console = Console(highlight=False, soft_wrap=True)
    title = None
    for news in tell(changes, phrases):
        if news.title != title:
            title = news.title
            console.print(Text(f"\n{title}", style="bold"))
        headline = Text(f"• {news.headline}")
        headline.highlight_words(news.figures, style="bold yellow")
        console.print(headline)
        for line in news.lines:
            shown = Text(f"    {line}", style="dim")
            shown.highlight_words(news.figures, style="bold not dim")
            console.print(shown)
    if not changes.listed:
        console.print(Text(phrases.text("changes-none")))
    for line in tell_counts(changes, phrases):
        console.print(Text(line, style="dim"))
