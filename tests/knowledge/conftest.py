"""How tests of knowledge ask, and small content of their own; the assistant itself is the one of all tests."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.answer import Answer, Context, Question
from knowledge.answering import Answerer, build_answerer
from knowledge.lexicon import Lexicon
from knowledge.routing import Router

# The same examples on every run, and nothing written to disk: a failure here is one anybody can repeat.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, max_examples=100)
settings.load_profile("repeatable")

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def today() -> date:
    """The one day of these tests, in Hanoi."""
    return date(2026, 11, 24)


@pytest.fixture(scope="session")
def lexicon(answerer: Answerer) -> Lexicon:
    """The shipped lexicon."""
    return answerer.lexicon


@pytest.fixture(scope="session")
def router(answerer: Answerer) -> Router:
    """The shipped routes."""
    return answerer.router


@pytest.fixture(scope="session")
def ask(answerer: Answerer, today: date) -> Ask:
    """Ask one question: ask(text), ask(text, context), ask(text, on=day)."""

    def asked(text: str, context: Context | None = None, *, on: date = today) -> Answer:
        return answerer.answer(Question(text, on, context or Context()))

    return asked


SMALL = {
    "topics.yaml": "- {id: giay-to, title: Giấy tờ, ask: [duong-day]}\n",
    "contacts.yaml": (
        'duong-day: {name: Đường dây nóng, number: "1234"}\nphong-giay-to: {name: Phòng giấy tờ, number: "5678"}\n'
        'tong-dai-ha-noi: {name: Tổng đài, number: "1022"}\n'
    ),
    "sources.yaml": (
        "bao-a: {publisher: Báo A, title: Bài thứ nhất, address: https://a.example/1}\n"
        "bao-b: {publisher: Báo B, title: Bài thứ hai, address: https://b.example/2}\n"
        "bao-c: {publisher: Báo C}\n"
    ),
    "journeys.yaml": "[]\n",
    "scams.yaml": "{title: Tin lạ, checked_on: 2026-11-01, review_by: 2027-01-01}\n",
    "neighbours.yaml": "- {id: the-thu-vien, title: Thẻ thư viện, names: [thẻ thư viện], ask: [duong-day]}\n",
    "procedures/giay-to/the-muon-do.yaml": """\
slug: the-muon-do
title: Thẻ mượn đồ
topic: giay-to
checked_on: 2026-11-01
review_by: 2027-01-01
names: [thẻ mượn đồ, thẻ mượn]
phrasings: [làm thẻ mượn đồ, xin thẻ mượn đồ, đổi thẻ mượn đồ, mất thẻ mượn đồ, phí thẻ mượn đồ]
samples: [muốn có thẻ mượn đồ, thẻ mượn đồ ở đâu, cấp thẻ mượn đồ, thẻ mượn đồ mấy ngày, nhờ làm thẻ mượn đồ]
cases:
  who:
    ask: Thẻ cho ai?
    values:
      adult: {label: người lớn, words: [người lớn]}
      child: {label: trẻ em, words: [trẻ em], ages: [0, 15]}
overview:
  - id: what
    text: Thẻ mượn đồ để mượn đồ ở nhà văn hóa.
    sources: [bao-a, bao-b]
fee:
  - id: price
    text: 50.000 đồng một thẻ.
    sources: [bao-a, bao-b]
    ahead: Từ 01/12/2026 thu 50.000 đồng.
    from: 2026-12-01
    until: 2026-12-31
    ended: Mức 50.000 đồng đã hết ngày 31/12/2026.
  - id: children
    text: Trẻ em không mất tiền.
    certainty: reported
    sources: [bao-a]
    when: {who: [child]}
  - id: deposit
    text: Đặt cọc 20.000 đồng.
    certainty: reported
    checked_on: 2026-10-05
    sources: [bao-c]
time:
  - id: days
    text: Nhiều nhất 5 ngày; bạn xem giấy hẹn.
    certainty: conflicting
    readings:
      - {text: 3 ngày, sources: [bao-a]}
      - {text: 5 ngày, sources: [bao-b]}
where:
  - id: hours
    text: Chưa có thông tin chính thức về giờ mở cửa.
    certainty: unknown
    ask: [phong-giay-to]
documents:
  - id: photo
    text: Một ảnh 3x4.
    certainty: inferred
    sources: [bao-b]
  - id: long
    text: Bản sao giấy tờ tùy thân, nếu thẻ cũ đã mờ.
    sources: [bao-a, bao-b]
    detail: true
""",
}


def _write(folder: Path) -> Path:
    for name, text in SMALL.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A content folder of one procedure, whole and without a fault, that a test may spoil."""
    return _write(tmp_path / "content")


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """An assistant that knows that one procedure."""
    return build_answerer(_write(tmp_path_factory.mktemp("desk") / "content"))
