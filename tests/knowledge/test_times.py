"""Times: what is shown back reads as the same time, what comes again comes on its day, and nothing makes it stumble."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.reading import lunar
from knowledge.reading.recurrences import HANOI, Cycle, Recurrence
from knowledge.reading.times import MOST_READINGS, Ambiguous, Moment, Past, Repeated, read_time
from knowledge.reading.working_days import is_working_day, working_days_after
from knowledge.saying_times import say_moment, say_recurrence

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=HANOI)

NAIVE = NOW.replace(tzinfo=None)

moments = st.integers(1, 20 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
hours = st.times().map(lambda at: time(at.hour, at.minute))
weekdays = st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True).map(lambda d: tuple(sorted(d)))
recurrences = st.one_of(
    st.builds(Recurrence, st.just(Cycle.DAILY), hours),
    st.builds(Recurrence, st.just(Cycle.WEEKLY), hours, weekdays),
    st.builds(Recurrence, st.just(Cycle.MONTHLY), hours, st.integers(1, 31).map(lambda d: (d,))),
    st.builds(Recurrence, st.just(Cycle.YEARLY), hours, st.integers(1, 28).map(lambda d: (d,)), st.integers(1, 12)),
    st.builds(Recurrence, st.just(Cycle.LUNAR_MONTHLY), hours, st.integers(1, 30).map(lambda d: (d,))),
    st.builds(
        Recurrence, st.just(Cycle.LUNAR_YEARLY), hours, st.integers(1, 30).map(lambda d: (d,)), st.integers(1, 12)
    ),
)


@given(moments)
@example(datetime(2026, 11, 28, 9, 0, tzinfo=HANOI))
@example(datetime(2026, 11, 25, 0, 0, tzinfo=HANOI))
@example(datetime(2026, 11, 24, 12, 5, tzinfo=HANOI))
def test_a_moment_that_is_shown_back_reads_as_the_same_moment(at: datetime) -> None:
    read = read_time(say_moment(at), NOW)

    assert (read.when, read.rest) == (Moment(at), "")


@given(recurrences)
def test_a_recurrence_that_is_shown_back_reads_as_the_same_recurrence(recurrence: Recurrence) -> None:
    read = read_time(say_recurrence(recurrence), NOW)

    assert isinstance(read.when, Repeated)
    assert (read.when.recurrence, read.rest) == (recurrence, "")


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (datetime(2026, 11, 28, 9, 0, tzinfo=HANOI), "thứ bảy 28/11/2026, 9 giờ sáng"),
        (datetime(2026, 12, 6, 12, 30, tzinfo=UTC), "chủ nhật 06/12/2026, 7 giờ 30 phút tối"),
        (datetime(2027, 7, 1, 0, 5, tzinfo=HANOI), "thứ năm 01/7/2027, 0 giờ 5 phút"),
        (datetime(2027, 7, 1, 12, 0, tzinfo=HANOI), "thứ năm 01/7/2027, 12 giờ trưa"),
    ],
)
def test_a_moment_is_shown_with_its_weekday_in_hanoi(at: datetime, shown: str) -> None:
    assert say_moment(at) == shown


@pytest.mark.parametrize(
    ("recurrence", "shown"),
    [
        ("daily - - 07:00", "hằng ngày, 7 giờ sáng"),
        ("weekly 0,2 - 20:15", "thứ hai, thứ tư hằng tuần, 8 giờ 15 phút tối"),
        ("monthly 31 - 17:00", "cuối mỗi tháng, 5 giờ chiều"),
        ("lunar_monthly 1,15 - 06:00", "mùng 1 âm lịch và ngày 15 âm lịch hằng tháng, 6 giờ sáng"),
        ("lunar_yearly 8 12 08:00", "mùng 8 tháng 12 âm lịch hằng năm, 8 giờ sáng"),
    ],
)
def test_a_recurrence_is_shown_in_plain_words(recurrence: str, shown: str) -> None:
    assert say_recurrence(Recurrence.from_text(recurrence)) == shown


@given(recurrences, moments)
def test_what_comes_again_comes_later_at_its_hour_and_is_kept_as_one_line(rule: Recurrence, now: datetime) -> None:
    following = rule.after(now)

    assert following > now
    assert following.time() == rule.at
    assert rule.after(following) > following
    assert rule.after(following - timedelta(minutes=1)) == following
    assert Recurrence.from_text(rule.to_text()) == rule


@pytest.mark.parametrize(
    ("rule", "times"),
    [
        ("daily - - 07:00", ["2026-11-25", "2026-11-26"]),
        ("weekly 1,5 - 10:00", ["2026-11-28", "2026-12-01", "2026-12-05"]),
        ("weekly 1 - 10:01", ["2026-11-24", "2026-12-01"]),
        ("monthly 31 - 08:00", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
        ("monthly 1,15 - 08:00", ["2026-12-01", "2026-12-15", "2027-01-01"]),
        ("yearly 29 2 08:00", ["2027-02-28", "2028-02-29"]),
        ("lunar_monthly 1,15 - 08:00", ["2026-12-09", "2026-12-23", "2027-01-08"]),
        ("lunar_monthly 30 - 08:00", ["2026-12-08", "2027-01-07", "2027-02-05"]),
        ("lunar_yearly 1 1 08:00", ["2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02"]),
    ],
)
def test_a_recurrence_comes_on_these_days(rule: str, times: list[str]) -> None:
    recurrence, at, came = Recurrence.from_text(rule), NOW, []
    for _ in times:
        at = recurrence.after(at)
        came.append(f"{at:%Y-%m-%d}")

    assert came == times


def test_a_recurrence_needs_a_moment_with_its_zone_and_answers_in_hanoi() -> None:
    daily = Recurrence(Cycle.DAILY, time(7))

    late = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)  # 6:00 on Wednesday in Hanoi
    assert daily.after(late) == datetime(2026, 11, 25, 7, 0, tzinfo=HANOI)
    with pytest.raises(ValueError, match="zone"):
        daily.after(NAIVE)
    with pytest.raises(ValueError, match="zone"):
        read_time("mai", NAIVE)
    with pytest.raises(ValueError, match="zone"):
        say_moment(NAIVE)


@pytest.mark.parametrize("text", ["", "daily", "hourly - - 07:00", "daily - - 25:00", "weekly x - 07:00"])
def test_what_is_no_kept_recurrence_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Recurrence.from_text(text)


@pytest.mark.parametrize(
    ("new_year", "chinese"),
    [
        (date(1985, 1, 21), date(1985, 2, 20)),
        (date(2007, 2, 17), date(2007, 2, 18)),
        (date(2030, 2, 2), date(2030, 2, 3)),
    ],
)
def test_the_new_year_is_the_vietnamese_one(new_year: date, chinese: date) -> None:
    first = lunar.LunarDay(1, 1, new_year.year)

    assert lunar.lunar_day(new_year) == first
    assert lunar.solar_date(1, 1, new_year.year) == new_year
    assert lunar.lunar_day(chinese) != first


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_lunar_day_leads_back_to_its_date(on: date) -> None:
    found = lunar.lunar_day(on)
    start = lunar.month_start(on)

    assert lunar.in_month(start, found.day) == on
    assert lunar.lunar_day(lunar.next_month_start(on)).day == 1
    assert start <= on < lunar.next_month_start(on)
    if not found.leap:
        assert lunar.solar_date(found.day, found.month, found.year) == on


def test_offices_are_closed_at_weekends_and_on_holidays() -> None:
    closed = [date(2026, 11, 24), date(2026, 11, 28), date(2026, 11, 29), date(2027, 2, 8), date(2026, 8, 31)]

    assert not any(map(is_working_day, closed))
    assert is_working_day(date(2026, 11, 25))
    assert working_days_after(date(2026, 11, 27), 1) == date(2026, 11, 30)


@given(st.text(max_size=300))
@example("đ" * 3000)
@example("ngày 5 " * 400)
@example("em " * 900)
@example("thứ 2, " * 300)
@example("999 năm nữa " * 9)
@example("31/12/9999")
@example("30/12/2099 âm lịch")
@example("\ud800 9h mai")
def test_no_text_makes_it_stumble(text: str) -> None:
    read = read_time(text, NOW)

    assert len(read.rest) <= 2000
    match read.when:
        case Moment(at) | Repeated(first=at):
            assert at > NOW
        case Ambiguous(readings=readings):
            assert 2 <= len(readings) <= MOST_READINGS
        case Past(at):
            assert at <= NOW


@given(
    st.lists(
        st.sampled_from(
            "nhắc tôi 9h 8 rưỡi sáng tối mai thứ 7 15/12 rằm mùng 5 tháng chạp tuần sau hằng mỗi ngày trước Tết 3 nữa"
            " cuối đầu năm 30/11 lúc và , nào cũng âm lịch chủ nhật kém 15 phút làm việc".split()
        ),
        max_size=9,
    )
)
def test_no_order_of_the_words_of_times_makes_it_stumble(said: list[str]) -> None:
    when = read_time(" ".join(said), NOW).when

    match when:
        case Moment(at) | Repeated(first=at):
            assert at > NOW
        case Past(at, after):
            assert at <= NOW
            assert after is None or after.at > NOW


def test_a_now_in_another_zone_is_hanois_day() -> None:
    late = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # 1:00 on Wednesday in Hanoi

    assert read_time("hôm nay 9h sáng", late).when == Moment(datetime(2026, 11, 25, 9, 0, tzinfo=HANOI))
