"""Switches: what is off, who did it, and what the audit says of it."""

from datetime import timedelta

import pytest

from storage.actions.staff import accept_invitation, invite
from storage.actions.switches import (
    Kind,
    NoteRefused,
    Reason,
    Subject,
    Switch,
    list_switched_off,
    switch_off,
    switch_on,
)
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.permissions import NotAllowed, Role
from storage.rules.switches import LONGEST_NOTE
from storage.unit_of_work import Database
from tests.clock import FixedClock

RECORD = Subject(Kind.PROCEDURE, "phieu-ly-lich-tu-phap")
SHELF = Subject(Kind.TOPIC, "tu-phap")
SECRET = "only for tests"


async def joins(uow: Database, clock: FixedClock, citizen: Address, role: Role) -> None:
    offered = await invite(uow, clock, by=CLI, role=role, wards=(), secret=SECRET)
    await accept_invitation(
        uow, clock, citizen=citizen, conversation="7", typed=offered.code, secret=SECRET, update_key=None
    )


async def audited(uow: Database) -> list[tuple[str, str, str]]:
    async with uow(readonly=True) as work:
        lines = await work.audit.list_since(FixedClock().now() - timedelta(days=1), 100)
    return [(line.actor, line.act, line.subject) for line in lines if line.act == "switch_off"]


async def test_what_is_switched_off_stays_off_until_it_is_switched_on(uow: Database, clock: FixedClock) -> None:
    assert await switch_off(uow, clock, by=CLI, subject=RECORD, reason=Reason.RULE_CHANGED, note=" Đang  chờ. ")

    off = await list_switched_off(uow)
    assert off == (Switch(RECORD, clock.now(), Reason.RULE_CHANGED, "Đang chờ.", "cli"),)
    assert await switch_on(uow, clock, by=CLI, subject=RECORD)
    assert await list_switched_off(uow) == ()


async def test_the_first_reason_stands_and_only_acts_that_changed_something_are_audited(
    uow: Database, clock: FixedClock
) -> None:
    await switch_off(uow, clock, by=CLI, subject=SHELF, reason=Reason.IN_DOUBT)

    assert not await switch_off(uow, clock, by=CLI, subject=SHELF, reason=Reason.OTHER)
    assert not await switch_on(uow, clock, by=CLI, subject=RECORD)

    assert [s.reason for s in await list_switched_off(uow)] == [Reason.IN_DOUBT]
    assert await audited(uow) == [("cli", "switch_off", "topic:tu-phap:off")]


async def test_a_curator_may_and_is_named_by_number_only(uow: Database, clock: FixedClock, tuan: Address) -> None:
    await joins(uow, clock, tuan, Role.CURATOR)

    await switch_off(uow, clock, by=tuan, subject=RECORD, reason=Reason.IN_DOUBT)
    await switch_on(uow, clock, by=tuan, subject=RECORD)

    who = {actor for actor, _, _ in await audited(uow)}
    assert len(who) == 1
    assert all(name.isdigit() for name in who)
    assert [subject for _, _, subject in await audited(uow)] == [f"{RECORD}:off", f"{RECORD}:on"]


@pytest.mark.parametrize("role", [None, Role.AUDITOR])
async def test_nobody_else_may(uow: Database, clock: FixedClock, lan: Address, role: Role | None) -> None:
    if role is not None:
        await joins(uow, clock, lan, role)

    with pytest.raises(NotAllowed):
        await switch_off(uow, clock, by=lan, subject=RECORD, reason=Reason.OTHER)
    await switch_off(uow, clock, by=CLI, subject=RECORD, reason=Reason.OTHER)
    with pytest.raises(NotAllowed):
        await switch_on(uow, clock, by=lan, subject=RECORD)

    assert len(await list_switched_off(uow)) == 1


async def test_the_same_tap_a_second_time_changes_nothing(uow: Database, clock: FixedClock) -> None:
    await switch_off(uow, clock, by=CLI, subject=RECORD, reason=Reason.OTHER, update_key="web:1")
    await switch_on(uow, clock, by=CLI, subject=RECORD, update_key="web:2")

    assert await switch_off(uow, clock, by=CLI, subject=RECORD, reason=Reason.OTHER, update_key="web:1")

    assert await list_switched_off(uow) == ()
    await switch_off(uow, clock, by=CLI, subject=RECORD, reason=Reason.OTHER, update_key="web:3")
    assert await switch_on(uow, clock, by=CLI, subject=RECORD, update_key="web:2")
    assert len(await list_switched_off(uow)) == 1


@pytest.mark.parametrize("note", ["x" * (LONGEST_NOTE + 1), "một\x00hai", "đảo \u202e chữ"])
async def test_a_note_that_no_medium_shows_in_one_line_is_refused(uow: Database, clock: FixedClock, note: str) -> None:
    with pytest.raises(NoteRefused):
        await switch_off(uow, clock, by=CLI, subject=RECORD, reason=Reason.OTHER, note=note)

    assert await list_switched_off(uow) == ()
