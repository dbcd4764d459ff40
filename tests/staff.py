"""How people of the stories become staff: invited and joined, as everybody is."""

from collections.abc import Iterable

from storage.actions.staff import JoinOutcome, KeptGrant, accept_invitation, invite
from storage.clock import Clock
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.permissions import Role
from storage.unit_of_work import OpenWork

SECRET = "only for tests"


async def appoint(
    uow: OpenWork, clock: Clock, who: Address, role: Role, wards: Iterable[str] = ()
) -> tuple[KeptGrant, ...]:
    """Give somebody a role; returns everything they hold then."""
    invited = await invite(uow, clock, by=CLI, role=role, wards=wards, secret=SECRET)
    joined = await accept_invitation(
        uow, clock, citizen=who, conversation=who.external_id, typed=invited.code, secret=SECRET, update_key=None
    )
    assert joined.outcome is JoinOutcome.JOINED
    return joined.grants
