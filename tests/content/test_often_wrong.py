"""What is often got wrong: each correction that the dossiers list, asked as somebody would ask it.

The new rule stands in the first message; the old one stands there at most as what was.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.answer import Question
from knowledge.answering import Answerer
from knowledge.measuring import contains

TODAY = date(2026, 11, 24)
ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("often_wrong.yaml").read_text("utf-8"))

SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n")
PAST = re.compile(
    r"\b(?:trước (?:đây|đó|kia|năm|tháng|ngày|\d)|cũ|đã (?:hết|bị thay|kết thúc|bỏ|dừng|đóng)|hết (?:ngày|hạn|giá trị)"
    r"|(?:không|chẳng|hết) (?:còn|dùng)|đến hết (?:năm|ngày )?(?:31/12/)?2025|dự thảo|thí điểm|từng|đừng"
    r"|thay (?:hẳn |cho )?(?:nghị định|thông tư|luật))\b"
)
"""Words by which a sentence says that a rule held before, or was never more than a draft."""


def one_of(value: str | list[str]) -> list[str]:
    """A string, or the strings of which any will do."""
    return [value] if isinstance(value, str) else value


def told_as_current(text: str, rule: str) -> list[str]:
    """The sentences of a text that hold an old rule and do not say that it is old."""
    sentences = SENTENCE_END.split(text)
    return [s for s in sentences if contains(s, rule) and not PAST.search(s.casefold())]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
@pytest.mark.no_cover
def test_the_new_rule_is_told_and_the_old_one_at_most_as_what_was(answerer: Answerer, row: dict[str, Any]) -> None:
    answer = answerer.answer(Question(row["question"], row.get("day", TODAY)))

    if row["procedure"] is not None:
        assert answer.procedures[:1]
        assert answer.procedures[0] in one_of(row["procedure"])
    front = answer.text if row.get("anywhere") else answer.blocks[0].text
    assert any(contains(front, w) for w in one_of(row["must"][0]))
    assert [m for m in row["must"] if not any(contains(answer.text, w) for w in one_of(m))] == []
    assert [s for rule in row.get("must_not", []) for s in told_as_current(answer.text, rule)] == []


def test_each_row_has_an_id_of_its_own_and_says_what_it_holds() -> None:
    ids = [row["id"] for row in ROWS]

    assert len(set(ids)) == len(ids)
    assert [row["id"] for row in ROWS if not row["must"]] == []


@pytest.mark.parametrize(
    ("text", "current"),
    [
        ("Phí là 170.000 đồng. Mức 200.000 đồng đã hết.", True),
        ("Mức 170.000 đồng đã hết ngày 31/12/2025.", False),
        ("Trước đây thu 170.000 đồng.", False),
        ("Bạn báo trước rồi trả 170.000 đồng.", True),
        ("Phí là 1.170.000 đồng.", False),
    ],
)
def test_an_old_rule_is_told_as_current_unless_its_own_sentence_says_it_is_old(text: str, *, current: bool) -> None:
    assert bool(told_as_current(text, "170.000 đồng")) is current
