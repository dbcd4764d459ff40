"""Reminders that a procedure's content offers: never set by themselves, every number out of a fact."""

from datetime import UTC, datetime

import pytest

from handlers.reminder_callbacks import FollowUpPicked, ReminderWanted
from storage.actions.switches import switch_off
from storage.rules.audit import CLI
from storage.rules.switches import Kind, Reason, Subject
from tests.cast import HOA, LAN, MINH, NGOC
from tests.driver import World
from tests.reminding import passes

RECORD = "phieu-ly-lich-tu-phap"
CARD = "the-can-cuoc"
HEALTH = "tra-cuu-the-bhyt"


async def test_who_has_handed_in_is_offered_to_look_on_the_day_that_is_promised(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("tôi đã nộp hồ sơ lý lịch tư pháp trên VNeID rồi, mấy ngày có")

    await chat.taps("Nhắc xem kết quả phiếu")

    assert "VNeID hẹn trả kết quả ngày nào?" in chat.last.text
    assert "thứ ba 01/12/2026, 8 giờ sáng" in chat.last.buttons
    assert "thứ ba 15/12/2026, 8 giờ sáng" in chat.last.buttons
    await chat.says("ngày 4/12")
    chat.sees(
        "reminder-shown",
        what="xem ngày hẹn và kết quả phiếu lý lịch tư pháp",
        when="thứ sáu 04/12/2026, 8 giờ sáng",
    )


async def test_when_it_rings_it_tells_the_fact_and_leads_to_the_guide(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says("/trogiup")
    await chat.taps_unseen(FollowUpPicked(procedure=RECORD, follow_up="look-date"))
    await chat.taps("thứ ba 01/12/2026, 8 giờ sáng")
    await chat.taps(chat.label("button-reminder-agree"))

    await passes(world, datetime(2026, 12, 1, 1, 0, tzinfo=UTC))

    chat.sees("reminder-rings", what="xem ngày hẹn và kết quả phiếu lý lịch tư pháp")
    assert "Mở VNeID" in chat.last.text
    await chat.taps(chat.label("button-reminder-guide"))
    assert chat.label("button-papers-check") in chat.last.buttons


async def test_the_end_of_a_cut_is_remembered_ahead_and_not_once_it_is_over(world: World) -> None:
    chat = world.chat(MINH)
    await chat.taps_unseen(ReminderWanted(procedure=CARD))
    await chat.taps("Nhắc trước khi hết giảm phí")
    chat.sees(
        "reminder-shown",
        what="đổi thẻ căn cước trước khi hết mức phí giảm một nửa",
        when="thứ năm 17/12/2026, 8 giờ sáng",
    )
    await chat.taps(chat.label("button-reminder-agree"))
    said = len(chat.replies)

    await passes(world, datetime(2027, 1, 1, 1, 0, tzinfo=UTC))

    assert len(chat.replies) == said
    await chat.says("/nhac")
    chat.sees("reminder-how")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("15/3/2027", "thứ bảy 13/2/2027, 8 giờ sáng"),
        ("31/12", "thứ ba 01/12/2026, 8 giờ sáng"),
    ],
)
async def test_a_card_that_runs_out_is_remembered_thirty_days_ahead(world: World, typed: str, seen: str) -> None:
    chat = world.chat(LAN)
    await chat.taps_unseen(FollowUpPicked(procedure=HEALTH, follow_up="card-ends"))
    chat.sees("reminder-days-before", days="30")

    await chat.says(typed)

    chat.sees("reminder-shown", what="xem hạn thẻ bảo hiểm y tế, thẻ sắp hết hạn", when=seen)


async def test_a_day_too_near_to_be_ahead_of_is_asked_about(world: World) -> None:
    chat = world.chat(LAN)
    await chat.taps_unseen(FollowUpPicked(procedure=HEALTH, follow_up="card-ends"))

    await chat.says("ngày 10/12")

    assert "đã qua" in chat.last.text
    await chat.taps("thứ tư 25/11/2026, 8 giờ sáng")
    chat.sees("reminder-shown", what="xem hạn thẻ bảo hiểm y tế, thẻ sắp hết hạn", when="thứ tư 25/11/2026, 8 giờ sáng")


async def test_of_what_is_switched_off_no_fact_is_told(world: World) -> None:
    chat = world.chat(NGOC)
    await chat.taps_unseen(FollowUpPicked(procedure=RECORD, follow_up="look-date"))
    await chat.taps("thứ ba 01/12/2026, 8 giờ sáng")
    await chat.taps(chat.label("button-reminder-agree"))
    await switch_off(
        world.core.database, world.clock, by=CLI, subject=Subject(Kind.PROCEDURE, RECORD), reason=Reason.IN_DOUBT
    )

    await passes(world, datetime(2026, 12, 1, 1, 0, tzinfo=UTC))

    chat.sees("reminder-rings", what="xem ngày hẹn và kết quả phiếu lý lịch tư pháp")
    assert "VNeID" not in chat.last.text
    await chat.taps_unseen(FollowUpPicked(procedure=RECORD, follow_up="look-date"))
    chat.sees("gone")
