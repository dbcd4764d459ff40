"""Who was asked about guides, who said Có, to which ward's team and which topics."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, Table, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import Area, CitizenAddress, Opting, OptingTopic, table_of
from storage.repositories.delivery_plans import Audience
from storage.repositories.once import conflict_insert
from storage.rules.broadcasts import Reach

_opting = table_of(Opting)
_topic = table_of(OptingTopic)
_area = table_of(Area)
_address = table_of(CitizenAddress)


@dataclass(frozen=True, slots=True)
class KeptOpting:
    """What is on record: the ward and former district of the team that was agreed to, the topics chosen, if any."""

    ward: str | None
    district: str | None
    asked_ward: str
    asked_at: datetime
    topics: frozenset[str] = field(default=frozenset())


def audience_of(reach: Reach, topic: str | None) -> Audience:
    """Who said Có to a team of these wards and, who chose topics, to this one.

    A row names a ward for as long as a Có stands; that it does is looked at once more for each delivery.
    """
    table = _opting.c
    chosen = select(_topic.c.topic).where(_topic.c.citizen_id == table.citizen_id)
    topical = ~chosen.exists()
    if topic is not None:
        topical = or_(topical, chosen.where(_topic.c.topic == topic).exists())
    audience = select(table.citizen_id).where(*_within(reach, _opting), topical)
    if reach.channel is not None:
        there = _address.c.citizen_id == table.citizen_id
        audience = audience.where(select(_address.c.id).where(there, _address.c.channel == reach.channel).exists())
    return audience


def _within(reach: Reach, table: Table) -> list[ColumnElement[bool]]:
    """Rows with a ward and a former district that lie within a reach."""
    found: list[ColumnElement[bool]] = [
        table.c.ward.is_not(None) if reach.wards is None else table.c.ward.in_(sorted(reach.wards))
    ]
    if reach.districts:
        found.append(table.c.district.in_(sorted(reach.districts)))
    return found


class Optings:
    """The opting and opting_topic tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def find(self, citizen: int) -> KeptOpting | None:
        """What is on record about a citizen."""
        table = _opting.c
        statement = select(table.ward, table.district, table.asked_ward, table.asked_at)
        row = (await self._connection.execute(statement.where(table.citizen_id == citizen))).first()
        if row is None:
            return None
        chosen = select(_topic.c.topic).where(_topic.c.citizen_id == citizen)
        return KeptOpting(*row, topics=frozenset((await self._connection.execute(chosen)).scalars()))

    async def record_asked(self, citizen: int, ward: str, at: datetime) -> None:
        """Write down that they were asked about this ward's team."""
        row = {"asked_ward": ward, "asked_at": at}
        statement = (
            conflict_insert(self._connection.dialect.name, _opting)
            .values(citizen_id=citizen, **row)
            .on_conflict_do_update(index_elements=["citizen_id"], set_=row)
        )
        await self._connection.execute(statement)

    async def agree(self, citizen: int, ward: str, district: str | None) -> None:
        """They said Có to this ward's team; somebody who was asked is on record."""
        statement = update(_opting).where(_opting.c.citizen_id == citizen).values(ward=ward, district=district)
        await self._connection.execute(statement)

    async def withdraw(self, citizen: int) -> None:
        """No guides any more; that they were asked stays, so that nobody asks again."""
        await self._connection.execute(delete(_topic).where(_topic.c.citizen_id == citizen))
        statement = update(_opting).where(_opting.c.citizen_id == citizen).values(ward=None, district=None)
        await self._connection.execute(statement)

    async def forget_asked(self, citizen: int) -> None:
        """Their area is forgotten: no ward stays here but the one whose team they said Có to."""
        mine, table = _opting.c.citizen_id == citizen, _opting.c
        await self._connection.execute(delete(_opting).where(mine, table.ward.is_(None)))
        await self._connection.execute(update(_opting).where(mine).values(asked_ward=table.ward))

    async def toggle_topic(self, citizen: int, topic: str) -> None:
        """Choose a topic, or not any more."""
        this = (_topic.c.citizen_id == citizen, _topic.c.topic == topic)
        if (await self._connection.execute(delete(_topic).where(*this))).rowcount == 0:
            await self._connection.execute(insert(_topic), {"citizen_id": citizen, "topic": topic})

    async def count_known(self, reach: Reach) -> int:
        """How many people of these wards have told us that they live there."""
        return await self._count(select(func.count()).select_from(_area).where(*_within(reach, _area)))

    async def count_agreed(self, reach: Reach) -> int:
        """How many of them said Có to the team."""
        return await self._count(select(func.count()).select_from(_opting).where(*_within(reach, _opting)))

    async def _count(self, statement: Select[int]) -> int:
        return (await self._connection.execute(statement)).scalar_one()
