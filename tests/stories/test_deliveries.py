"""What is sent by itself: it reaches who agreed, carries what stops it, and a stop is obeyed at once."""

from datetime import timedelta

import pytest

from handlers.callbacks import StopUndone, StopUndoneSurely, TopicStopped, TopicStopUndone
from handlers.letters import Letter, letter
from handlers.views import reply
from storage.actions.deliveries import (
    list_blocked,
    note_return,
    plan_deliveries,
    record_outcome,
    start_sending,
)
from storage.actions.identities import find_citizen
from storage.actions.mydata import view_data
from storage.rules.deliveries import DeliveryKind, DeliveryState, DueDelivery, Outcome
from storage.rules.people import Address
from tests.cast import HOA, LAN, MINH, Person
from tests.driver import World
from tests.storage.people import WORKER, broadcast, citizen_of, claims, reminder, states

TOPIC = "tu-phap"
GUIDE = "Hướng dẫn: phiếu lý lịch tư pháp làm trên VNeID."


async def writes_the_guide(_: DueDelivery) -> Letter:
    return letter(reply(GUIDE))


@pytest.fixture
def team(world: World) -> World:
    """A team that has a guide to send, and somebody who reminds."""
    world.composers[DeliveryKind.BROADCAST] = writes_the_guide
    world.composers[DeliveryKind.REMINDER] = writes_the_guide
    return world


async def agrees(world: World, person: Person) -> int:
    return await citizen_of(world.core.database, world.clock, Address("web", str(person.id)))


async def sends_the_guide(world: World, *people: int, origin: str = "broadcast:1:1", urgent: bool = False) -> None:
    occasion = broadcast(world.clock.now(), origin, topic=TOPIC, urgent=urgent)
    await plan_deliveries(world.core.database, world.clock, occasion=occasion, citizens=people)
    await world.delivers()
    world.clock.goes_on(seconds=1)


async def test_a_guide_reaches_who_agreed_and_says_how_to_stop_it(team: World) -> None:
    await sends_the_guide(team, await agrees(team, LAN), await agrees(team, HOA))

    for person in (LAN, HOA):
        chat = team.chat(person)
        assert chat.last.text == GUIDE
        assert list(chat.last.buttons) == [
            team.core.phrases.text("button-stop-topic", topic=topic_title(team)),
            chat.label("stop-button"),
        ]


async def test_one_tap_stops_a_topic_and_leaves_the_others(team: World) -> None:
    lan, chat = await agrees(team, LAN), team.chat(LAN)
    await sends_the_guide(team, lan)

    await chat.taps(TopicStopped(topic=TOPIC))

    chat.sees("stop-topic-done", topic=topic_title(team))
    await sends_the_guide(team, lan, origin="broadcast:2:1", urgent=True)
    assert await states(team.core.database, "broadcast:2:1") == {"skipped(stopped)": 1}
    other = broadcast(team.clock.now(), "broadcast:3:1", topic="y-te", urgent=True)
    await plan_deliveries(team.core.database, team.clock, occasion=other, citizens=[lan])
    await team.delivers()
    assert await states(team.core.database, "broadcast:3:1") == {"sent": 1}


async def test_one_tap_stops_everything_even_what_is_urgent(team: World) -> None:
    lan, chat = await agrees(team, LAN), team.chat(LAN)
    await sends_the_guide(team, lan)

    await chat.taps(chat.label("stop-button"))

    chat.sees("stop-done")
    await sends_the_guide(team, lan, origin="broadcast:2:1", urgent=True)
    assert await states(team.core.database, "broadcast:2:1") == {"skipped(stopped)": 1}


async def test_a_stop_holds_back_what_was_planned_before_it(team: World) -> None:
    lan, chat = await agrees(team, LAN), team.chat(LAN)
    tomorrow = team.clock.now() + timedelta(days=1)
    for occasion in (broadcast(tomorrow), reminder(tomorrow, asked_at=team.clock.now())):
        await plan_deliveries(team.core.database, team.clock, occasion=occasion, citizens=[lan])
    team.clock.goes_on(seconds=1)
    await chat.says("dừng")
    team.clock.goes_on(days=1)

    await team.delivers()

    chat.sees("stop-done")
    for origin in ("broadcast:1:1", "reminder:1"):
        assert await states(team.core.database, origin) == {"skipped(stopped)": 1}


@pytest.mark.parametrize("topic", [None, TOPIC])
async def test_a_stop_is_taken_back_within_a_minute_and_later_after_a_question(team: World, topic: str | None) -> None:
    lan, chat = await agrees(team, LAN), team.chat(LAN)
    await sends_the_guide(team, lan)
    stop = TopicStopped(topic=TOPIC) if topic else chat.label("stop-button")
    undo = TopicStopUndone(topic=TOPIC) if topic else StopUndone()
    await chat.taps(stop)
    team.clock.goes_on(seconds=60)
    await chat.taps(undo)
    chat.sees("stop-undone")

    await chat.taps_unseen(stop if topic else "s")
    team.clock.goes_on(seconds=61)
    await chat.taps(undo)
    chat.sees("stop-undo-sure")
    await chat.taps(StopUndoneSurely(topic=topic))

    chat.sees("stop-undone")
    await sends_the_guide(team, lan, origin="broadcast:2:1", urgent=True)
    assert chat.last.text == GUIDE


async def test_the_stop_of_a_topic_that_is_no_more_stops_everything(team: World) -> None:
    lan, chat = await agrees(team, LAN), team.chat(LAN)

    await chat.taps_unseen(TopicStopped(topic="khong-con"))

    chat.sees("stop-done")
    await sends_the_guide(team, lan)
    assert await states(team.core.database) == {"skipped(stopped)": 1}


async def test_who_is_not_looking_finds_it_when_they_are_back(team: World) -> None:
    lan, chat = await agrees(team, LAN), team.chat(LAN)
    team.away.add(str(LAN.id))
    await sends_the_guide(team, lan)
    assert chat.replies == []

    team.away.clear()
    team.clock.goes_on(hours=2)
    await note_return(team.core.database, team.clock, citizen=Address("web", str(LAN.id)))
    await team.delivers()

    assert chat.last.text == GUIDE


async def test_who_had_blocked_us_is_reached_again_once_they_write(team: World) -> None:
    minh, chat = await agrees(team, MINH), team.chat(MINH)
    database = team.core.database
    await plan_deliveries(database, team.clock, occasion=reminder(team.clock.now()), citizens=[minh])
    (due,) = (await claims(database, team.clock, channel="web")).due
    await start_sending(database, team.clock, worker=WORKER, delivery=due.id)
    outcome = Outcome(DeliveryState.BLOCKED)
    await record_outcome(database, team.clock, worker=WORKER, delivery=due.id, outcome=outcome)
    assert await list_blocked(database, team.clock)

    await chat.says("/trogiup")

    assert not await list_blocked(database, team.clock)


async def test_what_was_sent_is_shown_taken_along_and_erased(team: World) -> None:
    lan, chat = await agrees(team, LAN), team.chat(LAN)
    await sends_the_guide(team, lan)

    await chat.says("/dulieu")

    chat.sees("mydata-deliveries", number="1", days="180")
    data = await view_data(
        team.core.database, team.clock, citizen=Address("web", str(LAN.id)), conversation=str(LAN.id)
    )
    assert [(d.kind, d.state.value) for d in data.deliveries] == [(DeliveryKind.BROADCAST, "sent")]
    await chat.taps(chat.label("button-data-erase"))
    await chat.taps(chat.label("button-data-erase-now"))
    assert await find_citizen(team.core.database, team.clock, channel="web", external_id=str(LAN.id)) is None
    assert await states(team.core.database) == {"sent": 1}, "a number stays, which names nobody"


def topic_title(world: World) -> str:
    return next(topic.title for topic in world.core.answerer.catalogue.topics if topic.id == TOPIC)
