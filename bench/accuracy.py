"""How well the assistant answers, overall and by topic, clean and with noise: `make accuracy` writes docs/accuracy.md.

The same questions, day and seed give the same page: a change of content or code shows in it as a change of lines.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.noise import KINDS, noisy
from bench.questions import Row, read_rows
from knowledge import measuring
from knowledge.answer import Status
from knowledge.answering import Answerer, build_answerer
from knowledge.measuring import Report, Share, measure

GOLDEN = Path("tests/knowledge/golden")
PAGE = Path("docs/accuracy.md")
DAY = date(2026, 11, 24)
SEED = 1
CLEAN = "none"
FIGURES = {
    "first": "answered right",
    "three": "right among those offered",
    "answered wrongly": "answered wrongly",
    "clarify": "asked back",
    "no match": "no match",
    "aspect": "aspect right",
}
DECLINED = {"routes": "declined rightly", "routes answered as a procedure": "answered, not declined"}
"""Figures of knowledge.measuring, and what the page calls them: of questions about procedures, and of all others."""

OVERALL, BY_TOPIC = "## Overall", "## By topic, clean"
OPENING = """# Accuracy

`make accuracy` asks the golden questions of `tests/knowledge/golden/` and writes this page; it is not edited by hand.

**What the figures are.** Each cell is a share and, in brackets, of how many. The questions were written for this
project, as citizens type them, by somebody who did not write the content; each names the procedure and the aspect of
a right answer. *Answered right*: that procedure was answered. *Right among those offered*: it was answered, or among
the first three choices when asked back. *Answered wrongly*: another was answered, the worst that can happen. *Asked
back* and *no match* are the other ways to end. *Aspect right* counts questions answered right that ask for a fee, a
time, a place, papers, steps or a validity. *Declined rightly* is of questions that no procedure of ours answers.

**What they are not.** Not a test on questions that nobody has seen: misses were read and thresholds were fitted with
these in sight, so the page flatters; people who never met the project will find less. It shows which way a change
went and where the weak spots are. Noise is made by rule ([which](benchmarks.md#noise)), with one seed, and stands for
no person. A right procedure is not yet a right fact: `make test` looks at the words, with `facts.yaml`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one kind of noise: the report of each topic, and that of what should be declined."""

    topics: Mapping[str, Report]
    declined: Report

    def share(self, figure: str) -> Share:
        """A figure over all topics."""
        found = [report.shares[figure] for report in self.topics.values()]
        return Share(sum(s.right for s in found), sum(s.n for s in found))

    def misses(self) -> Iterator[measuring.Row]:
        """Everything that did not come as expected."""
        for report in (*self.topics.values(), self.declined):
            yield from report.misses


def main() -> None:
    """Measure, and write the page."""
    text = page(build_answerer(), read_rows(GOLDEN / "questions.yaml"), read_rows(GOLDEN / "declined.yaml"))
    PAGE.write_text(text, "utf-8")
    print(f"{text.partition(BY_TOPIC)[0].partition(OVERALL)[2].strip()}\n\nthe whole page: {PAGE}")


def page(answerer: Answerer, questions: Sequence[Row], declined: Sequence[Row]) -> str:
    """The whole page. Questions whose procedure is not written are left out, and counted."""
    topics = {p.slug: p.topic for p in answerer.catalogue.procedures.values()}
    asked = [row for row in questions if set(row["expect"]) & set(topics)]
    # Any way of declining is right, as the golden tests have it; measuring knows it by the label of a route.
    outside = [{**row, "expect": "off_topic"} for row in declined]

    def outcome(kind: str) -> Outcome:
        def heard(row: Row) -> Row:
            return row if kind == CLEAN else noisy(row, kind, SEED)

        by_topic: dict[str, list[Row]] = {topic.id: [] for topic in answerer.catalogue.topics}
        for row in asked:
            by_topic[next(topics[slug] for slug in row["expect"] if slug in topics)].append(heard(row))
        reports = {t: measure(rows, answerer, on=DAY, only_existing=True) for t, rows in by_topic.items() if rows}
        return Outcome(reports, measure(map(heard, outside), answerer, on=DAY, only_existing=True))

    outcomes = {kind: outcome(kind) for kind in (CLEAN, *KINDS)}
    titles = {t.id: t.title for t in answerer.catalogue.topics}
    n = f"{len(asked)} questions about {len(topics)} procedures, {len(outside)} to decline; day {DAY}, seed {SEED}."
    if left_out := len(questions) - len(asked):
        n += f" {left_out} questions about procedures not written yet are left out."
    parts = [OPENING, n, *_tables(outcomes, titles), *_lists(outcomes)]
    return "\n\n".join(parts) + "\n"


def _tables(outcomes: Mapping[str, Outcome], titles: Mapping[str, str]) -> Iterator[str]:
    clean = outcomes[CLEAN]
    yield OVERALL
    rows = [[k, *map(o.share, FIGURES), *(o.declined.shares[f] for f in DECLINED)] for k, o in outcomes.items()]
    yield _table(["noise", *FIGURES.values(), *DECLINED.values()], rows)
    yield BY_TOPIC
    by_figure = [[titles[t], *(r.shares[f] for f in FIGURES)] for t, r in clean.topics.items()]
    yield _table(["topic", *FIGURES.values()], by_figure)
    yield "## By topic, answered right with each kind of noise"
    by_kind = [[titles[t], *(o.topics[t].shares["first"] for o in outcomes.values())] for t in clean.topics]
    yield _table(["topic", *outcomes], by_kind)


def _lists(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    yield "## Every miss"
    yield "Answered wrongly, asked back, not found, not declined, or right with another aspect."
    known: set[tuple[str, str]] = set()
    for kind, outcome in outcomes.items():
        missed = [row for row in outcome.misses() if (row.id, _came(row)) not in known]
        yield f"### {'Clean' if kind == CLEAN else f'{kind}: those that ended otherwise when clean'} ({len(missed)})"
        if missed:
            yield _table(["question", "expected", "what came"], map(_miss, missed), align="---")
        if kind == CLEAN:
            known = {(row.id, _came(row)) for row in missed}


def _miss(row: measuring.Row) -> tuple[str, str, str]:
    wanted = f"{' or '.join(row.expect)}, {row.aspect}" if row.in_scope else "declined"
    return f"{row.id} {row.text.replace('|', '/')}", wanted, _came(row)


def _came(row: measuring.Row) -> str:
    answer = row.answer
    if answer.status is Status.ANSWERED:
        return f"{answer.procedures[0]}, {answer.aspect}"
    found = f": {', '.join(answer.procedures[:3])}" if answer.status is Status.CLARIFY else ""
    ended = {Status.CLARIFY: "asked back", Status.NO_MATCH: "no match"}.get(answer.status, answer.status.value)
    return (answer.route or ended) + found


def _table(head: Sequence[str], rows: Iterable[Sequence[object]], *, align: str = "---:") -> str:
    lines = [f"| {' | '.join(head)} |", "|---|" + f"{align}|" * (len(head) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(str(c).strip() for c in row)} |" for row in rows)])


if __name__ == "__main__":
    main()
