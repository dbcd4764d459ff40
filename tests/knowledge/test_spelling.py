"""A misspelt word is mended where a like one is known, and its neighbours have a say."""

import pytest

from knowledge.answering import Answerer
from knowledge.spelling import Speller

WORDS = "ly lich tu phap phuong phan anh chuyen khoan nham giay phep cuoc can 5656"
SPELLER = Speller(
    dict.fromkeys(WORDS.split(), 0.0),
    {"ly_lich", "lich_tu", "tu_phap", "phan_anh", "chuyen_khoan", "khoan_nham", "giay_phep", "can_cuoc"},
    least=0.74,
)


def mended(text: str) -> str:
    return " ".join(word for word, _ in SPELLER.mend(text.split()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ly lihc tu phap", "ly lich tu phap"),
        ("chuyen khaon nham", "chuyen khoan nham"),
        ("can cuoic", "can cuoc"),
        ("giayy phep", "giay phep"),
        ("chuyne khoan", "chuyen khoan"),
    ],
)
def test_a_slip_of_the_keys_is_mended(typed: str, meant: str) -> None:
    assert mended(typed) == meant


def test_of_two_like_words_the_one_that_fits_its_neighbour_is_meant() -> None:
    assert mended("tu phjp") == "tu phap"
    assert mended("giay phjp") == "giay phep"


def test_a_known_word_is_never_changed() -> None:
    assert SPELLER.mend(["phep", "phap", "phan"]) == [("phep", False), ("phap", False), ("phan", False)]


def test_a_word_of_another_matter_is_left_alone_without_a_neighbour_to_fit() -> None:
    assert mended("nhan") == "nhan"
    assert mended("xe nhan") == "xe nhan"


@pytest.mark.parametrize("word", ["5657", "4g", "x", "lq", ""])
def test_numbers_and_very_short_words_are_left_alone(word: str) -> None:
    assert SPELLER.mend([word]) == [(word, False)]


def test_what_was_changed_is_told() -> None:
    assert SPELLER.mend(["ly", "lihc"]) == [("ly", False), ("lich", True)]


def test_words_run_together_are_parted_only_where_the_pair_is_known() -> None:
    assert SPELLER.split("lylich") == ("ly", "lich")
    assert SPELLER.split("cancuoc") == ("can", "cuoc")
    assert SPELLER.split("lichcan") is None
    assert SPELLER.split("") is None


def test_one_slip_is_mended_rather_than_parted(answerer: Answerer) -> None:
    index = answerer.understanding.index
    terms, _ = index.read(answerer.lexicon.read("đổi căn cưcớ ở đâu"))

    assert [t.folded for t in terms][:3] == ["doi", "can", "cuoc"]
