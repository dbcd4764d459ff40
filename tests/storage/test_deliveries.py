"""Deliveries: one for each recipient, held by one worker, checked until the last moment, each with one end."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from storage.actions.consents import record_consent
from storage.actions.conversations import put_state
from storage.actions.deliveries import (
    SentMessage,
    can_ring,
    cancel_origin,
    count_waiting,
    doubt_dead,
    find_sent,
    give_back,
    is_due,
    list_blocked,
    note_return,
    pause_origin,
    plan_audience,
    plan_deliveries,
    preview_audience,
    put_off,
    record_outcome,
    resume_origin,
    send_again,
    skip_gone,
    start_sending,
)
from storage.actions.mydata import erase_data
from storage.actions.retention import Lifetimes, enforce_retention
from storage.actions.stops import record_stop, undo_stop
from storage.models import Delivery, table_of
from storage.repositories.consents import citizens_who_agreed
from storage.repositories.delivery_plans import who_got
from storage.rules.deliveries import DeliveryKind, DeliveryState, Outcome, Why
from storage.rules.people import Address
from storage.rules.proofs import ProofKind, keyed_hash
from storage.unit_of_work import Database
from tests.storage.conftest import SECRET, FixedClock
from tests.storage.people import (
    AGREED,
    WORKER,
    also_on_telegram,
    broadcast,
    citizen_of,
    citizens,
    claims,
    reminder,
    states,
)


async def starts(uow: Database, clock: FixedClock, delivery: int, worker: str = WORKER) -> bool:
    return await start_sending(uow, clock, worker=worker, delivery=delivery)


async def settles(uow: Database, clock: FixedClock, delivery: int, outcome: Outcome) -> None:
    assert await starts(uow, clock, delivery)
    await record_outcome(uow, clock, worker=WORKER, delivery=delivery, outcome=outcome)


async def test_nobody_hears_of_an_occasion_twice(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 3)

    assert await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people[:2]) == 2
    assert await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people) == 1

    assert await states(uow) == {"pending": 3}


async def test_an_audience_is_planned_by_parts_and_goes_on_where_it_was(
    uow: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = await citizens(uow, clock, 5)
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people[1:2])
    monkeypatch.setattr("storage.actions.deliveries._A_PART", 2)

    planned = await plan_audience(uow, clock, occasion=broadcast(clock.now()), audience=citizens_who_agreed(AGREED))

    assert planned == 4
    assert await states(uow) == {"pending": 5}


async def test_a_preview_counts_what_planning_then_does(uow: Database, clock: FixedClock) -> None:
    *_, blocked, spent = await citizens(uow, clock, 5)
    await record_stop(uow, clock, citizen=Address("telegram", "1002"), update_key=None)
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now(), "broadcast:0:1"), citizens=[spent, blocked])
    for due in (await claims(uow, clock)).due:
        end = DeliveryState.BLOCKED if due.citizen_id == blocked else DeliveryState.SENT
        await settles(uow, clock, due.id, Outcome(end))
    audience = citizens_who_agreed(AGREED)

    seen = await preview_audience(uow, clock, occasion=broadcast(clock.now()), audience=audience)
    await plan_audience(uow, clock, occasion=broadcast(clock.now()), audience=audience)

    assert {(c.state, c.reason): c.deliveries for c in seen} == {
        (DeliveryState.PENDING, None): 2,
        (DeliveryState.SKIPPED, Why.STOPPED): 1,
        (DeliveryState.BLOCKED, None): 1,
        (DeliveryState.SKIPPED, Why.BUDGET): 1,
    }
    assert await states(uow) == {"pending": 2, "skipped(stopped)": 1, "blocked": 1, "skipped(budget)": 1}


async def test_without_a_co_nothing_is_planned_to_be_sent(uow: Database, clock: FixedClock) -> None:
    person = await citizen_of(uow, clock, Address("telegram", "1"), agrees=False)

    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=[person])

    assert await states(uow) == {"skipped(not_agreed)": 1}


async def test_whoever_has_no_address_of_the_channel_is_told_apart(uow: Database, clock: FixedClock) -> None:
    person = await citizen_of(uow, clock, Address("web", "7"))

    await plan_deliveries(uow, clock, occasion=broadcast(clock.now(), channel="telegram"), citizens=[person])

    assert await states(uow) == {"failed(no_channel)": 1}


async def test_of_two_addresses_the_one_that_rings_is_written_to(uow: Database, clock: FixedClock) -> None:
    person = await citizen_of(uow, clock, Address("web", "7"))
    await also_on_telegram(uow, clock, person)

    await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=[person])

    assert [due.address for due in (await claims(uow, clock)).due] == [Address("telegram", "9")]


async def test_two_workers_never_hold_the_same_row(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 3))

    assert len((await claims(uow, clock)).due) == 3
    assert (await claims(uow, clock, worker="worker-2")).due == ()


async def test_the_row_of_a_dead_worker_is_free_when_its_lease_ran_out(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    (held,) = (await claims(uow, clock)).due

    clock.goes_on(seconds=61)
    (taken,) = (await claims(uow, clock, worker="worker-2")).due

    assert taken.id == held.id
    assert not await starts(uow, clock, held.id)
    assert await starts(uow, clock, held.id, "worker-2")


async def test_what_was_on_the_wire_of_a_dead_worker_is_in_doubt(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    (held,) = (await claims(uow, clock)).due
    await starts(uow, clock, held.id)

    clock.goes_on(seconds=59)
    assert await doubt_dead(uow, clock) == 0
    clock.goes_on(seconds=1)
    assert await doubt_dead(uow, clock) == 1

    assert await states(uow) == {"unconfirmed(lease_ran_out)": 1}
    assert (await claims(uow, clock, worker="worker-2")).due == ()


async def test_a_late_receipt_settles_a_doubt(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    (held,) = (await claims(uow, clock)).due
    await starts(uow, clock, held.id)
    clock.goes_on(hours=1)
    await doubt_dead(uow, clock)

    await record_outcome(
        uow, clock, worker=WORKER, delivery=held.id, outcome=Outcome(DeliveryState.SENT, message_id="5")
    )

    assert await states(uow) == {"sent": 1}


async def test_a_doubt_is_sent_once_more_by_staff_and_no_oftener(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    (held,) = (await claims(uow, clock)).due
    await settles(uow, clock, held.id, Outcome(DeliveryState.UNCONFIRMED, "no_answer"))

    assert await send_again(uow, clock, deliveries=[held.id], by="7", why="người dân hỏi") == 1
    (again,) = (await claims(uow, clock)).due
    await settles(uow, clock, again.id, Outcome(DeliveryState.UNCONFIRMED, "no_answer"))

    assert await send_again(uow, clock, deliveries=[held.id], by="7", why="lần nữa") == 0


async def test_what_was_not_accepted_goes_out_later(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    (held,) = (await claims(uow, clock)).due
    later = clock.now() + timedelta(seconds=7)
    await settles(uow, clock, held.id, Outcome(DeliveryState.PENDING, Why.THROTTLED, ready_at=later))

    assert (await claims(uow, clock)).due == ()
    clock.goes_on(seconds=7)

    assert [due.id for due in (await claims(uow, clock)).due] == [held.id]
    assert await starts(uow, clock, held.id)


async def test_a_stop_holds_back_what_a_worker_has_in_hand(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    (held,) = (await claims(uow, clock)).due

    await record_stop(uow, clock, citizen=held.address, update_key=None)

    assert not await starts(uow, clock, held.id)
    assert await states(uow) == {"skipped(stopped)": 1}


async def test_a_stop_of_one_topic_holds_back_that_topic(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 1)
    for topic in ("tu-phap", "y-te"):
        occasion = broadcast(clock.now(), f"broadcast:{topic}", topic=topic, urgent=True)
        await plan_deliveries(uow, clock, occasion=occasion, citizens=people)

    await record_stop(uow, clock, citizen=Address("telegram", "1000"), update_key=None, topic="y-te")

    assert [due.topic for due in (await claims(uow, clock)).due] == ["tu-phap"]
    assert await states(uow, "broadcast:y-te") == {"skipped(stopped)": 1}


async def test_what_was_asked_for_after_a_stop_comes(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 1)
    await plan_deliveries(uow, clock, occasion=reminder(clock.now(), "reminder:before"), citizens=people)
    clock.goes_on(seconds=1)
    await record_stop(uow, clock, citizen=Address("telegram", "1000"), update_key=None)
    clock.goes_on(seconds=1)
    await plan_deliveries(uow, clock, occasion=reminder(clock.now(), "reminder:after"), citizens=people)

    assert [due.origin for due in (await claims(uow, clock)).due] == ["reminder:after"]


async def test_a_stop_that_was_taken_back_stops_nothing(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=await citizens(uow, clock, 1))
    lan = Address("telegram", "1000")
    await record_stop(uow, clock, citizen=lan, update_key=None)
    await undo_stop(uow, clock, citizen=lan, update_key=None)

    assert len((await claims(uow, clock)).due) == 1


async def test_a_co_that_was_withdrawn_meanwhile_holds_back(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    (held,) = (await claims(uow, clock)).due
    await record_consent(
        uow, clock, citizen=held.address, update_key=None, purpose=AGREED, given=False, words="?", version="1"
    )

    assert not await starts(uow, clock, held.id)
    assert await states(uow) == {"skipped(not_agreed)": 1}


async def test_a_second_broadcast_of_the_day_is_skipped_even_in_the_same_moment(
    uow: Database, clock: FixedClock
) -> None:
    people = await citizens(uow, clock, 1)
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people)
    tomorrow = broadcast(clock.now() + timedelta(days=1), "broadcast:2:1")
    await plan_deliveries(uow, clock, occasion=tomorrow, citizens=people)
    async with uow() as work:
        await work._connection.execute(update(table_of(Delivery)).values(ready_at=clock.now()))
        await work.commit()
    first, second = (await claims(uow, clock)).due

    both = await asyncio.gather(starts(uow, clock, first.id), starts(uow, clock, second.id))

    assert both == [True, False]
    assert await states(uow, second.origin) == {"skipped(budget)": 1}


async def test_three_in_seven_days_are_enough(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 1)
    ends = []
    for day in range(8):
        origin = f"broadcast:{day}:1"
        await plan_deliveries(uow, clock, occasion=broadcast(clock.now(), origin), citizens=people)
        for due in (await claims(uow, clock)).due:
            await settles(uow, clock, due.id, Outcome(DeliveryState.SENT))
        ends += await states(uow, origin)
        clock.goes_on(days=1)

    assert ends == ["sent"] * 3 + ["skipped(budget)"] * 4 + ["sent"]


async def test_urgent_and_corrections_pass_the_budget(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 1)
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people)
    for due in (await claims(uow, clock)).due:
        await settles(uow, clock, due.id, Outcome(DeliveryState.SENT))
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now(), "broadcast:2:1", urgent=True), citizens=people)
    mended = broadcast(clock.now(), "broadcast:1:2", kind=DeliveryKind.CORRECTION)
    await plan_deliveries(uow, clock, occasion=mended, citizens=people)

    assert {due.origin for due in (await claims(uow, clock)).due} == {"broadcast:2:1", "broadcast:1:2"}


async def test_whoever_is_in_a_form_is_not_interrupted_but_reminded(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 1)
    later = clock.now() + timedelta(minutes=1)
    await plan_deliveries(uow, clock, occasion=broadcast(later), citizens=people)
    await plan_deliveries(uow, clock, occasion=reminder(later), citizens=people)
    clock.goes_on(minutes=1)
    await put_state(uow, clock, channel="telegram", conversation="1000", state="Area:naming")

    assert [due.kind for due in (await claims(uow, clock)).due] == [DeliveryKind.REMINDER]
    assert await states(uow) == {"skipped(in_form)": 1}


async def test_at_night_what_nobody_asked_for_waits_for_the_morning(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 1)
    clock.goes_on(hours=12)  # 21:00 in Hanoi
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people)
    await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=people)

    at_night = await claims(uow, clock)
    assert [due.kind for due in at_night.due] == [DeliveryKind.REMINDER]
    assert at_night.decided == 1
    assert await states(uow) == {"pending(quiet_hours)": 1}
    await settles(uow, clock, at_night.due[0].id, Outcome(DeliveryState.SENT))
    clock.goes_on(hours=11)  # 8:00

    assert [due.kind for due in (await claims(uow, clock)).due] == [DeliveryKind.BROADCAST]


async def test_what_comes_too_late_expires(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    clock.goes_on(hours=24)

    claimed = await claims(uow, clock)

    assert (claimed.due, claimed.decided) == ((), 1)
    assert await states(uow) == {"expired": 1}


async def test_who_refuses_us_is_left_alone_until_they_write_again(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 1)
    await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=people)
    (held,) = (await claims(uow, clock)).due
    await settles(uow, clock, held.id, Outcome(DeliveryState.BLOCKED))
    assert await list_blocked(uow, clock) == {held.address}
    await plan_deliveries(uow, clock, occasion=reminder(clock.now(), "reminder:2"), citizens=people)
    assert await states(uow, "reminder:2") == {"blocked": 1}

    assert await note_return(uow, clock, citizen=held.address)

    assert not await note_return(uow, clock, citizen=held.address)
    await plan_deliveries(uow, clock, occasion=reminder(clock.now(), "reminder:3"), citizens=people)
    assert await states(uow, "reminder:3") == {"pending": 1}


async def test_what_cannot_be_shown_waits_until_the_person_is_there(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=await citizens(uow, clock, 1, "web"))
    (held,) = (await claims(uow, clock, channel="web")).due
    await put_off(uow, clock, worker=WORKER, delivery=held.id, reason=Why.CLOSED, ready_at=None)
    assert await states(uow, "reminder:1") == {"pending(closed)": 1}
    assert (await claims(uow, clock, channel="web")).due == ()

    assert await note_return(uow, clock, citizen=held.address)

    assert len((await claims(uow, clock, channel="web")).due) == 1


async def test_a_reminder_overtakes_a_broadcast(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 3)
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people)
    clock.goes_on(seconds=1)
    await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=people[:1])

    assert (await claims(uow, clock)).due[0].kind is DeliveryKind.REMINDER


async def test_a_pause_takes_rows_out_of_every_hand_and_resuming_puts_them_back(
    uow: Database, clock: FixedClock
) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 2))
    first, _ = (await claims(uow, clock)).due

    assert await pause_origin(uow, clock, origin="broadcast:1:1") == 2
    assert not await starts(uow, clock, first.id)
    assert (await claims(uow, clock)).due == ()
    assert await resume_origin(uow, clock, origin="broadcast:1:1") == 2

    assert len((await claims(uow, clock)).due) == 2


async def test_cancelling_ends_what_waits_and_leaves_what_was_sent(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 3))
    first, second, _ = (await claims(uow, clock)).due
    await settles(uow, clock, first.id, Outcome(DeliveryState.SENT, message_id="1"))
    assert await starts(uow, clock, second.id)

    assert await cancel_origin(uow, clock, origin="broadcast:1:1") == 1

    assert await states(uow) == {"sent": 1, "sending": 1, "cancelled": 1}


async def test_leases_that_are_given_back_are_free_at_once(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 2))
    held = (await claims(uow, clock)).due
    await starts(uow, clock, held[0].id)

    assert await give_back(uow, clock, worker=WORKER, deliveries=[due.id for due in held]) == 1

    assert [due.id for due in (await claims(uow, clock, worker="worker-2")).due] == [held[1].id]


async def test_where_there_is_nothing_to_say_nothing_is_sent(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    (held,) = (await claims(uow, clock)).due

    await skip_gone(uow, clock, worker=WORKER, delivery=held.id)

    assert await states(uow) == {"skipped(gone)": 1}


async def test_the_length_of_the_queue_is_known(uow: Database, clock: FixedClock) -> None:
    began = clock.now()
    await plan_deliveries(uow, clock, occasion=broadcast(began), citizens=await citizens(uow, clock, 2))
    clock.goes_on(seconds=30)

    assert await count_waiting(uow, clock, channel="telegram") == (2, began)
    assert await count_waiting(uow, clock, channel="web") == (0, None)


async def test_what_was_sent_lives_180_days_and_then_as_a_number(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 3))
    first, second, _ = (await claims(uow, clock)).due
    await settles(uow, clock, first.id, Outcome(DeliveryState.SENT))
    await settles(uow, clock, second.id, Outcome(DeliveryState.FAILED, "chat not found"))

    clock.goes_on(days=180)
    assert (await enforce_retention(uow, clock, lifetimes=Lifetimes())).deliveries == 0
    clock.goes_on(seconds=1)
    assert (await enforce_retention(uow, clock, lifetimes=Lifetimes())).deliveries == 3

    assert await states(uow) == {"sent": 1, "failed(chat not found)": 1, "expired": 1}
    async with uow(readonly=True) as work:
        assert await work.deliveries.list_of(first.citizen_id) == ()


async def test_what_nobody_sends_expires_also_where_its_channel_is_gone(uow: Database, clock: FixedClock) -> None:
    await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=await citizens(uow, clock, 1, "zalo"))
    clock.goes_on(days=2)

    await enforce_retention(uow, clock, lifetimes=Lifetimes())

    assert await states(uow, "reminder:1") == {"expired": 1}


async def test_of_who_is_erased_numbers_stay_and_nothing_more_is_sent(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 1)
    lan = Address("telegram", "1000")
    for number in (1, 2, 3):
        await plan_deliveries(uow, clock, occasion=reminder(clock.now(), f"reminder:{number}"), citizens=people)
    sent, open_request, _ = (await claims(uow, clock)).due
    await settles(uow, clock, sent.id, Outcome(DeliveryState.SENT))
    await starts(uow, clock, open_request.id)

    await erase_data(uow, clock, citizen=lan, conversation="1000", secret=SECRET, update_key=None)
    await record_outcome(
        uow, clock, worker=WORKER, delivery=open_request.id, outcome=Outcome(DeliveryState.SENT, message_id="9")
    )

    ends = [await states(uow, f"reminder:{number}") for number in (1, 2, 3)]
    assert ends == [{"sent": 1}, {"unconfirmed(erased)": 1}, {"cancelled(erased)": 1}]
    assert (await claims(uow, clock)).due == ()


async def test_a_stop_of_one_topic_is_proved_under_its_name(uow: Database, clock: FixedClock) -> None:
    lan = Address("telegram", "1000")
    await record_stop(uow, clock, citizen=lan, update_key=None, topic="y-te")
    await erase_data(uow, clock, citizen=lan, conversation="1000", secret=SECRET, update_key=None)

    async with uow(readonly=True) as work:
        (proof,) = await work.proofs.list_for(keyed_hash(lan, SECRET))
    assert (proof.kind, proof.purpose, proof.given) == (ProofKind.STOP, "y-te", True)


async def test_who_got_a_version_hears_of_its_correction_and_nobody_else(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 4)
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people)
    sent, doubtful, failed, _ = (await claims(uow, clock)).due
    await settles(uow, clock, sent.id, Outcome(DeliveryState.SENT, message_id="17"))
    await settles(uow, clock, doubtful.id, Outcome(DeliveryState.UNCONFIRMED, "no_answer"))
    await settles(uow, clock, failed.id, Outcome(DeliveryState.FAILED, "chat not found"))
    mended = broadcast(clock.now(), "broadcast:1:2", kind=DeliveryKind.CORRECTION)

    await plan_audience(uow, clock, occasion=mended, audience=who_got("broadcast:1:1"))

    assert {due.citizen_id for due in (await claims(uow, clock)).due} == {sent.citizen_id, doubtful.citizen_id}
    found = await find_sent(uow, clock, origin="broadcast:1:1", citizen=sent.citizen_id)
    assert found == SentMessage(sent.address, "17", clock.now())
    assert await find_sent(uow, clock, origin="broadcast:1:1", citizen=doubtful.citizen_id) is None


async def test_whether_anything_rings_is_known_beforehand(uow: Database, clock: FixedClock) -> None:
    web = Address("web", "7")
    assert await can_ring(uow, clock, citizen=Address("telegram", "9"))
    assert not await can_ring(uow, clock, citizen=web)
    person = await citizen_of(uow, clock, web)
    assert not await can_ring(uow, clock, citizen=web)

    await also_on_telegram(uow, clock, person)

    assert await can_ring(uow, clock, citizen=web)


async def test_a_channel_with_nothing_due_is_left_alone(uow: Database, clock: FixedClock) -> None:
    later = clock.now() + timedelta(seconds=1)
    await plan_deliveries(uow, clock, occasion=reminder(later), citizens=await citizens(uow, clock, 1))
    assert not await is_due(uow, clock, channel="telegram")

    clock.goes_on(seconds=1)

    assert await is_due(uow, clock, channel="telegram")
    assert not await is_due(uow, clock, channel="web")


async def test_a_lease_from_a_clock_that_was_an_hour_ahead_holds_nobody_back(uow: Database, clock: FixedClock) -> None:
    """The worker died before the clock was put right: neither what it held nor what it sent waits for an hour."""
    people = await citizens(uow, clock, 2)
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people)
    clock.goes_on(hours=1)
    held = await claims(uow, clock)
    assert await start_sending(uow, clock, worker=WORKER, delivery=held.due[0].id)
    clock.goes_on(hours=-1)

    assert await is_due(uow, clock, channel="telegram")
    assert await doubt_dead(uow, clock) == 1
    again = await claims(uow, clock, worker="worker-2")

    assert [due.id for due in again.due] == [held.due[1].id]


async def test_a_worker_whose_clock_is_some_minutes_ahead_keeps_what_it_holds(uow: Database, clock: FixedClock) -> None:
    people = await citizens(uow, clock, 1)
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people)
    clock.goes_on(minutes=5)
    assert len((await claims(uow, clock)).due) == 1
    clock.goes_on(minutes=-5)

    assert (await claims(uow, clock, worker="worker-2")).due == ()
