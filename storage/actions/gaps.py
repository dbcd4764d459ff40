"""What people asked in vain, for who may see it: read from what they agreed to keep, and nothing new is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from storage.actions.audit import authorise
from storage.clock import Clock
from storage.repositories.gaps import Unanswered
from storage.rules.audit import Actor
from storage.rules.consents import Purpose
from storage.rules.days import day_in_hanoi
from storage.rules.gaps import MOST_READ, WEEK, Why, is_about, is_hanging
from storage.rules.people import Address
from storage.rules.permissions import Act, wards_of
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER
from storage.unit_of_work import OpenWork, UnitOfWork

__all__ = ["Unanswered", "Week", "count_week", "list_unanswered", "settle_question"]


@dataclass(frozen=True, slots=True)
class Week:
    """Numbers of seven days, today among them, everybody's; no words.

    `outcomes`: (topic, outcome, number) of questions; `thumbs_down`: (procedure, number).
    """

    outcomes: tuple[tuple[str, str, int], ...]
    thumbs_down: tuple[tuple[str | None, int], ...]


async def list_unanswered(uow: OpenWork, clock: Clock, *, by: Actor) -> tuple[Unanswered, ...]:
    """The newest questions asked in vain by people who agreed to have them kept, oldest first; raises NotAllowed.

    Who may look in some wards only gets the questions of people who live there as far as we know.
    """
    async with uow(readonly=True) as work:
        await authorise(work, by, Act.SEE_GAPS)
        wards = await _wards_seen(work, by)
        unanswered = await work.gaps.list_unanswered(MOST_READ)
        thumbed = await work.gaps.list_thumbed_down(MOST_READ)
    found = {q.id: q for q in thumbed if is_about(q.asked_at, q.ended_at)}
    found |= {q.id: q for q in unanswered if q.why is not Why.CLARIFY or is_hanging(q.asked_at, q.settled_at)}
    seen = _within(found.values(), wards)
    return tuple(sorted(seen, key=lambda q: q.id))


async def count_week(uow: OpenWork, clock: Clock, *, by: Actor) -> Week:
    """How the questions of the last seven days ended; raises NotAllowed."""
    now = clock.now()
    today = day_in_hanoi(now)
    async with uow(readonly=True) as work:
        await authorise(work, by, Act.SEE_GAPS)
        counts = await work.questions.list_counts(today - WEEK + timedelta(days=1), today)
        thumbs_down = await work.gaps.count_thumbs_down(now - WEEK)
    summed: dict[tuple[str, str], int] = {}
    for _, topic, outcome, number in counts:
        summed[topic, outcome] = summed.get((topic, outcome), 0) + number
    return Week(tuple((topic, outcome, n) for (topic, outcome), n in sorted(summed.items())), thumbs_down)


async def settle_question(uow: OpenWork, clock: Clock, *, citizen: Address, procedure: str, topic: str) -> bool:
    """The person picked what they meant: the question we asked back about is answered, where it is kept at all."""
    since = clock.now() - CONVERSATION_FORGOTTEN_AFTER
    async with uow(readonly=True) as work:
        known = await work.consents.find_agreed(citizen, Purpose.IMPROVE_ANSWERS)
    if known is None:
        return False
    async with uow() as work:
        settled = await work.gaps.settle(known, since, procedure, topic)
        await work.commit()
    return settled


async def _wards_seen(work: UnitOfWork, by: Actor) -> frozenset[str] | None:
    """The wards somebody may look at; None: all of them."""
    return wards_of(await work.grants.list_at(by), Act.SEE_GAPS) if isinstance(by, Address) else None


def _within(questions: Iterable[Unanswered], wards: frozenset[str] | None) -> Iterable[Unanswered]:
    return (q for q in questions if wards is None or q.ward in wards)
