"""Somebody who does not like typing gets everywhere by tapping."""

from tests.cast import LAN, TUAN
from tests.driver import Chat, World


async def test_the_first_words_say_who_we_are_and_ask_for_nothing(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("/start")

    chat.sees("welcome")
    assert "máy trả lời tự động, không phải cơ quan nhà nước" in chat.last.text
    assert chat.label("button-topics") in chat.last.buttons


async def test_a_door_under_the_first_words_opens_its_procedure(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/start")

    await chat.taps(next(iter(chat.last.buttons)))

    assert chat.label("button-helpful") in chat.last.buttons


async def test_any_procedure_is_at_most_three_taps_away(world: World) -> None:
    """Topic, perhaps the next page, procedure: walked for all of them."""
    catalogue, reached = world.core.answerer.catalogue, set()
    chat = world.chat(TUAN)
    await chat.says("/chude")
    for topic in catalogue.list_topics():
        world.clock.goes_on(minutes=2)
        await tap_topic(chat, topic.title)
        reached |= set(chat.last.buttons)
        if chat.label("button-page-after") in chat.last.buttons:
            await chat.taps(chat.label("button-page-after"))
            reached |= set(chat.last.buttons)
            assert chat.label("button-page-after") not in chat.last.buttons

    assert {p.title for p in catalogue.procedures.values()} <= reached


async def tap_topic(chat: Chat, title: str) -> None:
    if title not in chat.last.buttons:
        await chat.taps(chat.label("button-other-topic"))
    await chat.taps(title)


async def test_turning_a_page_replaces_it(world: World) -> None:
    chat = world.chat(TUAN)
    await chat.says("/chude")
    menu = chat.last.id

    await chat.taps(next(iter(chat.last.buttons)))

    assert chat.last.id == menu


async def test_a_button_of_an_earlier_version_leads_back_to_the_menu(world: World) -> None:
    chat = world.chat(TUAN)
    await chat.says("/chude")
    world.recorded.sent[-1].buttons["Cũ"] = "xyz:1:2"  # type: ignore[index]

    await chat.taps("Cũ")

    chat.sees("gone")
    assert len(chat.last.buttons) >= 2


async def test_a_button_of_a_procedure_that_was_taken_away_leads_back_to_the_menu(world: World) -> None:
    chat = world.chat(TUAN)
    await chat.says("/chude")
    world.recorded.sent[-1].buttons["Cũ"] = "p:thu-tuc-khong-con"  # type: ignore[index]

    await chat.taps("Cũ")

    chat.sees("gone")


async def test_help_names_every_command_and_a_person_to_call(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("/trogiup")

    assert "1022" in chat.last.text
    for command in ("/start", "/huongdan", "/chude", "/khuvuc", "/dulieu", "/dung", "/trogiup"):
        assert command in chat.last.text


async def test_the_guide_shows_questions_to_copy(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("/huongdan")

    chat.sees("guide")


async def test_an_unknown_command_points_to_help(world: World) -> None:
    chat = world.chat(TUAN)

    await chat.says("/xoahet")

    chat.sees("unknown-command")
