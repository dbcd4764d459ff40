"""Broadcasts, what each version of them says, and who watches them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Broadcast, BroadcastVersion, BroadcastWatch, table_of
from storage.repositories.once import conflict_insert
from storage.rules.broadcasts import UNDER_WAY, BroadcastState, Guide, Reach

_broadcast = table_of(Broadcast)
_version = table_of(BroadcastVersion)
_watch = table_of(BroadcastWatch)


@dataclass(frozen=True, slots=True)
class KeptBroadcast:
    """A broadcast on record; the columns are told in storage/models/broadcast.py."""

    id: int
    state: BroadcastState
    version: int
    guide: Guide
    reach: Reach
    topic: str | None
    urgent: bool
    urgent_reason: str | None
    send_at: datetime | None
    most: int | None
    by: str
    opened_at: datetime
    changed_at: datetime
    confirmed_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None
    started_at: datetime | None
    planned_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """What one version says."""

    version: int
    guide: Guide
    by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """A message that shows how a broadcast goes: on which channel, in which chat."""

    broadcast: int
    citizen: int
    channel: str
    chat: str
    message_id: str
    shown_at: datetime


class Broadcasts:
    """The broadcast, broadcast_version and broadcast_watch tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def open(self, guide: Guide, reach: Reach, topic: str | None, by: str, at: datetime) -> int:
        """Open a draft; returns its id."""
        row = {"state": BroadcastState.DRAFT, "version": 1, "guide": guide.to_data(), "reach": reach.to_data()}
        row |= {"topic": topic, "urgent": False, "by": by, "opened_at": at, "changed_at": at}
        inserted = await self._connection.execute(insert(_broadcast).values(**row))
        assert inserted.inserted_primary_key is not None
        return int(inserted.inserted_primary_key[0])

    async def find(self, broadcast: int, *, held: bool = False) -> KeptBroadcast | None:
        """One of them; `held`: nobody else changes it until the transaction ends."""
        statement = _kept().where(_broadcast.c.id == broadcast)
        return next(iter(await self._read(statement.with_for_update() if held else statement)), None)

    async def change(self, broadcast: int, at: datetime, values: dict[str, Any]) -> None:
        """Write down new values; a guide and a reach as they are."""
        plain = {name: value.to_data() if isinstance(value, Guide | Reach) else value for name, value in values.items()}
        statement = update(_broadcast).where(_broadcast.c.id == broadcast).values(**plain, changed_at=at)
        await self._connection.execute(statement)

    async def discard(self, broadcast: int) -> None:
        """Delete a draft."""
        await self._connection.execute(delete(_broadcast).where(_broadcast.c.id == broadcast))

    async def list_latest(self, limit: int) -> tuple[KeptBroadcast, ...]:
        """The newest, newest first."""
        return await self._read(_kept().order_by(_broadcast.c.id.desc()).limit(limit))

    async def list_to_move(self, now: datetime) -> tuple[KeptBroadcast, ...]:
        """What the timetable must look at: what is due, under way, or stopped and not yet settled."""
        table = _broadcast.c
        due = (table.state == BroadcastState.SCHEDULED) & or_(table.send_at.is_(None), table.send_at <= now)
        halted = (table.state == BroadcastState.HALTED) & table.ended_at.is_(None)
        found = or_(due, halted, table.state.in_(tuple(UNDER_WAY)))
        return await self._read(_kept().where(found).order_by(table.id))

    async def count_confirmed(self, by: str, other_than: int) -> int:
        """How many others somebody sent, or has confirmed to be sent."""
        table = _broadcast.c
        sent = (table.by == by, table.id != other_than, table.confirmed_at.is_not(None))
        return int((await self._connection.execute(select(func.count()).where(*sent))).scalar_one())

    async def record_version(self, broadcast: int, version: KeptVersion) -> None:
        """Keep what a version says; one that was sent back is replaced."""
        row = {"guide": version.guide.to_data(), "by": version.by, "made_at": version.made_at}
        statement = (
            conflict_insert(self._connection.dialect.name, _version)
            .values(broadcast_id=broadcast, version=version.version, **row)
            .on_conflict_do_update(index_elements=["broadcast_id", "version"], set_=row)
        )
        await self._connection.execute(statement)

    async def drop_version(self, broadcast: int, version: int) -> None:
        """Forget a correction that was not approved."""
        this = (_version.c.broadcast_id == broadcast, _version.c.version == version)
        await self._connection.execute(delete(_version).where(*this))

    async def list_versions(self, broadcast: int) -> tuple[KeptVersion, ...]:
        """Every version, the first one first."""
        table = _version.c
        statement = select(table.version, table.guide, table.by, table.made_at)
        rows = await self._connection.execute(statement.where(table.broadcast_id == broadcast).order_by(table.version))
        return tuple(KeptVersion(number, Guide.from_data(guide), by, at) for number, guide, by, at in rows)

    async def watch(self, watch: Watch) -> None:
        """Somebody watches it in this message, in place of any earlier one."""
        row = {"channel": watch.channel, "chat": watch.chat, "message_id": watch.message_id, "shown_at": watch.shown_at}
        statement = (
            conflict_insert(self._connection.dialect.name, _watch)
            .values(broadcast_id=watch.broadcast, citizen_id=watch.citizen, **row)
            .on_conflict_do_update(index_elements=["broadcast_id", "citizen_id"], set_=row)
        )
        await self._connection.execute(statement)

    async def unwatch(self, watch: Watch) -> None:
        """The last is shown there."""
        this = (_watch.c.broadcast_id == watch.broadcast, _watch.c.message_id == watch.message_id)
        await self._connection.execute(delete(_watch).where(*this))

    async def list_watches(self, channels: Collection[str]) -> tuple[Watch, ...]:
        """Who watches on these channels."""
        columns = (_watch.c.broadcast_id, *(_watch.c[name] for name in _WATCHED))
        statement = select(*columns).where(_watch.c.channel.in_(list(channels))).order_by(_watch.c.broadcast_id)
        return tuple(Watch(*row) for row in await self._connection.execute(statement))

    async def _read(self, statement: Select[Any]) -> tuple[KeptBroadcast, ...]:
        rows = (await self._connection.execute(statement)).all()
        found = (KeptBroadcast(*row) for row in rows)
        return tuple(
            replace(kept, guide=Guide.from_data(_plain(kept.guide)), reach=Reach.from_data(_plain(kept.reach)))
            for kept in found
        )


_WATCHED = ("citizen_id", "channel", "chat", "message_id", "shown_at")


def _kept() -> Select[Any]:
    return select(*(_broadcast.c[name] for name in KeptBroadcast.__slots__))


def _plain(data: Any) -> dict[str, Any]:
    """What a column of JSON holds."""
    return dict(data)
