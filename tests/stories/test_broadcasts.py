"""A team's guide: drafted, seen, confirmed, approved by a second person, watched, stopped, corrected, reported.

Anh Tuấn leads the team of Phường Hoàn Kiếm, Bác Minh is a member of it, Chị Hạnh is an admin of the city.
"""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from structlog.testing import LogCapture

from bot.core import Core
from handlers.callbacks import BroadcastsOpened
from handlers.staff.broadcast_callbacks import (
    BroadcastApproved,
    BroadcastConfirmed,
    BroadcastDiscarded,
    BroadcastHalted,
    BroadcastPaused,
    BroadcastResumed,
    BroadcastReturned,
    BroadcastSeen,
    CorrectionAnew,
    CorrectionAsked,
    GuideAspectChosen,
    GuideButton,
    GuideButtonTicked,
    GuideJourneyChosen,
    GuideKindChosen,
    GuideProcedureChosen,
    GuideShelfOpened,
    PosterWanted,
    PreviewOpened,
    ReachChannelPicked,
    ReachDistrictTicked,
    ReachOpened,
    ReachWardTicked,
    RecallSure,
    ReportOpened,
    SendTime,
    TextTopicChosen,
    TimeAsked,
    TimePicked,
    TrialWanted,
    UrgentAsked,
)
from knowledge.linking import Whereabouts
from knowledge.model import Aspect
from knowledge.poster_links import PosterOrigin, read_poster_payload
from knowledge.posters import poster_ways
from storage.actions.areas import save_area
from storage.actions.audit import list_audit
from storage.actions.broadcast_sending import find_progress, move_broadcast
from storage.actions.broadcasts import BroadcastState, GuideKind, KeptBroadcast, find_broadcast
from storage.actions.consents import Purpose, record_consent
from storage.actions.mydata import erase_data
from storage.actions.optings import note_asked, record_opting, toggle_topic
from storage.actions.switches import Kind, Reason, Subject, switch_off
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.permissions import Role
from storage.unit_of_work import Database
from tests.cast import HANH, HOA, KHOA, LAN, MINH, NGOC, TUAN, Person
from tests.clock import FixedClock
from tests.driver import Chat, World
from tests.sheets.reading import elements
from tests.staff import appoint
from tests.storage.people import states

WARD, OTHER_WARD = "00070", "00082"
SLUG = "phieu-ly-lich-tu-phap"


def address(person: Person) -> Address:
    return Address("web", str(person.id))


async def agrees(world: World, who: Address, ward: str = WARD, district: str | None = None) -> None:
    """Somebody lives there and says Có."""
    database, clock = world.core.database, world.clock
    asked = {"update_key": None, "words": "?", "version": "1", "given": True}
    await record_consent(database, clock, citizen=who, purpose=Purpose.REMEMBER_AREA, **asked)  # type: ignore[arg-type]
    await save_area(database, clock, citizen=who, ward=ward, district=district)
    await note_asked(database, clock, citizen=who, ward=ward)
    await record_opting(database, clock, citizen=who, ward=ward, **asked)  # type: ignore[arg-type]


async def many_agree(world: World, number: int) -> Sequence[Address]:
    people = [Address("web", str(20_000 + n)) for n in range(number)]
    for who in people:
        await agrees(world, who)
    return people


@pytest.fixture
async def team(world: World) -> World:
    """A leader and a member of one ward, an admin of the city."""
    database, clock = world.core.database, world.clock
    await appoint(database, clock, address(TUAN), Role.LEADER, [WARD])
    await appoint(database, clock, address(MINH), Role.MEMBER, [WARD])
    await appoint(database, clock, address(HANH), Role.ADMIN)
    return world


async def drafts(chat: Chat, aspect: Aspect = Aspect.DOCUMENTS) -> int:
    """A draft of a guide; its number."""
    await chat.says("/guitin")
    await chat.taps(GuideKindChosen(kind=GuideKind.PROCEDURE))
    await chat.taps(GuideShelfOpened(topic="tu-phap"))
    await chat.taps(GuideProcedureChosen(procedure=SLUG))
    await chat.taps(GuideAspectChosen(procedure=SLUG, aspect=aspect))
    return int(chat.last.text.split()[1].rstrip(","))


async def found(world: World, broadcast: int) -> KeptBroadcast:
    kept = await find_broadcast(world.core.database, world.clock, by=CLI, broadcast=broadcast)
    assert kept is not None
    return kept


async def sends(world: World, broadcast: int) -> None:
    """The timetable comes round until everything is out."""
    for _ in range(3):
        world.clock.goes_on(seconds=2)
        await world.ticks()
        await world.delivers()
    world.clock.goes_on(seconds=2)
    await world.ticks()


async def was_three_times_a_sender(world: World, chat: Chat) -> None:
    """The first three are capped; they are behind this person."""
    await agrees(world, address(KHOA))
    for _ in range(3):
        broadcast = await drafts(chat)
        await chat.taps(BroadcastConfirmed(broadcast=broadcast))
        await sends(world, broadcast)
        world.clock.goes_on(days=3)


async def test_a_leaders_guide_reaches_who_said_co_in_the_ward_and_nobody_else(team: World) -> None:
    await agrees(team, address(LAN))
    await agrees(team, address(HOA), OTHER_WARD)
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)
    assert "Người nhận: Phường Hoàn Kiếm" in chat.last.text

    await chat.taps(chat.label("button-broadcast-preview"))
    preview = chat.replies[-2]
    assert preview.text.startswith("Tổ Chuyển đổi số cộng đồng phường Hoàn Kiếm gửi bạn hướng dẫn:")
    chat.sees("broadcast-will-get", number="1")
    chat.sees("broadcast-agreed", agreed="1", known="1")
    await chat.taps(TrialWanted(broadcast=broadcast))
    assert chat.last.text == preview.text
    await chat.taps(BroadcastConfirmed(broadcast=broadcast))
    chat.sees("broadcast-state-scheduled")
    await sends(team, broadcast)

    got = team.chat(LAN).last
    assert (got.text, got.buttons) == (preview.text, preview.buttons), "exactly as it was shown"
    assert list(got.buttons)[:2] == [chat.label("button-guide-open"), chat.label("button-papers-check")]
    assert team.chat(HOA).replies == []
    assert (await found(team, broadcast)).state is BroadcastState.FINISHED
    chat.sees("broadcast-state-finished")
    chat.sees("progress-sent", number="1", total="1")


async def test_who_opens_it_from_the_guide_gets_the_answer(team: World) -> None:
    await agrees(team, address(LAN))
    leader = team.chat(TUAN)
    broadcast = await drafts(leader)
    await leader.taps(BroadcastConfirmed(broadcast=broadcast))
    await sends(team, broadcast)
    chat = team.chat(LAN)

    await chat.taps(chat.label("button-guide-open"))

    assert "lý lịch tư pháp" in chat.last.text.lower()


async def test_above_two_hundred_a_second_person_approves_watches_stops_corrects_and_reports(team: World) -> None:
    chat, second = team.chat(TUAN), team.chat(HANH)
    await was_three_times_a_sender(team, chat)
    people = await many_agree(team, 205)
    broadcast = await drafts(chat)

    await chat.taps(PreviewOpened(broadcast=broadcast))
    chat.sees("broadcast-needs-approval")
    await chat.taps(BroadcastConfirmed(broadcast=broadcast))
    chat.sees("broadcast-state-awaiting-approval")
    await chat.taps_unseen(BroadcastApproved(broadcast=broadcast))
    assert chat.replies[-2].text == chat.label("broadcast-step-own")
    await team.delivers()
    assert "chờ bạn duyệt" in second.last.text
    await second.says("/guitin")
    await second.taps(BroadcastSeen(broadcast=broadcast))
    await second.taps(second.label("button-broadcast-approve"))
    assert (await found(team, broadcast)).approved_by == "3"

    team.clock.goes_on(seconds=2)
    await team.ticks()
    team.clock.goes_on(seconds=2)
    await team.ticks()
    chat.sees("broadcast-state-sending")
    chat.sees("progress-sent", number="0", total="206")
    await chat.taps(BroadcastPaused(broadcast=broadcast))
    chat.sees("broadcast-state-paused")
    assert await team.delivers() == 0
    await chat.taps(BroadcastResumed(broadcast=broadcast))
    await sends(team, broadcast)
    assert (await states(team.core.database, f"broadcast:{broadcast}:1"))["sent"] == 206
    assert (await found(team, broadcast)).state is BroadcastState.FINISHED

    await chat.taps(CorrectionAsked(broadcast=broadcast))
    await chat.says("Nơi nhận đổi sang tầng 2.")
    chat.sees("broadcast-state-awaiting-approval")
    await second.taps_unseen(BroadcastApproved(broadcast=broadcast))
    await sends(team, broadcast)
    numbers = {sent.id for sent in team.recorded.sent if sent.chat == int(people[0].external_id)}
    last = [sent for sent in team.recorded.sent if sent.chat == int(people[0].external_id)][-1]
    assert len(numbers) == 1, "edited where it stood"
    assert "Nơi nhận đổi sang tầng 2." in last.text
    assert "đính chính tin" in last.text
    await chat.taps(ReportOpened(broadcast=broadcast))
    chat.sees("report-in-place", edited="206", anew="0")
    chat.sees("report-by", by="1", approved="3")


async def test_a_stop_ends_it_and_a_correction_goes_to_those_who_got_it(team: World) -> None:
    await many_agree(team, 3)
    team.away.update({"20001", "20002"})
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)
    await chat.taps(BroadcastConfirmed(broadcast=broadcast))
    await team.ticks()
    await team.delivers()
    team.clock.goes_on(seconds=2)
    await team.ticks()
    chat.sees("progress-away", number="2")

    await chat.taps(chat.label("button-broadcast-halt"))

    chat.sees("broadcast-state-halted")
    assert await states(team.core.database, f"broadcast:{broadcast}:1") == {"sent": 1, "cancelled": 2}
    team.away.clear()
    await chat.taps(chat.label("button-broadcast-correct"))
    await chat.taps(CorrectionAnew(broadcast=broadcast))
    await sends(team, broadcast)
    assert await states(team.core.database, f"broadcast:{broadcast}:2") == {"sent": 1}
    assert [sent for sent in team.recorded.sent if sent.chat in (20001, 20002)] == []
    await chat.taps(CorrectionAsked(broadcast=broadcast))
    await chat.taps(chat.label("button-broadcast-recall"))
    await chat.taps(chat.label("button-broadcast-recall-now"))
    await sends(team, broadcast)
    last = [sent for sent in team.recorded.sent if sent.chat == 20000][-1]
    assert "thu hồi tin" in last.text
    await chat.taps(ReportOpened(broadcast=broadcast))
    assert chat.last.text.count("Đính chính của số 1") == 2


async def test_a_page_that_forgot_the_message_gets_the_correction_anew(team: World) -> None:
    await agrees(team, address(LAN))
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)
    await chat.taps(BroadcastConfirmed(broadcast=broadcast))
    await sends(team, broadcast)
    team.clock.goes_on(minutes=30)

    await chat.taps(CorrectionAsked(broadcast=broadcast))
    await chat.says("Nơi nhận đổi sang tầng 2.")
    await sends(team, broadcast)

    assert len({sent.id for sent in team.chat(LAN).replies}) == 2
    await chat.taps(ReportOpened(broadcast=broadcast))
    chat.sees("report-in-place", edited="0", anew="1")


async def test_what_a_member_writes_waits_for_the_leader(team: World) -> None:
    await agrees(team, address(LAN))
    chat, leader = team.chat(MINH), team.chat(TUAN)
    broadcast = await drafts(chat)
    await chat.taps(BroadcastConfirmed(broadcast=broadcast))
    chat.sees("broadcast-state-awaiting-approval")

    await team.delivers()
    assert leader.last.text.startswith(f"Đợt {broadcast} của số 2 chờ bạn duyệt")
    await leader.taps(leader.label("button-broadcast-look"))
    await leader.taps(leader.label("button-broadcast-return"))
    assert (await found(team, broadcast)).state is BroadcastState.DRAFT
    await chat.taps_unseen(BroadcastConfirmed(broadcast=broadcast))
    await leader.taps_unseen(BroadcastApproved(broadcast=broadcast))
    await sends(team, broadcast)

    assert "gửi bạn hướng dẫn" in team.chat(LAN).last.text
    said = [sent.text for sent in leader.replies if "chờ bạn duyệt" in sent.text]
    assert len(said) == 1, "what was approved meanwhile calls nobody any more"


async def test_a_new_senders_broadcasts_are_capped(team: World) -> None:
    await many_agree(team, 60)
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)
    await chat.taps(PreviewOpened(broadcast=broadcast))
    chat.sees("broadcast-capped", most="50", number="60")

    await chat.taps(
        chat.label("button-broadcast-confirm").replace("{$number}", "50")
        if False
        else BroadcastConfirmed(broadcast=broadcast)
    )
    await sends(team, broadcast)

    assert await states(team.core.database, f"broadcast:{broadcast}:1") == {"sent": 50}


async def test_at_nobody_it_says_so_and_cannot_be_sent(team: World) -> None:
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)

    await chat.taps(PreviewOpened(broadcast=broadcast))

    chat.sees("broadcast-nobody")
    assert chat.label("button-broadcast-test") in chat.last.buttons
    await chat.taps_unseen(BroadcastConfirmed(broadcast=broadcast))
    assert (await found(team, broadcast)).state is BroadcastState.DRAFT
    assert chat.replies[-2].text == chat.label("broadcast-step-nobody")


async def test_at_nobody_the_poster_of_the_ward_is_a_tap_away(team: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Whereabouts("https://hoi.example.vn")
    monkeypatch.setattr("bot.sheets.posters.poster_ways", lambda _, *rest: poster_ways(here, *rest))
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)
    await chat.taps(PreviewOpened(broadcast=broadcast))

    await chat.taps(next(label for label in chat.last.buttons if label.startswith("Tờ dán có mã QR: ")))

    (code,) = [alt for kind, alt in elements(chat.last.document or b"") if kind == "/Figure"]
    sealed = str(code).removeprefix("https://hoi.example.vn/?s=")
    assert read_poster_payload(sealed, secret=team.core.secret_key) == PosterOrigin(WARD, SLUG)
    await chat.taps_unseen(PosterWanted(broadcast=broadcast, ward=OTHER_WARD))
    chat.sees("broadcast-gone")


async def test_where_somebody_gets_it_no_poster_is_offered(team: World) -> None:
    await agrees(team, address(LAN))
    chat = team.chat(TUAN)

    await chat.taps_unseen(PreviewOpened(broadcast=await drafts(chat)))

    assert not [label for label in chat.last.buttons if label.startswith("Tờ dán")]


async def test_who_had_one_today_stopped_or_is_in_a_form_is_skipped_and_counted(team: World) -> None:
    for person in (LAN, HOA, NGOC):
        await agrees(team, address(person))
    chat = team.chat(TUAN)
    await team.chat(LAN).says("dừng")
    first = await drafts(chat)
    await chat.taps(BroadcastConfirmed(broadcast=first))
    await sends(team, first)
    await agrees(team, address(KHOA))
    await agrees(team, address(MINH))
    await team.chat(KHOA).says("/khuvuc")
    await team.chat(KHOA).taps(team.chat(KHOA).label("button-area-other"))

    second = await drafts(chat)
    await chat.taps(PreviewOpened(broadcast=second))

    chat.sees("broadcast-will-get", number="1")
    for why, number in (("stopped", "1"), ("budget", "2"), ("in-form", "1")):
        chat.sees("broadcast-skipped", reason=chat.label(f"why-{why}"), number=number)


async def test_words_of_ones_own_go_out_at_their_time_to_who_wants_the_topic(team: World) -> None:
    for person in (LAN, HOA):
        await agrees(team, address(person))
    await toggle_topic(team.core.database, team.clock, citizen=address(HOA), update_key=None, topic="y-te")
    chat = team.chat(TUAN)
    await chat.says("/guitin")
    await chat.taps(GuideKindChosen(kind=GuideKind.TEXT))
    await chat.says("Thứ bảy tổ trực ở nhà văn hóa <số 3>, mời bà con tới.")
    broadcast = 1
    await chat.taps(TextTopicChosen(broadcast=broadcast, topic="tu-phap"))
    await chat.taps(chat.label("button-broadcast-time"))
    await chat.says("lúc nào cũng được")
    chat.sees("broadcast-time-not-read")
    await chat.says("10:30")
    assert "10:30 ngày 24/11/2026" in chat.last.text
    await chat.taps(BroadcastConfirmed(broadcast=broadcast))

    await sends(team, broadcast)
    assert team.chat(LAN).replies == []
    team.clock.goes_on(minutes=90)
    await sends(team, broadcast)

    assert "nhà văn hóa <số 3>" in team.chat(LAN).last.text
    assert team.chat(HOA).replies == []


async def test_a_photo_goes_where_it_is_known_and_its_words_elsewhere(core: Core, fixed_clock: FixedClock) -> None:
    world = World(core, fixed_clock, "telegram")
    await agrees(world, Address("telegram", str(LAN.id)))
    await appoint(core.database, fixed_clock, Address("telegram", str(TUAN.id)), Role.LEADER, [WARD])
    photo = [{"file_id": "photo-1", "file_unique_id": "1", "width": 9, "height": 9}]
    async with world.running():
        chat = world.chat(TUAN)
        await chat.says("/guitin")
        await chat.taps(GuideKindChosen(kind=GuideKind.TEXT))
        await chat.sends({"photo": photo, "caption": "Mật khẩu là abc123, OTP 123456"})
        chat.sees("broadcast-text-refused", most="800")
        await chat.sends({"photo": photo, "caption": "Ảnh chỗ trực của tổ."})
        chat.sees("broadcast-text-topic")
        await chat.taps(TextTopicChosen(broadcast=1))

        await chat.taps(PreviewOpened(broadcast=1))

        chat.sees("broadcast-preview-others")
        assert [shown.photo for shown in chat.replies[-3:-1]] == ["photo-1", None]
        assert "Ảnh chỗ trực của tổ." in chat.replies[-2].text
        await chat.taps(BroadcastConfirmed(broadcast=1))
        await sends(world, 1)
        got = world.chat(LAN).last
        assert (got.photo, "Ảnh chỗ trực của tổ." in got.text) == ("photo-1", True)


async def test_an_admin_chooses_wards_districts_and_a_channel_and_says_why_it_is_urgent(team: World) -> None:
    await agrees(team, address(LAN), WARD, "002")
    await agrees(team, address(HOA), WARD)
    team.clock.goes_on(hours=13)
    chat = team.chat(HANH)
    broadcast = await drafts(chat)
    assert chat.label("broadcast-nobody-yet") in chat.last.text, "nothing is chosen beforehand"
    await chat.taps(ReachOpened(broadcast=broadcast))
    await chat.says("phường hoàn kiếm")
    await chat.taps(ReachDistrictTicked(broadcast=broadcast, district="002"))
    await chat.taps(ReachChannelPicked(broadcast=broadcast, channel="web"))
    await chat.taps(BroadcastSeen(broadcast=broadcast))
    assert "Phường Hoàn Kiếm; trước là quận Hoàn Kiếm; Trang web" in chat.last.text
    await chat.taps(UrgentAsked(broadcast=broadcast))
    await chat.says("Mưa bão, trụ sở đóng cửa")
    chat.sees("broadcast-urgent", reason="Mưa bão, trụ sở đóng cửa")
    await chat.taps(BroadcastConfirmed(broadcast=broadcast))

    await sends(team, broadcast)

    assert team.chat(LAN).replies, "at 22:00 in Hanoi"
    assert team.chat(HOA).replies == []
    entries = await list_audit(team.core.database, team.clock, by=CLI, since=team.clock.now() - timedelta(days=1))
    assert (f"broadcast:{broadcast}:urgent", "send_urgent") in {(e.subject, e.act) for e in entries}
    await chat.taps_unseen(ReachWardTicked(broadcast=broadcast))
    assert (await found(team, broadcast)).reach.wards == frozenset({WARD}), "what is sent stays as it was"


async def test_the_whole_city_and_no_ward_are_a_tap(team: World) -> None:
    chat = team.chat(HANH)
    broadcast = await drafts(chat)

    await chat.taps(ReachOpened(broadcast=broadcast))
    await chat.taps(ReachWardTicked(broadcast=broadcast))
    assert (await found(team, broadcast)).reach.wards is None
    await chat.taps(ReachWardTicked(broadcast=broadcast))
    assert (await found(team, broadcast)).reach.wards == frozenset()
    await chat.taps(UrgentAsked(broadcast=broadcast))
    await chat.says("khẩn")
    await chat.taps(UrgentAsked(broadcast=broadcast))
    assert not (await found(team, broadcast)).urgent


async def test_a_team_reaches_no_further_than_its_wards(team: World) -> None:
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)

    await chat.taps_unseen(ReachWardTicked(broadcast=broadcast, ward=OTHER_WARD))
    await chat.taps_unseen(ReachWardTicked(broadcast=broadcast))
    await chat.taps_unseen(UrgentAsked(broadcast=broadcast))

    kept = await found(team, broadcast)
    assert (kept.reach.wards, kept.urgent) == (frozenset({WARD}), False)


async def test_strangers_and_other_teams_see_nothing_of_it(team: World) -> None:
    await appoint(team.core.database, team.clock, address(NGOC), Role.LEADER, [OTHER_WARD])
    await agrees(team, address(LAN))
    broadcast = await drafts(team.chat(TUAN))
    await team.chat(TUAN).taps(BroadcastConfirmed(broadcast=broadcast))

    await team.chat(HOA).says("/guitin")
    team.chat(HOA).sees("unknown-command")
    other = team.chat(NGOC)
    await other.says("/guitin")
    other.sees("broadcasts-none")
    for tap in (BroadcastSeen, BroadcastHalted, BroadcastApproved, ReportOpened, RecallSure):
        await other.taps_unseen(tap(broadcast=broadcast))
    assert (await found(team, broadcast)).state is BroadcastState.SCHEDULED


async def test_a_draft_outlives_a_restart_and_can_be_thrown_away(team: World) -> None:
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)
    async with team.running():
        await chat.says("/guitin")
        await chat.taps(BroadcastSeen(broadcast=broadcast))
        chat.sees("broadcast-when-now")
        await chat.taps(GuideButtonTicked(broadcast=broadcast, which=GuideButton.OPENS))
        await chat.taps(GuideButtonTicked(broadcast=broadcast, which=GuideButton.CHECKS))
        await chat.taps(PreviewOpened(broadcast=broadcast))
        assert list(chat.replies[-2].buttons)[-1:] == [chat.label("stop-button")]
        assert chat.label("button-guide-open") not in chat.replies[-2].buttons
        await chat.taps(TimeAsked(broadcast=broadcast))
        for time in SendTime:
            await chat.taps_unseen(TimePicked(broadcast=broadcast, time=time))
        assert "16:00 ngày 25/11/2026" in chat.last.text

        await chat.taps(BroadcastDiscarded(broadcast=broadcast))

        chat.sees("broadcasts-none")
        await chat.taps_unseen(BroadcastSeen(broadcast=broadcast))
        chat.sees("broadcast-gone")


async def test_what_is_switched_off_is_not_sent(team: World) -> None:
    await agrees(team, address(LAN))
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)
    waiting = await drafts(chat)
    await chat.taps(BroadcastConfirmed(broadcast=waiting))
    subject = Subject(Kind.PROCEDURE, SLUG)
    await switch_off(team.core.database, team.clock, by=CLI, subject=subject, reason=Reason.IN_DOUBT)
    team.clock.goes_on(seconds=2)

    for tap in (PreviewOpened, BroadcastConfirmed):
        await chat.taps_unseen(tap(broadcast=broadcast))
        chat.sees("broadcast-not-to-send")
    await sends(team, waiting)

    assert await states(team.core.database, f"broadcast:{waiting}:1") == {"skipped(gone)": 1}


async def test_a_journey_is_a_guide_too(team: World) -> None:
    await agrees(team, address(LAN))
    chat = team.chat(TUAN)
    await chat.taps_unseen(GuideKindChosen(kind=GuideKind.JOURNEY))
    await chat.taps(GuideJourneyChosen(journey="moi-sinh-con"))
    await chat.taps(BroadcastConfirmed(broadcast=1))
    await sends(team, 1)

    citizen = team.chat(LAN)
    assert "Tổ Chuyển đổi số cộng đồng phường Hoàn Kiếm gửi bạn" in citizen.last.text
    await citizen.taps(citizen.label("button-guide-open"))
    citizen.sees("journey-how")


async def test_buttons_that_name_nothing_get_what_old_buttons_get(team: World) -> None:
    chat = team.chat(TUAN)
    for forged in (
        GuideKindChosen(kind=GuideKind.RECALL),
        GuideShelfOpened(topic="khong-co"),
        GuideProcedureChosen(procedure="khong-co"),
        GuideAspectChosen(procedure="khong-co", aspect=Aspect.FEE),
        GuideJourneyChosen(journey="khong-co"),
        TextTopicChosen(broadcast=9, topic="khong-co"),
        ReachOpened(broadcast=9),
        ReachWardTicked(broadcast=9, ward="99999"),
        ReachDistrictTicked(broadcast=9, district="999"),
        ReachChannelPicked(broadcast=9, channel="zalo"),
        CorrectionAsked(broadcast=9),
        CorrectionAnew(broadcast=9),
    ):
        await chat.taps_unseen(forged)
        chat.sees("gone")
    for absent in (PreviewOpened, TrialWanted, ReportOpened, BroadcastReturned, RecallSure, BroadcastHalted):
        await chat.taps_unseen(absent(broadcast=9))
        assert chat.last.text in {chat.label("broadcast-gone"), chat.label("broadcast-not-to-send")}


async def test_a_sender_who_erases_themselves_leaves_no_message_to_edit(team: World) -> None:
    await agrees(team, address(LAN))
    chat = team.chat(TUAN)
    broadcast = await drafts(chat)
    await chat.taps(BroadcastConfirmed(broadcast=broadcast))
    said = len(chat.replies)

    await erase_data(
        team.core.database, team.clock, citizen=address(TUAN), conversation="x", secret="s", update_key=None
    )
    await sends(team, broadcast)

    assert len(chat.replies) == said
    progress = await find_progress(team.core.database, team.clock, broadcast=broadcast)
    assert progress is not None
    assert progress.broadcast.state is BroadcastState.FINISHED
    await team.chat(HANH).taps_unseen(BroadcastsOpened())
    assert f"Đợt {broadcast}" in team.chat(HANH).last.text


async def test_words_that_would_be_cut_are_refused(team: World) -> None:
    chat = team.chat(TUAN)
    for words in ("<" * 1500, "😀" * 1700):
        await chat.taps_unseen(GuideKindChosen(kind=GuideKind.TEXT))
        await chat.says(words)
        chat.sees("broadcast-text-refused", most="800")


async def test_one_that_fails_does_not_hold_up_the_others(
    team: World, monkeypatch: pytest.MonkeyPatch, events: LogCapture
) -> None:
    await agrees(team, address(LAN))
    chat = team.chat(TUAN)
    broken, good = await drafts(chat), await drafts(chat)
    for broadcast in (broken, good):
        await chat.taps_unseen(BroadcastConfirmed(broadcast=broadcast))

    async def fails_once(uow: Database, clock: FixedClock, *, broadcast: int) -> None:
        if broadcast == broken:
            raise ZeroDivisionError
        await move_broadcast(uow, clock, broadcast=broadcast)

    monkeypatch.setattr("bot.scheduler.broadcasts.move_broadcast", fails_once)
    await sends(team, good)

    assert (await found(team, good)).state is BroadcastState.FINISHED
    assert "broadcast_not_moved" in {entry["event"] for entry in events.entries}
