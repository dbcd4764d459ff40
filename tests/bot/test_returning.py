"""Who had blocked us and writes again is reached again; nobody else costs a look into the database."""

from bot.core import Core
from bot.returning import Returning
from storage.actions.deliveries import list_blocked, plan_deliveries, record_outcome, start_sending
from storage.rules.deliveries import DeliveryState, Outcome
from storage.rules.people import Address
from tests.clock import FixedClock
from tests.storage.people import WORKER, citizen_of, claims, reminder

MINH = Address("telegram", "7105")


async def blocks(core: Core, clock: FixedClock) -> None:
    citizen = await citizen_of(core.database, clock, MINH)
    await plan_deliveries(core.database, clock, occasion=reminder(clock.now()), citizens=[citizen])
    (due,) = (await claims(core.database, clock)).due
    await start_sending(core.database, clock, worker=WORKER, delivery=due.id)
    blocked = Outcome(DeliveryState.BLOCKED)
    await record_outcome(core.database, clock, worker=WORKER, delivery=due.id, outcome=blocked)


async def test_what_the_sender_finds_out_is_known_at_once(core: Core, fixed_clock: FixedClock) -> None:
    returning = Returning(core.database, fixed_clock)
    await returning.heard(MINH)
    await blocks(core, fixed_clock)
    await returning.heard(MINH)
    assert await list_blocked(core.database, fixed_clock) == {MINH}

    returning.refused(MINH)
    await returning.heard(MINH)

    assert await list_blocked(core.database, fixed_clock) == frozenset()


async def test_what_another_process_found_out_is_known_after_a_look(core: Core, fixed_clock: FixedClock) -> None:
    returning = Returning(core.database, fixed_clock)
    await returning.heard(MINH)
    await blocks(core, fixed_clock)

    await returning.load()
    await returning.heard(MINH)

    assert await list_blocked(core.database, fixed_clock) == frozenset()


async def test_before_the_first_look_nothing_is_assumed(core: Core, fixed_clock: FixedClock) -> None:
    returning = Returning(core.database, fixed_clock)
    returning.refused(MINH)
    await blocks(core, fixed_clock)

    await returning.heard(MINH)

    assert await list_blocked(core.database, fixed_clock) == frozenset()
