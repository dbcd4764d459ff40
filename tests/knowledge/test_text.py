"""Text as people type it becomes comparable, and no text is too broken to be read."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import LONGEST_QUESTION, clean, fold, fold_word, mark_key, words

ANYTHING = st.text(st.characters(), max_size=300)
"""Any code points at all, lone surrogates and control characters among them."""


def test_composed_and_decomposed_text_is_the_same_text() -> None:
    composed = "Phiếu lý lịch tư pháp, đường Nguyễn Huệ"
    decomposed = unicodedata.normalize("NFD", composed)

    assert decomposed != composed
    assert clean(decomposed) == clean(composed) == composed
    assert words(decomposed) == words(composed)
    assert fold(decomposed) == fold(composed)


@pytest.mark.parametrize(
    ("old", "new"),
    [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("quý", "quý"), ("uỷ", "ủy"), ("loá", "lóa")],
)
def test_both_tone_placements_are_one_word(old: str, new: str) -> None:
    assert mark_key(old) == mark_key(new)
    assert fold_word(old) == fold_word(new)


def test_a_tone_still_tells_words_apart() -> None:
    keys = [mark_key(w) for w in ("má", "mà", "mả", "mã", "mạ", "mâ", "mă")]

    assert len(set(keys)) == len(keys)
    assert mark_key("ma") is None


@pytest.mark.parametrize("typed", ["đường", "ĐƯỜNG", "Đường", "Ðường", "ðường", "đu\u031bo\u031b\u0300ng"])
def test_d_with_stroke_and_its_impostor_fold_alike(typed: str) -> None:
    assert fold(typed) == "duong"
    assert "Ð" not in clean(typed)
    assert "ð" not in clean(typed)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("200.000", "200000"),
        ("200,000", "200000"),
        ("1.500.000", "1500000"),
        ("15/8/2026", "15/8/2026"),
        ("1900.1009", "1900.1009"),
        ("3.14", "3.14"),
    ],
)
def test_a_grouped_number_is_one_word_and_a_date_stays_whole(typed: str, word: str) -> None:
    assert words(f"hết {typed} đồng") == ["hết", word, "đồng"]


def test_case_and_punctuation_do_not_count() -> None:
    assert fold("Lý lịch TƯ PHÁP???") == fold("lý-lịch, tư pháp") == "ly lich tu phap"


def test_what_cannot_be_seen_is_taken_out() -> None:
    tag = "".join(chr(0xE0000 + ord(c)) for c in "secret")
    broken = f"lý\u200b lịch\x00 \ud83d{tag}\u202etư\r\n\tpháp\ufeff"

    assert clean(broken) == "lý lịch tư pháp"


def test_line_ends_and_tabs_part_words() -> None:
    assert clean("lý\nlịch\ttư\u2028pháp") == "lý lịch tư pháp"


def test_a_giant_message_is_read_to_a_limit() -> None:
    assert len(clean("lý lịch " * 500_000)) <= LONGEST_QUESTION
    assert len(clean("\x00" + "ạ" * 1_000_000)) <= LONGEST_QUESTION


@given(ANYTHING)
def test_any_text_becomes_clean_and_stays_so(text: str) -> None:
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert unicodedata.is_normalized("NFC", cleaned)
    assert len(cleaned) <= LONGEST_QUESTION
    assert clean(cleaned) == cleaned


@given(ANYTHING)
def test_folding_any_text_twice_is_folding_it_once(text: str) -> None:
    folded = fold(clean(text))

    assert fold(folded) == folded
    assert folded == folded.lower()


@given(st.text("aáàảãạăắằâấầeéèêếềiíìoóòôốồơớờuúùưứừyýỳbcdđghklmnpqrstvx ", max_size=60))
def test_folded_vietnamese_is_plain_ascii(text: str) -> None:
    assert fold(text).isascii()
