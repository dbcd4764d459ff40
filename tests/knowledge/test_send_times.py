"""A time at which a team sends something, as it is typed."""

from datetime import datetime, timedelta, timezone

import pytest

from knowledge.reading.send_times import read_send_time

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("10:30", "2026-11-24 10:30"),
        ("17h", "2026-11-24 17:00"),
        ("17 giờ 05", "2026-11-24 17:05"),
        ("8h30 27/11", "2026-11-27 08:30"),
        ("27/11/2026 lúc 8:30", "2026-11-27 08:30"),
        ("8:30 ngày 2/1", "2027-01-02 08:30"),
        ("24/11 21h", "2026-11-24 21:00"),
    ],
)
def test_a_time_is_read_as_people_type_it(words: str, expected: str) -> None:
    assert read_send_time(words, NOW) == datetime.fromisoformat(expected).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    "words", ["", "sáng mai", "8:30", "9h", "25:00", "10:75", "8:30 31/2", "8:30 1/1/2026", "27/11"]
)
def test_what_is_no_time_or_is_past_is_none(words: str) -> None:
    assert read_send_time(words, NOW) is None
