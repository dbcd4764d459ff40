"""A citizen asks in their own words and goes on from the answer."""

from knowledge.model import Aspect
from tests.cast import HOA, LAN, NGOC
from tests.driver import World

RECORD = "lam ly lich tu phap tren vneid het bao nhieu tien"


async def test_a_question_without_marks_is_answered_without_start_or_consent(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says(RECORD)

    assert "200.000 đồng" in chat.replies[0].text
    assert len(chat.replies) == 1


async def test_an_answer_ends_with_its_source_and_at_most_six_buttons(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says(RECORD)

    assert "Nguồn: " in chat.last.text.splitlines()[-1]
    assert len(chat.last.buttons) == 6
    assert next(iter(chat.last.buttons)) == chat.label("button-details")
    assert list(chat.last.buttons)[-1] == chat.label("button-human")


async def test_a_follow_up_keeps_the_procedure(world: World) -> None:
    chat = world.chat(NGOC)
    await chat.says("làm lý lịch tư pháp cần giấy tờ gì")

    await chat.says("thế mấy ngày có?")

    assert "15 ngày làm việc" in chat.last.text


async def test_a_follow_up_is_forgotten_after_half_an_hour(world: World) -> None:
    chat = world.chat(NGOC)
    await chat.says("làm lý lịch tư pháp cần giấy tờ gì")

    world.clock.goes_on(minutes=31)
    await chat.says("thế mấy ngày có?")

    assert "15 ngày làm việc" not in chat.last.text


async def test_a_named_topic_beats_the_one_before(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("làm lý lịch tư pháp cần giấy tờ gì")

    await chat.says("sổ sức khỏe điện tử xem ở đâu")

    assert "sức khỏe" in chat.last.text.lower()


async def test_an_aspect_without_a_topic_is_asked_back_and_a_tap_goes_on(world: World) -> None:
    chat = world.chat(HOA)

    await chat.says("phí?")
    offered = [label for label in chat.last.buttons if label != chat.label("button-topics")]
    assert 2 <= len(offered) <= 4
    await chat.taps(offered[0])

    assert chat.label("button-helpful") in chat.last.buttons


async def test_the_label_of_a_choice_may_be_typed_instead(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("phí?")
    offered = next(iter(chat.last.buttons))

    await chat.says(offered)

    assert chat.label("button-helpful") in chat.last.buttons


async def test_what_we_do_not_know_is_said_with_whom_to_call(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("xin giấy phép nuôi voi trong chung cư")

    assert "1022" in chat.last.text
    assert chat.label("button-topics") in chat.last.buttons


async def test_small_talk_never_becomes_a_procedure(world: World) -> None:
    chat = world.chat(NGOC)

    await chat.says("chào bạn")

    assert "không phải cơ quan nhà nước" in chat.last.text
    assert chat.label("button-details") not in chat.last.buttons


async def test_an_emergency_comes_before_everything(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("cháy nhà rồi")

    assert "114" in chat.last.text


async def test_details_show_every_source_in_parts_that_fit_a_message(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says(RECORD)

    await chat.taps(chat.label("button-details"))

    parts = chat.replies[1:]
    assert len(parts) >= 2
    assert all(len(part.text) < 4096 for part in parts)
    assert all(not part.buttons for part in parts[:-1])
    assert chat.label("button-details") not in chat.last.buttons


async def test_every_other_aspect_is_two_taps_away(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says(RECORD)

    await chat.taps(chat.label("button-others"))
    assert chat.label("button-aspect-where") in chat.last.buttons
    await chat.taps(chat.label("button-aspect-where"))

    assert "VNeID" in chat.last.text


async def test_every_aspect_that_is_known_can_be_reached_by_tapping(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says(RECORD)
    day = world.clock.now().date()
    known = set(world.core.answerer.aspects("phieu-ly-lich-tu-phap", day)) - {Aspect.FEE, Aspect.OVERVIEW}

    await chat.taps(chat.label("button-others"))
    seen = set(chat.last.buttons)
    assert len(seen) <= 6
    if chat.label("button-page-after") in seen:
        await chat.taps(chat.label("button-page-after"))
        seen |= set(chat.last.buttons)

    assert {chat.label(f"button-aspect-{aspect.value}") for aspect in known} <= seen


async def test_a_tap_says_the_same_as_typing(world: World) -> None:
    typed, tapped = world.chat(HOA), world.chat(LAN)
    await typed.says("lý lịch tư pháp cần giấy tờ gì")

    await tapped.says("lý lịch tư pháp bao nhiêu tiền")
    await tapped.taps(tapped.label("button-aspect-documents"))

    assert tapped.last.text == typed.last.text


async def test_hotlines_are_one_tap_away(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(RECORD)

    await chat.taps(chat.label("button-human"))

    assert "1900 0113" in chat.last.text
    assert "1022" in chat.last.text
