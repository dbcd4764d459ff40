"""A question leaves a count; itself only with consent, redacted, once."""

import asyncio
from datetime import UTC, date, datetime

from storage.actions.consents import Purpose, record_consent
from storage.actions.conversations import get_state
from storage.actions.mydata import view_data
from storage.actions.questions import AnsweredQuestion, AnswerRecorded, record_answer
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock

QUESTION = AnsweredQuestion(
    text="sdt toi 0912 345 678, lam ly lich tu phap het bao nhieu",
    outcome="answered",
    topic="tu-phap",
    procedure="phieu-ly-lich-tu-phap",
    aspect="fee",
    confidence=0.9,
)


async def asks(uow: Database, clock: FixedClock, who: Address, update_key: str) -> AnswerRecorded:
    return await record_answer(
        uow,
        clock,
        citizen=who,
        conversation=who.external_id,
        update_key=update_key,
        question=QUESTION,
        context={"procedure": "phieu-ly-lich-tu-phap"},
    )


async def agrees(uow: Database, clock: FixedClock, who: Address, purpose: Purpose) -> None:
    await record_consent(
        uow,
        clock,
        citizen=who,
        update_key=None,
        purpose=purpose,
        given=True,
        words="Bạn cho mình giữ câu hỏi?",
        version="1",
    )


async def counts(uow: Database, on: date) -> tuple[tuple[date, str, str, int], ...]:
    async with uow(readonly=True) as work:
        return await work.questions.list_counts(on, on)


async def test_without_consent_only_a_count_and_a_context_are_left(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    recorded = await asks(uow, clock, lan, "web:1")

    assert recorded == AnswerRecorded(repeated=False, kept=False)
    assert await counts(uow, date(2026, 11, 24)) == ((date(2026, 11, 24), "tu-phap", "answered", 1),)
    state = await get_state(uow, clock, channel="web", conversation="7")
    assert state.context == {"procedure": "phieu-ly-lich-tu-phap"}
    data = await view_data(uow, clock, citizen=lan, conversation="7")
    assert (data.citizen, data.questions) == (None, ())


async def test_with_consent_the_question_is_kept_without_its_phone_number(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await agrees(uow, clock, lan, Purpose.IMPROVE_ANSWERS)

    assert (await asks(uow, clock, lan, "web:1")).kept

    (kept,) = (await view_data(uow, clock, citizen=lan, conversation="7")).questions
    assert kept.text == "sdt toi [số điện thoại], lam ly lich tu phap het bao nhieu"
    assert kept.asked_at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


async def test_a_screened_question_is_counted_and_never_kept(uow: Database, clock: FixedClock, lan: Address) -> None:
    await agrees(uow, clock, lan, Purpose.IMPROVE_ANSWERS)

    recorded = await record_answer(
        uow,
        clock,
        citizen=lan,
        conversation="7",
        update_key="web:1",
        question=AnsweredQuestion("otp cua toi la bay tam chin", "screened", route="personal_data"),
        context={},
    )

    assert not recorded.kept
    assert await counts(uow, date(2026, 11, 24)) == ((date(2026, 11, 24), "", "screened", 1),)


async def test_consent_to_something_else_keeps_no_question(uow: Database, clock: FixedClock, lan: Address) -> None:
    await agrees(uow, clock, lan, Purpose.REMEMBER_AREA)

    assert not (await asks(uow, clock, lan, "web:1")).kept


async def test_a_second_run_of_the_same_update_changes_nothing(uow: Database, clock: FixedClock, lan: Address) -> None:
    await agrees(uow, clock, lan, Purpose.IMPROVE_ANSWERS)
    await asks(uow, clock, lan, "web:1")

    assert (await asks(uow, clock, lan, "web:1")).repeated

    assert await counts(uow, date(2026, 11, 24)) == ((date(2026, 11, 24), "tu-phap", "answered", 1),)
    assert len((await view_data(uow, clock, citizen=lan, conversation="7")).questions) == 1


async def test_counts_belong_to_the_day_in_hanoi(uow: Database, clock: FixedClock, lan: Address) -> None:
    clock.goes_on(hours=15)  # 17:00 UTC is midnight in Hanoi

    await asks(uow, clock, lan, "web:1")
    await asks(uow, clock, lan, "web:2")

    assert await counts(uow, date(2026, 11, 24)) == ()
    assert await counts(uow, date(2026, 11, 25)) == ((date(2026, 11, 25), "tu-phap", "answered", 2),)


async def test_of_answers_written_together_each_person_is_kept_by_their_own_consent(
    uow: Database, clock: FixedClock, lan: Address, tuan: Address
) -> None:
    await agrees(uow, clock, lan, Purpose.IMPROVE_ANSWERS)

    recorded = await asyncio.gather(*(asks(uow, clock, who, f"{who}") for who in (lan, tuan, Address("web", "8"))))

    assert [answer.kept for answer in recorded] == [True, False, False]
    assert await counts(uow, date(2026, 11, 24)) == ((date(2026, 11, 24), "tu-phap", "answered", 3),)


async def test_the_same_update_twice_at_a_time_counts_once(uow: Database, clock: FixedClock, lan: Address) -> None:
    recorded = await asyncio.gather(*(asks(uow, clock, lan, "web:1") for _ in range(3)))

    assert sorted(answer.repeated for answer in recorded) == [False, True, True]
    assert await counts(uow, date(2026, 11, 24)) == ((date(2026, 11, 24), "tu-phap", "answered", 1),)
