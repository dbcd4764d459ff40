"""The audit is added to and read; nothing else, whoever asks."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.actions.audit import AuditEntry, authorise, list_audit, record_refusal
from storage.actions.identities import find_citizen
from storage.actions.retention import Lifetimes, enforce_retention
from storage.rules.audit import CLI, NOBODY, RETENTION, Outcome, described
from storage.rules.people import Address
from storage.rules.permissions import Act, Grant, NotAllowed, Role
from storage.unit_of_work import Database
from tests.staff import appoint
from tests.storage.conftest import FixedClock

HANH = Address("web", "11")


async def writes(uow: Database, clock: FixedClock, act: str = "invite", subject: str = "") -> None:
    async with uow() as work:
        await work.audit.record(CLI, act, subject, clock.now())
        await work.commit()


async def reads(uow: Database, clock: FixedClock) -> tuple[AuditEntry, ...]:
    return await list_audit(uow, clock, by=CLI, since=clock.now() - timedelta(days=5000))


async def tries(uow: Database, statement: str) -> None:
    """Something that only somebody with the database in their hands would do."""
    async with uow() as work:
        await work._connection.execute(text(statement))
        await work.commit()


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE audit SET actor = 'somebody else'", "never changed"),
        ("DELETE FROM audit", "only aged"),
        ("DELETE FROM audit WHERE at < '2026-11-24 03:00:00'", "only aged"),
        (
            "INSERT OR REPLACE INTO audit (id, actor, act, outcome, subject, at)"
            " VALUES (1, 'cli', 'leave', 'done', '', '2026-11-24 02:00:00.000000')",
            "never changed",
        ),
    ],
)
async def test_no_line_is_changed_deleted_or_replaced(
    uow: Database, clock: FixedClock, statement: str, refusal: str
) -> None:
    await writes(uow, clock)

    with pytest.raises(IntegrityError, match=refusal):
        await tries(uow, statement)

    assert [entry.act for entry in await reads(uow, clock)] == ["invite"]


async def test_a_line_is_aged_after_two_years_and_leaves_a_line_that_says_so(uow: Database, clock: FixedClock) -> None:
    await writes(uow, clock, "invite")
    clock.goes_on(days=1)
    await writes(uow, clock, "revoke")
    clock.goes_on(days=729)
    assert (await enforce_retention(uow, clock, lifetimes=Lifetimes())).audits == 0
    clock.goes_on(seconds=1)

    assert (await enforce_retention(uow, clock, lifetimes=Lifetimes())).audits == 1

    assert [(e.actor, e.act, e.subject) for e in await reads(uow, clock)] == [
        (CLI, "revoke", ""),
        (RETENTION, "age_audit", "before:2026-11-24"),
    ]


async def test_ageing_writes_nothing_when_nothing_is_old(uow: Database, clock: FixedClock) -> None:
    await writes(uow, clock)
    await enforce_retention(uow, clock, lifetimes=Lifetimes())

    assert len(await reads(uow, clock)) == 1


async def test_content_does_not_fit_into_a_subject(uow: Database, clock: FixedClock) -> None:
    async with uow() as work:
        with pytest.raises(ValueError, match="never content"):
            await work.audit.record(CLI, "invite", "một câu rất dài " * 5, clock.now())


async def test_who_acts_is_named_by_number_and_the_machine_by_name(uow: Database, clock: FixedClock) -> None:
    (grant,) = await appoint(uow, clock, HANH, Role.OWNER)

    async with uow(readonly=True) as work:
        assert await authorise(work, HANH, Act.INVITE) == str(grant.number)
        assert await authorise(work, CLI, Act.INVITE) == CLI
        assert await authorise(work, Address("web", "9"), Act.JOIN) == NOBODY
        with pytest.raises(NotAllowed):
            await authorise(work, Address("web", "9"), Act.INVITE)


async def test_a_refused_attempt_is_written_once_an_hour(uow: Database, clock: FixedClock) -> None:
    await appoint(uow, clock, HANH, Role.CURATOR)
    for _ in range(3):
        await record_refusal(uow, clock, citizen=HANH, act=Act.INVITE)
    await record_refusal(uow, clock, citizen=HANH, act=Act.REVOKE)
    clock.goes_on(minutes=61)
    await record_refusal(uow, clock, citizen=HANH, act=Act.INVITE)

    refused = [entry for entry in await reads(uow, clock) if entry.outcome is Outcome.REFUSED]
    assert [(e.actor, e.act) for e in refused] == [("1", "invite"), ("1", "revoke"), ("1", "invite")]


async def test_strangers_who_try_are_nobody_and_do_not_fill_the_audit(uow: Database, clock: FixedClock) -> None:
    for number in range(5):
        await record_refusal(uow, clock, citizen=Address("web", str(number)), act=Act.INVITE)

    (entry,) = await reads(uow, clock)
    assert (entry.actor, entry.outcome) == (NOBODY, Outcome.REFUSED)
    assert await find_citizen(uow, clock, channel="web", external_id="0") is None


async def test_only_who_may_see_the_audit_sees_it(uow: Database, clock: FixedClock) -> None:
    await appoint(uow, clock, HANH, Role.ADMIN)

    with pytest.raises(NotAllowed):
        await list_audit(uow, clock, by=HANH, since=clock.now())


def test_a_grant_fits_into_a_subject_however_many_wards_it_has() -> None:
    many = frozenset(f"{number:05}" for number in range(126))

    assert described(Grant(Role.AUDITOR, None)) == "auditor:city"
    assert described(Grant(Role.AUDITOR, many)) == "auditor:00000+00001+00002+00003+122-more"
