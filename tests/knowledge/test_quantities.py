"""Sums of money and ages: the ways of writing one are read as one."""

import pytest

from knowledge.quantities import bands, joined
from knowledge.text import words


@pytest.mark.parametrize("said", ["170k", "170 nghìn", "170 ngan", "170.000", "170,000"])
def test_a_sum_is_one_number_however_it_is_written(said: str) -> None:
    assert joined(words(said)) == ["170000"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2tr5", ["2500000"]),
        ("20 triệu", ["20000000"]),
        ("5 tỷ", ["5000000000"]),
        ("170000đ", ["170000", "đồng"]),
        ("bé 2t", ["bé", "2", "tuổi"]),
        ("xe 300t", ["xe", "300t"]),
        ("01/7/2026", ["01/7/2026"]),
        ("mức 2 k được", ["mức", "2", "k", "được"]),
        ("", []),
    ],
)
def test_what_stands_beside_a_number_says_what_it_counts(said: str, meant: list[str]) -> None:
    assert joined(words(said)) == meant


def test_a_number_too_long_to_be_said_in_thousands_is_left_alone() -> None:
    assert joined(["0912345678", "nghìn"]) == ["0912345678", "nghìn"]


def test_ages_lie_in_the_bands_at_whose_ends_rules_change() -> None:
    assert bands("5", months=False) == ("@0-5", "@0-13")
    assert bands("13", months=False) == ("@0-13", "@6-13")
    assert bands("14", months=False) == ("@14-17",)
    assert bands("80", months=False) == ("@60-110", "@75-110")
    assert bands("18", months=True) == ("@0-5", "@0-13")


@pytest.mark.parametrize("before", ["mấy", "", "1000", "999", "²"])
def test_what_is_no_age_lies_in_no_band(before: str) -> None:
    assert bands(before, months=False) == ()
