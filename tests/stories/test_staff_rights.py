"""The one filter that every handler of staff goes through."""

from datetime import timedelta

import pytest
from aiogram.types import TelegramObject

from handlers.staff.requires import Requires
from handlers.turn import Turn
from storage.actions.audit import list_audit
from storage.actions.staff import list_staff, revoke_grant
from storage.rules.audit import CLI, Outcome
from storage.rules.people import Address
from storage.rules.permissions import Act, Role
from tests.cast import HANH, LAN, Person
from tests.driver import World
from tests.staff import appoint

GROUP = -500


def turn_of(person: Person, chat: int | None = None) -> Turn:
    return Turn(
        channel="web",
        conversation=str(chat or person.id),
        update_key="web:1",
        citizen=Address("web", str(person.id)),
        in_group=chat is not None,
    )


async def asks(world: World, turn: Turn, act: Act) -> object:
    found = await Requires(act)(TelegramObject(), turn=turn, uow=world.core.database, clock=world.clock)
    return found["grants"] if isinstance(found, dict) else found


async def refusals(world: World) -> list[tuple[str, str]]:
    since = world.clock.now() - timedelta(days=1)
    entries = await list_audit(world.core.database, world.clock, by=CLI, since=since)
    return [(entry.actor, entry.act) for entry in entries if entry.outcome is Outcome.REFUSED]


async def test_who_may_is_let_through_with_what_they_hold(world: World) -> None:
    grants = await appoint(world.core.database, world.clock, turn_of(HANH).citizen, Role.OWNER)

    assert await asks(world, turn_of(HANH), Act.INVITE) == grants
    assert await refusals(world) == []


@pytest.mark.parametrize("role", [None, Role.CURATOR])
async def test_who_may_not_is_passed_on_and_written_down(world: World, role: Role | None) -> None:
    if role is not None:
        await appoint(world.core.database, world.clock, turn_of(HANH).citizen, role)

    assert await asks(world, turn_of(HANH), Act.INVITE) is False
    assert await refusals(world) == [("nobody" if role is None else "1", "invite")]


async def test_a_right_ends_the_moment_it_is_taken(world: World) -> None:
    uow, clock = world.core.database, world.clock
    await appoint(uow, clock, turn_of(LAN).citizen, Role.OWNER)
    (grant,) = await appoint(uow, clock, turn_of(HANH).citizen, Role.ADMIN)
    assert await asks(world, turn_of(HANH), Act.INVITE)

    await revoke_grant(uow, clock, by=turn_of(LAN).citizen, grant_id=grant.id)

    assert await asks(world, turn_of(HANH), Act.INVITE) is False
    assert [kept.role for kept in await list_staff(uow, clock, by=CLI)] == [Role.OWNER]


async def test_where_others_read_along_nobody_is_staff(world: World) -> None:
    await appoint(world.core.database, world.clock, turn_of(HANH).citizen, Role.OWNER)

    assert await asks(world, turn_of(HANH, GROUP), Act.INVITE) is False
    assert await refusals(world) == []
