"""Each kind of record goes when its time is over, and not before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.actions.consents import Purpose, list_consents, record_consent
from storage.actions.history import Author, add_message
from storage.actions.inbox import list_unhandled, mark_handled, record_update
from storage.actions.mydata import erase_data, list_erasures, view_data
from storage.actions.questions import AnsweredQuestion, record_answer
from storage.actions.ratings import Rating, record_rating
from storage.actions.retention import Forgotten, Lifetimes, enforce_retention
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import SECRET, FixedClock

NOTHING = Forgotten(0, 0, 0, 0, 0, 0, 0)


async def runs(uow: Database, clock: FixedClock) -> Forgotten:
    return await enforce_retention(uow, clock, lifetimes=Lifetimes())


async def agrees(uow: Database, clock: FixedClock, who: Address, purpose: Purpose, given: bool = True) -> None:
    await record_consent(uow, clock, citizen=who, update_key=None, purpose=purpose, given=given, words="?", version="1")


async def asks(uow: Database, clock: FixedClock, who: Address) -> None:
    await record_answer(
        uow,
        clock,
        citizen=who,
        conversation=who.external_id,
        update_key="web:1",
        question=AnsweredQuestion("phí", "answered"),
        context={},
    )


async def says(uow: Database, clock: FixedClock, who: Address) -> None:
    await add_message(uow, clock, channel=who.channel, conversation=who.external_id, author=Author.CITIZEN, text="chào")


async def test_a_question_lives_180_days(uow: Database, clock: FixedClock, lan: Address) -> None:
    await agrees(uow, clock, lan, Purpose.IMPROVE_ANSWERS)
    await asks(uow, clock, lan)

    clock.goes_on(days=180)
    assert (await runs(uow, clock)).questions == 0
    clock.goes_on(seconds=1)
    assert (await runs(uow, clock)).questions == 1
    assert (await view_data(uow, clock, citizen=lan, conversation="7")).questions == ()


async def test_an_unkept_conversation_lives_half_an_hour_and_a_kept_one_30_days(
    uow: Database, clock: FixedClock, lan: Address, tuan: Address
) -> None:
    await agrees(uow, clock, tuan, Purpose.KEEP_CONVERSATION)
    await says(uow, clock, lan)
    await says(uow, clock, tuan)

    clock.goes_on(minutes=31)
    assert (await runs(uow, clock)).messages == 1
    clock.goes_on(days=30)
    assert (await runs(uow, clock)).messages == 1


async def test_a_withdrawn_consent_keeps_a_conversation_no_longer(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await agrees(uow, clock, lan, Purpose.KEEP_CONVERSATION)
    await agrees(uow, clock, lan, Purpose.KEEP_CONVERSATION, given=False)
    await says(uow, clock, lan)
    clock.goes_on(minutes=31)

    assert (await runs(uow, clock)).messages == 1


async def test_a_conversations_state_goes_after_half_an_hour(uow: Database, clock: FixedClock, lan: Address) -> None:
    await asks(uow, clock, lan)

    clock.goes_on(minutes=31)

    assert (await runs(uow, clock)).conversations == 1


async def test_a_handled_update_is_remembered_two_days_and_a_waiting_one_stays(
    uow: Database, clock: FixedClock
) -> None:
    for number in ("1", "2"):
        await record_update(uow, clock, channel="web", update_id=number, conversation="7", payload={"text": "?"})
    first, _ = await list_unhandled(uow, clock)
    await mark_handled(uow, clock, ids=[first.id])

    clock.goes_on(days=2, seconds=1)

    assert (await runs(uow, clock)).updates == 1
    assert len(await list_unhandled(uow, clock)) == 1


async def test_a_rating_forgets_its_answer_after_half_an_hour_and_goes_with_the_questions(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await record_rating(uow, clock, citizen=lan, update_key="web:1", rating=Rating.UP, answer_key="web:7:1")
    clock.goes_on(minutes=31)
    await runs(uow, clock)

    async with uow(readonly=True) as work:
        assert await work.ratings.find("web:7:1") is None
    clock.goes_on(days=180)
    assert (await runs(uow, clock)).ratings == 1


async def test_proofs_and_erasures_live_two_years(uow: Database, clock: FixedClock, lan: Address) -> None:
    await agrees(uow, clock, lan, Purpose.REMEMBER_AREA)
    await erase_data(uow, clock, citizen=lan, conversation="7", secret=SECRET, update_key=None)

    clock.goes_on(days=730)
    assert (await runs(uow, clock)).proofs == 0
    assert len(await list_erasures(uow, clock)) == 1
    clock.goes_on(seconds=1)
    assert (await runs(uow, clock)).proofs == 1
    assert await list_erasures(uow, clock) == ()


async def test_a_standing_consent_outlives_its_history(uow: Database, clock: FixedClock, lan: Address) -> None:
    await agrees(uow, clock, lan, Purpose.REMEMBER_AREA, given=True)
    await agrees(uow, clock, lan, Purpose.REMEMBER_AREA, given=False)
    await agrees(uow, clock, lan, Purpose.REMEMBER_AREA, given=True)

    clock.goes_on(days=731)
    await runs(uow, clock)

    assert [decision.given for decision in await list_consents(uow, clock, citizen=lan)] == [True]


async def test_a_second_run_finds_nothing(uow: Database, clock: FixedClock, lan: Address) -> None:
    await asks(uow, clock, lan)
    clock.goes_on(days=3)

    assert (await runs(uow, clock)).total > 0
    assert await runs(uow, clock) == NOTHING


def test_a_lifetime_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="questions_days"):
        replace(Lifetimes(), questions_days=0)
    assert timedelta(days=Lifetimes().proofs_days) >= timedelta(days=730)
