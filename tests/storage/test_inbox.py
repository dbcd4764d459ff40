"""Updates are written once, taken in order, emptied when handled, apologised for when too old."""

from sqlalchemy import text

from storage.actions.inbox import (
    Arrival,
    expire_unhandled,
    list_unhandled,
    mark_handled,
    next_update,
    record_update,
    write_down,
)
from storage.clock import Clock
from storage.engine import make_engine
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock


async def arrives(uow: Database, clock: Clock, number: int, *, conversation: str = "c1", channel: str = "web") -> bool:
    return await record_update(
        uow,
        clock,
        channel=channel,
        update_id=str(number),
        conversation=conversation,
        payload={"text": f"câu hỏi {number}"},
    )


async def test_a_repeated_update_is_seen_before_and_waits_once(uow: Database, clock: FixedClock) -> None:
    assert await arrives(uow, clock, 1)
    assert not await arrives(uow, clock, 1)

    assert len(await list_unhandled(uow, clock)) == 1


async def test_two_channels_may_use_the_same_number(uow: Database, clock: FixedClock) -> None:
    assert await arrives(uow, clock, 1, channel="web")
    assert await arrives(uow, clock, 1, channel="telegram")

    assert [update.channel for update in await list_unhandled(uow, clock, channel="telegram")] == ["telegram"]


async def test_a_conversation_is_taken_in_the_order_it_was_said(uow: Database, clock: FixedClock) -> None:
    for number in (3, 1, 2):
        await arrives(uow, clock, number)
    await arrives(uow, clock, 9, conversation="c2")

    taken = []
    while update := await next_update(uow, clock, channel="web", conversation="c1"):
        taken.append(update.update_id)
        await mark_handled(uow, clock, ids=[update.id])

    assert taken == ["3", "1", "2"]


async def test_a_handled_update_is_emptied_and_still_known(uow: Database, clock: FixedClock, database_url: str) -> None:
    await arrives(uow, clock, 1)
    (waiting,) = await list_unhandled(uow, clock)
    assert waiting.payload == {"text": "câu hỏi 1"}

    await mark_handled(uow, clock, ids=[waiting.id])

    assert await list_unhandled(uow, clock) == ()
    assert not await arrives(uow, clock, 1)
    engine = make_engine(database_url)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT payload FROM inbox"))).scalar_one() is None
    await engine.dispose()


async def test_marking_nothing_is_nothing(uow: Database, clock: FixedClock) -> None:
    await mark_handled(uow, clock, ids=[])


async def test_an_update_older_than_ten_minutes_comes_back_empty_until_it_is_apologised_for(
    uow: Database, clock: FixedClock
) -> None:
    await arrives(uow, clock, 1)
    clock.goes_on(minutes=9)
    await arrives(uow, clock, 2)
    assert await expire_unhandled(uow, clock) == ()

    clock.goes_on(minutes=2)
    (expired,) = await expire_unhandled(uow, clock)
    (again,) = await expire_unhandled(uow, clock)

    assert expired.update_id == again.update_id == "1"
    assert expired.payload is None
    await mark_handled(uow, clock, ids=[expired.id])
    assert [update.update_id for update in await list_unhandled(uow, clock)] == ["2"]


async def test_an_update_delivered_twice_at_a_time_is_written_once(uow: Database, clock: FixedClock) -> None:
    arrivals = [Arrival("web", number, "5", {"n": number}) for number in ("1", "1", "2")]

    written = await write_down(uow, clock, arrivals=arrivals, handled=())

    assert [waiting and waiting.update_id for waiting in written] == ["1", None, "2"]
    assert await list_unhandled(uow, clock) == tuple(waiting for waiting in written if waiting)
