"""Of one procedure's facts, the one that a question is about comes first."""

from collections.abc import Callable

import pytest

from knowledge.answering import Answerer
from knowledge.catalogue import Catalogue
from knowledge.model import Procedure
from knowledge.relevance import Facts, Relevant
from knowledge.search import Index, Tuning

SOURCES = ["a", "b"]
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
        "overview": [{"id": "what", "text": "Thẻ mượn đồ để mượn bàn ghế.", "sources": SOURCES}],
        "fee": [
            {"id": "price", "text": "Thẻ mượn đồ 50.000 đồng.", "sources": SOURCES},
            {"id": "veteran", "text": "Thương binh không mất tiền thẻ.", "sources": SOURCES, "keywords": ["bệnh binh"]},
        ],
        "errors": [{"id": "lost", "text": "Mất thẻ thì báo nhà văn hóa.", "sources": SOURCES}],
        "faqs": [
            {
                "id": "sunday",
                "text": "Chủ nhật nghỉ.",
                "sources": SOURCES,
                "aspect": "where",
                "questions": ["chủ nhật có mở cửa không"],
            }
        ],
    }
)


Rank = Callable[[str], tuple[Relevant, ...]]
FACTS_OF = {fact.id for _, fact in PROCEDURE.facts()}


@pytest.fixture(scope="module")
def rank(answerer: Answerer) -> Rank:
    """Rank the facts for a text."""
    index = Index.build(Catalogue({}, (), (), {}, {}), answerer.lexicon, Tuning.load())
    facts = Facts(PROCEDURE, answerer.lexicon, index.features)
    return lambda text: facts.rank(index.features(answerer.lexicon.read(text)))


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("thương binh có mất tiền không", "veteran"),
        ("bệnh binh thì sao", "veteran"),
        ("mượn bàn ghế", "what"),
        ("chủ nhật có mở cửa không", "sunday"),
        ("chu nhat co mo cua khong", "sunday"),
        ("mất thẻ báo nhà văn hóa", "lost"),
    ],
)
def test_the_fact_with_the_rare_words_of_the_question_comes_first(rank: Rank, said: str, first: str) -> None:
    assert rank(said)[0].fact.id == first


@pytest.mark.parametrize("said", ["", "kwz", "thẻ mượn đồ", "chủ nhật có mở cửa không", "mất thẻ " * 40])
def test_every_fact_is_ranked_once_by_a_share(rank: Rank, said: str) -> None:
    ranked = rank(said)

    assert {r.fact.id for r in ranked} == FACTS_OF
    assert len(ranked) == len(FACTS_OF)
    assert all(0 <= r.score <= 1.0001 and 0 <= r.wording <= 1.0001 for r in ranked)
    assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)


def test_a_question_in_the_words_of_an_faq_is_wholly_about_it(rank: Rank) -> None:
    assert rank("chủ nhật có mở cửa không")[0].score > 0.9


def test_words_of_no_fact_are_about_none(rank: Rank) -> None:
    assert all(r.score == 0 for r in rank("kwz qrt"))
