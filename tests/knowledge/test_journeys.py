"""Life events: our procedures in order, what comes along by itself, and what makes a journey lead nowhere."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.answer import Question, Status
from knowledge.answering import Answerer, build_answerer
from knowledge.catalogue import check_links, load_catalogue

JOURNEY = """\
- id: don-nha
  title: Dọn về nhà mới
  topic: giay-to
  checked_on: 2026-11-01
  review_by: 2027-01-01
  intro: Việc đầu tiên là làm thẻ mượn đồ.
  names: [dọn về nhà mới]
  phrasings: [mới dọn về đây, chuyển nhà tới khu này, nhà em mới dọn tới, vừa chuyển chỗ ở, về khu phố mới ở]
  samples: [vừa dọn nhà xong, mới chuyển tới đây ở, về nhà mới thì làm gì]
  steps:
    - {id: card, procedure: the-muon-do, text: Làm trong tuần đầu., sources: [bao-a, bao-b]}
    - id: again
      procedure: the-muon-do
      after: [card]
      by_itself: true
      certainty: reported
      text: Thẻ của con đi cùng thẻ của bạn.
      sources: [bao-c]
"""


@pytest.fixture
def moved(small: Path) -> Answerer:
    """An assistant that knows one journey."""
    (small / "journeys.yaml").write_text(JOURNEY, "utf-8")
    return build_answerer(small)


def test_a_life_event_is_answered_with_its_procedures_in_order(moved: Answerer, today: date) -> None:
    answer = moved.answer(Question("nhà em mới dọn tới khu này", today))

    assert (answer.status, answer.journey) == (Status.ANSWERED, "don-nha")
    assert answer.procedures == ("the-muon-do",)
    assert [b.kind for b in answer.blocks] == ["lead", "step", "line", "source"]
    assert answer.text.startswith("Việc đầu tiên là làm thẻ mượn đồ.\n1. Thẻ mượn đồ. Làm trong tuần đầu.")
    assert "01/11/2026" in answer.text
    assert "Báo C" in answer.text


def test_each_step_is_a_choice_that_may_be_typed(moved: Answerer, today: date) -> None:
    journey = moved.answer(Question("vừa chuyển chỗ ở", today))
    opened = moved.answer(Question(journey.choices[0].label, today, journey.context))

    assert opened.procedures == ("the-muon-do",)
    assert opened.journey is None


def test_a_journey_whose_steps_are_all_switched_off_is_no_answer(moved: Answerer, today: date) -> None:
    answer = moved.answer(Question("vừa chuyển chỗ ở", today, closed=frozenset({"the-muon-do"})))

    assert (answer.status, answer.journey) == (Status.NO_MATCH, None)


@pytest.mark.parametrize(
    ("sound", "spoilt", "problem"),
    [
        ("procedure: the-muon-do, text", "procedure: the-khac, text", "no procedure 'the-khac'"),
        ("after: [card]", "after: [later]", "no step before it"),
        ("sources: [bao-c]", "sources: [bao-x]", "no source 'bao-x'"),
        ("id: don-nha", "id: the-thu-vien", "rename it"),
    ],
)
def test_a_journey_that_leads_nowhere_is_found(small: Path, sound: str, spoilt: str, problem: str) -> None:
    (small / "journeys.yaml").write_text(JOURNEY.replace(sound, spoilt), "utf-8")

    assert [f for f in check_links(load_catalogue(small)) if problem in f.problem]


def test_the_sound_journey_has_no_finding(small: Path) -> None:
    (small / "journeys.yaml").write_text(JOURNEY, "utf-8")

    assert check_links(load_catalogue(small)) == ()
