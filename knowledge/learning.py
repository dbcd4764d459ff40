"""How the classifier is learnt: every wording and every text of the content is an example of what it belongs to.

Samples and `must_not` questions are left out, so that they can still tell whether it understands. Learning needs
scikit-learn, which only developers install; answering does not.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.answering import Answerer
from knowledge.catalogue import CONTENT, Finding
from knowledge.classifying import FILE, pack, read_learnt, route_label, write_learnt
from knowledge.lexicon import Term
from knowledge.reading.aspects import asked_features

_TEXT = 0.3
"""What the text of a fact counts beside a wording: nobody asks like that, but it is about the same."""

_EVERY, _PARTLY = 4, 0.3
"""Wordings are learnt again without every fourth word, each of the four ways, and count so much: what is left of a
question whose words are misspelt must be enough."""

_PENALTY = 2.0  # C of a linear support vector machine; anything from 0.5 on does about as well
_SHARPNESS = 5.0  # from margins to chances; tried from 2 to 8 on questions written for it
_ASPECT_PENALTY = 0.5
_ASPECT_SHARPNESS = 3.0
_FEWEST = 2
_LEAST = 0.08  # smaller weights are left out: two thirds of them, and no question is answered otherwise
_STEPS = 127
_MOST_LABELS = 256  # one byte


@dataclass(frozen=True, slots=True)
class Example:
    """What a text belongs to, its features, and what it counts."""

    label: str
    features: Mapping[str, float]
    weight: float


def examples(answerer: Answerer) -> Iterator[Example]:
    """Everything there is to learn from, in the order of the content: wordings whole and in part, and facts."""
    features = answerer.understanding.index.features
    for label, terms, weight in _texts(answerer):
        yield Example(label, features(terms), weight)
        for start in range(_EVERY if weight > _TEXT and len(terms) >= _EVERY else 0):
            left = [t for i, t in enumerate(terms) if i % _EVERY != start]
            yield Example(label, features(left), weight * _PARTLY)


def aspect_examples(answerer: Answerer) -> Iterator[Example]:
    """The questions whose aspect the content tells, in its order."""
    names, read = answerer.understanding.names_in, answerer.lexicon.read
    for slug, aspect, text in _asked(answerer):
        terms = read(text)
        yield Example(aspect, asked_features(terms, names(terms, slug)), 1.0)


def fingerprint(answerer: Answerer) -> str:
    """A short name for what there is to learn from: it changes with any wording, and with how words are read."""
    found = hashlib.sha256()
    for label, terms, _ in _texts(answerer):
        found.update(repr((label, *map(tuple, terms))).encode())
    found.update(repr(tuple(_asked(answerer))).encode())
    return found.hexdigest()[:16]


def _texts(answerer: Answerer) -> Iterator[tuple[str, Sequence[Term], float]]:
    """Label, words and weight of every wording, every text of a fact and every example of a route."""
    for entry in answerer.understanding.index.entries:
        yield from ((entry.id, terms, 1.0) for _, terms in entry.wordings)
        yield from ((entry.id, terms, _TEXT) for terms in entry.facts)
    for slug, _, text in _asked(answerer):
        yield slug, answerer.lexicon.read(text), 1.0
    for route in answerer.router.routes:
        for text in (t for intent in route.intents for t in intent.examples):
            yield route_label(route.route), answerer.lexicon.read(text), 1.0


def _asked(answerer: Answerer) -> Iterator[tuple[str, str, str]]:
    """Slug, aspect and text of every question whose aspect the content tells."""
    for procedure in answerer.catalogue.procedures.values():
        for aspect, texts in procedure.asked.items():
            yield from ((procedure.slug, aspect.value, text) for text in texts)


def check_learnt(answerer: Answerer, path: Path = CONTENT / FILE) -> tuple[Finding, ...]:
    """A finding where the file was learnt from other content than this."""
    learnt_from = read_learnt(path, "entries", "aspects")["fingerprint"] if path.exists() else None
    if learnt_from == fingerprint(answerer):
        return ()
    return (Finding(path.name, 1, "fingerprint", "learnt from other wordings than these: make learn"),)


def learn(answerer: Answerer, path: Path = CONTENT / FILE) -> int:
    """Learn from the content, write the file, count the weights kept. Raises ImportError without scikit-learn."""
    entries = learn_part(tuple(examples(answerer)), _PENALTY, _SHARPNESS)
    aspects = learn_part(tuple(aspect_examples(answerer)), _ASPECT_PENALTY, _ASPECT_SHARPNESS)
    write_learnt(path, {"fingerprint": fingerprint(answerer), "entries": entries, "aspects": aspects})
    return sum(len(digits) // 4 for part in (entries, aspects) for digits in part["weights"].values())


def learn_part(found: Sequence[Example], penalty: float, sharpness: float, *, least: float = _LEAST) -> dict[str, Any]:
    """One part of a file: a linear support vector machine over the examples; of fewer than two labels, nothing.

    `least`: smaller weights are left out. Raises ImportError without scikit-learn.
    """
    from numpy import vstack
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.preprocessing import normalize
    from sklearn.svm import LinearSVC

    if len({e.label for e in found}) < _FEWEST:
        return {"labels": [], "bias": [], "step": 1.0, "weights": {}}
    vectorizer = DictVectorizer()
    rows = normalize(vectorizer.fit_transform([e.features for e in found]))
    machine = LinearSVC(C=penalty, random_state=1)
    machine.fit(rows, [e.label for e in found], sample_weight=[e.weight for e in found])
    weights, bias = machine.coef_, machine.intercept_
    if len(weights) == 1:  # of two labels a machine has one row, which speaks for the second
        weights, bias = vstack([-weights, weights]) / 2, [-bias[0] / 2, bias[0] / 2]
    labels = [str(label) for label in machine.classes_]
    if len(labels) > _MOST_LABELS:
        raise ValueError(f"{len(labels)} labels: a byte holds {_MOST_LABELS}")
    return {
        "labels": labels,
        "bias": [round(sharpness * float(b), 4) for b in bias],
        "step": sharpness * float(abs(weights).max()) / _STEPS,
        "weights": _packed(vectorizer.get_feature_names_out(), weights, least),
    }


def _packed(names: Any, coefficients: Any, least: float) -> dict[str, str]:
    """Feature → its weights as they stand in the file; features that speak for nothing are left out."""
    step = abs(coefficients).max() / _STEPS
    packed = {}
    for name, column in zip(names, coefficients.T, strict=True):
        kept = [(n, round(float(w) / step)) for n, w in enumerate(column) if abs(w) >= least]
        if kept:
            packed[str(name)] = pack(kept)
    return packed
