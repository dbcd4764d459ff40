"""Golden questions, edited by whoever writes content: how many are answered right, and none of the floors is broken.

The floors stand in golden/floors.yaml and only ever rise.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.answer import Answer, Context, Status
from knowledge.answering import Answerer
from knowledge.measuring import DECLINING, SCORED_ASPECTS, Row, Share

Ask = Callable[..., Answer]
Tell = Callable[[str], None]

GOLDEN = Path(__file__).parent / "golden"


def read(name: str) -> Any:
    """One golden file."""
    return yaml.safe_load((GOLDEN / f"{name}.yaml").read_text("utf-8"))


FLOORS: Mapping[str, float] = read("floors")


class Scores:
    """What came of the golden rows: by figure, how many were right of how many, and the misses in words."""

    def __init__(self) -> None:
        self.right: dict[str, int] = {}
        self.n: dict[str, int] = {}
        self.misses: dict[str, list[str]] = {}

    def count(self, figure: str, right: bool, miss: str) -> None:
        self.n[figure] = self.n.get(figure, 0) + 1
        self.right[figure] = self.right.get(figure, 0) + right
        if not right:
            self.misses.setdefault(figure, []).append(miss)

    def share(self, figure: str) -> Share:
        return Share(self.right.get(figure, 0), self.n.get(figure, 0))


Play = Callable[[], Scores]


def declined(answer: Answer) -> bool:
    return answer.status is Status.NO_MATCH or answer.route in DECLINING


def came(answer: Answer) -> str:
    first = answer.procedures[0] if answer.procedures else ""
    return f"{answer.route or answer.status.value} {first} {answer.aspect or ''}".strip()


def rows(name: str, answerer: Answerer) -> Iterator[dict[str, Any]]:
    """The rows of a file whose procedure is written."""
    for line in read(name):
        if isinstance(line.get("expect"), str) or set(line["expect"]) & set(answerer.catalogue.procedures):
            yield line


def score_questions(scores: Scores, answerer: Answerer, ask: Ask) -> None:
    for line in rows("questions", answerer):
        answer = ask(line["text"])
        row = Row(line["id"], line["text"], tuple(line["expect"]), answer, aspect=line["aspect"])
        miss = f"{row.id} {row.text!r}: {came(answer)}, not {row.expect[0]} {row.aspect}"
        scores.count("questions first", row.first, miss)
        scores.count("questions three", row.three, miss)
        scores.count("questions not answered wrongly", row.first or answer.status is not Status.ANSWERED, miss)
        scores.count("questions not asked back", answer.status is not Status.CLARIFY, miss)
        scores.count("questions with a match", answer.status is not Status.NO_MATCH, miss)
        if row.first and row.aspect in SCORED_ASPECTS:
            scores.count("questions aspect", row.aspect_right, miss)


def score_declined(scores: Scores, answerer: Answerer, ask: Ask) -> None:
    for line in rows("declined", answerer):
        answer = ask(line["text"])
        miss = f"{line['id']} {line['text']!r}: {came(answer)}"
        scores.count("declined", declined(answer), miss)
        scores.count("declined never answered", answer.status is not Status.ANSWERED, miss)


def score_routes(scores: Scores, answerer: Answerer, ask: Ask) -> None:
    for line in rows("routes", answerer):
        answer = ask(line["text"])
        miss = f"{line['id']} {line['text']!r}: {came(answer)}, expected {line['expect']} {line.get('not', '')}"
        if line["expect"] == "not_route":
            scores.count("routes left alone", answer.route != line["not"], miss)
        else:
            scores.count("routes", answer.route == line["expect"], miss)


def score_facts(scores: Scores, answerer: Answerer, ask: Ask) -> None:
    for line in rows("facts", answerer):
        must = tuple(map(tuple, line["must"]))
        answer = ask(line["question"])
        row = Row(
            line["id"], line["question"], tuple(line["expect"]), answer, must=must, must_not=tuple(line["must_not"])
        )
        miss = f"{row.id} {row.text!r}: {came(answer)}, words {'right' if row.words else 'wrong'}"
        scores.count("facts", row.first and row.words, miss)
        scores.count(f"facts {line['kind']}", row.first and row.words, miss)


def score_conversations(scores: Scores, answerer: Answerer, ask: Ask) -> None:
    written = set(answerer.catalogue.procedures)
    for line in read("conversations"):
        context: Context | None = None
        for number, turn in enumerate(line["turns"], 1):
            answer = ask(turn["say"], context)
            context = answer.context
            if isinstance(turn["expect"], list) and not set(turn["expect"]) & written:
                break
            expect = (turn["expect"],) if isinstance(turn["expect"], str) else tuple(turn["expect"])
            row = Row(f"{line['id']}.{number}", turn["say"], expect, answer)
            right = declined(answer) if expect == ("decline",) else row.first
            scores.count("conversation turns", right, f"{row.id} {row.text!r}: {came(answer)}, not {expect[0]}")


@pytest.fixture(scope="module")
def play(answerer: Answerer, ask: Ask, tell: Tell) -> Play:
    """Plays all golden files, once; the figures are told at the end of the run."""

    @cache
    def played() -> Scores:
        scored = Scores()
        for score in (score_questions, score_declined, score_routes, score_facts, score_conversations):
            score(scored, answerer, ask)
        for figure in scored.n:
            tell(f"{figure:34} {scored.share(figure)}")
        return scored

    return played


@pytest.mark.no_cover
@pytest.mark.parametrize("figure", FLOORS)
def test_no_floor_is_broken(play: Play, figure: str) -> None:
    scores = play()
    share = scores.share(figure)
    misses = "\n".join(scores.misses.get(figure, []))

    assert share.n, "no golden row counts for this floor"
    assert 100 * share.right >= FLOORS[figure] * share.n, f"{figure}: {share}, floor {FLOORS[figure]} %\n{misses}"


@pytest.mark.no_cover
def test_every_figure_has_a_floor(play: Play) -> None:
    assert {f for f in play().n if not f.startswith("facts ")} <= set(FLOORS)


@pytest.mark.parametrize("name", ["questions", "declined", "routes", "facts", "conversations"])
def test_every_golden_row_has_an_id_of_its_own(name: str) -> None:
    ids = [line["id"] for line in read(name)]

    assert len(set(ids)) == len(ids)
