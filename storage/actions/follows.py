"""Being told when a procedure changes: asked for by the person, told by a curator, to who read the words of before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from storage.actions.audit import authorise
from storage.actions.deliveries import count_origin, plan_audience
from storage.clock import Clock
from storage.repositories.fact_versions import FactChange
from storage.repositories.follows import who_read_before
from storage.rules.audit import Actor
from storage.rules.consents import Consent, Purpose
from storage.rules.deliveries import DeliveryKind, Occasion
from storage.rules.people import Address
from storage.rules.permissions import Act
from storage.unit_of_work import OpenWork

__all__ = ["FactChange", "RuleNews", "drop_follow", "find_news", "follow_procedure", "list_news", "send_news"]

GOOD_FOR: Final = timedelta(days=7)
"""How long news wait for somebody who is away."""

LOOKED_BACK: Final = timedelta(days=90)

_PREFIX: Final = "rule-news"


@dataclass(frozen=True, slots=True)
class RuleNews:
    """What changed of a procedure at one moment, who read the words of before and asked to be told, how many were."""

    procedure: str
    changed_at: datetime
    changes: tuple[FactChange, ...]
    readers: int = 0
    planned: int = 0


async def follow_procedure(
    uow: OpenWork, clock: Clock, *, citizen: Address, update_key: str | None, procedure: str, words: str, version: str
) -> None:
    """They said Có to being told when it changes; the Có is kept with the words that were shown."""
    now = clock.now()
    async with uow() as work:
        if not await work.effects.record(update_key, f"consent:{Purpose.RULE_NEWS}", now):
            return
        known = await work.identities.record(citizen, now)
        said = Consent(Purpose.RULE_NEWS, True, words, version, citizen.channel, now)
        await work.consents.record(known, said)
        await work.follows.record(known, procedure, now)
        await work.commit()


async def drop_follow(uow: OpenWork, clock: Clock, *, citizen: Address, procedure: str) -> bool:
    """Not any more, of this procedure; False if they had not asked for it."""
    async with uow() as work:
        known = await work.identities.find(citizen)
        dropped = await work.follows.drop(known, procedure) if known is not None else 0
        await work.commit()
    return bool(dropped)


async def list_news(uow: OpenWork, clock: Clock, *, by: Actor) -> tuple[RuleNews, ...]:
    """What changed for citizens in the last 90 days, newest first. Raises NotAllowed."""
    async with uow(readonly=True) as work:
        await authorise(work, by, Act.SEND_NEWS)
        changes = await work.fact_versions.list_changes(clock.now() - LOOKED_BACK)
        found: dict[tuple[datetime, str], list[FactChange]] = {}
        for change in changes:
            found.setdefault((change.changed_at, change.procedure), []).append(change)
        newest_first = sorted(found.items(), key=lambda item: (-item[0][0].timestamp(), item[0][1]))
        return tuple(
            [
                RuleNews(slug, at, tuple(them), await work.delivery_plans.count(who_read_before(slug, at)))
                for (at, slug), them in newest_first
            ]
        )


async def find_news(uow: OpenWork, clock: Clock, *, procedure: str, second: int) -> RuleNews | None:
    """What changed of a procedure in one second, counted from 1970; None: nothing."""
    async with uow(readonly=True) as work:
        since = datetime.fromtimestamp(second, clock.now().tzinfo)
        changes = await work.fact_versions.list_changes(since)
        mine = tuple(c for c in changes if c.procedure == procedure and int(c.changed_at.timestamp()) == second)
        if not mine:
            return None
        at = mine[0].changed_at
        readers = await work.delivery_plans.count(who_read_before(procedure, at))
    planned = sum(c.deliveries for c in await count_origin(uow, clock, origin=origin_of(procedure, second)))
    return RuleNews(procedure, at, mine, readers, planned)


async def send_news(uow: OpenWork, clock: Clock, *, by: Actor, procedure: str, second: int) -> int:
    """Tell those who read the words of before and asked for it; how many were not told yet. Raises NotAllowed."""
    now = clock.now()
    news = await find_news(uow, clock, procedure=procedure, second=second)
    async with uow() as work:
        name = await authorise(work, by, Act.SEND_NEWS)
        if news is None:
            return 0
        await work.audit.record(name, Act.SEND_NEWS, f"news:{procedure}", now)
        await work.commit()
    occasion = Occasion(
        origin_of(procedure, second),
        DeliveryKind.OWN_AFFAIRS,
        due_at=now,
        expires_at=now + GOOD_FOR,
        purpose=Purpose.RULE_NEWS,
    )
    return await plan_audience(uow, clock, occasion=occasion, audience=who_read_before(procedure, news.changed_at))


def origin_of(procedure: str, second: int) -> str:
    """The origin of one piece of news."""
    return f"{_PREFIX}:{procedure}:{second}"


def read_origin(origin: str) -> tuple[str, int]:
    """The procedure and the second; raises ValueError for the origin of anything else."""
    kind, procedure, second = origin.split(":")
    if kind != _PREFIX:
        raise ValueError(f"no news: {origin!r}")
    return procedure, int(second)
