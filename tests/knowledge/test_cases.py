"""What people say of themselves gives away their case: ages, words, and the longest wording first."""

from collections.abc import Callable, Mapping

import pytest

from knowledge.answering import Answerer
from knowledge.model import Procedure
from knowledge.reading.cases import Cases

Read = Callable[[str], Mapping[str, str]]

PROCEDURE = Procedure.model_validate(
    {
        "slug": "the-muon-do",
        "title": "Thẻ mượn đồ",
        "topic": "giay-to",
        "checked_on": "2026-11-01",
        "review_by": "2027-01-01",
        "names": ["thẻ mượn đồ"],
        "phrasings": ["một hai"] * 5,
        "samples": ["ba bốn"] * 5,
        "overview": [{"id": "what", "text": "Thẻ.", "sources": ["a", "b"]}],
        "cases": {
            "who": {
                "ask": "Cho ai?",
                "values": {
                    "child": {"label": "trẻ em", "words": ["con nhỏ", "con"], "ages": [0, 15]},
                    "young": {"label": "thanh niên", "words": ["con trai lớn"], "ages": [16, 59]},
                    "old": {"label": "người cao tuổi", "words": ["bà ngoại"], "ages": [60, 200]},
                },
            },
            "way": {
                "ask": "Cách nào?",
                "values": {
                    "online": {"label": "trên mạng", "words": ["trực tuyến"]},
                    "counter": {"label": "trực tiếp", "words": ["trực tiếp"]},
                },
            },
        },
    }
)


@pytest.fixture(scope="module")
def read(answerer: Answerer) -> Read:
    """Read the case that a text gives away."""
    cases = Cases(PROCEDURE, answerer.lexicon)
    return lambda text: cases.read(answerer.lexicon.read(text))


@pytest.mark.parametrize(
    ("said", "case"),
    [
        ("con nhỏ làm thẻ được không", {"who": "child"}),
        ("con nho lam the duoc khong", {"who": "child"}),
        ("con trai lớn của tôi làm thẻ", {"who": "young"}),
        ("bà ngoại làm thẻ trực tuyến", {"who": "old", "way": "online"}),
        ("cháu 10 tuổi", {"who": "child"}),
        ("15 tuổi", {"who": "child"}),
        ("16 tuổi", {"who": "young"}),
        ("dưới 16 tuổi", {"who": "child"}),
        ("chưa đủ 16 tuổi", {"who": "child"}),
        ("bé 8 tháng tuổi", {"who": "child"}),
        ("bà 82 tuổi", {"who": "old"}),
        ("con tôi 30 tuổi", {"who": "young"}),
        ("nộp trực tiếp", {"way": "counter"}),
        ("còn làm ở đâu", {}),  # "con" stands there without its marks only
        ("làm thẻ ở đâu", {}),
        ("quận 10", {}),
        ("", {}),
    ],
)
def test_words_and_ages_give_the_case_away(read: Read, said: str, case: Mapping[str, str]) -> None:
    assert read(said) == case
