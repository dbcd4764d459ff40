"""The curator's commands at the machine itself: knowledge gaps, knowledge export."""

import json
import math
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.cli_database import opened
from bot.cli_settings import read_settings
from knowledge.gaps import Gap, Order
from storage.rules.audit import CLI

if TYPE_CHECKING:
    from knowledge.exporting import Exported
    from storage.actions.gaps import Unanswered
    from storage.actions.wordings import KeptWording
    from storage.unit_of_work import Database

Outcome = TypeVar("Outcome")
Sorted = Annotated[Order, typer.Option("--order", help="Most people first, or the newest first.")]
Topic = Annotated[str | None, typer.Option(help="Only what search takes to be about this topic.")]
Ward = Annotated[str | None, typer.Option(help="Only questions of people who live in this ward, by its code.")]
Page = Annotated[int, typer.Option(min=1, help="Which page, from 1.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON line for each group.")]
Folder = Annotated[
    Path, typer.Option("--to", file_okay=False, help="A content folder; an empty one gets a copy first.")
]

GAPS_A_PAGE = 20

knowledge = typer.Typer(
    help="See what people ask in vain; move approved phrasings into the content.", no_args_is_help=True
)


@knowledge.command("gaps")
def print_gaps(
    order: Sorted = Order.MOST, topic: Topic = None, ward: Ward = None, page: Page = 1, as_json: AsJson = False
) -> None:
    """Print what people who agreed to it asked in vain: in groups, counted, without anything of who asked."""
    from knowledge.gaps import group_gaps, without_settled
    from knowledge.lexicon import Lexicon

    asked, approved = _run(_read_gaps)
    lexicon = Lexicon.load()
    groups = group_gaps((q for q in asked if ward is None or q.ward == ward), lexicon, order)
    decided = ((w.text, w.decided_at) for w in approved if w.decided_at is not None)
    gaps = tuple(g for g in without_settled(groups, decided, lexicon) if topic is None or g.topic == topic)
    shown = gaps[(page - 1) * GAPS_A_PAGE : page * GAPS_A_PAGE]
    if as_json:
        for gap in shown:
            typer.echo(json.dumps(_as_data(gap), ensure_ascii=False))
        return
    for gap in shown:
        wards = "".join(f" {code}:{people}" for code, people in gap.wards.items())
        counted = f"{gap.people:>5} people {gap.questions:>5} ×  {gap.newest_at:%Y-%m-%d}  {gap.topic or '-'}{wards}"
        typer.echo(f"{counted}  {', '.join(f'{why} {n}' for why, n in gap.why.items())}\n      {gap.text}")
    pages = max(1, math.ceil(len(gaps) / GAPS_A_PAGE))
    typer.echo(f"{len(gaps)} groups of {sum(g.questions for g in gaps)} questions; page {page} of {pages}")


@knowledge.command("export")
def export(to: Folder) -> None:
    """Write approved phrasings into the YAML of their procedures, and mark them as written; twice changes nothing."""
    from knowledge.catalogue import ContentError
    from knowledge.exporting import export_phrasings
    from knowledge.overlay import Approved, Kind
    from storage.actions.wordings import list_approved, mark_exported

    kept = _run(list_approved).wordings
    approved = [Approved(Kind(w.kind.value), w.text, w.target) for w in kept]
    try:
        exported = export_phrasings(approved, to)
    except (ContentError, FileExistsError) as error:
        typer.echo(f"{error}\nnothing was written", err=True)
        raise typer.Exit(1) from None
    written = _numbers(kept, exported)
    if written:
        _run(lambda database: mark_exported(database, _clock(), by=CLI, ids=written))
    _tell(exported, len(approved), to)


async def _read_gaps(database: "Database") -> "tuple[tuple[Unanswered, ...], tuple[KeptWording, ...]]":
    from storage.actions.gaps import list_unanswered
    from storage.actions.wordings import list_approved

    return await list_unanswered(database, _clock(), by=CLI), (await list_approved(database)).wordings


def _numbers(kept: "tuple[KeptWording, ...]", exported: "Exported") -> list[int]:
    """The rows that the files have now and that are not marked yet."""
    there = {(a.target, a.text) for a in (*exported.written, *exported.known)}
    return [w.id for w in kept if w.exported_at is None and (w.target, w.text) in there]


def _tell(exported: "Exported", approved: int, to: Path) -> None:
    """What was done, what is wrong with it, what to do next."""
    for path in exported.files:
        typer.echo(str(path))
    beside = approved - len(exported.written) - len(exported.known)
    typer.echo(
        f"{len(exported.written)} written, {len(exported.known)} there already, {beside} stay beside the content"
    )
    for finding in exported.findings:
        typer.echo(str(finding))
    if exported.findings:
        raise typer.Exit(1)
    if exported.written:
        typer.echo(f"next: look at the changes in {to}, make learn, make content, commit")


def _as_data(gap: Gap) -> dict[str, Any]:
    return {
        "text": gap.text,
        "others": list(gap.others),
        "people": gap.people,
        "questions": gap.questions,
        "topic": gap.topic,
        "why": dict(gap.why),
        "wards": dict(gap.wards),
        "newest_at": gap.newest_at.isoformat(),
    }


def _run(act: "Callable[[Database], Awaitable[Outcome]]") -> Outcome:
    import asyncio

    async def run() -> Outcome:
        async with opened(read_settings()) as database:
            return await act(database)

    return asyncio.run(run())


def _clock() -> Any:
    from bot.clock import RealClock

    return RealClock()
