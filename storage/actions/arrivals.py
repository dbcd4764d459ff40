"""Who comes by a poster is counted, and nothing else of it kept: not who, not when within a day."""

from dataclasses import dataclass
from datetime import date

from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork

EFFECT = "arrival"


@dataclass(frozen=True, slots=True)
class ArrivalCount:
    """How often one poster was opened. `ward`: its code; `procedure`: its slug, if the poster is about one."""

    ward: str
    procedure: str | None
    number: int


async def count_arrival(
    uow: OpenWork, clock: Clock, *, update_key: str | None, ward: str, procedure: str | None
) -> bool:
    """Add one to a poster; False, and nothing counted, where this update was counted before."""
    now = clock.now()
    async with uow() as work:
        first = await work.effects.record(update_key, EFFECT, now)
        if first:
            await work.arrivals.count(f"{ward}/{procedure or ''}", day_in_hanoi(now))
        await work.commit()
    return first


async def list_arrivals(uow: OpenWork, *, since: date, until: date) -> tuple[ArrivalCount, ...]:
    """Every poster that was opened between two days in Hanoi, both included; the most opened first."""
    async with uow(readonly=True) as work:
        found = await work.arrivals.sum_by_poster(since, until)
    counts = []
    for poster, number in found.items():
        ward, _, procedure = poster.partition("/")
        counts.append(ArrivalCount(ward, procedure or None, number))
    return tuple(sorted(counts, key=lambda count: (-count.number, count.ward, count.procedure or "")))
