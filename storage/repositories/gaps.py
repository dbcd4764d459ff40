"""What was asked in vain, read from the kept questions and ratings; nothing is written for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import AnswerRating, Area, KeptQuestion, table_of
from storage.rules.gaps import DECLINED_ROUTES, Why
from storage.rules.ratings import Rating

_question = table_of(KeptQuestion)
_rating = table_of(AnswerRating)
_area = table_of(Area)
_later = _question.alias("later")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A redacted question without a good answer. `person` tells people apart and leads nowhere on a screen.

    `settled_at`: when the same person got an answer to anything after it, if they did; `ended_at`: when the thumb went
    down, else when it was asked. `ward` only where the person asked us to remember it.
    """

    id: int
    text: str
    person: int
    why: Why
    topic: str | None
    ward: str | None
    asked_at: datetime
    ended_at: datetime
    settled_at: datetime | None = None


class Gaps:
    """Reads over the question, rating and area tables."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def list_unanswered(self, limit: int) -> tuple[Unanswered, ...]:
        """The newest questions that ended without an answer or with an open question of ours, oldest first."""
        asked = _question.c
        settled = (
            select(func.min(_later.c.asked_at))
            .where(_later.c.citizen_id == asked.citizen_id, _later.c.id > asked.id, _later.c.outcome == "answered")
            .scalar_subquery()
        )
        declined = and_(asked.outcome == "routed", asked.route.in_(DECLINED_ROUTES))
        ended = or_(asked.outcome.in_(("no_match", "clarify")), declined)
        statement = (
            select(asked.id, asked.text, asked.citizen_id, asked.outcome, asked.topic, _area.c.ward, asked.asked_at)
            .add_columns(settled)
            .join(_area, _area.c.citizen_id == asked.citizen_id, isouter=True)
            .where(ended)
            .order_by(asked.id.desc())
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).all()
        return tuple(
            Unanswered(i, text, person, Why.of(outcome), topic, ward, at, at, later)
            for i, text, person, outcome, topic, ward, at, later in reversed(rows)
        )

    async def list_thumbed_down(self, limit: int) -> tuple[Unanswered, ...]:
        """The newest answered questions under whose answer the thumb of the same person went down, oldest first."""
        asked = _question.c
        rated = (
            select(func.max(_later.c.id))
            .where(
                _later.c.citizen_id == _rating.c.citizen_id,
                _later.c.procedure == _rating.c.procedure,
                _later.c.outcome == "answered",
                _later.c.asked_at <= _rating.c.rated_at,
            )
            .scalar_subquery()
        )
        statement = (
            select(asked.id, asked.text, asked.citizen_id, asked.topic, _area.c.ward, asked.asked_at)
            .add_columns(_rating.c.rated_at)
            .select_from(_rating)
            .join(_question, asked.id == rated)
            .join(_area, _area.c.citizen_id == asked.citizen_id, isouter=True)
            .where(_rating.c.rating == Rating.DOWN)
            .order_by(asked.id.desc())
            .limit(limit)
        )
        rows = (await self._connection.execute(statement)).all()
        return tuple(
            Unanswered(i, text, person, Why.THUMB_DOWN, topic, ward, at, rated_at)
            for i, text, person, topic, ward, at, rated_at in reversed(rows)
        )

    async def settle(self, citizen: int, since: datetime, procedure: str, topic: str) -> bool:
        """The person picked what they meant after we asked back, at or after `since`: their question is answered."""
        latest = select(func.max(_later.c.id)).where(_later.c.citizen_id == citizen).scalar_subquery()
        asked = _question.c
        statement = (
            update(_question)
            .where(asked.id == latest, asked.outcome == "clarify", asked.asked_at >= since)
            .values(outcome="answered", procedure=procedure, topic=topic)
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def count_thumbs_down(self, since: datetime) -> tuple[tuple[str | None, int], ...]:
        """(procedure, number) of thumbs down at or after `since`, everybody's."""
        statement = (
            select(_rating.c.procedure, func.count())
            .where(_rating.c.rating == Rating.DOWN, _rating.c.rated_at >= since)
            .group_by(_rating.c.procedure)
            .order_by(_rating.c.procedure)
        )
        rows = (await self._connection.execute(statement)).all()
        return tuple((row[0], int(row[1])) for row in rows)
