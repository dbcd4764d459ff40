"""What each part of understanding is worth: the same questions, with parts left out, as a Markdown table.

`python -m bench.ablation tests/knowledge/golden/questions.yaml`: the questions whose procedure exists.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from bench.noise import noisy
from bench.pages import put
from bench.questions import Row, read_rows
from bench.ranking import DAY, Rank, both, hits, in_scope, ranked
from knowledge.answering import Answerer, build_answerer
from knowledge.catalogue import Catalogue
from knowledge.lexicon import Lexicon, Term
from knowledge.measuring import measure
from knowledge.search import FieldWeights, Index, Tuning
from knowledge.text import clean, fold, fold_word, mark_key, words

NOISES = ("no-marks", "slips", "raw-keys", "teen-code", "polite")
ALL_ALIKE = FieldWeights(names=1.0, phrasings=1.0, questions=1.0, facts=1.0)


class Plain(Lexicon):
    """Words as they stand: no short forms, no synonyms, no input method's keys read, no padding dropped."""

    def __init__(self, lexicon: Lexicon) -> None:
        """`lexicon` says which words carry a topic."""
        self._lexicon = lexicon
        self.file = lexicon.file

    def carries_topic(self, term: Term) -> bool:
        """The same as the whole lexicon says."""
        return self._lexicon.carries_topic(term)

    def read(self, text: str, *, padding: bool = False) -> tuple[Term, ...]:
        """The words of a text, folded, with their marks."""
        return tuple(Term(fold_word(w), mark_key(w)) for w in words(clean(text)))

    def read_question(self, text: str) -> tuple[Term, ...]:
        """The same: greetings and thanks stay."""
        return self.read(text)


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: a way to rank, with every step before it switched on."""

    name: str
    rank: Rank


def main() -> None:
    """Print the table of a file; with --write put it into a page."""
    parser = argparse.ArgumentParser(prog="python -m bench.ablation", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--on", type=date.fromisoformat, default=DAY)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    given = parser.parse_args()
    text = table(given.file, build_answerer(), on=given.on, seed=given.seed)
    print(text)
    if given.write:
        put(given.write, "ablation", text)


def table(file: Path, answerer: Answerer, *, on: date, seed: int) -> str:
    """Every step on the questions of a file, clean and with some kinds of noise."""
    rows = in_scope(read_rows(file), answerer.catalogue)
    sets = [rows, *([noisy(row, kind, seed) for row in rows] for kind in NOISES)]
    lines = [f"n = {len(rows)} in every column; right first / right among the first three, per cent.", ""]
    lines += ["| ranked by | clean | " + " | ".join(NOISES) + " |", "|---|" + "---:|" * len(sets)]
    for step in steps(answerer):
        lines.append(f"| {step.name} | " + " | ".join(ranked(step.rank, rows) for rows in sets) + " |")
    cells = " | ".join(_answered(answerer, rows, on) for rows in sets)
    return "\n".join([*lines, f"| the whole assistant, which may also decline or ask back | {cells} |"])


def steps(answerer: Answerer) -> Iterator[Step]:
    """The ways to rank, each building on the one before."""
    catalogue, tuning = answerer.catalogue, answerer.understanding.index.tuning
    for scorer in (fuzz.WRatio, fuzz.token_set_ratio):
        yield Step(f"RapidFuzz {scorer.__name__}, wording by wording", _fuzzy(catalogue, scorer))
    bare: dict[str, Any] = {
        "functional_weight": 1.0,
        "pair_weight": 0.0,
        "mark_weight": 0.0,
        "wording_weight": 0.0,
    }
    plain = Plain(answerer.lexicon)
    yield Step("BM25 over whole entries", _index(catalogue, plain, tuning, fields=ALL_ALIKE, **bare))
    yield Step("+ weights by field", _index(catalogue, plain, tuning, **bare))
    for name, key in (
        ("words that carry no topic weigh less", "functional_weight"),
        ("word pairs", "pair_weight"),
        ("typed marks", "mark_weight"),
        ("the closest single wording", "wording_weight"),
    ):
        del bare[key]
        yield Step(f"+ {name}", _index(catalogue, plain, tuning, **bare))
    yield Step("+ misspelt words mended", _index(catalogue, plain, tuning, mend=True))
    yield Step(
        "+ lexicon, Telex and VNI read, greetings and thanks dropped",
        _index(catalogue, answerer.lexicon, tuning, mend=True),
    )
    yield Step("+ the classifier", lambda question: [hit.id for hit in hits(answerer, question)])


def _fuzzy(catalogue: Catalogue, scorer: Callable[..., float]) -> Rank:
    wordings: list[tuple[str, str]] = []
    for p in catalogue.procedures.values():
        asked = [q for f in p.faqs for q in f.questions]
        wordings += [(fold(w), p.slug) for w in (*p.names, p.title, *p.phrasings, *asked)]
    for n in catalogue.neighbours:
        wordings += [(fold(w), n.id) for w in (*n.names, n.title, *n.phrasings)]
    texts = [text for text, _ in wordings]

    def rank(question: str) -> Sequence[str]:
        found = process.extract(fold(question), texts, scorer=scorer, limit=60)
        return list(dict.fromkeys(wordings[at][1] for _, _, at in found))

    return rank


def _index(catalogue: Catalogue, lexicon: Lexicon, tuning: Tuning, *, mend: bool = False, **changed: Any) -> Rank:
    tuned = tuning.model_copy(update=changed)
    index = Index.build(catalogue, lexicon, tuned)

    def rank(question: str) -> Sequence[str]:
        terms = lexicon.read_question(question)
        features = index.read(terms)[1] if mend else index.features(terms)
        return [hit.id for hit in index.search(features, limit=3)]

    return rank


def _answered(answerer: Answerer, rows: Sequence[Row], on: date) -> str:
    shares = measure(rows, answerer, on=on, only_existing=True).shares
    return both(shares["first"].right, shares["three"].right, shares["first"].n)


if __name__ == "__main__":
    main()
