"""A reminder as a calendar file says what we would have said, on the same days."""

from datetime import UTC, datetime, time, timedelta

import pytest
from icalendar import Calendar

from knowledge.calendar_file import calendar_file
from knowledge.reading.recurrences import HANOI, Cycle, Recurrence

FIRST = datetime(2026, 11, 28, 6, 30, tzinfo=HANOI)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def event_of(recurrence: Recurrence | None = None, what: str = "đi lấy kết quả, phường; 9h") -> object:
    content = calendar_file(what, FIRST, recurrence, name="reminder-1", made_at=NOW)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def test_it_rings_at_its_minute_in_hanoi_and_carries_its_words_unharmed() -> None:
    event = event_of()

    assert event["DTSTART"].dt == FIRST  # type: ignore[index]
    assert str(event["SUMMARY"]) == "đi lấy kết quả, phường; 9h"  # type: ignore[index]
    (alarm,) = event.walk("VALARM")  # type: ignore[attr-defined]
    assert alarm["TRIGGER"].dt == timedelta(0)


@pytest.mark.parametrize(
    ("recurrence", "rule"),
    [
        (Recurrence(Cycle.DAILY, time(6, 30)), "FREQ=DAILY"),
        (Recurrence(Cycle.WEEKLY, time(6, 30), (0, 5)), "FREQ=WEEKLY;BYDAY=MO,SA"),
        (Recurrence(Cycle.MONTHLY, time(6, 30), (5,)), "FREQ=MONTHLY;BYMONTHDAY=5"),
        (Recurrence(Cycle.YEARLY, time(6, 30), (2,), 9), "FREQ=YEARLY;BYMONTHDAY=2;BYMONTH=9"),
    ],
)
def test_what_comes_again_is_said_in_the_words_of_calendars(recurrence: Recurrence, rule: str) -> None:
    assert event_of(recurrence)["RRULE"].to_ical().decode() == rule  # type: ignore[index]


@pytest.mark.parametrize(
    "recurrence",
    [
        Recurrence(Cycle.MONTHLY, time(6, 30), (31,)),
        Recurrence(Cycle.LUNAR_MONTHLY, time(6, 30), (15,)),
        Recurrence(Cycle.LUNAR_YEARLY, time(6, 30), (10,), 3),
    ],
)
def test_what_calendars_have_no_word_for_is_written_out_day_by_day(recurrence: Recurrence) -> None:
    listed = [day.dt for day in event_of(recurrence)["RDATE"].dts]  # type: ignore[index]

    expected, at = [], FIRST
    for _ in range(12):
        at = recurrence.after(at)
        expected.append(at)
    assert listed == expected


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        calendar_file("x", datetime(2026, 11, 28), None, name="x", made_at=NOW)  # noqa: DTZ001
