"""What stories of staff share: who has which role, what the audit holds, the code that was shown."""

import re
from datetime import timedelta

from storage.actions.audit import AuditEntry, list_audit
from storage.actions.mydata import view_data
from storage.actions.staff import Invited, KeptGrant, invite
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.permissions import Role
from tests.cast import Person
from tests.driver import Chat, World
from tests.staff import appoint

CODE = re.compile(r"[A-Z2-9]{5}-[A-Z2-9]{5}")
WARD = "00070"
GROUP = -500


def address(person: Person) -> Address:
    return Address("web", str(person.id))


async def is_now(world: World, person: Person, role: Role, *wards: str) -> KeptGrant:
    grants = await appoint(world.core.database, world.clock, address(person), role, wards)
    return next(grant for grant in grants if grant.role is role)


async def invited_as(world: World, role: Role, *wards: str) -> Invited:
    secret = world.core.secret_key
    return await invite(world.core.database, world.clock, by=CLI, role=role, wards=wards, secret=secret)


async def held(world: World, person: Person) -> list[Role]:
    data = await view_data(world.core.database, world.clock, citizen=address(person), conversation=str(person.id))
    return [grant.role for grant in data.grants]


async def audit(world: World) -> list[AuditEntry]:
    since = world.clock.now() - timedelta(days=100)
    return list(await list_audit(world.core.database, world.clock, by=CLI, since=since))


def code_in(chat: Chat) -> str:
    found = CODE.search(chat.last.text)
    assert found, chat.last.text
    return found[0]
