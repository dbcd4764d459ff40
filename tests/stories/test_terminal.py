"""`tungngo chat`: the same conversation with numbers for buttons."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

from bot.assembly import serve
from bot.channels.console import ConsoleChannel
from bot.core import Core
from tests.driver import FixedClock


async def typed(*lines: str) -> AsyncIterator[str]:
    """Lines from a keyboard."""
    for line in lines:
        yield line + "\n"


async def screen(core: Core, clock: FixedClock, *lines: str, folder: Path | None = None) -> list[str]:
    """What is seen after the first words and after each line. `folder`: where files go."""
    out = io.StringIO()
    channel = ConsoleChannel(typed(*lines), out, clock=clock, phrases=core.phrases, folder=folder, strict=True)
    await serve(core, [channel])
    return out.getvalue().split(core.phrases.text("terminal-prompt") + " ")


async def test_a_question_gets_its_answer_and_numbered_buttons(core: Core, fixed_clock: FixedClock) -> None:
    welcome, answer, *_ = await screen(core, fixed_clock, "lam ly lich tu phap het bao nhieu tien")

    assert "máy trả lời tự động" in welcome
    assert "200.000 đồng" in answer
    assert "  1. Xem chi tiết" in answer


async def test_a_number_taps_the_button_with_that_number(core: Core, fixed_clock: FixedClock) -> None:
    _, _, tapped, *_ = await screen(core, fixed_clock, "lý lịch tư pháp bao nhiêu tiền", "2")

    assert "tờ khai" in tapped


async def test_a_number_without_such_a_button_is_a_message(core: Core, fixed_clock: FixedClock) -> None:
    _, _, thanks, number, *_ = await screen(core, fixed_clock, "lý lịch tư pháp bao nhiêu tiền", "4", "4")

    assert core.phrases.text("rating-thanks") in thanks
    assert core.phrases.text("rating-thanks") not in number


async def test_markup_is_never_shown(core: Core, fixed_clock: FixedClock) -> None:
    seen = "".join(await screen(core, fixed_clock, "lý lịch tư pháp bao nhiêu tiền"))

    assert "<b>" not in seen
    assert "<i>" not in seen
    assert "&amp;" not in seen


async def test_an_exported_document_is_saved_to_a_file(core: Core, fixed_clock: FixedClock) -> None:
    words = core.phrases.text("button-data-export")
    menu = (await screen(core, fixed_clock, "/dulieu"))[1]
    number = next((line.split(".")[0].strip() for line in menu.splitlines() if words in line), None)

    fixed_clock.goes_on(minutes=1)
    seen = await screen(core, fixed_clock, "/dulieu", number or "")

    assert "du-lieu-cua-toi.json" in seen[2]


async def test_a_sheet_is_saved_where_files_go_and_never_over_another(
    core: Core, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    folder = tmp_path / "var"
    asked = ("lý lịch tư pháp cần giấy tờ gì", "in ra", "gửi pdf")
    seen = await screen(core, fixed_clock, *asked, folder=folder)

    first, second = (folder / f"soat-ho-so-phieu-ly-lich-tu-phap{n}.pdf" for n in ("", "-2"))
    assert str(first) in seen[2]
    assert str(second) in seen[3]
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes()[:5] == b"%PDF-"
    assert first.stat().st_mode & 0o077 == 0


async def test_empty_lines_are_passed_over(core: Core, fixed_clock: FixedClock) -> None:
    *_, last = await screen(core, fixed_clock, "", "   ")

    assert last.strip() == ""
