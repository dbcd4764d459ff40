"""The inverted index says who has a feature, what it counts there, and how rare it is."""

import pytest

from knowledge.postings import Postings, is_word

COUNTS = (
    {"the": 2.0, "can": 1.0, "the_can": 1.0},
    {"the": 1.0, "the*the3": 0.5},
    {"ly": 1.0},
)


@pytest.fixture(scope="module")
def postings() -> Postings:
    return Postings(iter(COUNTS), saturation=1.2, length=0.0)


def test_a_feature_is_found_where_it_stands_in_the_order_of_the_entries(postings: Postings) -> None:
    assert {f: [n for n, _ in postings.of(f)] for f in postings.features} == {
        "the": [0, 1],
        "can": [0],
        "the_can": [0],
        "the*the3": [1],
        "ly": [2],
    }


def test_more_of_a_feature_counts_more_but_less_and_less(postings: Postings) -> None:
    twice, once = (value for _, value in postings.of("the"))

    assert once < twice < 2 * once


def test_in_a_longer_entry_a_feature_counts_less() -> None:
    long, short = Postings([{"a": 1.0, "b": 9.0}, {"a": 1.0}], saturation=1.2, length=1.0).of("a")

    assert long[1] < short[1]


def test_what_fewer_entries_have_is_rarer_and_what_none_has_is_rarest(postings: Postings) -> None:
    assert postings.rarity("the") < postings.rarity("ly") == postings.rarity("can") < postings.rarity("xe")
    assert postings.rarity("xe") == postings.unseen
    assert "xe" not in postings
    assert list(postings.of("xe")) == []


def test_nothing_indexed_holds_nothing() -> None:
    assert "the" not in Postings([], saturation=1.2, length=0.5)


def test_pairs_and_marks_are_no_words() -> None:
    assert [f for f in COUNTS[0] | COUNTS[1] if is_word(f)] == ["the", "can"]
