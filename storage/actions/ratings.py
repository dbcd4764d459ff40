"""Whether an answer helped, and why not."""

from dataclasses import dataclass

from storage.clock import Clock
from storage.rules.consents import Purpose
from storage.rules.people import Address
from storage.rules.ratings import Rating
from storage.rules.redaction import redact
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER
from storage.unit_of_work import OpenWork

__all__ = ["Rating", "RatingRecorded", "explain_rating", "record_rating"]


@dataclass(frozen=True, slots=True)
class RatingRecorded:
    """`rating_id` is what a reason is added to; None when the update was recorded before."""

    rating_id: int | None
    repeated: bool


async def record_rating(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    update_key: str | None,
    rating: Rating,
    procedure: str | None = None,
    aspect: str | None = None,
    answer_key: str | None = None,
) -> RatingRecorded:
    """Record a thumb. `answer_key` names the answer ("web:12:345"): a second thumb replaces the first."""
    now = clock.now()
    async with uow() as work:
        if not await work.effects.record(update_key, "rating", now):
            known = await work.ratings.find(answer_key) if answer_key else None
            return RatingRecorded(rating_id=known[0] if known else None, repeated=True)
        earlier = await work.ratings.find(answer_key) if answer_key else None
        if earlier:
            rating_id = earlier[0]
            await work.ratings.change(rating_id, rating, now)
        else:
            rating_id = await work.ratings.record(
                rating,
                now,
                answer_key=answer_key,
                citizen=await work.consents.find_agreed(citizen, Purpose.IMPROVE_ANSWERS),
                procedure=procedure,
                aspect=aspect,
            )
        await work.commit()
    return RatingRecorded(rating_id=rating_id, repeated=False)


async def explain_rating(
    uow: OpenWork,
    clock: Clock,
    *,
    citizen: Address,
    answer_key: str,
    reason: str | None = None,
    words: str | None = None,
) -> bool:
    """Add why to a thumb of the last half hour; False if there is none. Words need consent, and redaction."""
    now = clock.now()
    async with uow() as work:
        known = await work.ratings.find(answer_key)
        if known is None:
            return False
        agreed = await work.consents.find_agreed(citizen, Purpose.IMPROVE_ANSWERS)
        explained = await work.ratings.explain(
            known[0],
            now - CONVERSATION_FORGOTTEN_AFTER,
            reason=reason,
            words=redact(words) if words is not None and agreed is not None else None,
        )
        await work.commit()
    return explained
