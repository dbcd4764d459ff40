"""Sheets are drawn in a process of their own, within bounds."""

import asyncio
import io
import os
import sys
from types import SimpleNamespace

import pytest
from structlog.testing import LogCapture

from bot.sheets import __main__ as process
from bot.sheets import press as module
from bot.sheets.drawing import draw_sheet
from bot.sheets.press import Press
from handlers.sheet import SheetNotDrawn
from knowledge.linking import Whereabouts
from tests.sheets.conftest import MakeSheet


async def test_another_process_draws_the_same(sheet_with: MakeSheet) -> None:
    sheet = sheet_with(title="Đăng ký, gia hạn tạm trú")

    assert await Press(Whereabouts()).draw(sheet) == draw_sheet(sheet)


async def test_the_same_sheet_is_drawn_once(sheet_with: MakeSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(Whereabouts())
    first = await press.draw(sheet_with())
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert await press.draw(sheet_with()) is first


async def test_only_so_many_are_kept(sheet_with: MakeSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 1)
    press = Press(Whereabouts())
    first, _ = await press.draw(sheet_with()), await press.draw(sheet_with(title="x"))

    assert await press.draw(sheet_with()) is not first


@pytest.mark.parametrize(
    ("bound", "value", "why"),
    [("LARGEST_WORDS", 10, "words"), ("LARGEST_SHEET", 10, "size"), ("_MODULE", "bot.sheets.nothing", "broken")],
)
async def test_what_is_too_large_or_breaks_is_not_drawn(
    sheet_with: MakeSheet, monkeypatch: pytest.MonkeyPatch, events: LogCapture, bound: str, value: object, why: str
) -> None:
    monkeypatch.setattr(module, bound, value)

    with pytest.raises(SheetNotDrawn, match=why):
        await Press(Whereabouts()).draw(sheet_with())
    assert [(event["event"], event["why"]) for event in events.entries] == [("sheet_not_drawn", why)]


async def test_a_crowd_is_told_to_come_back(sheet_with: MakeSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WAITING", 1)
    press = Press(Whereabouts())

    drawn = await asyncio.gather(*(press.draw(sheet_with(title=t)) for t in "ab"), return_exceptions=True)

    assert [type(each) for each in drawn] == [bytes, SheetNotDrawn]
    assert await press.draw(sheet_with(title="b"))


async def test_what_takes_too_long_is_ended(sheet_with: MakeSheet, events: LogCapture) -> None:
    with pytest.raises(SheetNotDrawn, match="time"):
        await Press(Whereabouts(), seconds=0).draw(sheet_with())


def test_the_process_steps_back_and_bounds_itself(sheet_with: MakeSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: list[tuple[str, int]] = []
    system = SimpleNamespace(
        RLIMIT_AS="memory", RLIMIT_CPU="seconds", setrlimit=lambda what, most: bounds.append((what, most[0]))
    )
    monkeypatch.setitem(sys.modules, "resource", system)  # type: ignore[arg-type]
    monkeypatch.setattr(os, "nice", lambda more: bounds.append(("nice", more)))
    sheet, out = sheet_with(), io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(sheet.to_json().encode())))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))

    process.main()

    assert out.getvalue() == draw_sheet(sheet)
    assert bounds == [("nice", 10), ("memory", process.LARGEST_MEMORY), ("seconds", process.LONGEST_SECONDS)]


async def test_whoever_stops_waiting_leaves_no_process_behind(
    sheet_with: MakeSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def noted(*args: str, **options: object) -> asyncio.subprocess.Process:
        started.append(await start(*args, **options))  # type: ignore[arg-type]
        return started[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await Press(Whereabouts()).draw(sheet_with())

    assert all(each.returncode is not None for each in started)
