"""Codes: read over the telephone, good for one person, found by nobody who guesses."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.phrases import Phrases
from storage.actions.audit import list_audit
from storage.actions.history import Author, add_message, edit_message, list_messages
from storage.actions.retention import Lifetimes, enforce_retention
from storage.actions.staff import (
    Dismissal,
    Joined,
    JoinOutcome,
    accept_invitation,
    invite,
    leave_staff,
    list_grants,
    list_staff,
    revoke_grant,
)
from storage.engine import make_engine
from storage.rules.audit import CLI
from storage.rules.invitations import ALPHABET, CODES, code_hash, hide_codes, is_like_a_code, read_code, spell
from storage.rules.people import Address
from storage.rules.permissions import NotAllowed, Role
from storage.rules.redaction import redact
from storage.unit_of_work import Database
from tests.staff import appoint
from tests.storage.conftest import SECRET, FixedClock

codes = st.integers(0, CODES - 1).map(spell)
places = st.integers(0, 9)
HANH, MINH = Address("web", "11"), Address("web", "12")


async def brings(uow: Database, clock: FixedClock, who: Address, code: str, key: str | None = None) -> Joined:
    return await accept_invitation(
        uow, clock, citizen=who, conversation=who.external_id, typed=code, secret=SECRET, update_key=key
    )


async def a_code(uow: Database, clock: FixedClock, role: Role = Role.CURATOR) -> str:
    return (await invite(uow, clock, by=CLI, role=role, wards=(), secret=SECRET)).code


@given(codes)
def test_every_code_is_read_as_it_was_spelt(code: str) -> None:
    assert read_code(code) == read_code(code.lower().replace("-", " ")) == code
    assert is_like_a_code(code.lower())


@given(codes, places, st.sampled_from(ALPHABET))
def test_one_wrong_sign_and_it_is_no_code(code: str, place: int, sign: str) -> None:
    word = code.replace("-", "")
    changed = word[:place] + sign + word[place + 1 :]

    assert (read_code(changed) is None) == (changed != word)


@given(codes, places, places)
def test_two_signs_that_changed_places_and_it_is_no_code(code: str, one: int, other: int) -> None:
    word = list(code.replace("-", ""))
    word[one], word[other] = word[other], word[one]
    changed = "".join(word)

    assert (read_code(changed) is None) == (changed != code.replace("-", ""))


@pytest.mark.parametrize("sign", "0O1IL")
def test_signs_that_are_misheard_are_in_no_code(sign: str) -> None:
    assert sign not in ALPHABET


def test_the_example_that_people_see_is_no_code() -> None:
    assert read_code(Phrases.load().text("staff-code-ask")) is None


@pytest.mark.parametrize("words", ["làm hộ chiếu ở đâu", "lam ho chieu", "dung", "chao ban", "phí bao nhiêu ạ", ""])
def test_a_question_is_not_taken_for_a_code(words: str) -> None:
    assert not is_like_a_code(words)


@given(codes)
def test_a_code_is_not_kept_with_the_words_around_it(code: str) -> None:
    assert code not in redact(f"mã của tôi là {code} nhé")
    assert hide_codes(f"Mã mời: {code}\n") == "Mã mời: [mã mời]\n"


def test_five_letters_and_five_letters_are_words_and_stay() -> None:
    """One pair in thirty passes the check; these do."""
    pairs = [f"{a} {b}" for a in ("chung", "thanh", "duong", "trung") for b in ("thuan", "khanh", "nhung", "chuan")]

    assert [redact(pair) for pair in pairs] == pairs


def test_without_a_key_there_is_no_hash() -> None:
    with pytest.raises(ValueError, match="secret"):
        code_hash(spell(1), "")


async def test_only_a_hash_of_the_code_is_kept(uow: Database, clock: FixedClock, database_url: str) -> None:
    code = await a_code(uow, clock)
    async with uow(readonly=True) as work:
        rows = (await work._connection.exec_driver_sql("SELECT * FROM invitation")).all()

    assert code not in str(rows)
    assert code.replace("-", "") not in str(rows)
    assert code_hash(code, SECRET) in str(rows)


async def test_the_bubble_that_shows_a_code_forgets_it(uow: Database, clock: FixedClock) -> None:
    where = {"channel": "web", "conversation": "11"}
    said = await add_message(uow, clock, **where, author=Author.ASSISTANT, text=f"Mã mời: {spell(7)}")
    assert "[mã mời]" in (await list_messages(uow, clock, **where))[0].text

    await edit_message(uow, clock, **where, message_id=said, text=f"Mã mới: {spell(8)}")

    assert (await list_messages(uow, clock, **where))[0].text == "Mã mới: [mã mời]"


async def test_of_two_who_bring_a_code_at_the_same_moment_one_joins(
    uow: Database, clock: FixedClock, database_url: str
) -> None:
    """Two processes, as two databases on one file; ten times, so that neither side is always first."""
    other = Database(make_engine(database_url))
    try:
        for number in range(10):
            code = await a_code(uow, clock)
            first, second = Address("web", f"1{number}"), Address("telegram", f"2{number}")
            outcomes = await asyncio.gather(brings(uow, clock, first, code), brings(other, clock, second, code))
            assert sorted(o.outcome for o in outcomes) == [JoinOutcome.JOINED, JoinOutcome.UNUSABLE]
            held = [await list_grants(uow, clock, citizen=who) for who in (first, second)]
            assert sorted(map(len, held)) == [0, 1]
    finally:
        await other.close()
    assert len(await list_staff(uow, clock, by=CLI)) == 10


async def test_of_two_owners_who_leave_at_the_same_moment_one_stays(
    uow: Database, clock: FixedClock, database_url: str
) -> None:
    await appoint(uow, clock, HANH, Role.OWNER)
    await appoint(uow, clock, MINH, Role.OWNER)
    other = Database(make_engine(database_url))
    try:
        outcomes = await asyncio.gather(
            leave_staff(uow, clock, citizen=HANH, update_key=None),
            leave_staff(other, clock, citizen=MINH, update_key=None),
        )
    finally:
        await other.close()

    assert sorted(outcomes) == [Dismissal.DONE, Dismissal.LAST_OWNER]
    assert len(await list_staff(uow, clock, by=CLI)) == 1


async def test_a_code_is_good_for_48_hours_and_no_second_longer(uow: Database, clock: FixedClock) -> None:
    early, late = await a_code(uow, clock), await a_code(uow, clock)

    clock.goes_on(hours=47, minutes=59)
    assert (await brings(uow, clock, HANH, early)).outcome is JoinOutcome.JOINED
    clock.goes_on(minutes=1)
    assert (await brings(uow, clock, MINH, late)).outcome is JoinOutcome.UNUSABLE


async def test_what_ran_out_and_what_was_tried_is_forgotten(uow: Database, clock: FixedClock) -> None:
    await a_code(uow, clock)
    await brings(uow, clock, MINH, spell(7))
    clock.goes_on(hours=48)

    assert (await enforce_retention(uow, clock, lifetimes=Lifetimes())).invitations == 1

    async with uow(readonly=True) as work:
        assert (await work._connection.exec_driver_sql("SELECT count(*) FROM code_try")).scalar_one() == 0


async def test_a_second_invitation_to_the_same_role_adds_its_wards(uow: Database, clock: FixedClock) -> None:
    await appoint(uow, clock, MINH, Role.AUDITOR, ["00070"])
    (grant,) = await appoint(uow, clock, MINH, Role.AUDITOR, ["00082"])
    assert grant.wards == {"00070", "00082"}

    (grant,) = await appoint(uow, clock, MINH, Role.AUDITOR)

    assert grant.wards is None


async def test_a_ward_auditor_sees_only_staff_of_that_ward(uow: Database, clock: FixedClock) -> None:
    await appoint(uow, clock, HANH, Role.OWNER)
    await appoint(uow, clock, Address("web", "13"), Role.ADMIN, ["00082"])
    (mine,) = await appoint(uow, clock, MINH, Role.AUDITOR, ["00070"])

    assert await list_staff(uow, clock, by=MINH) == (mine,)


@pytest.mark.parametrize("hours", [0, 24 * 14 + 1])
async def test_an_invitation_lives_an_hour_at_least_and_two_weeks_at_most(
    uow: Database, clock: FixedClock, hours: int
) -> None:
    with pytest.raises(ValueError, match="hours"):
        await invite(uow, clock, by=CLI, role=Role.OWNER, wards=(), secret=SECRET, hours=hours)


async def test_a_stranger_invites_dismisses_and_sees_nobody(uow: Database, clock: FixedClock) -> None:
    (grant,) = await appoint(uow, clock, HANH, Role.OWNER)

    with pytest.raises(NotAllowed):
        await invite(uow, clock, by=MINH, role=Role.AUDITOR, wards=(), secret=SECRET)
    with pytest.raises(NotAllowed):
        await revoke_grant(uow, clock, by=MINH, grant_id=grant.id)
    with pytest.raises(NotAllowed):
        await revoke_grant(uow, clock, by=MINH, grant_id=999)
    with pytest.raises(NotAllowed):
        await list_staff(uow, clock, by=MINH)
    assert [entry.act for entry in await list_audit(uow, clock, by=CLI, since=clock.now() - timedelta(1))] == [
        "invite",
        "join",
    ]


async def test_what_is_gone_is_not_ended_twice(uow: Database, clock: FixedClock) -> None:
    (grant,) = await appoint(uow, clock, MINH, Role.CURATOR)

    assert await revoke_grant(uow, clock, by=CLI, grant_id=grant.id, update_key="web:1") is Dismissal.DONE
    assert await revoke_grant(uow, clock, by=CLI, grant_id=grant.id, update_key="web:1") is Dismissal.DONE
    assert await revoke_grant(uow, clock, by=CLI, grant_id=grant.id, update_key="web:2") is Dismissal.GONE
    assert await leave_staff(uow, clock, citizen=MINH, update_key="web:3") is Dismissal.GONE


async def test_leaving_twice_by_the_same_update_is_leaving_once(uow: Database, clock: FixedClock) -> None:
    await appoint(uow, clock, MINH, Role.CURATOR)

    outcomes = [await leave_staff(uow, clock, citizen=MINH, update_key="web:3") for _ in range(2)]

    assert outcomes == [Dismissal.DONE, Dismissal.DONE]
    entries = await list_audit(uow, clock, by=CLI, since=clock.now() - timedelta(1))
    assert [entry.act for entry in entries] == ["invite", "join", "leave"]


async def test_a_number_is_never_given_twice(uow: Database, clock: FixedClock) -> None:
    (before,) = await appoint(uow, clock, MINH, Role.CURATOR)
    await leave_staff(uow, clock, citizen=MINH, update_key=None)
    (again,) = await appoint(uow, clock, MINH, Role.CURATOR)
    (other,) = await appoint(uow, clock, HANH, Role.OWNER)

    assert (before.number, again.number, other.number) == (1, 1, 2)
