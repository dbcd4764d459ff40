"""Search on one core: the catalogue as it is, and a made-up one of 2,000 procedures with 20,000 phrasings.

Times are of the processor: search waits for nothing, and what else the machine does is not its own.
"""

import gc
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from bench.figures import Figure, percentile
from bench.noise import noisy
from bench.processes import report, resident_mib
from knowledge.caching import Cache
from knowledge.catalogue import Catalogue, load_catalogue
from knowledge.lexicon import Lexicon, Term
from knowledge.search import Entry, Index, Tuning, entries_of, texts_of

PROCEDURES = 2_000
PHRASINGS_EACH = 10
FACTS_EACH = 10
SEED = 1
NOISES = ("mixed", "raw-keys", "slips")


def main() -> None:
    """Measure what is named, "real", "made-up" or "kept", in this process, and print JSON."""
    gc.disable()  # as every start does
    named = sys.argv[1]
    print(json.dumps(_taken_up() if named == "kept" else _measure(made_up=named == "made-up")))


def figures() -> list[Figure]:
    """Both catalogues, and what was kept of the real one, each in a fresh process."""
    real, made, kept = (report("bench.search", name) for name in ("real", "made-up", "kept"))
    of_real = f"{real['entries']} entries, {real['questions']:,} questions"
    of_made = f"{made['entries']:,} entries, {made['phrasings']:,} phrasings, {made['questions']:,} questions"
    return [
        Figure("search, p50", real["p50"], "ms", detail=of_real),
        Figure("search, p99", real["p99"], "ms", goal=2.0, detail="the same"),
        Figure("loading content and building the index, all anew", real["load"], "s", goal=1.0),
        Figure("the same, from what was kept", kept["load"], "s"),
        Figure("memory of content and index", real["memory"], "MiB"),
        Figure("search in the made-up catalogue, p50", made["p50"], "ms", detail=of_made),
        Figure("search in the made-up catalogue, p99", made["p99"], "ms", goal=15.0, detail="the same"),
        Figure("building the made-up index", made["load"], "s"),
        Figure("memory of the made-up index", made["memory"], "MiB"),
    ]


def _measure(*, made_up: bool) -> dict[str, float]:
    before, began = resident_mib(os.getpid()), process_time()
    catalogue, lexicon, tuning = load_catalogue(), Lexicon.load(), Tuning.load()
    entries: tuple[Entry, ...] = tuple(entries_of(texts_of(catalogue, tuning.fields), lexicon))
    questions = _questions(catalogue)
    if made_up:
        soup = _Soup(entries, Random(SEED))
        entries = tuple(soup.entries())
        # Questions of the soup's own, and real ones, which share its words but no wording.
        questions = [*soup.questions(len(questions)), *questions]
        before, began = resident_mib(os.getpid()), process_time()
    index = Index(entries, tuning, lexicon.carries_topic)
    loaded = process_time() - began
    gc.collect()
    gc.freeze()  # as a server does once it is loaded
    gc.enable()
    held = resident_mib(os.getpid()) - before
    times = list(_timed(index, lexicon, questions))
    return {
        "entries": len(entries),
        "phrasings": sum(1 for e in entries for _ in e.wordings),
        "questions": len(questions),
        "load": loaded,
        "memory": held,
        "p50": 1000 * percentile(times, 0.5),
        "p99": 1000 * percentile(times, 0.99),
    }


def _taken_up() -> dict[str, float]:
    """The same load as a second start has it."""
    with TemporaryDirectory(prefix="tungngo-bench-") as folder:
        for _ in range(2):
            began = process_time()
            catalogue = load_catalogue(cache=Cache(Path(folder)))
            Index.build(catalogue, Lexicon.load(), Tuning.load(), Cache(Path(folder)))
            took = process_time() - began
    return {"load": took}


def _timed(index: Index, lexicon: Lexicon, questions: Sequence[str]) -> Iterator[float]:
    """Seconds a question takes from its letters to the ranked entries, when it is asked a second time."""
    for warm in (False, True):
        for text in questions:
            began = process_time()
            _, features = index.read(lexicon.read_question(text))
            index.search(features)
            if warm:
                yield process_time() - began


def _questions(catalogue: Catalogue) -> list[str]:
    """The samples of every procedure, which are never indexed, clean and noisy."""
    samples = [s for p in catalogue.procedures.values() for s in p.samples]
    rows = [{"id": str(i), "text": text} for i, text in enumerate(samples)]
    return [*samples, *(noisy(row, kind, SEED)["text"] for kind in NOISES for row in rows)]


class _Soup:
    """Wordings made by walking from word to word as the real ones do, so that words and pairs repeat."""

    def __init__(self, entries: Iterable[Entry], rng: Random) -> None:
        self._rng = rng
        self._next: dict[Term, list[Term]] = defaultdict(list)
        self._first: list[Term] = []
        self._phrasing_lengths: list[int] = []
        self._fact_lengths: list[int] = []
        for entry in entries:
            wordings = [terms for _, terms in entry.wordings]
            self._phrasing_lengths += map(len, wordings)
            self._fact_lengths += map(len, entry.facts)
            for terms in (*wordings, *entry.facts):
                self._first += terms[:1]
                for a, b in pairwise(terms):
                    self._next[a].append(b)

    def entries(self) -> Iterator[Entry]:
        """As many entries as the goal names; lengths are drawn from the real ones."""
        for number in range(PROCEDURES):
            wordings = tuple((1.6, self._walk(self._phrasing_lengths)) for _ in range(PHRASINGS_EACH))
            facts = tuple(self._walk(self._fact_lengths) for _ in range(FACTS_EACH))
            yield Entry(f"made-up-{number}", wordings, facts)

    def questions(self, n: int) -> Iterator[str]:
        """Questions without marks, of the lengths of real wordings."""
        for _ in range(n):
            yield " ".join(t.folded for t in self._walk(self._phrasing_lengths))

    def _walk(self, lengths: Sequence[int]) -> tuple[Term, ...]:
        length = self._rng.choice(lengths)
        walked: list[Term] = []
        while len(walked) < length:
            following = self._next.get(walked[-1]) if walked else None
            walked.append(self._rng.choice(following or self._first))
        return tuple(walked)


if __name__ == "__main__":
    main()
