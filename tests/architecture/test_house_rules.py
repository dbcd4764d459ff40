"""Rules of the house that a reader would otherwise have to remember."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiogram import Bot, Router
from aiogram.filters.callback_data import CallbackData

import handlers.callbacks
import handlers.following_callbacks
import handlers.opting_callbacks
import handlers.reminder_callbacks
import handlers.staff.broadcast_callbacks
import handlers.staff.curating_callbacks
from bot.settings import Settings
from handlers import build_router, commands
from handlers.callbacks import (
    AspectChosen,
    ChoicePicked,
    DetailsWanted,
    OthersWanted,
    PapersCasePicked,
    PapersMoved,
    PapersStep,
    PaperTicked,
    RatingGiven,
    SheetWanted,
    StepTicked,
    pack_case,
    unpack_case,
)
from knowledge.answer import Choice, Context
from knowledge.answering import Answerer
from knowledge.model import Aspect
from knowledge.phrases import PHRASES, Phrases

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "knowledge", "storage")
PYTHON = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def routers(router: Router) -> Iterator[Router]:
    yield router
    for inner in router.sub_routers:
        yield from routers(inner)


def callbacks() -> list[type[CallbackData]]:
    modules = (
        handlers.callbacks,
        handlers.following_callbacks,
        handlers.opting_callbacks,
        handlers.reminder_callbacks,
        handlers.staff.broadcast_callbacks,
        handlers.staff.curating_callbacks,
    )
    found = (c for module in modules for c in vars(module).values())
    return [c for c in found if inspect.isclass(c) and issubclass(c, CallbackData) and c is not CallbackData]


def test_no_handler_takes_a_bot() -> None:
    """A handler answers only the person who is speaking; a message to anybody else is a delivery."""
    for router in routers(build_router()):
        for observer in router.observers.values():
            for handler in observer.handlers:
                parameters = inspect.signature(handler.callback).parameters
                assert "bot" not in parameters
                assert all(p.annotation is not Bot for p in parameters.values())


def test_every_handler_is_a_coroutine() -> None:
    """Anything else would run in a thread."""
    for router in routers(build_router()):
        for observer in router.observers.values():
            for handler in observer.handlers:
                assert inspect.iscoroutinefunction(handler.callback), handler.callback


def test_every_filter_is_a_coroutine() -> None:
    """The same; a state by itself as a filter is not one."""
    for router in routers(build_router()):
        for observer in router.observers.values():
            for handler in observer.handlers:
                assert all(f.awaitable for f in handler.filters or ()), handler.callback


def test_every_callback_has_a_prefix_of_its_own() -> None:
    prefixes = [c.__prefix__ for c in callbacks()]

    assert len(set(prefixes)) == len(prefixes)


def test_every_button_that_names_a_procedure_fits_into_64_bytes(answerer: Answerer) -> None:
    """Also for the longest slug that the content model allows."""
    for slug in (*answerer.catalogue.procedures, "x" * 40):
        assert slug.isascii()
        for aspect in Aspect:
            for button in (AspectChosen, DetailsWanted, OthersWanted):
                button(procedure=slug, aspect=aspect).pack()
            RatingGiven(procedure=slug, aspect=aspect, helpful=False).pack()


def test_every_case_of_every_procedure_fits_into_a_button(answerer: Answerer) -> None:
    from handlers.views import picked

    for slug, procedure in answerer.catalogue.procedures.items():
        for name, case in procedure.cases.items():
            for value in case.values:
                for aspect in Aspect:
                    picked(Choice("x", slug, aspect, {name: value}), Context()).pack()


def test_the_case_of_every_check_of_papers_fits_into_a_button(answerer: Answerer) -> None:
    for slug, procedure in answerer.catalogue.procedures.items():
        for case in ({}, {name: max(asked.values, key=len) for name, asked in procedure.cases.items()}):
            SheetWanted(procedure=slug, case=pack_case(procedure, case)).pack()
            assert unpack_case(procedure, pack_case(procedure, case)) == case


def test_every_tick_fits_into_a_button(answerer: Answerer) -> None:
    for slug, procedure in answerer.catalogue.procedures.items():
        for paper in procedure.papers:
            PaperTicked(procedure=slug, paper=paper.id).pack()
        for at, case in enumerate(procedure.cases.values()):
            PapersCasePicked(procedure=slug, at=at, value=max(case.values, key=len)).pack()
        for step in PapersStep:
            PapersMoved(procedure=slug, step=step).pack()
    for journey in answerer.catalogue.journeys:
        for step_of in journey.steps:
            StepTicked(journey=journey.id, step=step_of.id).pack()
    PaperTicked(procedure="x" * 40, paper="x" * 20).pack()


def test_choices_survive_the_trip_through_a_button() -> None:
    choice = ChoicePicked(procedure="the-can-cuoc", aspect=Aspect.FEE, case="who=child&way=online")

    assert ChoicePicked.unpack(choice.pack()) == choice


def test_the_example_file_explains_every_setting_and_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    example = ROOT / ".env.example"
    lines = example.read_text("utf-8").splitlines()
    named = [line.split("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)]

    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)
    assert Settings(_env_file=example) == Settings(_env_file=None)


def words_in(path: Path) -> set[str]:
    """Every text in a file of code, f-strings as patterns; in a template or script, every quoted word."""
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        return set(re.findall(r"[\"'`]([a-z0-9-]+)[\"'`]", source))
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values]
            found.add("".join(parts))
    return found


def phrase_ids() -> set[str]:
    return set(re.findall(r"^([a-z][a-z0-9-]*) =", PHRASES.read_text("utf-8"), re.MULTILINE))


def calls_for_phrases(path: Path) -> Iterator[str]:
    """The ids given as literals to `phrases.text(…)`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "text":
            owner = ast.unparse(node.func.value)
            first = node.args[0] if node.args else None
            if "phrases" in owner.lower() and isinstance(first, ast.Constant):
                yield str(first.value)


def test_every_phrase_that_code_names_exists() -> None:
    known = phrase_ids()
    for path in PYTHON:
        missing = set(calls_for_phrases(path)) - known
        assert not missing, f"{path.relative_to(ROOT)}: {missing}"


def test_every_phrase_is_used() -> None:
    """By its whole id, or by a pattern such as `button-aspect-*` with at least one word before the star."""
    files = [
        *PYTHON,
        *(ROOT / "bot/channels/webchat").rglob("*.html"),
        *(ROOT / "bot/channels/webchat").rglob("*.js"),
    ]
    files += (ROOT / "knowledge/content").glob("*.yaml")
    said = set().union(*(words_in(path) for path in files))
    for path in (ROOT / "knowledge/content").glob("*.yaml"):
        said |= set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+", path.read_text("utf-8")))
    patterns = [
        re.compile(re.escape(word).replace(r"\*", "[a-z0-9-]+"))
        for word in said
        if re.fullmatch(r"[a-z]+-[a-z0-9*-]*\*[a-z0-9*-]*", word)
    ]
    unused = {i for i in phrase_ids() - said if not any(p.fullmatch(i) for p in patterns)}

    assert not unused


def test_every_command_is_described_and_documented() -> None:
    listed = commands.list_commands(Phrases.load())
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")

    assert [c.command for c in listed] == list(commands.COMMANDS)
    assert re.findall(r"^\| `/(\w+)` \| (.+) \|$", page, re.MULTILINE) == [(c.command, c.description) for c in listed]


def test_no_file_hides_too_much() -> None:
    long = {str(p.relative_to(ROOT)): n for p in PYTHON if (n := len(p.read_text("utf-8").splitlines())) > 400}

    assert not long


def test_handlers_hold_no_sentence() -> None:
    """Whatever a person reads stands in vi.ftl: no text in code there has a Vietnamese letter."""
    marked = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
    for path in (ROOT / "handlers").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        documented = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
                assert not marked.search(node.value), f"{path.name}:{node.lineno}"
