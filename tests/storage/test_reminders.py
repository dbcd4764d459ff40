"""Reminders in the database: planned once, settled once, changed by their owner, forgotten in time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.reminder_times import next_time
from storage.actions.deliveries import cancel_origin, is_due, plan_deliveries
from storage.actions.links import LinkOutcome, join_address, offer_address
from storage.actions.mydata import erase_data, view_data
from storage.actions.reminder_drafts import Draft, DraftTime, Refusal, Saved, find_draft, put_draft, save_draft
from storage.actions.reminder_ringing import find_ringing, ring_due
from storage.actions.reminders import (
    KeptReminder,
    delete_reminder,
    find_reminder,
    finish_reminder,
    list_reminders,
    put_off_reminder,
    resume_reminder,
    undo_change,
)
from storage.actions.retention import enforce_retention
from storage.rules.people import Address
from storage.rules.reminders import (
    LONGEST_WHAT,
    MOST_REMINDERS,
    ReminderState,
    Snooze,
    origin_of,
    shortened,
    snoozed_until,
)
from storage.rules.retention import Lifetimes
from storage.unit_of_work import Database
from tests.clock import FixedClock
from tests.storage.conftest import SECRET
from tests.storage.people import citizen_of, states
from tests.storage.people import reminder as a_reminder

LAN = Address("telegram", "7101")
TUAN = Address("telegram", "7104")
NINE = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
DAILY = "daily - - 09:00"


async def saves(uow: Database, clock: FixedClock, draft: Draft, citizen: Address = LAN) -> Saved:
    kept = await put_draft(uow, clock, citizen=citizen, draft=draft)
    return await save_draft(uow, clock, citizen=citizen, draft=kept.id, words="Giữ?", version="1", next_time=next_time)


async def sets(
    uow: Database, clock: FixedClock, at: datetime = NINE, recurrence: str | None = None, citizen: Address = LAN
) -> KeptReminder:
    saved = await saves(uow, clock, Draft("uống thuốc", (DraftTime(at, recurrence),)), citizen)
    assert saved.reminder is not None
    return saved.reminder


async def rings(uow: Database, clock: FixedClock) -> int:
    return await ring_due(uow, clock, next_time=next_time)


async def stands(uow: Database, clock: FixedClock, reminder: KeptReminder) -> KeptReminder:
    found = await find_reminder(uow, clock, citizen=LAN, reminder=reminder.id)
    assert found is not None
    return found


async def test_it_is_planned_a_minute_ahead_and_once(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock)
    clock.goes_to(NINE - timedelta(seconds=61))
    assert await rings(uow, clock) == 0
    clock.goes_on(seconds=1)

    assert [await rings(uow, clock), await rings(uow, clock)] == [1, 0]

    assert await states(uow, origin_of(reminder.id, 1)) == {"pending": 1}
    assert not await is_due(uow, clock, channel="telegram"), "it rings at its minute, not before"
    clock.goes_to(NINE)
    assert await is_due(uow, clock, channel="telegram")


async def test_a_delivery_finds_its_reminder_until_that_is_changed(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock)
    clock.goes_to(NINE)
    await rings(uow, clock)
    origin = origin_of(reminder.id, 1)
    assert await find_ringing(uow, clock, origin=origin, citizen=reminder.citizen) is not None
    assert await find_ringing(uow, clock, origin=origin, citizen=reminder.citizen + 1) is None

    await delete_reminder(uow, clock, citizen=LAN, update_key="1", reminder=reminder.id, next_time=next_time)

    assert await find_ringing(uow, clock, origin=origin, citizen=reminder.citizen) is None


async def test_what_was_cancelled_or_never_sent_is_missed(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock)
    clock.goes_to(NINE)
    await rings(uow, clock)
    await cancel_origin(uow, clock, origin=origin_of(reminder.id, 1))

    await rings(uow, clock)

    missed = await stands(uow, clock, reminder)
    assert (missed.state, missed.missed_at) == (ReminderState.MISSED, NINE)


async def test_what_was_due_while_nobody_ran_is_settled_and_goes_on(uow: Database, clock: FixedClock) -> None:
    once, daily = await sets(uow, clock), await sets(uow, clock, recurrence=DAILY)
    clock.goes_to(NINE + timedelta(days=3, hours=1))

    await rings(uow, clock)

    assert (await stands(uow, clock, once)).state is ReminderState.MISSED
    later = await stands(uow, clock, daily)
    assert (later.state, later.next_at) == (ReminderState.RINGING, NINE + timedelta(days=3)), "an hour late"
    assert later.unanswered == 1, "days that nobody could ring count as one"
    assert later.missed_at == NINE


async def test_a_change_that_is_repeated_changes_nothing(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock)
    for _ in range(2):
        changed = await put_off_reminder(
            uow,
            clock,
            citizen=LAN,
            update_key="web:7",
            reminder=reminder.id,
            until=NINE + timedelta(hours=1),
            next_time=next_time,
        )

    assert changed.reminder is not None
    assert changed.reminder.revision == 1


async def test_nobody_changes_somebody_elses(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock)
    await sets(uow, clock, citizen=TUAN)

    for change in (finish_reminder, delete_reminder, resume_reminder):
        changed = await change(uow, clock, citizen=TUAN, update_key=None, reminder=reminder.id, next_time=next_time)
        assert changed.reminder is None
    undone = await undo_change(uow, clock, citizen=TUAN, reminder=reminder.id, revision=0, next_time=next_time)
    assert undone.reminder is None
    assert (await stands(uow, clock, reminder)).revision == 0


async def test_an_older_undo_does_not_undo_a_newer_change(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock)
    first = await put_off_reminder(
        uow,
        clock,
        citizen=LAN,
        update_key=None,
        reminder=reminder.id,
        until=NINE + timedelta(hours=1),
        next_time=next_time,
    )
    await finish_reminder(uow, clock, citizen=LAN, update_key=None, reminder=reminder.id, next_time=next_time)
    assert first.reminder is not None

    undone = await undo_change(
        uow, clock, citizen=LAN, reminder=reminder.id, revision=first.reminder.revision, next_time=next_time
    )

    assert undone.reminder is not None
    assert undone.reminder.state is ReminderState.DONE


@pytest.mark.parametrize(
    ("recurrence", "state", "next_at"),
    [(None, ReminderState.RUNG, NINE), (DAILY, ReminderState.WAITING, NINE + timedelta(days=1))],
)
async def test_undone_after_its_minute_it_does_not_ring_at_once(
    uow: Database, clock: FixedClock, recurrence: str | None, state: ReminderState, next_at: datetime
) -> None:
    clock.goes_to(NINE - timedelta(minutes=10))
    reminder = await sets(uow, clock, recurrence=recurrence)
    await delete_reminder(uow, clock, citizen=LAN, update_key=None, reminder=reminder.id, next_time=next_time)
    clock.goes_on(minutes=20)

    undone = await undo_change(uow, clock, citizen=LAN, reminder=reminder.id, revision=1, next_time=next_time)

    assert undone.reminder is not None
    assert (undone.reminder.state, undone.reminder.next_at) == (state, next_at)


async def test_done_while_it_is_on_its_way_what_recurs_goes_on(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock, recurrence=DAILY)
    clock.goes_to(NINE)
    await rings(uow, clock)

    await finish_reminder(uow, clock, citizen=LAN, update_key=None, reminder=reminder.id, next_time=next_time)

    done = await stands(uow, clock, reminder)
    assert (done.state, done.next_at) == (ReminderState.WAITING, NINE + timedelta(days=1))


async def test_one_that_does_not_recur_is_not_resumed(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock)

    resumed = await resume_reminder(uow, clock, citizen=LAN, update_key=None, reminder=reminder.id, next_time=next_time)

    assert resumed.reminder is not None
    assert resumed.reminder.next_at == NINE


async def test_a_stopped_one_that_is_done_goes_on(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock, recurrence=DAILY)
    for day in range(5):
        clock.goes_to(NINE + timedelta(days=day))
        await rings(uow, clock)
        await cancel_origin(uow, clock, origin=origin_of(reminder.id, day + 1))
    await rings(uow, clock)
    assert (await stands(uow, clock, reminder)).state is ReminderState.STOPPED

    await finish_reminder(uow, clock, citizen=LAN, update_key=None, reminder=reminder.id, next_time=next_time)

    assert (await stands(uow, clock, reminder)).state is ReminderState.WAITING


async def test_a_draft_is_forgotten_after_half_an_hour_and_is_nobody_elses(uow: Database, clock: FixedClock) -> None:
    draft = await put_draft(uow, clock, citizen=LAN, draft=Draft("uống thuốc", (DraftTime(NINE),)))
    assert await find_draft(uow, clock, citizen=TUAN, draft=draft.id) is None
    assert await find_draft(uow, clock, citizen=LAN, draft=draft.id) == draft

    clock.goes_on(minutes=31)

    assert await find_draft(uow, clock, citizen=LAN) is None
    assert (await enforce_retention(uow, clock, lifetimes=Lifetimes())).reminders == 1


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (Draft("uống thuốc", (DraftTime(NINE), DraftTime(NINE))), Refusal.GONE),
        (Draft("", (DraftTime(NINE),)), Refusal.GONE),
        (Draft("uống thuốc", (DraftTime(NINE - timedelta(days=2)),)), Refusal.PAST),
        (Draft("uống thuốc", (DraftTime(NINE),), reminder=99), Refusal.GONE),
    ],
)
async def test_what_is_not_whole_is_not_saved(uow: Database, clock: FixedClock, draft: Draft, refusal: Refusal) -> None:
    assert await saves(uow, clock, draft) == Saved(refusal=refusal)
    assert await list_reminders(uow, clock, citizen=LAN) == ()


async def test_without_a_yes_nothing_is_saved(uow: Database, clock: FixedClock) -> None:
    draft = await put_draft(uow, clock, citizen=LAN, draft=Draft("uống thuốc", (DraftTime(NINE),)))

    saved = await save_draft(uow, clock, citizen=LAN, draft=draft.id, words=None, version="1", next_time=next_time)

    assert saved.refusal is Refusal.NOT_AGREED
    other = await save_draft(
        uow, clock, citizen=LAN, draft=draft.id + 1, words="Giữ?", version="1", next_time=next_time
    )
    assert other.refusal is Refusal.GONE


async def test_nobody_keeps_more_than_so_many(uow: Database, clock: FixedClock) -> None:
    for _ in range(MOST_REMINDERS):
        await sets(uow, clock)

    assert (await saves(uow, clock, Draft("nữa", (DraftTime(NINE),)))).refusal is Refusal.TOO_MANY
    first, *_ = await list_reminders(uow, clock, citizen=LAN)
    changed = Draft("khác", (DraftTime(NINE),), reminder=first.id)
    assert (await saves(uow, clock, changed)).reminder is not None, "one may still be changed"


async def test_a_saved_draft_of_one_that_is_gone_is_gone(uow: Database, clock: FixedClock) -> None:
    draft = await put_draft(uow, clock, citizen=LAN, draft=Draft("uống thuốc", (DraftTime(NINE),)))
    saved = await save_draft(uow, clock, citizen=LAN, draft=draft.id, words="Giữ?", version="1", next_time=next_time)
    assert saved.reminder is not None
    async with uow() as work:
        await work.reminders.forget_of(saved.reminder.citizen)
        await work.commit()

    again = await save_draft(uow, clock, citizen=LAN, draft=draft.id, words=None, version="1", next_time=next_time)

    assert again.refusal is Refusal.GONE


async def test_what_is_over_is_forgotten_after_a_month_and_a_deleted_one_after_half_an_hour(
    uow: Database, clock: FixedClock
) -> None:
    done, deleted, far = [await sets(uow, clock, at) for at in (NINE, NINE, NINE + timedelta(days=300))]
    await finish_reminder(uow, clock, citizen=LAN, update_key=None, reminder=done.id, next_time=next_time)
    await delete_reminder(uow, clock, citizen=LAN, update_key=None, reminder=deleted.id, next_time=next_time)
    clock.goes_on(minutes=31)
    await enforce_retention(uow, clock, lifetimes=Lifetimes())
    assert (await stands(uow, clock, done)).before is None, "what it was can be taken back no more"
    assert await _all_ids(uow, far.citizen) == {done.id, far.id}

    clock.goes_on(days=31)
    await enforce_retention(uow, clock, lifetimes=Lifetimes())

    assert await _all_ids(uow, far.citizen) == {far.id}, "what is yet to ring stays"


async def _all_ids(uow: Database, citizen: int) -> set[int]:
    async with uow(readonly=True) as work:
        return {kept.id for kept in await work.reminders.list_of(citizen, tuple(ReminderState))}


async def test_a_change_from_an_old_reading_is_refused(uow: Database, clock: FixedClock) -> None:
    reminder = await sets(uow, clock)
    async with uow() as work:
        assert not await work.reminders.change(replace(reminder, revision=5), state=ReminderState.DONE)
        assert await work.reminders.change(reminder, state=ReminderState.DONE)


def test_a_long_matter_is_cut_at_a_word() -> None:
    long = "đi lấy kết quả " * 30

    assert len(shortened(long)) <= LONGEST_WHAT
    assert shortened(long).removesuffix("…") in " ".join(long.split())
    assert len(shortened("x" * 300)) == LONGEST_WHAT
    assert shortened(" đi\n  lấy ") == "đi lấy"


@pytest.mark.parametrize(
    ("hour", "until"),
    [(11, datetime(2026, 11, 25, 12, 0, tzinfo=UTC)), (12, None)],
)
def test_tonight_is_over_at_seven(hour: int, until: datetime | None) -> None:
    assert snoozed_until(Snooze.TONIGHT, datetime(2026, 11, 25, hour, 0, tzinfo=UTC)) == until


async def test_what_is_being_set_and_a_code_that_is_shown_are_erased_too(uow: Database, clock: FixedClock) -> None:
    await put_draft(uow, clock, citizen=LAN, draft=Draft("uống thuốc", (DraftTime(NINE),)))
    code = await offer_address(uow, clock, citizen=LAN, secret=SECRET)
    shown = await view_data(uow, clock, citizen=LAN, conversation=LAN.external_id)
    assert shown.reminder_draft is not None

    await erase_data(uow, clock, citizen=LAN, conversation=LAN.external_id, secret=SECRET, update_key=None)

    assert await find_draft(uow, clock, citizen=LAN) is None
    joined = await join_address(uow, clock, citizen=TUAN, conversation="1", typed=code, secret=SECRET, update_key=None)
    assert joined.outcome is LinkOutcome.UNUSABLE


async def test_a_repeated_update_does_not_join_twice(uow: Database, clock: FixedClock) -> None:
    code = await offer_address(uow, clock, citizen=LAN, secret=SECRET)
    for _ in range(2):
        joined = await join_address(
            uow, clock, citizen=TUAN, conversation="1", typed=code, secret=SECRET, update_key="telegram:1"
        )
        assert joined.outcome is LinkOutcome.JOINED
    mistyped = await join_address(
        uow, clock, citizen=TUAN, conversation="1", typed="abc", secret=SECRET, update_key="telegram:2"
    )
    assert mistyped.outcome is LinkOutcome.MISTYPED


async def test_two_citizens_merged_keep_one_of_what_there_is_but_one_of(uow: Database, clock: FixedClock) -> None:
    first, second = await citizen_of(uow, clock, LAN), await citizen_of(uow, clock, TUAN)
    for origin, people in (("reminder:1:1", [first, second]), ("reminder:2:1", [second])):
        await plan_deliveries(uow, clock, occasion=a_reminder(clock.now(), origin), citizens=people)

    async with uow() as work:
        await work.identities.merge(second, first)
        await work.commit()

    assert [await states(uow, f"reminder:{n}:1") for n in (1, 2)] == [{"pending": 1}, {"pending": 1}]
    async with uow(readonly=True) as work:
        assert await work.identities.find(TUAN) == first
        assert len(await work.consents.list_decisions(first)) == 2
