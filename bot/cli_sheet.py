"""`tungngo sheet`: the sheet of checked papers as a PDF, from the content alone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.cli_settings import read_settings
from bot.clock import HANOI, RealClock
from knowledge.catalogue import Catalogue
from knowledge.model import Procedure

Slug = Annotated[str, typer.Argument(help="The procedure, such as phieu-ly-lich-tu-phap.")]
CasePairs = Annotated[list[str], typer.Option("--case", help="What is known, NAME=VALUE; once for each.")]
Ticked = Annotated[list[str], typer.Option("--ticked", help="The id of a paper to tick; once for each.")]
To = Annotated[Path, typer.Option(help="The file to write.")]
On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day in Hanoi, instead of today.")]


def sheet(slug: Slug, to: To, case: CasePairs = [], ticked: Ticked = [], on: On = None) -> None:  # noqa: B006 - Typer reads the defaults and never changes them
    """Draw the sheet of a procedure's papers for a case, to print or to save."""
    from bot.sheets.drawing import draw_sheet
    from bot.whereabouts import read_whereabouts
    from knowledge.answering import build_answerer
    from knowledge.sheet_composing import SheetComposer

    answerer, day = build_answerer(cache=read_settings().cache), _day(on)
    procedure = _procedure(answerer.catalogue, slug)
    check = answerer.check_papers(slug, _read_case(procedure, case), day)
    _known(ticked, [paper.id for paper in procedure.papers], f"{slug} has no paper")
    way_back = read_whereabouts(read_settings()).way_back(slug, check.case)
    composer = SheetComposer(answerer.catalogue, answerer.phrases)
    pdf = draw_sheet(composer.compose(check, ticked=ticked, on=day, way_back=way_back))
    try:
        to.write_bytes(pdf)
    except OSError as error:
        _end(f"{to}: cannot be written ({error.strerror}); choose another file with --to")
    typer.echo(f"{to}: {len(pdf):,} bytes")


def _procedure(catalogue: Catalogue, slug: str) -> Procedure:
    with_papers = [s for s, procedure in catalogue.procedures.items() if procedure.papers]
    _known([slug], list(catalogue.procedures), "no procedure", offer=with_papers)
    if slug not in with_papers:
        _end(f"{slug} has no list of papers yet: write `papers:` in its file, or choose: {', '.join(with_papers)}")
    return catalogue.procedures[slug]


def _read_case(procedure: Procedure, pairs: Iterable[str]) -> Mapping[str, str]:
    case: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            _end(f"--case {pair}: write it as NAME=VALUE, such as {_example(procedure)}")
        _known([name], list(procedure.cases), f"{procedure.slug} has no case")
        _known([value], list(procedure.cases[name].values), f"the case {name} has no value")
        case[name] = value
    return case


def _example(procedure: Procedure) -> str:
    return next((f"{name}={next(iter(case.values))}" for name, case in procedure.cases.items()), "nothing: it has none")


def _known(given: Iterable[str], known: Sequence[str], problem: str, *, offer: Sequence[str] = ()) -> None:
    """End with what was meant, or with all there is, where something given is not known."""
    for each in given:
        if each not in known:
            close = get_close_matches(each, known, n=3)
            mend = f"did you mean {', '.join(close)}?" if close else f"there are: {', '.join(offer or known) or 'none'}"
            _end(f"{problem} {each!r}; {mend}")


def _end(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(2)


def _day(on: datetime | None) -> date:
    return on.date() if on else RealClock().now().astimezone(HANOI).date()
