"""The second person: who may approve what waits, and that they hear of it."""

from collections.abc import Container
from datetime import datetime
from typing import Final

from storage.repositories.broadcasts import KeptBroadcast
from storage.repositories.delivery_plans import only
from storage.repositories.grants import KeptGrant
from storage.rules.broadcasts import GOOD_FOR
from storage.rules.deliveries import DeliveryKind, Occasion
from storage.rules.permissions import Act, covers_all
from storage.unit_of_work import UnitOfWork

ORIGIN: Final = "approval"


async def call_approvers(
    work: UnitOfWork, kept: KeptBroadcast, version: int, writers: Container[str], now: datetime
) -> int:
    """Tell everybody who may approve it, but who wrote it, inside the caller's transaction; how many they are.

    It is news of their own affairs: it comes by day, and a stop holds it back.
    """
    held: dict[int, list[KeptGrant]] = {}
    for citizen, grant in await work.grants.list_holders():
        held.setdefault(citizen, []).append(grant)
    them = [
        citizen
        for citizen, grants in held.items()
        if str(grants[0].number) not in writers and covers_all(grants, Act.APPROVE_BROADCAST, kept.reach.wards)
    ]
    origin = f"{ORIGIN}:{kept.id}:{version}:{int(now.timestamp())}"
    occasion = Occasion(origin, DeliveryKind.OWN_AFFAIRS, due_at=now, expires_at=now + GOOD_FOR)
    return await work.delivery_plans.plan(occasion, only(them), now)


def read_origin(origin: str) -> tuple[int, int]:
    """The broadcast and the version that wait; raises ValueError for the origin of anything else."""
    kind, broadcast, version, _ = origin.split(":")
    if kind != ORIGIN:
        raise ValueError(f"nothing to approve: {origin!r}")
    return int(broadcast), int(version)
