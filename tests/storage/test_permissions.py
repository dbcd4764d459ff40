"""Who may do what: the table, the wards, and that nobody gives what they do not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.rules.permissions import (
    ALLOWED,
    CITYWIDE,
    FOR_ANYBODY,
    GIVES,
    OF_WARDS,
    Act,
    Grant,
    Role,
    appointable,
    covers_all,
    may,
    may_appoint,
    scope_of,
    wards_of,
)

WARDS = ("00004", "00070", "00082")
grants = st.builds(
    lambda role, wards: Grant(role, wards if role in OF_WARDS else None),
    st.sampled_from(Role),
    st.none() | st.frozensets(st.sampled_from(WARDS), min_size=1),
)
sets_of_grants = st.lists(grants, max_size=4)
acts = st.sampled_from(Act)
wards = st.none() | st.sampled_from(WARDS)
CURATOR = Grant(Role.CURATOR, None)
WARD_ADMIN = Grant(Role.ADMIN, frozenset({"00070"}))


@given(sets_of_grants, grants, acts, wards)
def test_one_more_grant_never_takes_a_right_away(held: list[Grant], more: Grant, act: Act, ward: str | None) -> None:
    assert may([*held, more], act, ward) >= may(held, act, ward)


@given(sets_of_grants, acts, st.sampled_from(WARDS))
def test_who_may_do_it_in_a_ward_may_do_it_somewhere(held: list[Grant], act: Act, ward: str) -> None:
    assert may(held, act) >= may(held, act, ward)


@given(sets_of_grants, acts, st.sampled_from(WARDS))
def test_the_wards_of_an_act_are_those_where_it_is_allowed(held: list[Grant], act: Act, ward: str) -> None:
    where = wards_of(held, act)

    assert may(held, act, ward) == (where is None or ward in where or act in FOR_ANYBODY)


@given(sets_of_grants, grants)
def test_nobody_gives_more_than_they_have(held: list[Grant], other: Grant) -> None:
    """A grant is given only within the wards where one invites, and by whoever could take it back."""
    if may_appoint(held, Act.INVITE, other):
        where = wards_of(held, Act.INVITE)
        assert where is None or (other.wards is not None and other.wards <= where)
        assert may_appoint(held, Act.REVOKE, other)


@given(sets_of_grants)
def test_only_owners_make_owners_and_admins(held: list[Grant]) -> None:
    owner = any(grant.role is Role.OWNER for grant in held)

    for role in (Role.OWNER, Role.ADMIN):
        assert may_appoint(held, Act.INVITE, Grant(role, None)) == owner
        assert (role in appointable(held)) == owner


@given(grants, grants)
def test_two_grants_of_a_role_hold_wherever_one_did(one: Grant, other: Grant) -> None:
    joined = one.joined(Grant(one.role, other.wards))

    assert joined.covers(one.wards)
    assert joined.covers(other.wards)


def test_without_a_grant_one_may_join_and_nothing_else() -> None:
    assert {act for act in Act if may((), act)} == {Act.JOIN}


def test_every_role_is_in_the_table_and_may_leave() -> None:
    assert set(ALLOWED) == set(Role)
    assert all(may([Grant(role, None)], Act.LEAVE) for role in Role)


def test_who_reviews_proposes_nothing_and_a_curator_approves_what_another_proposed() -> None:
    """That nobody approves what they proposed themselves is no right but a rule: tests/storage/test_wordings.py."""
    may_propose = {role for role in Role if may([Grant(role, None)], Act.PROPOSE_PHRASING)}
    may_approve = {role for role in Role if may([Grant(role, None)], Act.APPROVE_PHRASING)}

    assert may_propose == {Role.OWNER, Role.CURATOR}
    assert may_approve == {Role.OWNER, Role.ADMIN, Role.CURATOR, Role.REVIEWER}


def test_an_auditor_changes_nothing() -> None:
    looking = {Act.JOIN, Act.LEAVE, Act.SEE_STAFF, Act.SEE_AUDIT, Act.SEE_GAPS, Act.SEE_CONTENT}

    assert {act for act in Act if may([Grant(Role.AUDITOR, None)], act)} == looking


def test_an_admin_of_a_ward_does_nothing_to_the_whole_city() -> None:
    assert not any(may([WARD_ADMIN], act) for act in CITYWIDE)
    assert may([WARD_ADMIN], Act.SEE_GAPS, "00070")
    assert not may([WARD_ADMIN], Act.SEE_GAPS, "00082")


def test_an_admin_of_a_ward_invites_auditors_and_the_team_of_that_ward_only() -> None:
    assert appointable([WARD_ADMIN]) == (Role.AUDITOR, Role.LEADER, Role.MEMBER)
    assert may_appoint([WARD_ADMIN], Act.INVITE, Grant(Role.AUDITOR, frozenset({"00070"})))
    assert not may_appoint([WARD_ADMIN], Act.INVITE, Grant(Role.AUDITOR, frozenset({"00070", "00082"})))
    assert not may_appoint([WARD_ADMIN], Act.INVITE, Grant(Role.AUDITOR, None))


def test_a_team_holds_in_its_wards_and_its_leader_appoints_its_members() -> None:
    leader = Grant(Role.LEADER, frozenset({"00070"}))

    assert appointable([leader]) == (Role.MEMBER,)
    assert may_appoint([leader], Act.INVITE, Grant(Role.MEMBER, frozenset({"00070"})))
    assert not may_appoint([leader], Act.INVITE, Grant(Role.MEMBER, frozenset({"00082"})))
    with pytest.raises(ValueError, match="name its wards"):
        scope_of(Role.MEMBER, ())


def test_a_team_sends_in_its_own_wards_and_nothing_urgent() -> None:
    leader, member = (Grant(role, frozenset({"00070"})) for role in (Role.LEADER, Role.MEMBER))

    assert covers_all([leader], Act.SEND_BROADCAST, frozenset({"00070"}))
    assert not covers_all([leader], Act.SEND_BROADCAST, frozenset({"00070", "00082"}))
    assert not covers_all([leader], Act.SEND_BROADCAST, None)
    assert {act for act in Act if may([member], act)} == {Act.JOIN, Act.LEAVE, Act.WRITE_BROADCAST}
    assert not may([leader], Act.SEND_URGENT)
    assert covers_all([Grant(Role.ADMIN, None)], Act.SEND_URGENT, None)


def test_two_small_grants_do_not_add_up_to_a_large_one() -> None:
    """An admin of one ward who audits another dismisses nobody there."""
    held = [WARD_ADMIN, Grant(Role.AUDITOR, frozenset({"00082"}))]

    assert not may_appoint(held, Act.REVOKE, Grant(Role.AUDITOR, frozenset({"00082"})))
    assert may_appoint(held, Act.SEE_STAFF, Grant(Role.AUDITOR, frozenset({"00082"})))


def test_only_roles_that_invite_give_roles() -> None:
    assert set(GIVES) == {role for role in Role if Act.INVITE in ALLOWED[role]}


def test_no_ward_named_is_the_whole_city_and_a_curator_has_no_wards() -> None:
    assert scope_of(Role.ADMIN, ()) is None
    assert scope_of(Role.ADMIN, ["00070"]) == {"00070"}
    with pytest.raises(ValueError, match="whole city"):
        scope_of(Role.CURATOR, ["00070"])


def test_an_empty_set_of_wards_covers_nothing_but_itself() -> None:
    nowhere = Grant(Role.ADMIN, frozenset())

    assert not nowhere.covers(None)
    assert not nowhere.covers(frozenset({"00070"}))
    assert may([CURATOR], Act.PROPOSE_PHRASING, "00070")
