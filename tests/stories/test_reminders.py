"""Reminders: set by words, shown back, rung, done, put off, deleted; nothing lost or doubled over a restart."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.reminder_callbacks import DraftSaved, ReminderUndone, ReminderWanted
from storage.actions.consents import Purpose, has_agreed
from storage.actions.identities import find_citizen
from storage.rules.people import Address
from tests.cast import HOA, LAN, MINH, NGOC, TUAN
from tests.driver import World
from tests.reminding import RESULT, SATURDAY_NINE, WISH, passes, sets


async def test_a_wish_in_plain_words_is_shown_back_with_weekday_and_date(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says(WISH)

    chat.sees("reminder-shown", what=RESULT, when="thứ bảy 28/11/2026, 9 giờ sáng")
    chat.sees("consent-keep-reminders", days="30")
    assert await find_citizen(world.core.database, world.clock, channel="web", external_id=str(LAN.id)) is None


async def test_it_rings_at_its_minute_and_is_done_with_one_tap(world: World) -> None:
    chat = await sets(world, LAN)
    await passes(world, SATURDAY_NINE - timedelta(seconds=1))
    assert "reminder-rings" not in chat.last.text
    before = len(chat.replies)

    await passes(world, SATURDAY_NINE)

    assert len(chat.replies) == before + 1
    chat.sees("reminder-rings", what=RESULT)
    await chat.taps(chat.label("button-reminder-done"))
    chat.sees("reminder-done", what=RESULT)
    await chat.says("/nhac")
    chat.sees("reminder-how")


async def test_saying_yes_twice_sets_one(world: World) -> None:
    chat = world.chat(TUAN)
    await chat.says(WISH)
    yes = chat.last.buttons[chat.label("button-reminder-agree")]
    await chat.taps_unseen(yes)

    await chat.taps_unseen(yes)

    chat.sees("reminder-saved", what=RESULT, when="thứ bảy 28/11/2026, 9 giờ sáng")
    await chat.says("/nhac")
    chat.sees("reminders", number="1")


async def test_who_agreed_once_is_not_asked_again(world: World) -> None:
    chat = await sets(world, HOA)

    await chat.says("nhắc chị mai 8 rưỡi sáng nộp hồ sơ")

    assert chat.label("button-reminder-save") in chat.last.buttons
    agreed = await has_agreed(
        world.core.database, world.clock, citizen=Address("web", str(HOA.id)), purpose=Purpose.KEEP_REMINDERS
    )
    assert agreed


async def test_other_words_than_those_agreed_to_are_asked_again(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(WISH)
    draft = DraftSaved.unpack(chat.last.buttons[chat.label("button-reminder-agree")]).draft

    await chat.taps_unseen(DraftSaved(draft=draft, version="00000000"))

    chat.sees("consent-keep-reminders", days="30")


async def test_what_may_mean_two_times_is_asked(world: World) -> None:
    chat = world.chat(NGOC)

    await chat.says("hôm nay 9h30 nhắc em họp lớp")

    chat.sees("reminder-which-part-of-day")
    await chat.taps(next(label for label in chat.last.buttons if "tối" in label))
    chat.sees("reminder-shown", what="họp lớp", when="thứ ba 24/11/2026, 9 giờ 30 phút tối")


async def test_what_has_gone_by_is_asked(world: World) -> None:
    chat = world.chat(NGOC)

    await chat.says("nhắc em 7h sáng nay uống thuốc")

    assert "đã qua" in chat.last.text
    await chat.says("7h sáng mai")
    chat.sees("reminder-shown", what="uống thuốc", when="thứ tư 25/11/2026, 7 giờ sáng")


async def test_time_and_matter_are_asked_for_where_they_are_missing(world: World) -> None:
    chat = world.chat(MINH)
    await chat.says("nhắc bác 15h chiều mai")
    chat.sees("reminder-what")
    await chat.says("họp tổ dân phố")
    chat.sees("reminder-shown", what="họp tổ dân phố", when="thứ tư 25/11/2026, 3 giờ chiều")

    await chat.says("nhắc tôi đi nộp hồ sơ")

    chat.sees("reminder-when")
    await chat.says("sáng thứ hai")
    chat.sees("reminder-shown", what="đi nộp hồ sơ", when="thứ hai 30/11/2026, 8 giờ sáng")


async def test_nothing_understood_gets_one_example_and_a_question_is_answered(world: World) -> None:
    chat = world.chat(MINH)

    await chat.says("/nhac")

    chat.sees("reminder-how")
    await chat.says("làm căn cước hết bao nhiêu tiền")
    assert chat.label("button-details") in chat.last.buttons


async def test_an_answer_offers_to_remind(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("làm phiếu lý lịch tư pháp hết bao nhiêu tiền")
    await chat.taps(chat.label("button-others"))
    assert chat.label("button-remind") in chat.last.buttons
    await chat.says("làm phiếu lý lịch tư pháp mất mấy ngày")

    await chat.taps(chat.label("button-remind"))

    chat.sees("reminder-about", title="Phiếu lý lịch tư pháp")
    await chat.taps("thứ tư 25/11/2026, 8 giờ sáng")
    chat.sees("reminder-shown", what="Phiếu lý lịch tư pháp", when="thứ tư 25/11/2026, 8 giờ sáng")


async def test_where_others_read_along_nothing_is_set(world: World) -> None:
    chat = world.chat(MINH, group=-99)

    await chat.says("/nhac 9h sáng mai họp")

    chat.sees("private-only")
    await chat.taps_unseen(ReminderWanted(procedure="the-can-cuoc"))
    chat.sees("private-only")


@pytest.mark.parametrize(
    ("button", "when"),
    [
        ("button-reminder-hour", datetime(2026, 11, 28, 3, 0, tzinfo=UTC)),
        ("button-reminder-tonight", datetime(2026, 11, 28, 12, 0, tzinfo=UTC)),
        ("button-reminder-tomorrow", datetime(2026, 11, 29, 1, 0, tzinfo=UTC)),
    ],
)
async def test_put_off_it_rings_again_once(world: World, button: str, when: datetime) -> None:
    chat = await sets(world, LAN)
    await passes(world, SATURDAY_NINE)

    await chat.taps(chat.label(button))
    await passes(world, when - timedelta(seconds=1))
    silent = len(chat.replies)
    await passes(world, when)
    await passes(world, hours=1)

    assert len(chat.replies) == silent + 1
    chat.sees("reminder-rings", what=RESULT)


async def test_an_evening_that_is_over_is_asked_about(world: World) -> None:
    chat = await sets(world, LAN)
    await passes(world, SATURDAY_NINE)
    tonight = chat.last.buttons[chat.label("button-reminder-tonight")]
    world.clock.goes_to(SATURDAY_NINE + timedelta(hours=11))

    await chat.taps_unseen(tonight)

    chat.sees("reminder-later", what=RESULT)
    assert chat.label("button-reminder-tonight") not in chat.last.buttons


async def test_a_deleted_one_does_not_ring_and_comes_back_by_undo(world: World) -> None:
    chat = await sets(world, LAN)
    await chat.taps(chat.label("button-reminder-delete"))
    chat.sees("reminder-deleted", what=RESULT)
    world.clock.goes_on(minutes=29)

    await chat.taps(chat.label("button-reminder-undo"))

    chat.sees("reminder-undone")
    await passes(world, SATURDAY_NINE)
    chat.sees("reminder-rings", what=RESULT)


async def test_deleted_it_is_silent(world: World) -> None:
    chat = await sets(world, LAN)
    await passes(world, SATURDAY_NINE - timedelta(seconds=30))
    await chat.says("/nhac")
    await chat.taps(f"1. {RESULT}")
    await chat.taps(chat.label("button-reminder-delete"))
    said = len(chat.replies)

    await passes(world, SATURDAY_NINE)

    assert len(chat.replies) == said, "though it was planned already"
    await chat.taps_unseen(ReminderUndone(reminder=1, revision=9))
    chat.sees("reminder-gone")


async def test_time_and_words_of_one_can_be_changed(world: World) -> None:
    chat = await sets(world, LAN)
    await chat.taps(chat.label("button-reminders"))
    await chat.taps(f"1. {RESULT}")
    seen = chat.last

    await chat.taps(chat.label("button-reminder-retime"))
    await chat.says("chủ nhật 10h sáng")
    await chat.taps(chat.label("button-reminder-save"))
    chat.sees("reminder-saved", what=RESULT, when="chủ nhật 29/11/2026, 10 giờ sáng")
    await chat.taps_unseen(seen.buttons[chat.label("button-reminder-reword")])
    await chat.says("lấy phiếu ở bưu điện")
    await chat.taps(chat.label("button-reminder-save"))

    await chat.says("/nhac")
    chat.sees("reminders", number="1")
    chat.sees("reminder-line", what="lấy phiếu ở bưu điện", when="chủ nhật 29/11/2026, 10 giờ sáng")
    silent = len(chat.replies)
    await passes(world, SATURDAY_NINE)
    assert len(chat.replies) == silent


async def test_a_change_of_time_and_words_is_taken_back(world: World) -> None:
    chat = await sets(world, LAN)
    await chat.taps(chat.label("button-reminders"))
    await chat.taps(f"1. {RESULT}")
    await chat.taps(chat.label("button-reminder-retime"))
    await chat.says("hằng ngày 8h sáng")
    await chat.taps(chat.label("button-reminder-save"))

    await chat.taps(chat.label("button-reminder-undo"))

    chat.sees("reminder-undone")
    await passes(world, SATURDAY_NINE)
    chat.sees("reminder-rings", what=RESULT)
    await chat.says("/nhac")
    chat.sees("reminder-line-rung", what=RESULT, when="thứ bảy 28/11/2026, 9 giờ sáng")


async def test_a_stop_holds_back_what_was_set_before_it_and_not_what_is_set_after(world: World) -> None:
    chat = await sets(world, LAN)
    world.clock.goes_on(seconds=1)
    await chat.says("dừng")
    world.clock.goes_on(seconds=1)
    await sets(world, LAN, "nhắc tôi 10h sáng thứ 7 đi chợ")
    said = len(chat.replies)

    await passes(world, SATURDAY_NINE)
    assert len(chat.replies) == said
    await passes(world, hours=1)

    chat.sees("reminder-rings", what="đi chợ")


async def test_what_recurs_goes_on_and_stops_after_four_without_an_answer(world: World) -> None:
    chat = await sets(world, MINH, "hằng ngày 8h sáng nhắc bác uống thuốc")
    for day in range(25, 29):
        await passes(world, datetime(2026, 11, day, 1, 0, tzinfo=UTC))
        chat.sees("reminder-rings", what="uống thuốc")

    await passes(world, datetime(2026, 11, 29, 1, 0, tzinfo=UTC))

    chat.sees("reminder-gives-up", what="uống thuốc", times="4")
    said = len(chat.replies)
    await passes(world, datetime(2026, 11, 30, 1, 0, tzinfo=UTC))
    assert len(chat.replies) == said
    await chat.says("/nhac")
    chat.sees("reminder-line-stopped", what="uống thuốc")
    await chat.taps("1. uống thuốc")
    await chat.taps(chat.label("button-reminder-resume"))
    await passes(world, datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    chat.sees("reminder-rings", what="uống thuốc")


async def test_an_answer_keeps_what_recurs_going(world: World) -> None:
    chat = await sets(world, MINH, "hằng ngày 8h sáng nhắc bác uống thuốc")
    for day in range(25, 31):
        await passes(world, datetime(2026, 11, day, 1, 0, tzinfo=UTC))
        chat.sees("reminder-rings", what="uống thuốc")
        if day == 27:
            await chat.taps(chat.label("button-reminder-done"))
            chat.sees(
                "reminder-done-once",
                what="uống thuốc",
                when="hằng ngày, 8 giờ sáng (lần tới: thứ bảy 28/11/2026, 8 giờ sáng)",
            )


async def test_over_a_restart_nothing_is_lost_or_doubled(world: World) -> None:
    chat = await sets(world, LAN)
    await sets(world, HOA, "nhắc chị 9h30 sáng thứ 7 đón con")
    await passes(world, SATURDAY_NINE)
    rung = len(chat.replies)

    async with World(world.core, world.clock).running() as again:
        await passes(again, SATURDAY_NINE + timedelta(minutes=30))
        again.chat(HOA).sees("reminder-rings", what="đón con")
        assert again.chat(LAN).replies == []

    assert len(chat.replies) == rung


async def test_one_that_is_late_says_so(world: World) -> None:
    chat = await sets(world, LAN)

    await passes(world, SATURDAY_NINE + timedelta(hours=1, minutes=1))

    chat.sees("reminder-late", when="thứ bảy 28/11/2026, 9 giờ sáng")


async def test_one_that_is_a_day_late_rings_no_more_and_the_list_tells(world: World) -> None:
    chat = await sets(world, LAN)
    said = len(chat.replies)

    await passes(world, SATURDAY_NINE + timedelta(hours=24))

    assert len(chat.replies) == said
    await chat.says("/nhac")
    chat.sees("reminder-line-missed", what=RESULT, when="thứ bảy 28/11/2026, 9 giờ sáng")


async def test_what_waits_for_somebody_who_is_away_expires_after_a_day(world: World) -> None:
    chat = await sets(world, LAN)
    said = len(chat.replies)
    world.away.add(str(LAN.id))
    await passes(world, SATURDAY_NINE)

    await passes(world, hours=25)

    assert len(chat.replies) == said
    await chat.says("/nhac")
    chat.sees("reminder-line-missed", what=RESULT, when="thứ bảy 28/11/2026, 9 giờ sáng")


async def test_a_web_chat_says_that_it_cannot_ring_and_gives_a_calendar_file(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says(WISH)

    chat.sees("reminder-silent-web")
    await chat.taps(chat.label("button-reminder-calendar"))
    event = chat.last.document or b""
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20261128T090000" in event
    assert f"SUMMARY:{RESULT}".encode() in event


async def test_a_channel_that_rings_promises_it_and_gives_no_file(core: object, fixed_clock: object) -> None:
    async with World(core, fixed_clock, "telegram").running() as world:  # type: ignore[arg-type]
        chat = await sets(world, LAN)

        assert chat.last.document is None
        assert not any(sent.document for sent in chat.replies)
        await passes(world, SATURDAY_NINE)
        chat.sees("reminder-rings", what=RESULT)
