"""Reminders where people change their minds, come too late, or tap what is no more."""

from datetime import UTC, datetime

import pytest

from handlers.reminder_callbacks import (
    DraftSaved,
    DraftTaken,
    DraftTimeAsked,
    DraftTimePicked,
    FollowUpPicked,
    ReminderBegun,
    ReminderDeleted,
    ReminderPutOff,
    ReminderRetimed,
    ReminderReworded,
    ReminderSeen,
    RemindersOpened,
    ReminderTaken,
    ReminderUndone,
    ReminderWanted,
)
from handlers.reminder_times import next_time
from storage.actions.reminder_drafts import Draft, DraftTime, put_draft, save_draft
from storage.rules.people import Address
from storage.rules.reminders import MOST_REMINDERS, Snooze
from tests.cast import HOA, KHOA, LAN, MINH, TUAN
from tests.driver import World
from tests.reminding import RESULT, SATURDAY_NINE, WISH, passes, sets


@pytest.mark.parametrize("said", ["thôi", "không"])
async def test_somebody_who_would_rather_not_is_left_in_peace(world: World, said: str) -> None:
    chat = world.chat(LAN)
    await chat.says("nhắc tôi đi nộp hồ sơ")
    chat.sees("reminder-when")
    await chat.says(said)
    chat.sees("reminder-left")

    await chat.says("nhắc tôi 9h sáng mai")
    chat.sees("reminder-what")
    await chat.says(said)

    chat.sees("reminder-left")


async def test_one_tap_leaves_it(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(WISH)
    yes = chat.last.buttons[chat.label("button-reminder-agree")]

    await chat.taps(chat.label("button-reminder-leave"))

    chat.sees("reminder-left")
    await chat.taps_unseen(yes)
    chat.sees("reminder-gone")


async def test_the_command_takes_the_whole_wish(world: World) -> None:
    chat = world.chat(MINH)

    await chat.says("/nhac 9h sáng thứ bảy đi họp")

    chat.sees("reminder-shown", what="đi họp", when="thứ bảy 28/11/2026, 9 giờ sáng")


async def test_a_time_can_be_changed_before_it_is_saved(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(WISH)
    await chat.taps(chat.label("button-reminder-other-time"))
    chat.sees("reminder-when")

    await chat.says("10h sáng chủ nhật")

    chat.sees("reminder-shown", what=RESULT, when="chủ nhật 29/11/2026, 10 giờ sáng")


async def test_a_new_wish_takes_the_place_of_one_that_waits_for_its_time(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("nhắc tôi đi nộp hồ sơ")

    await chat.says(WISH)

    chat.sees("reminder-shown", what=RESULT, when="thứ bảy 28/11/2026, 9 giờ sáng")


async def test_words_that_hold_no_time_are_asked_again(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("nhắc tôi đi nộp hồ sơ")

    await chat.says("xyz")

    chat.sees("reminder-when")
    await chat.says("9h sáng mai")
    chat.sees("reminder-shown", what="đi nộp hồ sơ", when="thứ tư 25/11/2026, 9 giờ sáng")


async def test_a_stop_is_obeyed_while_words_are_awaited(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("nhắc tôi 9h sáng mai")

    await chat.says("dừng mọi tin nhắn")

    chat.sees("stop-done")


async def test_an_emergency_is_heard_while_words_are_awaited(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("nhắc tôi 9h sáng mai")

    await chat.says("cháy nhà cứu với")

    chat.sees("emergency-fire")


async def test_what_was_being_set_is_forgotten_after_half_an_hour(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("nhắc tôi 9h sáng mai")
    world.clock.goes_on(minutes=31)
    await chat.taps_unseen(DraftSaved(draft=1, version="x"))
    chat.sees("reminder-gone")

    for tap in (
        DraftTimePicked(draft=1, at=0),
        DraftTimeAsked(draft=1),
        DraftTaken(draft=1),
    ):
        await chat.taps_unseen(tap)
        chat.sees("reminder-gone")


async def test_a_time_that_was_never_offered_is_none(world: World) -> None:
    chat = world.chat(KHOA)
    await chat.says("nhắc tôi đi nộp hồ sơ")

    await chat.taps_unseen(DraftTimePicked(draft=1, at=7))

    chat.sees("reminder-gone")


async def test_a_minute_that_passes_before_the_yes_is_asked_again(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("5 phút nữa nhắc tôi tắt bếp")
    world.clock.goes_on(minutes=6)

    await chat.taps(chat.label("button-reminder-agree"))

    chat.sees("reminder-past-meanwhile")


async def test_whoever_has_fifty_is_told_to_clear_some(world: World) -> None:
    citizen = Address("web", str(KHOA.id))
    for _ in range(MOST_REMINDERS):
        draft = await put_draft(
            world.core.database, world.clock, citizen=citizen, draft=Draft("ăn", (DraftTime(SATURDAY_NINE),))
        )
        await save_draft(
            world.core.database,
            world.clock,
            citizen=citizen,
            draft=draft.id,
            words="Giữ?",
            version="1",
            next_time=next_time,
        )
    chat = world.chat(KHOA)
    await chat.says(WISH)

    await chat.taps(chat.label("button-reminder-save"))

    chat.sees("reminder-too-many")
    chat.sees("reminders", number="50")
    await chat.taps(chat.label("button-page-after"))
    await chat.taps(chat.label("button-page-before"))
    await chat.taps_unseen(RemindersOpened(page=99))
    assert "50. ăn" in chat.last.text


async def test_buttons_of_a_deleted_one_say_that_it_is_gone(world: World) -> None:
    chat = await sets(world, LAN)
    await chat.taps(chat.label("button-reminder-delete"))

    for tap in (
        ReminderSeen(reminder=1),
        ReminderRetimed(reminder=1),
        ReminderReworded(reminder=1),
        ReminderTaken(reminder=1),
        ReminderDeleted(reminder=1),
        ReminderPutOff(reminder=1, until=Snooze.TOMORROW),
    ):
        await chat.taps_unseen(tap)
        chat.sees("reminder-gone")


async def test_one_that_rang_can_be_answered_from_the_list(world: World) -> None:
    chat = await sets(world, LAN)
    await passes(world, SATURDAY_NINE)
    await chat.says("/nhac")
    chat.sees("reminder-line-rung", what=RESULT, when="thứ bảy 28/11/2026, 9 giờ sáng")
    await chat.taps(f"1. {RESULT}")

    await chat.taps(chat.label("button-reminder-done"))

    chat.sees("reminder-done", what=RESULT)
    await chat.taps(chat.label("button-reminder-undo"))
    chat.sees("reminder-undone")
    chat.sees("reminder-line-rung", what=RESULT, when="thứ bảy 28/11/2026, 9 giờ sáng")


async def test_one_is_taken_along_from_the_list(world: World) -> None:
    chat = await sets(world, MINH, "hằng ngày 8h sáng nhắc bác uống thuốc")
    await chat.taps(chat.label("button-reminders"))
    await chat.taps("1. uống thuốc")

    await chat.taps(chat.label("button-reminder-calendar"))

    assert b"RRULE:FREQ=DAILY" in (chat.last.document or b"")


async def test_a_ring_that_was_missed_is_told_until_the_next_tap(world: World) -> None:
    chat = await sets(world, MINH, "hằng ngày 8h sáng nhắc bác uống thuốc")
    await passes(world, datetime(2026, 11, 26, 2, 0, tzinfo=UTC))

    await chat.says("/nhac")

    chat.sees("reminder-line-also-missed", when="thứ tư 25/11/2026, 8 giờ sáng")


async def test_an_evening_that_is_over_is_not_put_off_to_for_one_that_is_gone(world: World) -> None:
    chat = world.chat(TUAN)
    world.clock.goes_on(hours=11)

    await chat.taps_unseen(ReminderPutOff(reminder=9, until=Snooze.TONIGHT))

    chat.sees("reminder-gone")


async def test_a_new_one_is_begun_from_the_list(world: World) -> None:
    chat = await sets(world, LAN)
    await chat.says("/nhac")

    await chat.taps(chat.label("button-reminder-new"))

    chat.sees("reminder-how")
    await chat.says("9h sáng chủ nhật đi chợ")
    chat.sees("reminder-shown", what="đi chợ", when="chủ nhật 29/11/2026, 9 giờ sáng")


async def test_a_tap_on_a_procedure_that_is_no_more_leads_to_the_topics(world: World) -> None:
    chat = world.chat(HOA)

    await chat.taps_unseen(ReminderWanted(procedure="khong-con"))
    chat.sees("gone")
    await chat.taps_unseen(FollowUpPicked(procedure="the-can-cuoc", follow_up="khong-con"))

    chat.sees("gone")


async def test_where_others_read_along_no_button_sets_anything(world: World) -> None:
    chat = world.chat(MINH, group=-99)

    await chat.says("@tungngo_test_bot nhắc tôi 9h sáng mai đi họp")

    chat.sees("private-only")
    await chat.taps_unseen(FollowUpPicked(procedure="the-can-cuoc", follow_up="change-cut"))
    chat.sees("private-only")
    for tap in (ReminderBegun(), ReminderUndone(reminder=1, revision=1)):
        await chat.taps_unseen(tap)
        chat.sees("gone")


async def test_markup_in_what_is_remembered_is_shown_as_text(world: World) -> None:
    chat = world.chat(KHOA)

    await chat.says("nhắc tôi 9h sáng mai <b>xem</b> & mua")

    assert "<b>xem</b>" in chat.last.text
    assert "&lt;b&gt;" in chat.last.html
