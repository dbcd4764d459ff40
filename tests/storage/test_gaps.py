"""What was asked in vain: read from what people agreed to keep, within the wards that somebody may see."""

import pytest

from storage.actions.areas import save_area
from storage.actions.consents import Purpose, record_consent
from storage.actions.drafts import list_drafts, open_draft
from storage.actions.gaps import Unanswered, count_week, list_unanswered, settle_question
from storage.actions.mydata import withdraw
from storage.actions.questions import AnsweredQuestion, record_answer
from storage.actions.ratings import Rating, record_rating
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.permissions import NotAllowed, Role
from storage.unit_of_work import Database
from tests.clock import FixedClock
from tests.staff import appoint

WARD_ADMIN, CURATOR = Address("web", "7107"), Address("web", "7105")


@pytest.fixture
async def agreed(uow: Database, clock: FixedClock, lan: Address) -> None:
    await agrees(uow, clock, lan, Purpose.IMPROVE_ANSWERS)


async def agrees(uow: Database, clock: FixedClock, who: Address, purpose: Purpose) -> None:
    await record_consent(uow, clock, citizen=who, update_key=None, purpose=purpose, given=True, words="?", version="1")


async def asks(
    uow: Database,
    clock: FixedClock,
    who: Address,
    text: str,
    outcome: str = "no_match",
    route: str | None = None,
    procedure: str | None = None,
) -> None:
    question = AnsweredQuestion(text, outcome, route=route, topic="cu-tru", procedure=procedure)
    await record_answer(uow, clock, citizen=who, conversation="7", update_key=None, question=question, context={})


async def rates(uow: Database, clock: FixedClock, who: Address, procedure: str) -> None:
    await record_rating(uow, clock, citizen=who, update_key=None, rating=Rating.DOWN, procedure=procedure)


async def gaps(uow: Database, clock: FixedClock, by: Address | None = None) -> tuple[Unanswered, ...]:
    return await list_unanswered(uow, clock, by=by or CLI)


@pytest.mark.usefixtures("agreed")
async def test_every_end_in_vain_is_a_gap_and_every_good_one_is_none(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await asks(uow, clock, lan, "một")
    await asks(uow, clock, lan, "hai", "routed", "other_service")
    await asks(uow, clock, lan, "ba", "routed", "off_topic")
    await asks(uow, clock, lan, "xin chào", "routed", "chitchat")
    await asks(uow, clock, lan, "cứu", "screened", "emergency")
    await asks(uow, clock, lan, "năm", "answered", procedure="tach-ho")

    found = await gaps(uow, clock)

    assert [(q.text, q.why.value) for q in found] == [("một", "no_match"), ("hai", "declined"), ("ba", "declined")]
    assert len({q.person for q in found}) == 1


async def test_without_consent_and_after_it_was_withdrawn_there_is_no_gap(
    uow: Database, clock: FixedClock, lan: Address, tuan: Address
) -> None:
    await agrees(uow, clock, lan, Purpose.IMPROVE_ANSWERS)
    await asks(uow, clock, lan, "của lan")
    await asks(uow, clock, tuan, "của tuấn")
    assert [q.text for q in await gaps(uow, clock)] == ["của lan"]

    await withdraw(uow, clock, citizen=lan, update_key=None, purposes=[Purpose.IMPROVE_ANSWERS], words="?", version="1")

    assert await gaps(uow, clock) == ()


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize(("minutes", "hangs"), [(29, False), (31, True)])
async def test_a_clarification_hangs_unless_an_answer_followed_in_time(
    uow: Database, clock: FixedClock, lan: Address, minutes: int, hangs: bool
) -> None:
    await asks(uow, clock, lan, "bao nhiêu tiền", "clarify")
    clock.goes_on(minutes=minutes)
    await asks(uow, clock, lan, "tách hộ bao nhiêu tiền", "answered", procedure="tach-ho")

    assert bool(await gaps(uow, clock)) is hangs


@pytest.mark.usefixtures("agreed")
async def test_a_tap_on_a_choice_settles_the_question_that_we_asked_back_about(
    uow: Database, clock: FixedClock, lan: Address, tuan: Address
) -> None:
    await asks(uow, clock, lan, "bao nhiêu tiền", "clarify")

    assert not await settle_question(uow, clock, citizen=tuan, procedure="tach-ho", topic="cu-tru")
    assert await settle_question(uow, clock, citizen=lan, procedure="tach-ho", topic="cu-tru")
    assert not await settle_question(uow, clock, citizen=lan, procedure="tach-ho", topic="cu-tru")

    assert await gaps(uow, clock) == ()


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize(("minutes", "found"), [(29, ["tách hộ ở đâu"]), (31, [])])
async def test_a_thumb_down_is_about_the_answer_it_followed_in_time(
    uow: Database, clock: FixedClock, lan: Address, minutes: int, found: list[str]
) -> None:
    await asks(uow, clock, lan, "tách hộ bao lâu", "answered", procedure="tach-ho")
    await asks(uow, clock, lan, "tách hộ ở đâu", "answered", procedure="tach-ho")
    clock.goes_on(minutes=minutes)
    await rates(uow, clock, lan, "tach-ho")
    await rates(uow, clock, lan, "the-can-cuoc")
    await rates(uow, clock, lan, "tach-ho")

    assert [q.text for q in await gaps(uow, clock)] == found


@pytest.mark.usefixtures("agreed")
async def test_who_sees_some_wards_sees_the_questions_of_people_there(
    uow: Database, clock: FixedClock, lan: Address, tuan: Address
) -> None:
    await agrees(uow, clock, tuan, Purpose.IMPROVE_ANSWERS)
    await agrees(uow, clock, tuan, Purpose.REMEMBER_AREA)
    await save_area(uow, clock, citizen=tuan, ward="00070")
    await asks(uow, clock, lan, "của lan")
    await asks(uow, clock, tuan, "của tuấn")
    await appoint(uow, clock, WARD_ADMIN, Role.ADMIN, ["00070"])
    await appoint(uow, clock, CURATOR, Role.CURATOR)

    assert [(q.text, q.ward) for q in await gaps(uow, clock, WARD_ADMIN)] == [("của tuấn", "00070")]
    assert [q.text for q in await gaps(uow, clock, CURATOR)] == ["của lan", "của tuấn"]


async def test_strangers_see_nothing(uow: Database, clock: FixedClock, lan: Address) -> None:
    with pytest.raises(NotAllowed):
        await gaps(uow, clock, lan)
    with pytest.raises(NotAllowed):
        await count_week(uow, clock, by=lan)
    with pytest.raises(NotAllowed):
        await list_drafts(uow, clock, by=lan)
    with pytest.raises(NotAllowed):
        await open_draft(uow, clock, by=lan, title="x", words="y")


async def test_the_week_counts_seven_days_of_everybody(uow: Database, clock: FixedClock, lan: Address) -> None:
    await asks(uow, clock, lan, "cũ")
    await rates(uow, clock, lan, "tach-ho")
    clock.goes_on(days=7)
    await asks(uow, clock, lan, "một")
    clock.goes_on(days=1)
    await asks(uow, clock, lan, "hai", "answered", procedure="tach-ho")
    await asks(uow, clock, lan, "ba", "answered", procedure="tach-ho")
    await rates(uow, clock, lan, "tach-ho")

    week = await count_week(uow, clock, by=CLI)

    assert week.outcomes == (("cu-tru", "answered", 2), ("cu-tru", "no_match", 1))
    assert week.thumbs_down == (("tach-ho", 1),)


async def test_a_repeated_update_opens_one_draft_without_numbers_of_people(uow: Database, clock: FixedClock) -> None:
    first = await open_draft(uow, clock, by=CLI, title="Mượn loa", words="gọi 0912345678", update_key="web:1")
    second = await open_draft(uow, clock, by=CLI, title="Mượn loa", words="gọi 0912345678", update_key="web:1")

    (draft,) = await list_drafts(uow, clock, by=CLI)
    assert (first, second) == (draft.id, None)
    assert "0912345678" not in draft.words
