"""Life events: steps are ticked one after the other, and remembered only for who agreed."""

import pytest

from handlers.callbacks import JourneyChosen, StepTicked
from storage.actions.checklists import find_checklist
from storage.rules.people import Address
from tests.cast import HOA, KHOA, LAN, Person
from tests.driver import World

BORN = "moi-sinh-con"


async def done(world: World, person: Person) -> set[str]:
    citizen = Address("web", str(person.id))
    kept = await find_checklist(world.core.database, world.clock, citizen=citizen, subject=f"journey:{BORN}")
    return set(kept.ticked) if kept else set()


async def test_the_command_and_the_menu_list_the_life_events(world: World) -> None:
    chat = world.chat(LAN)
    titles = [journey.title for journey in world.core.answerer.catalogue.journeys]
    assert len(titles) == 6

    await chat.says("/viecnha")
    assert list(chat.last.buttons) == titles
    await chat.says("/chude")
    await chat.taps(chat.label("button-journeys"))

    assert list(chat.last.buttons) == titles


async def test_a_step_that_waits_says_what_comes_first_until_that_is_ticked(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("vợ mới sinh, giờ làm giấy tờ gì cho cháu")
    assert chat.last.text.count("Làm sau: đăng ký khai sinh") == 2
    shown = chat.last.id

    await chat.taps(StepTicked(journey=BORN, step="birth"))

    ticked = chat.replies[-2]
    assert ticked.id == shown
    assert "Làm sau:" not in ticked.text
    assert "(đã xong)" in ticked.text
    chat.sees("consent-remember-ticks", days="90")


async def test_what_comes_by_itself_is_shown_so_and_cannot_be_ticked(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/viecnha")
    await chat.taps("Nhà mới sinh em bé")
    assert "• Đăng ký thường trú. Đi cùng khai sinh" in chat.last.text
    ticks = [StepTicked.unpack(data).step for data in chat.last.buttons.values() if data.startswith("jt:")]
    assert ticks == ["birth", "card", "vaccines"]

    await chat.taps(StepTicked(journey=BORN, step="residence"))

    assert await done(world, HOA) == set()


@pytest.mark.parametrize(
    ("said", "ticked"),
    [
        (["xong buoc 1"], {"birth"}),
        (["bước 1 xong rồi ạ"], {"birth"}),
        (["xong bước 1, 2"], {"birth", "card"}),
        (["xong bước 1", "chưa xong bước 1"], set()),
        (["xong sổ tiêm chủng"], {"vaccines"}),
        (["xong bước 9"], set()),
        (["1"], set()),
    ],
)
async def test_steps_are_ticked_by_typing(world: World, said: list[str], ticked: set[str]) -> None:
    chat = world.chat(LAN)
    await chat.says("/viecnha")
    await chat.taps("Nhà mới sinh em bé")

    for words in said:
        await chat.says(words)

    assert await done(world, LAN) == ticked


async def test_a_question_in_between_is_answered_and_ticks_can_go_on(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/viecnha")
    await chat.taps("Nhà mới sinh em bé")

    await chat.says("làm khai sinh cần giấy tờ gì")
    assert chat.label("button-helpful") in chat.last.buttons
    await chat.says("xong bước 1")

    assert await done(world, LAN) == {"birth"}


async def test_each_step_opens_its_procedure_by_tap_and_by_name(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/viecnha")
    await chat.taps("Nhà mới sinh em bé")
    await chat.says("thẻ căn cước cho trẻ em")
    assert chat.label("button-helpful") in chat.last.buttons
    await chat.taps(JourneyChosen(journey=BORN))

    await chat.taps("Sổ tiêm chủng điện tử")

    assert chat.label("button-helpful") in chat.last.buttons


async def test_without_a_yes_the_steps_are_forgotten_after_half_an_hour(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/viecnha")
    await chat.taps("Nhà mới sinh em bé")
    await chat.taps(StepTicked(journey=BORN, step="birth"))
    await chat.taps(chat.label("button-refuse"))

    world.clock.goes_on(minutes=31)
    await chat.taps(JourneyChosen(journey=BORN))

    assert "(đã xong)" not in chat.last.text


async def test_with_a_yes_the_steps_are_there_weeks_later(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/viecnha")
    await chat.taps("Nhà mới sinh em bé")
    await chat.taps(StepTicked(journey=BORN, step="birth"))
    await chat.taps(chat.label("button-agree"))

    world.clock.goes_on(days=50)
    await chat.says("vợ mới sinh, giờ làm giấy tờ gì cho cháu")

    assert "(đã xong)" in chat.last.text
    await chat.taps(StepTicked(journey=BORN, step="card"))
    assert chat.label("button-agree") not in chat.last.buttons


async def test_a_tap_on_an_old_message_after_it_was_forgotten_begins_anew(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/viecnha")
    await chat.taps("Nhà mới sinh em bé")
    world.clock.goes_on(minutes=31)

    await chat.taps(StepTicked(journey=BORN, step="card"))

    assert await done(world, HOA) == {"card"}


@pytest.mark.parametrize("data", [JourneyChosen(journey="khong-con"), StepTicked(journey="khong-con", step="x")])
async def test_a_button_of_a_life_event_that_was_taken_away_leads_to_the_menu(
    world: World, data: JourneyChosen
) -> None:
    chat = world.chat(KHOA)
    await chat.says("/viecnha")

    await chat.taps(data)

    chat.sees("gone")


async def test_in_a_group_steps_are_shown_without_ticks(world: World) -> None:
    chat = world.chat(HOA, group=-500)
    await chat.says("/viecnha@tungngo_test_bot")
    await chat.taps("Nhà mới sinh em bé")
    assert not any(data.startswith("jt:") for data in chat.last.buttons.values())

    await chat.taps(StepTicked(journey=BORN, step="birth"))

    assert await done(world, HOA) == set()
