"""Ways to rank, and how they are scored: the right entry first, and among the first three."""

from collections.abc import Callable, Sequence
from datetime import date

from bench.questions import Row
from knowledge.answer import Question
from knowledge.answering import Answerer
from knowledge.catalogue import Catalogue
from knowledge.search import Hit

Rank = Callable[[str], Sequence[str]]
"""A question → slugs, best first."""

DAY = date(2026, 11, 24)


def in_scope(rows: Sequence[Row], catalogue: Catalogue) -> list[Row]:
    """The questions whose procedure is written."""
    return [row for row in rows if not catalogue.procedures.keys().isdisjoint(labels(row))]


def labels(row: Row) -> Sequence[str]:
    """What a question may be answered with."""
    expect = row["expect"]
    return [expect] if isinstance(expect, str) else list(expect)


def ranked(rank: Rank, rows: Sequence[Row]) -> str:
    """Right first / right among the first three, per cent."""
    first = three = 0
    for row in rows:
        found, wanted = rank(row["text"])[:3], set(labels(row))
        first += bool(wanted & set(found[:1]))
        three += bool(wanted & set(found))
    return both(first, three, len(rows))


def both(first: int, three: int, n: int) -> str:
    """Two counts of n as one cell."""
    return f"{100 * first / n:.1f} / {100 * three / n:.1f}"


def hits(answerer: Answerer, question: str) -> tuple[Hit, ...]:
    """What the assistant takes a question to be about, best first, before it decides whether to answer."""
    asked = Question(question, DAY)
    return answerer.understanding.read(asked, answerer.lexicon.read_question(question)).hits
