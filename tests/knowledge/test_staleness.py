"""What curators should look at again: windows around a day, both ends told."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.staleness import Due, Why, as_data, find_stale, from_data
from knowledge.versions import digest_of, list_versions
from tests.knowledge.test_catalogue import change
from tests.knowledge.test_journeys import JOURNEY


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (date(2026, 12, 1), None),
        (date(2026, 12, 2), Why.SOON),
        (date(2026, 12, 31), Why.SOON),
        (date(2027, 1, 1), Why.OVERDUE),
        (date(2028, 1, 1), Why.OVERDUE),
    ],
)
def test_a_review_is_due_thirty_days_ahead_and_then_overdue(small: Path, on: date, why: Why | None) -> None:
    reviews = [d for d in find_stale(load_catalogue(small), on) if d.why in (Why.SOON, Why.OVERDUE)]

    due = [(home, why, date(2027, 1, 1)) for home in ("scams", "the-muon-do") if why]
    assert [(d.home, d.why, d.day) for d in reviews] == due


@pytest.mark.parametrize(
    ("on", "turning"),
    [
        (date(2026, 10, 1), []),
        (date(2026, 10, 2), [Why.BEGINS]),
        (date(2026, 10, 31), [Why.BEGINS]),
        (date(2026, 11, 1), [Why.ENDS, Why.BEGINS]),
        (date(2026, 12, 1), [Why.ENDS]),
        (date(2026, 12, 31), [Why.ENDS]),
        (date(2027, 1, 1), []),
    ],
)
def test_a_fact_that_turns_within_sixty_days_is_listed(small: Path, on: date, turning: list[Why]) -> None:
    found = [d for d in find_stale(load_catalogue(small), on) if d.fact]

    assert [d.why for d in found] == turning
    assert all(d.text == "50.000 đồng một thẻ." for d in found)


def test_a_source_is_old_by_the_earliest_look_at_what_rests_on_it(small: Path) -> None:
    catalogue = load_catalogue(small)

    def old(on: date) -> list[tuple[str, date]]:
        return [(d.home, d.day) for d in find_stale(catalogue, on) if d.why is Why.OLD_SOURCE]

    assert old(date(2027, 1, 3)) == []  # 90 days after the first
    assert old(date(2027, 1, 4)) == [("bao-c", date(2026, 10, 5))]
    assert [source for source, _ in old(date(2027, 1, 31))] == ["bao-c", "bao-a", "bao-b"]


def test_the_last_day_there_is_has_no_days_after_it(small: Path) -> None:
    assert {d.why for d in find_stale(load_catalogue(small), date.max)} == {Why.OVERDUE, Why.OLD_SOURCE}


def test_life_events_are_reviewed_too(small: Path) -> None:
    (small / "journeys.yaml").write_text(JOURNEY, "utf-8")

    found = find_stale(load_catalogue(small), date(2027, 1, 2))

    assert {d.home for d in found if d.why is Why.OVERDUE} == {"the-muon-do", "don-nha", "scams"}


def test_a_sign_of_a_scam_that_begins_is_listed_under_the_title_of_its_file(small: Path) -> None:
    (small / "scams.yaml").write_text(
        "title: Tin lạ\nchecked_on: 2026-11-01\nreview_by: 2027-01-01\nsigns:\n"
        "  - {id: code, name: Đòi mã, text: không đưa mã., weight: 3, from: 2026-12-10, sources: [bao-a, bao-b],"
        " patterns: [{all: [[mã otp]]}]}\n",
        "utf-8",
    )

    (found,) = (d for d in find_stale(load_catalogue(small), date(2026, 12, 1)) if d.why is Why.BEGINS)

    assert (found.home, found.title, found.fact, found.day) == ("scams", "Tin lạ", "code", date(2026, 12, 10))


def test_the_list_survives_being_kept(small: Path) -> None:
    found = find_stale(load_catalogue(small), date(2027, 2, 1))

    assert from_data(as_data(found)) == found
    assert isinstance(found[0], Due)


def test_a_version_changes_with_what_is_told_and_not_with_what_is_checked(small: Path) -> None:
    before = load_catalogue(small)
    change(small, "checked_on: 2026-10-05", "checked_on: 2026-11-20")
    checked = load_catalogue(small)
    change(small, "Đặt cọc 20.000 đồng.", "Đặt cọc 30.000 đồng.")
    told = load_catalogue(small)

    assert digest_of(before) == digest_of(checked) != digest_of(told)
    differing = {a.fact for a, b in zip(list_versions(before), list_versions(told), strict=True) if a != b}
    assert differing == {"deposit"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    until: 2026-12-31\n", "    until: 2027-12-31\n"),
        ("when: {who: [child]}", "when: {who: [adult]}"),
        ("    ask: [phong-giay-to]\n", "    ask: [duong-day]\n"),
        ("{text: 3 ngày,", "{text: 4 ngày,"),
    ],
)
def test_when_for_whom_and_whom_to_ask_belong_to_a_version(small: Path, old: str, new: str) -> None:
    before = digest_of(load_catalogue(small))
    change(small, old, new)

    assert digest_of(load_catalogue(small)) != before
