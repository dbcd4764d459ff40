"""A rule changed overnight: what was said yesterday is not said today, in any way of asking."""

from inspect import isclass

import pytest
from sqlalchemy import event

from bot.core import Core
from handlers import callbacks
from handlers.callbacks import AspectChosen, HumanWanted, JourneyChosen, RatingGiven, StepTicked
from handlers.closed import GUARDED
from handlers.journeys import journey_subject
from knowledge.model import Aspect
from storage.actions.checklists import find_checklist
from storage.actions.switches import Kind, Reason, Subject, switch_off, switch_on
from storage.engine import make_engine
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.switches import SEEN_WITHIN_SECONDS
from storage.unit_of_work import Database
from tests.cast import LAN, MINH, NGOC
from tests.driver import FixedClock, World

RECORD = "phieu-ly-lich-tu-phap"
TITLE = "Phiếu lý lịch tư pháp"
FEE = "ly lich tu phap bao nhieu tien"
SHELF = Subject(Kind.TOPIC, "tu-phap")


async def turn_off(world: World, subject: Subject = SHELF, note: str = "") -> None:
    await switch_off(world.core.database, world.clock, by=CLI, subject=subject, reason=Reason.RULE_CHANGED, note=note)


async def a_second_later(world: World) -> None:
    world.clock.goes_on(seconds=SEEN_WITHIN_SECONDS)


async def test_a_topic_switched_off_in_the_middle_of_a_conversation_is_not_answered_any_more(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(FEE)
    assert "200.000 đồng" in chat.last.text

    await turn_off(world, note="Mức phí mới chờ văn bản.")
    await a_second_later(world)

    for said in ("the may ngay co", "nop o dau", FEE):
        await chat.says(said)
        chat.sees("closed", title=TITLE)
        chat.sees("switch-reason-rule-changed")
        assert "Mức phí mới chờ văn bản." in chat.last.text
        assert "1900 0113" in chat.last.text
        assert "200.000 đồng" not in chat.last.text


async def test_a_button_shown_before_leads_to_the_same_words(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(FEE)
    details = chat.label("button-details")
    before = chat.last

    await turn_off(world)
    await a_second_later(world)
    await chat.taps(details)

    chat.sees("closed", title=TITLE)
    assert chat.label("button-helpful") not in chat.last.buttons
    assert details in before.buttons


async def test_whoever_it_leaves_without_an_answer_is_shown_somebody_to_call(world: World) -> None:
    chat = world.chat(LAN)
    await turn_off(world)
    await chat.says(FEE)

    await chat.taps(chat.label("button-human"))

    chat.sees("human-lead")
    assert "1900 0113" in chat.last.text


async def test_the_menu_marks_what_is_off(world: World) -> None:
    chat = world.chat(MINH)
    await turn_off(world)
    await chat.says("/chude")

    await chat.taps("Lý lịch tư pháp")

    marked = world.core.phrases.text("closed-mark", title=TITLE)
    assert marked in chat.last.buttons
    await chat.taps(marked)
    chat.sees("closed", title=TITLE)


async def test_a_life_event_leaves_the_step_out_and_says_so(world: World) -> None:
    chat = world.chat(NGOC)
    await turn_off(world, Subject(Kind.PROCEDURE, "dang-ky-khai-sinh"))

    await chat.says("nhà em mới sinh em bé")

    assert "mình tạm không nói tới" in chat.last.text
    title = world.core.answerer.catalogue.titles["dang-ky-khai-sinh"]
    assert title not in chat.last.buttons
    assert StepTicked(journey="moi-sinh-con", step="birth").pack() not in chat.last.buttons.values()


async def test_the_steps_left_of_a_life_event_are_ticked_by_the_numbers_they_have_now(world: World) -> None:
    chat = world.chat(NGOC)
    await turn_off(world, Subject(Kind.PROCEDURE, "dang-ky-khai-sinh"))
    await chat.says("nhà em mới sinh em bé")
    ticks = [data for data in chat.last.buttons.values() if data.startswith("jt:")]
    second = StepTicked.unpack(ticks[1])

    await chat.says("xong bước 2")

    subject = journey_subject("moi-sinh-con")
    citizen = Address("web", str(NGOC.id))
    kept = await find_checklist(world.core.database, world.clock, citizen=citizen, subject=subject)
    assert kept is not None
    assert kept.ticked == (second.step,)


async def test_a_life_event_opened_by_a_button_with_every_step_off_says_so(world: World) -> None:
    chat = world.chat(NGOC)
    (journey,) = (j for j in world.core.answerer.catalogue.journeys if j.id == "moi-sinh-con")
    for slug in {step.procedure for step in journey.steps}:
        await turn_off(world, Subject(Kind.PROCEDURE, slug))
    await chat.says("/viecnha")

    await chat.taps(JourneyChosen(journey=journey.id))

    chat.sees("closed", title=journey.title)


async def test_switched_on_again_it_is_answered_again(world: World) -> None:
    chat = world.chat(LAN)
    await turn_off(world)
    await chat.says(FEE)
    chat.sees("closed", title=TITLE)

    await switch_on(world.core.database, world.clock, by=CLI, subject=SHELF)
    await a_second_later(world)
    await chat.says("the may ngay co")

    assert "ngày làm việc" in chat.last.text


async def test_another_process_obeys_within_a_second(core: Core, fixed_clock: FixedClock) -> None:
    """Two processes on one database: the second has answered just now and knows nothing of the switch yet."""
    second = Core(
        settings=core.settings,
        clock=fixed_clock,
        database=Database(make_engine(core.settings.database_url)),
        answerer=core.answerer,
        places=core.places,
        secret_key=core.secret_key,
    )
    try:
        async with World(core, fixed_clock).running() as here, World(second, fixed_clock).running() as there:
            chat = there.chat(LAN)
            await chat.says(FEE)
            await turn_off(here)

            fixed_clock.goes_on(seconds=SEEN_WITHIN_SECONDS - 0.1)
            await chat.says(FEE)
            assert "200.000 đồng" in chat.last.text
            fixed_clock.goes_on(seconds=0.1)
            await chat.says(FEE)
            chat.sees("closed", title=TITLE)
    finally:
        await second.database.close()


async def test_many_questions_in_one_second_cost_one_look(world: World) -> None:
    looks: list[str] = []
    engine = world.core.database._engine.sync_engine

    @event.listens_for(engine, "before_cursor_execute")
    def count(conn: object, cursor: object, statement: str, *rest: object) -> None:
        if "FROM switch" in statement:
            looks.append(statement)

    chat = world.chat(NGOC)
    for _ in range(5):
        await chat.says("cảm ơn")
    world.clock.goes_on(seconds=SEEN_WITHIN_SECONDS)
    await chat.says("cảm ơn")

    assert len(looks) == 2


async def test_a_clock_that_was_set_back_does_not_keep_what_was_read(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(FEE)
    await turn_off(world)

    world.clock.goes_on(hours=-1)
    await chat.says(FEE)

    chat.sees("closed", title=TITLE)


async def test_the_question_is_counted_for_its_topic(world: World) -> None:
    await turn_off(world)
    await world.chat(LAN).says(FEE)

    async with world.core.database(readonly=True) as work:
        counts = await work.questions.list_counts(world.clock.now().date(), world.clock.now().date())

    assert [(topic, outcome, n) for _, topic, outcome, n in counts] == [("tu-phap", "no_match", 1)]


def test_every_button_that_names_a_procedure_is_behind_the_one_door_but_for_two() -> None:
    named = [c for c in vars(callbacks).values() if isclass(c) and "procedure" in getattr(c, "model_fields", {})]

    assert {c for c in named if c.__prefix__ not in GUARDED} == {RatingGiven, HumanWanted}


@pytest.mark.parametrize("data", ["a:only-one", f"a:{RECORD}:no-aspect", "a"])
async def test_a_broken_button_is_left_to_whoever_comes_next(world: World, data: str) -> None:
    chat = world.chat(LAN)
    await turn_off(world)
    await chat.says("/chude")
    world.recorded.sent[-1].buttons["Cũ"] = data  # type: ignore[index]

    await chat.taps("Cũ")

    chat.sees("gone")


async def test_the_rating_of_an_answer_given_before_is_still_taken(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(FEE)
    await turn_off(world)
    await a_second_later(world)

    await chat.taps(chat.label("button-helpful"))

    chat.sees("rating-thanks")


async def test_other_procedures_open_as_before(world: World) -> None:
    chat = world.chat(LAN)
    await turn_off(world)
    await chat.says(FEE)

    await chat.taps(AspectChosen(procedure="the-can-cuoc", aspect=Aspect.FEE))

    assert "đồng" in chat.last.text
