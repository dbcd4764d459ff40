"""The commands that need little but content: ask, eval, place, content. No messenger, no SQLAlchemy: a quick start."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import cli_content
from bot.cli_settings import read_settings
from bot.clock import HANOI, RealClock
from bot.closing import closed_slugs, peek_switched_off
from knowledge.answer import Answer, Context, Question
from knowledge.answering import build_answerer
from knowledge.catalogue import CONTENT, ContentError, Finding, check_links, load_catalogue
from knowledge.checking import check_wordings
from knowledge.citing import sources_page
from knowledge.classifying import FILE, NOTHING_LEARNT
from knowledge.learning import check_learnt, learn
from knowledge.learning_messages import check_messages, learn_messages
from knowledge.measuring import Report, measure
from knowledge.messages import FILE as MESSAGES_FILE
from knowledge.phrases import Phrases
from knowledge.plainness import Plainness, check_plainness
from knowledge.reading.places import Places

On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day in Hanoi, instead of today.")]
Lines = Annotated[bool, typer.Option("--jsonl", help="Read JSON lines from standard input and write one for each.")]

content = typer.Typer(help="Check the content, list what is due for review.", no_args_is_help=True)


def add_knowledge_commands(app: typer.Typer) -> None:
    """Put the commands of this module under the `tungngo` command."""
    app.command()(ask)
    app.command("eval")(evaluate)
    app.command()(place)
    content.command("diff")(cli_content.diff)
    content.command("stale")(cli_content.stale)
    app.add_typer(content, name="content")


def ask(question: Annotated[str | None, typer.Argument()] = None, jsonl: Lines = False, on: On = None) -> None:
    """Answer one question, or JSON lines {"id", "text", "conversation"?} from standard input.

    What is switched off in the database of the settings, where there is one, is not answered here either.
    """
    settings, day = read_settings(), _day(on)
    answerer = build_answerer(cache=settings.cache)
    reasons = closed_slugs(peek_switched_off(settings), answerer.catalogue, answerer.phrases)
    closed = frozenset(reasons)
    if not jsonl:
        typer.echo(answerer.answer(Question(question or "", day, closed=closed, reasons=reasons)).text)
        return
    contexts: dict[str, Context] = {}
    for line in _read_lines():
        conversation = line.get("conversation")
        context = contexts.get(str(conversation), Context()) if conversation is not None else Context()
        answer = answerer.answer(Question(str(line["text"]), day, context, closed, reasons))
        if conversation is not None:
            contexts[str(conversation)] = answer.context
        _write_line({"id": line["id"]} | _as_data(answer))


def evaluate(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    only_existing: Annotated[bool, typer.Option(help="Procedures not written yet must be declined.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    on: On = None,
) -> None:
    """Score a file of questions, facts or conversations, and list every miss."""
    rows = list(_read_rows(file))
    try:
        report = measure(rows, build_answerer(), on=_day(on), only_existing=only_existing)
    except (ValueError, KeyError) as error:
        typer.echo(f"{file.name}: no rows to score ({error})", err=True)
        raise typer.Exit(2) from error
    if as_json:
        typer.echo(json.dumps(_report_data(report), ensure_ascii=False, indent=1))
    else:
        _print_report(report)


def place(jsonl: Lines = False, text: Annotated[str | None, typer.Argument()] = None) -> None:
    """Name the wards that a text means: one text, or JSON lines {"id", "text"} from standard input."""
    places = Places.load()
    for line in _read_lines() if jsonl else iter([{"id": None, "text": text or ""}]):
        found = places.read(str(line["text"]))
        _write_line(
            {
                "id": line["id"],
                "wards": list(found.wards),
                "communes": list(found.communes),
                "district": found.district,
                "ambiguous": found.ambiguous,
            }
        )


@content.command("check")
def check() -> None:
    """Check schema, links, wordings and samples; exit 1 with each finding's file, line, key and mend.

    What is hard to read is a warning: printed and counted, but no fault.
    """
    warnings: Sequence[Finding] = ()
    try:
        catalogue = load_catalogue()
        warnings = check_plainness(catalogue, Plainness.load())
        answerer = build_answerer()
        findings = (
            *check_links(catalogue),
            *check_learnt(answerer),
            *check_messages(answerer),
            *check_wordings(answerer),
        )
    except ContentError as error:
        findings = error.findings
    for warning in warnings:
        typer.echo(f"warning: {warning}")
    _print_findings(findings)
    facts = sum(len(p.facts()) + len(p.papers) for p in catalogue.procedures.values())
    phrases = Phrases.load()
    counts = {
        "procedures": len(catalogue.procedures),
        "facts": facts,
        "signs": len(catalogue.scams.signs),
        "warnings": len(warnings),
    }
    typer.echo(phrases.text("content-checked", **{name: str(n) for name, n in counts.items()}))


@content.command("learn")
def relearn(
    to: Annotated[Path, typer.Option(help="The file to write.")] = CONTENT / FILE,
    messages: Annotated[Path, typer.Option(help="The file to write of messages.")] = CONTENT / MESSAGES_FILE,
) -> None:
    """Learn anew which words speak for what, after wordings were changed; needs the developers' packages."""
    try:
        answerer = build_answerer(learnt=NOTHING_LEARNT)
        kept = learn(answerer, to)
        kept_of_messages = learn_messages(answerer, messages)
    except ContentError as error:
        _print_findings(error.findings)
    except ImportError as error:
        typer.echo(f"{error}: pip install -e '.[dev]'", err=True)
        raise typer.Exit(2) from error
    else:
        typer.echo(f"{to.name}: {kept:,} weights")
        typer.echo(f"{messages.name}: {kept_of_messages:,} weights")


def _print_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        typer.echo(str(finding))
    if findings:
        raise typer.Exit(1)


@content.command("sources")
def sources(to: Annotated[Path | None, typer.Option(help="The page to write, instead of printing it.")] = None) -> None:
    """Tell which facts rest on which source, as Markdown."""
    page = sources_page(load_catalogue())
    if to is None:
        typer.echo(page)
    else:
        to.write_text(page, "utf-8")


def _day(on: datetime | None) -> date:
    return on.date() if on else RealClock().now().astimezone(HANOI).date()


def _read_lines() -> Iterator[dict[str, Any]]:
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line.decode("utf-8", "replace"))
            yield {"id": data["id"], "text": data["text"], "conversation": data.get("conversation")}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            typer.echo(f'line {number}: not {{"id", "text"}} as JSON ({error})', err=True)
            raise typer.Exit(2) from error


def _read_rows(file: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            data: dict[str, Any] = json.loads(line)
            yield data | {"id": data["id"]}
        except (ValueError, KeyError, TypeError) as error:
            typer.echo(f"{file.name}, line {number}: no JSON object with an id ({error})", err=True)
            raise typer.Exit(2) from error


def _write_line(data: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _as_data(answer: Answer) -> dict[str, Any]:
    return {
        "status": answer.status.value,
        "route": answer.route,
        "procedures": list(answer.procedures),
        "aspect": answer.aspect.value if answer.aspect else None,
        "case": dict(answer.case),
        "confidence": round(answer.confidence, 3),
        "text": answer.text,
    }


def _report_data(report: Report) -> dict[str, Any]:
    def shares(found: Any) -> dict[str, Any]:
        return {name: {"right": s.right, "n": s.n} for name, s in found.items()}

    return {
        "shares": shares(report.shares),
        "groups": {key: shares(group) for key, group in report.groups.items()},
        "median_length": report.lengths[0],
        "longest": report.lengths[1],
        "misses": [{"id": r.id, "text": r.text, "expect": list(r.expect)} | _as_data(r.answer) for r in report.misses],
    }


def _print_report(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(width=150)
    for name, share in report.shares.items():
        console.print(f"{name:32} {share}")
    console.print(f"{'length, median / longest':32} {report.lengths[0]} / {report.lengths[1]}")
    for key, group in report.groups.items():
        console.print(f"\nby {key}")
        for name, share in group.items():
            console.print(f"  {name:30} {share}")
    table = Table("id", "text", "expected", "aspect", "came", "confidence", title=f"{len(report.misses)} misses")
    for row in report.misses:
        came = (
            row.answer.route or row.answer.status.value,
            *row.answer.procedures[:1],
            str(row.answer.aspect or ""),
        )
        wanted = ", ".join(row.expect)
        table.add_row(row.id, row.text[:70], wanted, row.aspect, " ".join(came), f"{row.answer.confidence:.2f}")
    console.print(table)
