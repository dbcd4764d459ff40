"""Thumbs up and down."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.models import AnswerRating, table_of
from storage.rules.ratings import Rating

_rating = table_of(AnswerRating)


@dataclass(frozen=True, slots=True)
class KeptRating:
    """A rating that belongs to a person who agreed to it."""

    procedure: str | None
    aspect: str | None
    rating: Rating
    reason: str | None
    words: str | None
    rated_at: datetime


class Ratings:
    """The rating table."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work inside the connection's transaction."""
        self._connection = connection

    async def find(self, answer_key: str) -> tuple[int, int | None] | None:
        """(id, citizen) of the rating that this answer has already."""
        statement = select(_rating.c.id, _rating.c.citizen_id).where(_rating.c.answer_key == answer_key)
        row = (await self._connection.execute(statement)).first()
        return (row[0], row[1]) if row else None

    async def record(
        self,
        rating: Rating,
        at: datetime,
        *,
        answer_key: str | None,
        citizen: int | None,
        procedure: str | None,
        aspect: str | None,
    ) -> int:
        """Add a rating; returns its id."""
        row = {
            "rating": rating,
            "rated_at": at,
            "answer_key": answer_key,
            "citizen_id": citizen,
            "procedure": procedure,
            "aspect": aspect,
        }
        inserted = await self._connection.execute(insert(_rating).values(**row))
        assert inserted.inserted_primary_key is not None
        return int(inserted.inserted_primary_key[0])

    async def change(self, rating_id: int, rating: Rating, at: datetime) -> None:
        """The person changed their mind; an earlier reason goes."""
        await self._connection.execute(
            update(_rating).where(_rating.c.id == rating_id).values(rating=rating, rated_at=at, reason=None, words=None)
        )

    async def explain(self, rating_id: int, since: datetime, *, reason: str | None, words: str | None) -> bool:
        """Add why to a rating made at or after `since`; False if there is none."""
        said = {"reason": reason, "words": words}
        this = (_rating.c.id == rating_id) & (_rating.c.rated_at >= since)
        kept = {name: value for name, value in said.items() if value is not None}
        if not kept:  # words that nobody agreed to keep
            found = await self._connection.execute(select(_rating.c.id).where(this))
            return found.first() is not None
        statement = update(_rating).where(this).values(kept)
        return (await self._connection.execute(statement)).rowcount == 1

    async def list_of(self, citizen: int) -> tuple[KeptRating, ...]:
        """Every rating of a citizen, oldest first."""
        columns = [_rating.c[name] for name in KeptRating.__slots__]
        statement = select(*columns).where(_rating.c.citizen_id == citizen).order_by(_rating.c.id)
        return tuple(KeptRating(*row) for row in await self._connection.execute(statement))

    async def release_of(self, citizen: int) -> None:
        """Cut a citizen's ratings loose: the thumb stays as a number, the words and the link go."""
        await self._connection.execute(
            update(_rating).where(_rating.c.citizen_id == citizen).values(citizen_id=None, words=None, answer_key=None)
        )

    async def release_before(self, before: datetime) -> None:
        """Forget which answer a rating was about, message by message."""
        await self._connection.execute(
            update(_rating)
            .where(_rating.c.rated_at < before, _rating.c.answer_key.is_not(None))
            .values(answer_key=None)
        )

    async def forget_before(self, before: datetime) -> int:
        """Delete ratings older than `before`; returns how many."""
        return (await self._connection.execute(delete(_rating).where(_rating.c.rated_at < before))).rowcount
