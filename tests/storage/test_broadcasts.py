"""Broadcasts cut short at any point: what the timetable finds is carried on, and nobody gets anything twice."""

from collections.abc import Sequence

import pytest

from storage.actions.broadcast_sending import (
    Step,
    find_progress,
    halt_broadcast,
    pause_broadcast,
    resume_broadcast,
)
from storage.actions.broadcasts import (
    BroadcastState,
    Change,
    Guide,
    GuideKind,
    Reach,
    approve_broadcast,
    audience_for,
    change_broadcast,
    confirm_broadcast,
    correct_broadcast,
    discard_broadcast,
    find_broadcast,
    occasion_of,
    open_broadcast,
    preview_broadcast,
    return_broadcast,
)
from storage.actions.consents import Purpose, record_consent
from storage.actions.deliveries import pause_origin
from storage.actions.optings import record_opting, toggle_topic
from storage.repositories.delivery_plans import part_of
from storage.rules.audit import CLI
from storage.rules.broadcasts import OVER, UNDER_WAY, may_become, needs_approval, origin_of, read_origin
from storage.rules.deliveries import DeliveryKind
from storage.rules.people import Address
from storage.rules.permissions import NotAllowed, Role
from storage.unit_of_work import Database
from tests.clock import FixedClock
from tests.staff import appoint
from tests.storage.people import claims, move_broadcasts, states

WARD, OTHER = "00070", "00082"
LEADER, SECOND = Address("web", "900"), Address("web", "901")
TEXT = Guide(GuideKind.TEXT, text="Tổ trực thứ bảy.")


async def agrees(uow: Database, clock: FixedClock, who: Address, ward: str = WARD) -> None:
    said = {"update_key": None, "words": "?", "version": "1", "given": True}
    await record_consent(uow, clock, citizen=who, purpose=Purpose.REMEMBER_AREA, **said)  # type: ignore[arg-type]
    await record_opting(uow, clock, citizen=who, ward=ward, **said)  # type: ignore[arg-type]


async def many(uow: Database, clock: FixedClock, number: int) -> Sequence[Address]:
    people = [Address("telegram", str(number)) for number in range(number)]
    for who in people:
        await agrees(uow, clock, who)
    return people


async def drafted(uow: Database, clock: FixedClock, by: Address | str = LEADER) -> int:
    made = await open_broadcast(uow, clock, by=by, guide=TEXT, topic="tu-phap")  # type: ignore[arg-type]
    assert made is not None
    return made


async def state_of(uow: Database, clock: FixedClock, broadcast: int) -> BroadcastState:
    kept = await find_broadcast(uow, clock, by=CLI, broadcast=broadcast)
    assert kept is not None
    return kept.state


@pytest.fixture
async def confirmed(uow: Database, clock: FixedClock) -> int:
    """A leader's broadcast to three people of a ward, confirmed."""
    await appoint(uow, clock, LEADER, Role.LEADER, [WARD])
    await many(uow, clock, 3)
    broadcast = await drafted(uow, clock)
    assert await confirm_broadcast(uow, clock, by=LEADER, broadcast=broadcast) is Step.DONE
    return broadcast


@pytest.mark.parametrize("state", BroadcastState)
def test_what_is_over_is_only_corrected_and_nothing_goes_back_to_a_draft_once_sent(state: BroadcastState) -> None:
    nexts = {other for other in BroadcastState if may_become(state, other)}

    if state in OVER:
        assert nexts == {BroadcastState.SENDING, BroadcastState.AWAITING_APPROVAL}
    if state in UNDER_WAY:
        assert BroadcastState.DRAFT not in nexts
        assert BroadcastState.HALTED in nexts


def test_two_hundred_need_nobody_and_one_more_does() -> None:
    assert [needs_approval(n, may_send=True) for n in (200, 201)] == [False, True]
    assert needs_approval(1, may_send=False)
    assert read_origin(origin_of(12, 3)) == (12, 3)
    with pytest.raises(ValueError, match="no broadcast"):
        read_origin("reminder:1:2")


async def test_planning_that_was_cut_short_goes_on_where_it_was(
    uow: Database, clock: FixedClock, confirmed: int
) -> None:
    """The process died after the first part: state sending, planned_at empty, one row there."""
    now = clock.now()
    async with uow() as work:
        await work.broadcasts.change(confirmed, now, {"state": BroadcastState.SENDING, "started_at": now, "most": None})
        kept = await work.broadcasts.find(confirmed)
        assert kept is not None
        await work.delivery_plans.plan(occasion_of(kept, now), part_of(audience_for(kept), 0, 2), now)
        await work.commit()

    await move_broadcasts(uow, clock)

    assert await states(uow, origin_of(confirmed, 1)) == {"pending": 3}


async def test_a_stop_that_was_cut_short_is_carried_out_by_the_timetable(
    uow: Database, clock: FixedClock, confirmed: int
) -> None:
    await move_broadcasts(uow, clock)
    async with uow() as work:
        await work.broadcasts.change(confirmed, clock.now(), {"state": BroadcastState.HALTED})
        await work.commit()

    await move_broadcasts(uow, clock)

    assert await states(uow, origin_of(confirmed, 1)) == {"cancelled": 3}
    assert await move_broadcasts(uow, clock) == 0, "and then it is left alone"


async def test_a_pause_and_a_resumption_that_were_cut_short_are_carried_out(
    uow: Database, clock: FixedClock, confirmed: int
) -> None:
    await move_broadcasts(uow, clock)
    async with uow() as work:
        await work.broadcasts.change(confirmed, clock.now(), {"state": BroadcastState.PAUSED})
        await work.commit()
    await move_broadcasts(uow, clock)
    assert await states(uow, origin_of(confirmed, 1)) == {"pending(paused)": 3}

    async with uow() as work:
        await work.broadcasts.change(confirmed, clock.now(), {"state": BroadcastState.SENDING})
        await work.commit()
    await move_broadcasts(uow, clock)

    assert len((await claims(uow, clock)).due) == 3


async def test_what_was_claimed_before_a_stop_does_not_go_out(uow: Database, clock: FixedClock, confirmed: int) -> None:
    from storage.actions.deliveries import start_sending
    from tests.storage.people import WORKER

    await move_broadcasts(uow, clock)
    due = (await claims(uow, clock)).due

    assert await halt_broadcast(uow, clock, by=LEADER, broadcast=confirmed) is Step.DONE

    assert not any([await start_sending(uow, clock, worker=WORKER, delivery=each.id) for each in due])


async def test_a_pause_before_the_planning_holds_the_planning_too(
    uow: Database, clock: FixedClock, confirmed: int
) -> None:
    async with uow() as work:
        values = {"state": BroadcastState.SENDING, "started_at": clock.now()}
        await work.broadcasts.change(confirmed, clock.now(), values)
        await work.commit()

    await pause_broadcast(uow, clock, by=LEADER, broadcast=confirmed)
    await move_broadcasts(uow, clock)
    assert await states(uow, origin_of(confirmed, 1)) == {}
    await resume_broadcast(uow, clock, by=LEADER, broadcast=confirmed)
    await move_broadcasts(uow, clock)

    assert await states(uow, origin_of(confirmed, 1)) == {"pending": 3}


async def test_a_repeated_tap_changes_nothing(uow: Database, clock: FixedClock) -> None:
    await appoint(uow, clock, LEADER, Role.LEADER, [WARD])
    await appoint(uow, clock, SECOND, Role.LEADER, [WARD])
    await agrees(uow, clock, Address("telegram", "1"))
    made = await open_broadcast(uow, clock, by=LEADER, guide=TEXT, topic=None, update_key="web:1")
    assert await open_broadcast(uow, clock, by=LEADER, guide=TEXT, topic=None, update_key="web:1") is None
    assert made is not None

    for key in ("web:2", "web:2"):
        assert await confirm_broadcast(uow, clock, by=LEADER, broadcast=made, update_key=key) is Step.DONE
    assert await confirm_broadcast(uow, clock, by=LEADER, broadcast=made, update_key="web:3") is Step.LATE
    assert await approve_broadcast(uow, clock, by=SECOND, broadcast=made, update_key="web:4") is Step.LATE
    assert await discard_broadcast(uow, clock, by=LEADER, broadcast=made) is Step.LATE
    assert await change_broadcast(uow, clock, by=LEADER, broadcast=made, change=Change(now=True)) is Step.LATE
    for key in ("web:5", "web:5"):
        assert await halt_broadcast(uow, clock, by=LEADER, broadcast=made, update_key=key) is Step.DONE
    assert await resume_broadcast(uow, clock, by=LEADER, broadcast=made) is Step.LATE
    assert await correct_broadcast(uow, clock, by=LEADER, broadcast=made, guide=TEXT) is Step.NOBODY


async def test_what_is_not_there_is_gone(uow: Database, clock: FixedClock) -> None:
    await appoint(uow, clock, LEADER, Role.LEADER, [WARD])
    on = {"by": LEADER, "broadcast": 9}

    assert await confirm_broadcast(uow, clock, **on) is Step.GONE  # type: ignore[arg-type]
    assert await approve_broadcast(uow, clock, **on) is Step.GONE  # type: ignore[arg-type]
    assert await return_broadcast(uow, clock, **on) is Step.GONE  # type: ignore[arg-type]
    assert await discard_broadcast(uow, clock, **on) is Step.GONE  # type: ignore[arg-type]
    assert await halt_broadcast(uow, clock, **on) is Step.GONE  # type: ignore[arg-type]
    assert await correct_broadcast(uow, clock, guide=TEXT, **on) is Step.GONE  # type: ignore[arg-type]
    assert await change_broadcast(uow, clock, change=Change(now=True), **on) is Step.GONE  # type: ignore[arg-type]
    assert await preview_broadcast(uow, clock, **on) is None  # type: ignore[arg-type]
    assert await find_progress(uow, clock, broadcast=9) is None


async def test_nobody_acts_in_a_ward_that_is_not_theirs(uow: Database, clock: FixedClock, confirmed: int) -> None:
    stranger = Address("web", "902")
    await appoint(uow, clock, stranger, Role.LEADER, [OTHER])
    mine = await drafted(uow, clock, stranger)

    with pytest.raises(NotAllowed):
        await change_broadcast(uow, clock, by=stranger, broadcast=mine, change=Change(reach=Reach(frozenset({WARD}))))
    with pytest.raises(NotAllowed):
        await change_broadcast(uow, clock, by=stranger, broadcast=mine, change=Change(urgent_reason="vì"))
    for act in (pause_broadcast, halt_broadcast, approve_broadcast, return_broadcast, confirm_broadcast):
        with pytest.raises(NotAllowed):
            await act(uow, clock, by=stranger, broadcast=confirmed)
    with pytest.raises(NotAllowed):
        await correct_broadcast(uow, clock, by=stranger, broadcast=confirmed, guide=TEXT)
    assert await state_of(uow, clock, confirmed) is BroadcastState.SCHEDULED


async def test_a_correction_that_is_sent_back_leaves_what_was_sent(uow: Database, clock: FixedClock) -> None:
    """Written by a member, so that it waits."""
    from storage.actions.deliveries import record_outcome, start_sending
    from storage.rules.deliveries import DeliveryState, Outcome
    from tests.storage.people import WORKER

    member = Address("web", "903")
    await appoint(uow, clock, LEADER, Role.LEADER, [WARD])
    await appoint(uow, clock, member, Role.MEMBER, [WARD])
    await many(uow, clock, 1)
    broadcast = await drafted(uow, clock, member)
    assert await confirm_broadcast(uow, clock, by=member, broadcast=broadcast) is Step.AWAITING
    assert await approve_broadcast(uow, clock, by=LEADER, broadcast=broadcast) is Step.DONE
    await move_broadcasts(uow, clock)
    for due in (await claims(uow, clock)).due:
        await start_sending(uow, clock, worker=WORKER, delivery=due.id)
        sent = Outcome(DeliveryState.SENT, message_id="1")
        await record_outcome(uow, clock, worker=WORKER, delivery=due.id, outcome=sent)
    await move_broadcasts(uow, clock)
    assert await correct_broadcast(uow, clock, by=member, broadcast=broadcast, guide=TEXT) is Step.AWAITING

    assert await return_broadcast(uow, clock, by=LEADER, broadcast=broadcast) is Step.DONE

    progress = await find_progress(uow, clock, broadcast=broadcast)
    assert progress is not None
    assert (progress.broadcast.state, progress.broadcast.version) == (BroadcastState.FINISHED, 1)
    assert [version.version for version in progress.versions] == [1]
    assert await correct_broadcast(uow, clock, by=LEADER, broadcast=broadcast, guide=TEXT) is Step.DONE
    kept = await find_broadcast(uow, clock, by=LEADER, broadcast=broadcast)
    assert kept is not None
    assert occasion_of(kept, clock.now()).kind is DeliveryKind.CORRECTION


async def test_without_a_topic_it_reaches_who_chose_none(uow: Database, clock: FixedClock) -> None:
    await appoint(uow, clock, LEADER, Role.LEADER, [WARD])
    first, second = await many(uow, clock, 2)
    await toggle_topic(uow, clock, citizen=second, update_key=None, topic="tu-phap")
    for topic, number in ((None, 1), ("tu-phap", 2), ("y-te", 1)):
        made = await open_broadcast(uow, clock, by=LEADER, guide=TEXT, topic=topic)
        preview = await preview_broadcast(uow, clock, by=LEADER, broadcast=made or 0)
        assert preview is not None
        assert (preview.will_get, preview.agreed) == (number, 2)
    assert first != second


async def test_whoever_sits_at_the_machine_may_hold_it(uow: Database, clock: FixedClock, confirmed: int) -> None:
    await move_broadcasts(uow, clock)
    await pause_origin(uow, clock, origin=origin_of(confirmed, 1))

    assert await halt_broadcast(uow, clock, by=CLI, broadcast=confirmed) is Step.DONE

    assert await state_of(uow, clock, confirmed) is BroadcastState.HALTED
