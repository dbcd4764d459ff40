"""Whether texts read as a neighbour would say them: short sentences, no unexplained abbreviations, no officialese."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.catalogue import CONTENT, Catalogue, Finding, find_in, read_yaml
from knowledge.model import Aspect, Fact, Frozen, Paper, Procedure
from knowledge.text import fold

_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
_QUOTED = re.compile(r"“[^”]*”")
_ABBREVIATION = re.compile(r"\b[A-ZĐ][A-ZĐ0-9]+\b")
_NUMBERED = re.compile(r"\d+(/[\wĐ-]+)+|\b[A-ZĐ]+\d+\b")
"""Numbers of papers and rules ("168/2024/NĐ-CP", "CT01"): quoted as they are, not read."""


class PlainTuning(Frozen):
    """The figures and lists of content/plain.yaml."""

    most_words: int
    known: tuple[str, ...]
    officialese: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plainness:
    """Judges single texts."""

    tuning: PlainTuning

    @classmethod
    def load(cls, path: Path = CONTENT / "plain.yaml") -> "Plainness":
        """Read and validate one file."""
        return cls(TypeAdapter(PlainTuning).validate_python(read_yaml(path)))

    def faults(self, text: str) -> Iterator[str]:
        """What makes a text hard to read, each with its mend."""
        for sentence in _SENTENCE_END.split(text):
            # Names on the screen are copied, not read out: they do not make a sentence long.
            length = len(_QUOTED.sub("·", sentence).split())
            if length > self.tuning.most_words:
                yield f"{length} words in one sentence: cut it in two ({sentence[:40]}…)"
        for short in dict.fromkeys(_ABBREVIATION.findall(_NUMBERED.sub("", _QUOTED.sub("", text)))):
            if short not in self.tuning.known:
                yield f"{short!r} is not explained: write it out, or add it to plain.yaml if everybody knows it"
        said = f" {fold(text)} "
        for wording, instead in self.tuning.officialese.items():
            if f" {fold(wording)} " in said:
                yield f"{wording!r} is officialese: {instead}"


def check_plainness(catalogue: Catalogue, plainness: Plainness) -> tuple[Finding, ...]:
    """Every text of the procedures that is hard to read, and of the signs of scams.

    Under `legal` rules are named, at any length.
    """
    found = [f for p in catalogue.procedures.values() for f in _procedure(catalogue, p, plainness)]
    return tuple(sorted([*found, *_signs(catalogue, plainness)]))


def _signs(catalogue: Catalogue, plainness: Plainness) -> Iterator[Finding]:
    for i, sign in enumerate(catalogue.scams.signs):
        for key, text in (("name", sign.name), *_texts(sign)):
            for fault in plainness.faults(text):
                yield find_in(CONTENT / "scams.yaml", ("signs", i, key), fault)


def _procedure(catalogue: Catalogue, procedure: Procedure, plainness: Plainness) -> Iterator[Finding]:
    path = catalogue.files[procedure.slug]
    sections: list[tuple[str, tuple[Fact, ...]]] = [
        (a.value, procedure.section(a)) for a in Aspect if a is not Aspect.LEGAL
    ]
    for section, facts in [*sections, ("faqs", procedure.faqs), ("papers", procedure.papers)]:
        for i, fact in enumerate(facts):
            for key, text in _texts(fact):
                for fault in plainness.faults(text):
                    yield find_in(path, (section, i, key), fault)


def _texts(fact: Fact) -> Iterator[tuple[str, str]]:
    yield "text", fact.text
    yield from ((key, text) for key, text in (("ahead", fact.ahead), ("ended", fact.ended)) if text)
    yield from (("readings", reading.text) for reading in fact.readings)
    if isinstance(fact, Paper):
        yield "name", fact.name
        yield from [("not_counting", fact.not_counting)] if fact.not_counting else []
