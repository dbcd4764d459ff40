"""Eight kinds of noise as people make it: `python -m bench.noise FILE --kind slips --seed 1 > out.jsonl`."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from bench.keys import slip, telex, vni
from bench.questions import Row, read_rows
from bench.short_forms import CLOSINGS, OPENINGS, SHORT_FORMS
from knowledge.text import fold_word

_WORD = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(
    "|".join(rf"\b{re.escape(w)}\b" for w in sorted(SHORT_FORMS, key=lambda w: (-len(w), w))), re.IGNORECASE
)

SHORTENED = 0.75  # share of the words that have a short form and get it
LEFT_RAW = 0.35  # share of the marked words whose keys an input method left behind
MARKED = 0.5  # share of the words that keep their marks

Noise = Callable[[str, Random], str]


def without_marks(text: str, rng: Random) -> str:
    """No marks at all; case stays."""
    return _WORD.sub(lambda m: _fold_keeping_case(m[0]), text)


def lower_case(text: str, rng: Random) -> str:
    """Lower case, no punctuation at the end."""
    return text.lower().rstrip("?!. ")


def slips(text: str, rng: Random) -> str:
    """One or two key slips, in different words of three letters or more."""
    found = [m for m in _WORD.finditer(text) if len(m[0]) >= 3]
    for match in sorted(rng.sample(found, min(len(found), rng.randint(1, 2))), key=lambda m: -m.start()):
        text = text[: match.start()] + slip(match[0], rng) + text[match.end() :]
    return text


def raw_keys(text: str, rng: Random) -> str:
    """Telex or VNI keys left in some of the marked words, one input method a person."""
    keys = rng.choice((telex, vni))

    def left(word: str) -> str:
        return keys(word, rng) if not word.isascii() and rng.random() < LEFT_RAW else word

    return _WORD.sub(lambda m: left(m[0]), text)


def teen_code(text: str, rng: Random) -> str:
    """Common short forms for most of the words that have one, in lower case."""

    def short(word: str) -> str:
        return rng.choice(SHORT_FORMS[word]) if rng.random() < SHORTENED else word

    return _SHORT.sub(lambda m: short(m[0]), text.lower())


def half_marked(text: str, rng: Random) -> str:
    """Marks on only some words."""
    return _WORD.sub(lambda m: m[0] if rng.random() < MARKED else _fold_keeping_case(m[0]), text)


def polite(text: str, rng: Random) -> str:
    """Wrapped in greetings and thanks."""
    return rng.choice(OPENINGS) + _uncapitalised(text).rstrip("?. ") + rng.choice(CLOSINGS)


def mixed(text: str, rng: Random) -> str:
    """Two or three of the others at once, in the order in which they happen to a text."""
    order = (polite, teen_code, lower_case, half_marked, without_marks, raw_keys, slips)
    chosen = rng.sample(range(len(order)), rng.randint(2, 3))
    for number in sorted(chosen):
        text = order[number](text, rng)
    return text


KINDS: Mapping[str, Noise] = {
    "no-marks": without_marks,
    "lower-case": lower_case,
    "slips": slips,
    "raw-keys": raw_keys,
    "teen-code": teen_code,
    "half-marked": half_marked,
    "polite": polite,
    "mixed": mixed,
}


def noisy(row: Row, kind: str, seed: int) -> Row:
    """A row with noise in what a person says in it; the same for the same row, kind and seed."""
    rng = Random(f"{seed} {kind} {row['id']}")
    make = KINDS[kind]
    if "turns" in row:
        return {**row, "turns": [{**turn, "say": make(turn["say"], rng)} for turn in row["turns"]]}
    key = "text" if "text" in row else "question"
    return {**row, key: make(row[key], rng)}


def _uncapitalised(text: str) -> str:
    """A sentence as it goes on after an opening; an abbreviation in front stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _fold_keeping_case(word: str) -> str:
    folded = fold_word(word)
    if word.isupper():
        return folded.upper()
    return folded.capitalize() if word[:1].isupper() else folded


def main() -> None:
    """Write the noisy rows of a file as JSON lines."""
    parser = argparse.ArgumentParser(prog="python -m bench.noise", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for row in read_rows(given.file):
        sys.stdout.write(json.dumps(noisy(row, given.kind, given.seed), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
