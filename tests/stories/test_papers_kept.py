"""What stays of a check of papers, and what cannot break it: restarts, taps of another time, hostile words, consent."""

import pytest

from bot.core import Core
from handlers.callbacks import (
    PapersCasePicked,
    PapersMoved,
    PapersStep,
    PapersTopicChosen,
    PapersWanted,
    PaperTicked,
    SheetWanted,
)
from storage.actions.mydata import view_data
from storage.actions.retention import Lifetimes, enforce_retention
from storage.rules.people import Address
from tests.cast import HOA, KHOA, LAN, TUAN
from tests.driver import FixedClock, World
from tests.papers import CARD, RENT, checks_the_card, kept, open_ticks, ticked


async def test_a_check_goes_on_after_a_restart(core: Core, fixed_clock: FixedClock) -> None:
    world = World(core, fixed_clock)
    chat = world.chat(HOA)
    async with world.running():
        await checks_the_card(chat)
        await chat.says("có 1")

    async with world.running():
        await chat.says("có 2")
        assert await ticked(world, HOA, CARD) == {"paper-parent-vneid", "paper-child-number"}
        await chat.taps(PaperTicked(procedure=CARD, paper="paper-child-number"))

    assert open_ticks(chat) == ["☐ 2. Số định danh của con"]


async def test_a_tap_that_runs_a_second_time_toggles_once(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)

    for _ in range(2):
        await chat.taps(PaperTicked(procedure=CARD, paper="paper-child-number"), update_id="99")

    assert await ticked(world, HOA, CARD) == {"paper-child-number"}


async def test_a_tap_on_a_list_that_is_forgotten_starts_anew_and_says_so(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.says("có 1")
    world.clock.goes_on(minutes=31)

    await chat.taps(PaperTicked(procedure=CARD, paper="paper-child-number"))

    assert chat.replies[-2].text == world.core.phrases.text("papers-forgotten")
    assert "Con bạn mấy tuổi?" in chat.last.text
    assert await ticked(world, HOA, CARD) == set()


@pytest.mark.parametrize(
    "data",
    [
        PaperTicked(procedure=CARD, paper="paper-of-before"),
        PaperTicked(procedure="thu-tuc-khong-con", paper="x"),
        PapersWanted(procedure="thu-tuc-khong-con"),
        PapersWanted(procedure="canh-bao-lua-dao"),
        PapersCasePicked(procedure=CARD, at=99, value="online"),
        PapersCasePicked(procedure=CARD, at=-1, value="online"),
        PapersCasePicked(procedure=CARD, at=0, value="wizard"),
        PapersCasePicked(procedure="thu-tuc-khong-con", at=0, value="x"),
        PapersMoved(procedure="thu-tuc-khong-con", step=PapersStep.RESULT),
        PapersMoved(procedure=RENT, step=PapersStep.BACK),
        PapersMoved(procedure=RENT, step=PapersStep.AGAIN),
        PapersTopicChosen(topic="khong-co", page=3),
        PapersTopicChosen(topic="cu-tru", page=-5),
    ],
    ids=lambda data: data.pack(),
)
async def test_a_button_of_another_time_leads_on_and_ticks_nothing(world: World, data: PaperTicked) -> None:
    chat = world.chat(KHOA)
    await checks_the_card(chat)
    before = len(chat.replies)

    await chat.taps(data)

    assert len(chat.replies) > before
    assert chat.last.buttons
    assert chat.last.text != world.core.phrases.text("apology-error")
    assert await ticked(world, KHOA, CARD) == set()


@pytest.mark.parametrize(
    "words",
    [
        "có <b>1</b>",
        "có 99999999999999999999",
        "có 1-99999",
        "'; DROP TABLE checklist;--",
        "☑",
        "có { $x }",
        "có -1",
        "0",
    ],
)
async def test_hostile_typing_ticks_nothing_and_breaks_nothing(world: World, words: str) -> None:
    chat = world.chat(KHOA)
    await checks_the_card(chat)

    await chat.says(words)

    assert chat.last.text != world.core.phrases.text("apology-error")
    assert "<b>1</b>" not in chat.last.html
    assert await ticked(world, KHOA, CARD) <= {"paper-parent-vneid"}


async def test_in_a_group_no_list_is_shown(world: World) -> None:
    chat = world.chat(HOA, group=-500)

    await chat.says("/soathoso@tungngo_test_bot")
    chat.sees("private-only")
    await chat.says("soát hồ sơ làm căn cước cho con 10 tuổi @tungngo_test_bot")
    assert chat.label("button-papers-result") not in chat.last.buttons
    await chat.taps(PapersWanted(procedure=CARD))

    chat.sees("private-only")


async def test_the_question_to_remember_comes_once(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.taps(chat.label("button-papers-result"))
    assert chat.label("button-agree") not in chat.last.buttons
    await chat.says("có 1")
    await chat.says("kết quả")
    assert list(chat.last.buttons) == [chat.label("button-agree"), chat.label("button-refuse")]

    await chat.taps(chat.label("button-refuse"))
    await chat.says("có 2")
    await chat.says("kết quả")

    assert "bạn đã có đủ" in chat.last.text


async def test_without_a_yes_the_ticks_are_gone_after_half_an_hour(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.says("có 1")

    world.clock.goes_on(minutes=31)
    await enforce_retention(world.core.database, world.clock, lifetimes=Lifetimes())
    await chat.says("soát hồ sơ căn cước cho con")

    assert "Con bạn mấy tuổi?" in chat.last.text


async def test_with_a_yes_the_ticks_are_there_weeks_later_and_in_my_data(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.says("có 1")
    await chat.says("kết quả")
    await chat.taps(chat.label("button-agree"))

    world.clock.goes_on(days=40)
    await enforce_retention(world.core.database, world.clock, lifetimes=Lifetimes())
    await chat.says("soát hồ sơ căn cước cho con")
    assert "1. VNeID mức 2 của cha hoặc mẹ (đã có ✓)" in chat.last.text
    await chat.says("/dulieu")

    chat.sees("mydata-ticks-kept", number="1", days="90")


async def test_taking_the_yes_back_forgets_the_ticks(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)
    await chat.says("có 1")
    await chat.says("kết quả")
    await chat.taps(chat.label("button-agree"))

    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-withdrawals"))
    await chat.taps(chat.label("button-withdraw-remember-ticks"))

    chat.sees("consent-withdrawn")
    assert await kept(world, HOA, CARD) is None


async def test_erasing_takes_an_unkept_list_along(world: World) -> None:
    chat = world.chat(LAN)
    await checks_the_card(chat)
    await chat.says("có 1")
    await chat.says("/dulieu")
    chat.sees("mydata-ticks", number="1")

    await chat.taps(chat.label("button-data-erase"))
    await chat.taps(chat.label("button-data-erase-now"))

    address = Address("web", str(LAN.id))
    data = await view_data(world.core.database, world.clock, citizen=address, conversation=str(LAN.id))
    assert data.checklists == ()


async def test_the_result_offers_a_sheet_of_this_case(world: World) -> None:
    chat = world.chat(HOA)
    await checks_the_card(chat)

    await chat.taps(chat.label("button-papers-result"))

    wanted = SheetWanted.unpack(chat.last.buttons[chat.label("button-papers-sheet")])
    assert wanted == SheetWanted(procedure=CARD, case="six13.first.online")


async def test_every_check_ends_after_at_most_three_questions(world: World) -> None:
    """Walked for every procedure that has papers, always taking the first answer."""
    chat = world.chat(TUAN)
    for slug, procedure in world.core.answerer.catalogue.procedures.items():
        if not procedure.papers:
            continue
        world.clock.goes_on(minutes=2)
        await chat.says("/start")
        await chat.taps(PapersWanted(procedure=slug))
        for _ in range(3):
            if chat.label("button-papers-unsure") in chat.last.buttons:
                await chat.taps(next(iter(chat.last.buttons)))
        assert chat.label("button-papers-unsure") not in chat.last.buttons, slug
        assert {chat.label("button-papers-result"), chat.label("button-papers-again")} & set(chat.last.buttons), slug
        assert len(chat.last.text) <= 3500, slug
