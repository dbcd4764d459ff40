"""Opting in: asked once behind the area, answered Có, Không or Để sau, topics one by one, ended at any time."""

import pytest

from handlers.callbacks import ConsentAnswered, ConsentAsked
from handlers.opting_callbacks import GuidesAnswer, GuidesAnswered, GuidesAsked, GuideTopicsOpened, GuideTopicTicked
from storage.actions.mydata import export_data, view_data
from storage.actions.optings import KeptOpting, find_opting
from storage.rules.consents import Purpose
from storage.rules.people import Address
from tests.cast import LAN, MINH, Person
from tests.driver import Chat, World

QUESTION = (
    "Bạn có muốn nhận hướng dẫn của Tổ Chuyển đổi số cộng đồng phường Hoàn Kiếm không? Thường nhiều nhất 1 tin một "
    "ngày (trừ tin khẩn, tin đính chính), nhắn DỪNG là thôi."
)
WARD = "00070"


def address(person: Person) -> Address:
    return Address("web", str(person.id))


async def opting(world: World, person: Person) -> KeptOpting | None:
    return await find_opting(world.core.database, world.clock, citizen=address(person))


async def sets_an_area(chat: Chat, name: str = "hàng bạc") -> None:
    await chat.says(f"/khuvuc {name}")
    if chat.label("button-agree") in chat.last.buttons:
        await chat.taps(chat.label("button-agree"))


async def test_a_co_is_kept_with_the_words_that_were_shown(world: World) -> None:
    chat = world.chat(LAN)

    await sets_an_area(chat)

    assert chat.last.text.endswith(QUESTION)
    assert list(chat.last.buttons) == ["Có", "Không", "Để sau"]
    await chat.taps("Có")

    chat.sees("guides-agreed", ward="phường Hoàn Kiếm")
    kept = await opting(world, LAN)
    assert kept is not None
    assert (kept.ward, kept.district, kept.topics) == (WARD, "002", frozenset())
    data = await view_data(world.core.database, world.clock, citizen=address(LAN), conversation=str(LAN.id))
    said = data.consents[-1]
    assert (said.purpose, said.given, said.words, said.channel) == (Purpose.TEAM_GUIDES, True, QUESTION, "web")
    assert said.decided_at == world.clock.now()


@pytest.mark.parametrize("answer", ["Không", "Để sau"])
async def test_anything_else_is_no_audience_and_is_not_asked_again(world: World, answer: str) -> None:
    chat = world.chat(LAN)
    await sets_an_area(chat)

    await chat.taps(answer)

    chat.sees("guides-refused" if answer == "Không" else "guides-later")
    assert await opting(world, LAN) is None
    await sets_an_area(chat)
    assert QUESTION not in chat.last.text
    await sets_an_area(chat, "xã sóc sơn")
    assert "Tổ Chuyển đổi số cộng đồng xã Sóc Sơn" in chat.last.text, "another team is another question"


async def test_who_moves_and_puts_it_off_stays_with_the_team_that_they_agreed_to(world: World) -> None:
    chat = world.chat(LAN)
    await sets_an_area(chat)
    await chat.taps("Có")

    await sets_an_area(chat, "xã sóc sơn")
    await chat.taps("Để sau")

    kept = await opting(world, LAN)
    assert kept is not None
    assert kept.ward == WARD


async def test_in_khuvuc_it_is_agreed_to_topics_are_chosen_and_it_is_ended(world: World) -> None:
    chat = world.chat(LAN)
    await sets_an_area(chat)
    await chat.taps("Để sau")

    await chat.says("/khuvuc")
    await chat.taps(chat.label("button-guides-ask"))
    assert chat.last.text == QUESTION
    await chat.taps("Có")
    await chat.taps(chat.label("button-guides-topics"))
    chat.sees("guides-topics-all")
    await chat.taps(GuideTopicTicked(topic="tu-phap"))
    chat.sees("guides-topics", number="1")
    await chat.taps(GuideTopicTicked(topic="khong-co"))
    assert [kept.topics for kept in [await opting(world, LAN)] if kept] == [frozenset({"tu-phap"})]
    await chat.says("/dulieu")
    chat.sees("mydata-guides", ward="Phường Hoàn Kiếm", topics="1")
    await chat.says("/khuvuc")
    await chat.taps(chat.label("button-guides-end"))

    chat.sees("consent-withdrawn")
    assert await opting(world, LAN) is None
    await chat.taps_unseen(GuideTopicTicked(topic="tu-phap"))
    chat.sees("guides-need-area")


async def test_without_an_area_there_is_no_team(world: World) -> None:
    chat = world.chat(MINH)

    for button in (GuidesAsked(), GuideTopicsOpened()):
        await chat.taps_unseen(button)
        chat.sees("guides-need-area")


async def test_forged_and_old_buttons_record_nothing(world: World) -> None:
    chat = world.chat(LAN)
    await sets_an_area(chat)
    yes = GuidesAnswer.YES

    await chat.taps_unseen(GuidesAnswered(ward=WARD, answer=yes, version="00000000"))
    assert chat.last.text == QUESTION, "asked again, in the words of today"
    await chat.taps_unseen(GuidesAnswered(ward="99999", answer=yes, version="00000000"))
    chat.sees("gone")
    await chat.taps_unseen(ConsentAsked(purpose=Purpose.TEAM_GUIDES))
    chat.sees("gone")
    await chat.taps_unseen(ConsentAnswered(purpose=Purpose.TEAM_GUIDES, given=True, version="00000000"))
    chat.sees("gone")

    assert await opting(world, LAN) is None


async def test_a_co_after_a_stop_says_that_the_stop_still_stands(world: World) -> None:
    chat = world.chat(LAN)
    await sets_an_area(chat)
    await chat.says("dừng")
    await chat.says("/khuvuc")
    await chat.taps(chat.label("button-guides-ask"))

    await chat.taps("Có")

    chat.sees("guides-stopped")
    await chat.taps(chat.label("button-stop-undo"))
    chat.sees("stop-undone")


async def test_it_is_taken_along_and_erased(world: World) -> None:
    chat = world.chat(LAN)
    await sets_an_area(chat)
    await chat.taps("Có")
    document = await export_data(world.core.database, world.clock, citizen=address(LAN), conversation=str(LAN.id))
    assert document["opting"]["ward"] == WARD

    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-erase"))
    await chat.taps(chat.label("button-data-erase-now"))

    data = await view_data(world.core.database, world.clock, citizen=address(LAN), conversation=str(LAN.id))
    assert data.opting is None


@pytest.mark.parametrize("answer", ["Có", "Để sau"])
async def test_a_forgotten_area_leaves_no_ward_behind_but_that_of_a_co(world: World, answer: str) -> None:
    chat = world.chat(LAN)
    await sets_an_area(chat)
    await chat.taps(answer)
    await chat.says("/khuvuc")

    await chat.taps(chat.label("button-area-forget"))

    data = await view_data(world.core.database, world.clock, citizen=address(LAN), conversation=str(LAN.id))
    assert (data.opting.ward if data.opting else None) == (WARD if answer == "Có" else None)
    assert (data.opting is None) == (answer != "Có")
