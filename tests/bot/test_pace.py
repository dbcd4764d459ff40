"""Twenty messages in any minute."""

from datetime import UTC, datetime, timedelta

from bot.pace import Pace, PaceLimit

NINE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_the_minute_slides() -> None:
    limit = PaceLimit(2)

    paces = [limit.check("lan", NINE + timedelta(seconds=s)) for s in (0, 30, 40, 50, 61, 62)]

    assert paces == [
        Pace.FINE,
        Pace.FINE,
        Pace.TOO_FAST,
        Pace.ASKED_ALREADY,
        Pace.FINE,
        Pace.TOO_FAST,
    ]


def test_people_are_counted_apart_and_the_longest_silent_is_forgotten() -> None:
    limit = PaceLimit(1)

    for number in range(10_001):
        assert limit.check(f"person {number}", NINE) is Pace.FINE

    assert limit.check("person 0", NINE) is Pace.FINE
    assert limit.check("person 10000", NINE) is Pace.TOO_FAST
