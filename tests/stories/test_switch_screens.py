"""Bác Minh curates: he switches a part off from his chat, tells people why, and sees what is due this week."""

import pytest

from handlers.callbacks import (
    ReviewsOpened,
    SwitchedOff,
    SwitchedOn,
    SwitchesOpened,
    SwitchNoteDropped,
    SwitchNoteWanted,
    SwitchSeen,
    SwitchShelfOpened,
)
from knowledge.staleness import as_data, find_stale
from storage.actions.audit import list_audit
from storage.actions.reviews import record_week
from storage.actions.switches import Kind, Reason, Subject, list_switched_off
from storage.rules.audit import CLI
from storage.rules.days import day_in_hanoi
from storage.rules.people import Address
from storage.rules.permissions import Role
from storage.rules.switches import LONGEST_NOTE, SEEN_WITHIN_SECONDS
from tests.cast import KHOA, LAN, MINH
from tests.driver import Chat, World
from tests.staff import appoint

RECORD = "phieu-ly-lich-tu-phap"
TITLE = "Phiếu lý lịch tư pháp"
FEE = "ly lich tu phap bao nhieu tien"


@pytest.fixture
async def minh(world: World) -> Chat:
    """Bác Minh at his menu, a curator."""
    await appoint(world.core.database, world.clock, Address("web", str(MINH.id)), Role.CURATOR)
    chat = world.chat(MINH)
    await chat.says("/nhanvien")
    return chat


async def switches_off(chat: Chat) -> None:
    """From the menu: the shelf, the procedure, a reason."""
    for tap in ("Lý lịch tư pháp", TITLE):
        await chat.taps(tap)
    await chat.taps(chat.label("button-switch-reason-rule-changed"))


async def noted(world: World) -> list[str]:
    return [switch.note for switch in await list_switched_off(world.core.database)]


async def test_two_taps_after_the_shelf_switch_a_procedure_off_for_everybody(world: World, minh: Chat) -> None:
    await minh.taps(minh.label("button-staff-switches"))
    minh.sees("staff-switches-none")

    await switches_off(minh)

    minh.sees("staff-switch-read")
    minh.sees("closed", title=TITLE)
    world.clock.goes_on(seconds=SEEN_WITHIN_SECONDS)
    lan = world.chat(LAN)
    await lan.says(FEE)
    lan.sees("closed", title=TITLE)
    lan.sees("switch-reason-rule-changed")


async def test_words_for_citizens_are_shown_as_they_read_them_and_can_be_taken_back(world: World, minh: Chat) -> None:
    await minh.taps(minh.label("button-staff-switches"))
    await switches_off(minh)

    await minh.taps(minh.label("button-switch-note"))
    minh.sees("staff-switch-note-ask")
    await minh.says("Mức phí mới chờ văn bản.")

    assert "Mức phí mới chờ văn bản." in minh.last.text
    assert await noted(world) == ["Mức phí mới chờ văn bản."]
    await minh.taps(minh.label("button-switch-note-drop"))
    assert await noted(world) == [""]
    assert minh.label("button-switch-note-drop") not in minh.last.buttons


@pytest.mark.parametrize("words", ["x" * (LONGEST_NOTE + 1), "Mã OTP của tôi là 482913"])
async def test_words_that_nobody_should_read_are_not_told(world: World, minh: Chat, words: str) -> None:
    await minh.taps(minh.label("button-staff-switches"))
    await switches_off(minh)
    await minh.taps(minh.label("button-switch-note"))

    await minh.says(words)

    minh.sees("staff-switch-note-refused")
    assert await noted(world) == [""]
    await minh.says("Chờ văn bản mới.")
    assert await noted(world) == ["Chờ văn bản mới."]


async def test_a_question_typed_instead_is_answered_and_told_to_nobody(world: World, minh: Chat) -> None:
    await minh.taps(minh.label("button-staff-switches"))
    await switches_off(minh)
    await minh.taps(minh.label("button-switch-note"))

    await minh.says("đổi thẻ căn cước bao nhiêu tiền?")

    assert "25.000 đồng" in minh.last.text
    assert await noted(world) == [""]


async def test_the_way_back_leaves_without_words(world: World, minh: Chat) -> None:
    await minh.taps(minh.label("button-staff-switches"))
    await switches_off(minh)
    await minh.taps(minh.label("button-switch-note"))

    await minh.taps(minh.label("button-switches"))
    await minh.says("đổi thẻ căn cước bao nhiêu tiền")

    assert "25.000 đồng" in minh.last.text
    assert await noted(world) == [""]


async def test_what_is_off_is_listed_marked_and_switched_on_again(world: World, minh: Chat) -> None:
    await minh.taps(minh.label("button-staff-switches"))
    await switches_off(minh)
    await minh.taps(minh.label("button-switches"))
    minh.sees("staff-switches", number="1")
    assert "09:00 ngày 24/11/2026" in minh.last.text
    await minh.taps(SwitchShelfOpened(topic="tu-phap"))
    assert world.core.phrases.text("closed-mark", title=TITLE) in minh.last.buttons

    await minh.taps(SwitchSeen(shelf=False, subject=RECORD))
    await minh.taps(minh.label("button-switch-on"))

    minh.sees("staff-switched-on", title=TITLE)
    assert await list_switched_off(world.core.database) == ()


async def test_a_whole_topic_is_one_tap_more(world: World, minh: Chat) -> None:
    await minh.taps(SwitchShelfOpened(topic="cu-tru"))
    await minh.taps(world.core.phrases.text("button-switch-whole", topic="Cư trú"))

    await minh.taps(minh.label("button-switch-reason-other"))

    assert [s.subject for s in await list_switched_off(world.core.database)] == [Subject(Kind.TOPIC, "cu-tru")]
    minh.sees("closed", title="Cư trú")


async def test_the_same_tap_a_second_time_and_a_late_one_say_how_it_stands(world: World, minh: Chat) -> None:
    off = SwitchedOff(shelf=False, subject=RECORD, reason=Reason.IN_DOUBT)
    await minh.taps(off, update_id="off")
    await minh.taps(SwitchedOn(shelf=False, subject=RECORD))

    await minh.taps(off, update_id="off")

    assert await list_switched_off(world.core.database) == ()


async def test_every_act_is_in_the_audit_without_its_words(world: World, minh: Chat) -> None:
    await minh.taps(minh.label("button-staff-switches"))
    await switches_off(minh)
    await minh.taps(minh.label("button-switch-note"))
    await minh.says("Mức phí mới chờ văn bản.")
    await minh.taps(minh.label("button-switch-on"))

    lines = await list_audit(world.core.database, world.clock, by=CLI, since=world.clock.now())
    acts = [(line.actor, line.subject) for line in lines if line.act == "switch_off"]
    assert acts == [("1", f"procedure:{RECORD}:{what}") for what in ("off", "note", "on")]


@pytest.mark.parametrize(
    "button",
    [
        SwitchShelfOpened(topic="khong-co"),
        SwitchSeen(shelf=False, subject="khong-co"),
        SwitchSeen(shelf=True, subject="khong-co"),
        SwitchedOff(shelf=True, subject="khong-co", reason=Reason.OTHER),
        SwitchNoteWanted(shelf=False, subject=RECORD),
    ],
)
async def test_a_button_for_what_is_not_there_is_old(world: World, minh: Chat, button: SwitchSeen) -> None:
    await minh.taps(button)

    minh.sees("gone")
    assert await list_switched_off(world.core.database) == ()


@pytest.mark.parametrize(
    "button",
    [
        SwitchesOpened(),
        SwitchedOff(shelf=False, subject=RECORD, reason=Reason.OTHER),
        SwitchedOn(shelf=False, subject=RECORD),
        SwitchNoteDropped(shelf=False, subject=RECORD),
        ReviewsOpened(),
    ],
)
async def test_nobody_else_gets_further_than_an_old_button_would(world: World, minh: Chat, button: SwitchSeen) -> None:
    await minh.taps(SwitchedOff(shelf=False, subject="the-can-cuoc", reason=Reason.OTHER))
    khoa = world.chat(KHOA)
    await khoa.says("/start")

    await khoa.taps(button)

    khoa.sees("gone")
    assert [s.subject.id for s in await list_switched_off(world.core.database)] == ["the-can-cuoc"]


async def test_the_list_of_the_week_is_shown_a_page_at_a_time(world: World, minh: Chat) -> None:
    await minh.taps(minh.label("button-staff-reviews"))
    minh.sees("staff-reviews-none-yet")
    found = find_stale(world.core.answerer.catalogue, day_in_hanoi(world.clock.now()))
    await record_week(world.core.database, world.clock, list_items=lambda: as_data(found))

    await minh.taps(ReviewsOpened())

    minh.sees("staff-reviews", day="23/11/2026", number=str(len(found)))
    seen = minh.last.text.count("•")
    while minh.label("button-page-after") in minh.last.buttons:
        await minh.taps(minh.label("button-page-after"))
        seen += minh.last.text.count("•")
    assert seen == len(found)
