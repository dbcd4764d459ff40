"""Who may do what: the one table of permissions, and the rules that read it.

A grant is a role and where it holds: in some wards, or in the whole city (`wards` is None). A new role or
act is a new member here and its line in the table, nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Role(StrEnum):
    """What somebody is to this installation."""

    OWNER = "owner"
    ADMIN = "admin"
    AUDITOR = "auditor"
    CURATOR = "curator"
    REVIEWER = "reviewer"
    LEADER = "leader"
    MEMBER = "member"


class Act(StrEnum):
    """What staff do. The value is what the audit keeps, so it is never renamed."""

    JOIN = "join"  # answer an invitation
    LEAVE = "leave"
    INVITE = "invite"
    REVOKE = "revoke"
    SEE_STAFF = "see_staff"
    SEE_AUDIT = "see_audit"
    SEE_GAPS = "see_gaps"
    SEE_CONTENT = "see_content"
    PROPOSE_PHRASING = "propose_phrasing"
    APPROVE_PHRASING = "approve_phrasing"
    REJECT_PHRASING = "reject_phrasing"
    UNDO_PHRASING = "undo_phrasing"
    EXPORT_PHRASING = "export_phrasing"
    WRITE_DRAFT = "write_draft"
    SWITCH_OFF = "switch_off"  # a procedure, off and on again
    WRITE_BROADCAST = "write_broadcast"  # also see those of one's wards, and pause or stop one's own
    SEND_BROADCAST = "send_broadcast"  # without it whatever one wrote is looked at by somebody else
    APPROVE_BROADCAST = "approve_broadcast"
    SEND_URGENT = "send_urgent"  # past hours and budget, with a reason
    SEND_NEWS = "send_news"  # that a rule changed, to who asked to be told


FOR_ANYBODY: Final = frozenset({Act.JOIN})
"""Acts that ask for no grant."""

_EVERY_ROLE: Final = frozenset({Act.LEAVE})
_LOOKING: Final = frozenset({Act.SEE_GAPS, Act.SEE_CONTENT})
_DECIDING: Final = frozenset({Act.APPROVE_PHRASING, Act.REJECT_PHRASING, Act.UNDO_PHRASING})
_CURATING: Final = frozenset({Act.PROPOSE_PHRASING, Act.WRITE_DRAFT, Act.SEND_NEWS})
_SENDING: Final = frozenset({Act.WRITE_BROADCAST, Act.SEND_BROADCAST, Act.APPROVE_BROADCAST})
_PEOPLE: Final = frozenset({Act.INVITE, Act.REVOKE, Act.SEE_STAFF})

ALLOWED: Final[Mapping[Role, frozenset[Act]]] = MappingProxyType(
    {
        Role.OWNER: frozenset(Act),
        Role.ADMIN: _EVERY_ROLE | _LOOKING | _PEOPLE | _DECIDING | _SENDING | {Act.SWITCH_OFF, Act.SEND_URGENT},
        Role.AUDITOR: _EVERY_ROLE | _LOOKING | {Act.SEE_STAFF, Act.SEE_AUDIT},
        Role.CURATOR: _EVERY_ROLE | _LOOKING | _CURATING | _DECIDING | {Act.SWITCH_OFF},
        Role.REVIEWER: _EVERY_ROLE | _LOOKING | _DECIDING | {Act.SWITCH_OFF},
        Role.LEADER: _EVERY_ROLE | _PEOPLE | _SENDING,
        Role.MEMBER: _EVERY_ROLE | {Act.WRITE_BROADCAST},
    }
)
"""The table: what each role may do where its grant holds."""

CITYWIDE: Final = _CURATING | _DECIDING | {Act.SEE_AUDIT, Act.EXPORT_PHRASING, Act.SWITCH_OFF}
"""Acts that cannot be done for one ward alone: a grant for some wards does not carry them."""

OF_A_TEAM: Final = frozenset({Role.LEADER, Role.MEMBER})
"""Roles in a team: they hold in its wards, and never in the whole city."""

OF_WARDS: Final = frozenset({Role.ADMIN, Role.AUDITOR}) | OF_A_TEAM
"""Roles that may be limited to wards; the others answer for what all wards share."""

GIVES: Final[Mapping[Role, frozenset[Role]]] = MappingProxyType(
    {
        Role.OWNER: frozenset(Role),
        Role.ADMIN: frozenset({Role.AUDITOR, Role.CURATOR, Role.REVIEWER, Role.LEADER, Role.MEMBER}),
        Role.LEADER: frozenset({Role.MEMBER}),
    }
)
"""Whom each role may invite and dismiss. Only owners make owners and admins."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, and the codes of the wards it holds in; None: in the whole city."""

    role: Role
    wards: frozenset[str] | None

    def covers(self, wards: frozenset[str] | None) -> bool:
        """Whether it holds in all of these wards (None: in the whole city)."""
        return self.wards is None or (wards is not None and wards <= self.wards)

    def joined(self, other: "Grant") -> "Grant":
        """The same role wherever one of the two holds."""
        if self.wards is None or other.wards is None:
            return Grant(self.role, None)
        return Grant(self.role, self.wards | other.wards)


def may(grants: Iterable[Grant], act: Act, ward: str | None = None) -> bool:
    """Whether somebody with these grants may do this: in the ward; without one, somewhere.

    Who may do it somewhere only sees and changes what lies in `wards_of`.
    """
    if act in FOR_ANYBODY:
        return True
    where = frozenset() if ward is None else frozenset({ward})
    return any(_allows(grant, act) and grant.covers(where) for grant in grants)


def wards_of(grants: Iterable[Grant], act: Act) -> frozenset[str] | None:
    """The wards in which the act is allowed, empty when nowhere; None: in the whole city."""
    found: frozenset[str] = frozenset()
    for grant in grants:
        if _allows(grant, act):
            if grant.wards is None:
                return None
            found |= grant.wards
    return found


def covers_all(grants: Iterable[Grant], act: Act, wards: frozenset[str] | None) -> bool:
    """Whether the act is allowed in every one of these wards; None: in the whole city."""
    held = wards_of(grants, act)
    return held is None or (wards is not None and wards <= held)


def may_appoint(grants: Iterable[Grant], act: Act, other: Grant) -> bool:
    """Whether somebody may INVITE to this grant, REVOKE it or SEE_STAFF with it.

    One grant must do: it carries the act, holds wherever the other does, and its role gives the other's role.
    To be seen a role need not be given.
    """
    return any(
        _allows(grant, act)
        and grant.covers(other.wards)
        and (act is Act.SEE_STAFF or other.role in GIVES.get(grant.role, frozenset()))
        for grant in grants
    )


def appointable(grants: Iterable[Grant]) -> tuple[Role, ...]:
    """The roles somebody may invite to, somewhere; in the order of the enum."""
    held = tuple(grants)
    return tuple(
        role for role in Role if any(may_appoint(held, Act.INVITE, Grant(role, w)) for w in _places(held, role))
    )


def _places(grants: Iterable[Grant], role: Role) -> tuple[frozenset[str] | None, ...]:
    """Where a role can be given by somebody with these grants: where they hold, if the role knows wards."""
    return tuple(grant.wards for grant in grants) if role in OF_WARDS else (None,)


def scope_of(role: Role, wards: Iterable[str]) -> frozenset[str] | None:
    """The scope of a grant for these wards; none named is the whole city.

    Raises ValueError for wards with a role that holds in the whole city only, and for no ward with one of a team.
    """
    named = frozenset(wards)
    if not named and role in OF_A_TEAM:
        raise ValueError(f"{role.value} belongs to a team: name its wards")
    if named and role not in OF_WARDS:
        raise ValueError(f"{role.value} holds in the whole city: name no ward")
    return named or None


def _allows(grant: Grant, act: Act) -> bool:
    return act in ALLOWED[grant.role] and (grant.wards is None or act not in CITYWIDE)


class NotAllowed(Exception):
    """Somebody tried what their grants do not carry; nothing was done."""
