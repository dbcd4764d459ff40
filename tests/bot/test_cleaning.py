"""What arrives is made harmless before it is written down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cleaning import LONGEST_KEPT, clean_text, clean_update

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lý lịch\x00 tư\x1b pháp", "lý lịch tư pháp"),
        ("một\r\nhai\tba", "một\nhai\tba"),
        ("\ud83d\ude42", "🙂"),
        ("chào\ud83d", "chào"),
        ("chào\U000e0041\U000e0042", "chào"),
        ("\u202edảo\u202c", "dảo"),
        ("a\u0301", "á"),
        ("👨‍👩‍👧 🏛️", "👨‍👩‍👧 🏛️"),
    ],
)
def test_words_stay_and_what_hides_goes(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_piled_marks_are_cut_down() -> None:
    assert len(clean_text("a" + "\u0316" * 500)) < 10


def test_a_giant_string_is_cut() -> None:
    assert len(clean_text("a" * 100_000)) <= LONGEST_KEPT + 1


@given(st.text(st.characters(codec=None)))
def test_any_text_becomes_one_that_can_be_written_down(text: str) -> None:
    cleaned = clean_text(text)

    cleaned.encode()
    assert clean_text(cleaned) == cleaned


@given(st.dictionaries(st.text(), ANYTHING))
def test_any_update_becomes_one_that_can_be_written_down(payload: dict[str, object]) -> None:
    str(clean_update(payload)).encode()


def test_what_is_nested_too_deep_is_left_out() -> None:
    deep: dict[str, object] = {}
    for _ in range(2000):
        deep = {"inner": deep}

    assert str(clean_update(deep)).count("inner") < 50
