"""How things stand: what a watchdog asks of the database, in one read; numbers that name nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork


@dataclass(frozen=True, slots=True)
class Queue:
    """What is due on a channel and not sent; `oldest_at`: since when the oldest is, None where nothing is."""

    due: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """`answers`: questions of this day in Hanoi by answer status; `queues`: by channel."""

    answers: Mapping[str, int]
    queues: Mapping[str, Queue]


async def read_standing(uow: OpenWork, clock: Clock, *, channels: Sequence[str]) -> Standing:
    """The numbers of this moment. Raises what the database raises: whoever asks wants to know."""
    now = clock.now()
    today = day_in_hanoi(now)
    answers: dict[str, int] = {}
    async with uow(readonly=True) as work:
        for _, _, status, number in await work.questions.list_counts(today, today):
            answers[status] = answers.get(status, 0) + number
        queues = {channel: Queue(*await work.delivery_counts.count_waiting(channel, now)) for channel in channels}
    return Standing(answers, queues)
