"""How well the assistant answers: scores files of questions, facts and conversations, and lists every miss."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from knowledge.answer import LONGEST, Answer, Context, Question, Status
from knowledge.answering import Answerer

SCORED_ASPECTS = frozenset({"fee", "time", "where", "documents", "steps", "validity"})
DECLINING = frozenset({"off_topic", "other_service"})
_ALSO_FINE = frozenset({"off_topic", "other_service", "chitchat"})
_ASPECT_NAMES = {"error": "errors"}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing asked, what is expected of it and what came."""

    id: str
    text: str
    expect: tuple[str, ...]
    answer: Answer
    aspect: str = "other"
    topic: str = ""
    kind: str = "question"
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    missing: bool = False

    @property
    def in_scope(self) -> bool:
        """Whether a procedure is expected, rather than a route."""
        return any("-" in e for e in self.expect)

    @property
    def first(self) -> bool:
        """Whether the label is right: the procedure answered first, or the route; a missing procedure declined."""
        answer = self.answer
        if self.missing:
            return answer.status is Status.NO_MATCH or answer.route in DECLINING
        if self.in_scope:
            return answer.status is Status.ANSWERED and answer.procedures[0] in self.expect
        if "clarify" in self.expect and answer.status is Status.CLARIFY:
            return True
        if _ALSO_FINE.intersection(self.expect) and (answer.status is Status.NO_MATCH or answer.route in DECLINING):
            return True
        return answer.status in (Status.ROUTED, Status.SCREENED) and answer.route in self.expect

    @property
    def three(self) -> bool:
        """Whether the right procedure was answered or offered."""
        shown = self.answer.status in (Status.ANSWERED, Status.CLARIFY)
        return shown and bool(set(self.answer.procedures[:3]) & set(self.expect))

    @property
    def words(self) -> bool:
        """Whether the first message holds every group of `must`, nothing of `must_not`, and is short enough."""
        text = self.answer.text
        held = all(any(contains(text, a) for a in group) for group in self.must)
        return len(text) <= LONGEST and held and not any(contains(text, n) for n in self.must_not)

    @property
    def aspect_right(self) -> bool:
        """Whether the aspect answered is the one asked."""
        asked = _ASPECT_NAMES.get(self.aspect, self.aspect)
        return self.answer.aspect is not None and self.answer.aspect.value == asked


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    right: int
    n: int

    def __str__(self) -> str:
        return f"{100 * self.right / self.n:5.1f} % ({self.right}/{self.n})" if self.n else "    – (0)"


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one file and its misses."""

    shares: Mapping[str, Share]
    lengths: tuple[int, int]
    misses: tuple[Row, ...]
    groups: Mapping[str, Mapping[str, Share]] = field(default_factory=dict)


def measure(rows: Iterable[Mapping[str, Any]], answerer: Answerer, *, on: date, only_existing: bool) -> Report:
    """Score the lines of one file. Raises ValueError for lines that are of none of the three kinds."""
    lines = list(rows)
    if not lines:
        raise ValueError("the file holds no lines")
    ask = _asker(answerer, on)
    topics = {p.slug: p.topic for p in answerer.catalogue.procedures.values()}
    if "turns" in lines[0]:
        played = [r for x in lines if not (only_existing and _lacks(x["turns"], topics)) for r in _play(x, ask, topics)]
        return _report(played, ("turns", lambda r: r.first and r.words))
    if "question" in lines[0]:
        kept = [x for x in lines if not (only_existing and _lacks([x], topics))]
        facts = [_row(x, x["question"], ask(x["question"], None), topics) for x in kept]
        return _report(facts, ("facts", lambda r: r.first and r.words))
    if "text" in lines[0]:
        questions = [_row(x, x["text"], ask(x["text"], None), topics, only_existing=only_existing) for x in lines]
        return _report(questions, ("first", lambda r: r.first))
    raise ValueError("neither questions (text), facts (question) nor conversations (turns)")


def contains(text: str, wanted: str) -> bool:
    """Whether a text holds some words: NFC, case and white space set aside, and no number cut out of a longer one."""
    hay, needle = _flat(text), _flat(wanted)
    start = r"(?<!\d)(?<!\d[.,])" if needle[:1].isdigit() else ""
    end = r"(?![.,]?\d)" if needle[-1:].isdigit() else ""
    return re.search(start + re.escape(needle) + end, hay) is not None


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


_GROUPS: Mapping[str, Callable[[Row], str]] = {
    "topic": lambda r: r.topic,
    "aspect": lambda r: r.aspect,
    "kind": lambda r: r.kind,
    "status": lambda r: r.answer.status.value,
}

Ask = Callable[[str, Context | None], Answer]


def _asker(answerer: Answerer, on: date) -> Ask:
    return lambda text, context: answerer.answer(Question(text, on, context or Context()))


def _play(script: Mapping[str, Any], ask: Ask, topics: Mapping[str, str]) -> Iterator[Row]:
    context: Context | None = None
    for number, turn in enumerate(script["turns"], 1):
        answer = ask(turn["say"], context)
        context = answer.context
        yield _row({"id": f"{script['id']}.{number}", **turn}, turn["say"], answer, topics)


def _row(
    line: Mapping[str, Any],
    text: str,
    answer: Answer,
    topics: Mapping[str, str],
    *,
    only_existing: bool = False,
) -> Row:
    expect = _labels(line["expect"])
    slugs = [e for e in expect if "-" in e]
    return Row(
        id=line["id"],
        text=text,
        expect=expect,
        answer=answer,
        aspect=line.get("aspect") or "other",
        topic=next((topics[s] for s in slugs if s in topics), "missing" if slugs else expect[0]),
        kind=line.get("kind") or line.get("wording") or "turn",
        must=tuple(tuple(g) for g in line.get("must") or ()),
        must_not=tuple(line.get("must_not") or ()),
        missing=only_existing and bool(slugs) and not set(slugs) & set(topics),
    )


def _labels(expect: str | Sequence[str]) -> tuple[str, ...]:
    return (expect,) if isinstance(expect, str) else tuple(expect)


def _lacks(turns: Iterable[Mapping[str, Any]], topics: Mapping[str, str]) -> bool:
    wanted = [[e for e in _labels(t["expect"]) if "-" in e] for t in turns]
    return any(slugs and not set(slugs) & set(topics) for slugs in wanted)


def _report(rows: Sequence[Row], main: tuple[str, Callable[[Row], bool]]) -> Report:
    name, right = main
    inside = [r for r in rows if r.in_scope and not r.missing]
    outside = [r for r in rows if not r.in_scope]
    scored = [r for r in inside if r.aspect in SCORED_ASPECTS and r.first]
    shares = {
        name: _share(rows if name != "first" else inside, right),
        "label": _share(rows, lambda r: r.first),
        "three": _share(inside, lambda r: r.three),
        "answered wrongly": _share(inside, lambda r: r.answer.status is Status.ANSWERED and not r.first),
        "clarify": _share(inside, lambda r: r.answer.status is Status.CLARIFY),
        "no match": _share(inside, lambda r: r.answer.status is Status.NO_MATCH),
        "aspect": _share(scored, lambda r: r.aspect_right),
        "routes": _share(outside, lambda r: r.first),
        "routes answered as a procedure": _share(outside, lambda r: r.answer.status is Status.ANSWERED),
        "missing procedures declined": _share([r for r in rows if r.missing], lambda r: r.first),
    }
    lengths = [len(r.answer.text) for r in rows] or [0]
    groups = {
        key: {value: _share([r for r in rows if get(r) == value], right) for value in sorted({get(r) for r in rows})}
        for key, get in _GROUPS.items()
    }
    misses = tuple(r for r in rows if not right(r) or (r in scored and not r.aspect_right))
    return Report(shares, (int(median(lengths)), max(lengths)), misses, groups)


def _share(rows: Iterable[Row], right: Callable[[Row], bool]) -> Share:
    results = [right(r) for r in rows]
    return Share(sum(results), len(results))
