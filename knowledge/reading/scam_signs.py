"""Signs of a scam in a message: its words, however they are hidden, and its addresses. Pure, in linear time."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.lexicon import Lexicon
from knowledge.reading.links import Link, LinkJudge
from knowledge.reading.spotting import Found, Span, Spotter, Word, legible
from knowledge.scams import LinkKind, Pattern, Scams

LIKELY = 3
"""Weight of the signs from which a message is taken for a scam."""
SURELY = 5
"""Weight from which that is said without much doubt."""

QUOTED = 44
"""Characters of a message that are shown again, at most."""

_DIGITS = re.compile(r"\d[\d .-]{2,}\d")
_LONG_NUMBER = re.compile(r"\d{5,}")
_DENIES, _DENIES_FAR = 3, 12
"""Words behind a denial that it denies."""
_LAST_OF_A_QUESTION = frozenset({"khong", "chua", "dau", "nao", "gi", "sao", "ha", "nhi"})
_WARNINGS = 2
"""Words of official warnings from which a message is one: it tells of signs and is none."""


@dataclass(frozen=True, slots=True)
class FoundSign:
    """A sign, with the words by which it was seen: at most QUOTED characters, long numbers covered."""

    id: str
    weight: int
    quote: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was seen in a message. `signs`: heaviest first; `kinds`: the stories it tells, likeliest first.

    `asks`: the person asks about it; `points`: at a message that follows; `told`: somebody's call or message is
    told; `addresses`: it speaks to its reader like a notice; `general`: it asks about the rule; `wonders`: it says
    that it asks ("cho hỏi"); `questions`: it ends as a question; `losses`: what the person gave away already; `words`:
    its words as they were meant, without marks and addresses.
    """

    signs: tuple[FoundSign, ...] = ()
    links: tuple[Link, ...] = ()
    kinds: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    asks: bool = False
    points: bool = False
    told: bool = False
    addresses: bool = False
    general: bool = False
    wonders: bool = False
    questions: bool = False
    words: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(self.words)

    @property
    def weight(self) -> int:
        """How much all signs weigh together."""
        return sum(sign.weight for sign in self.signs)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern, ready to be compared with what was found."""

    groups: tuple[frozenset[str], ...]
    none: frozenset[str]
    within: int
    link: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """A message as it is compared with the patterns. `denied`: places of words that somebody is told not to do."""

    text: str
    words: Sequence[Word]
    found: Found
    denied: frozenset[int]
    linked: bool

    def holds(self, wordings: frozenset[str]) -> bool:
        """Whether one of these wordings stands here."""
        return not wordings.isdisjoint(self.found)

    def spans(self, wordings: frozenset[str]) -> list[Span]:
        """Where they stand, in order."""
        return sorted({span for wording in self.found.keys() & wordings for span in self.found[wording]})


class ScamSigns:
    """Reads messages against scams.yaml. Immutable once built."""

    def __init__(self, scams: Scams, lexicon: Lexicon) -> None:
        self._signs = tuple((sign, tuple(map(_compiled, sign.patterns))) for sign in scams.signs)
        self._losses = {loss.id: tuple(map(_compiled, loss.patterns)) for loss in scams.losses}
        self._kinds = {kind.id: frozenset(kind.words) for kind in scams.kinds}
        self._cues = {
            "asks": frozenset(scams.asking),
            "points": frozenset(scams.pointing),
            "told": frozenset(scams.telling),
            "addresses": frozenset(scams.addressing),
            "general": frozenset(scams.general),
            "wonders": frozenset(scams.wondering),
        }
        self._denials = (frozenset(scams.denials), _DENIES), (frozenset(scams.far_denials), _DENIES_FAR)
        self._conditions = frozenset(scams.conditions)
        self._warnings = frozenset(scams.warnings)
        patterns = [p for _, held in self._signs for p in held] + [p for held in self._losses.values() for p in held]
        said = {w for p in patterns for group in (*p.groups, p.none) for w in group}
        near, far = (wordings for wordings, _ in self._denials)
        said = said.union(*self._kinds.values(), *self._cues.values(), near, far, self._conditions, self._warnings)
        self._spotter = Spotter(said, lexicon)
        self._judge = LinkJudge(scams.links)

    def read(self, text: str) -> Findings:
        """What a message shows. Only its first 2,000 characters are read; hidden characters and marks do not count."""
        text = legible(text)
        links = self._judge.find(text)
        words = self._spotter.words(_without(text, links))
        found = self._spotter.spot(words)
        linked = any(link.kind is not LinkKind.OFFICIAL for link in links)
        seen = _Seen(text, words, found, self._denied(found, words), linked)
        kinds = {kind: len(found.keys() & said) for kind, said in self._kinds.items() if seen.holds(said)}
        return Findings(
            signs=tuple(sorted(self._listed(seen, links), key=lambda sign: -sign.weight)),
            links=links,
            kinds=tuple(sorted(kinds, key=lambda kind: -kinds[kind])),
            losses=tuple(loss for loss, held in self._losses.items() if any(_meets(p, seen) for p in held)),
            questions=text.endswith("?") or any(w.term.folded in _LAST_OF_A_QUESTION for w in words[-3:]),
            words=tuple(word.term.folded for word in words),
            **{cue: seen.holds(said) for cue, said in self._cues.items()},
        )

    def _listed(self, seen: _Seen, links: Sequence[Link]) -> Iterable[FoundSign]:
        """The signs of a message, each once; in an official warning only addresses count."""
        warned = len(seen.found.keys() & self._warnings) >= _WARNINGS
        for sign, patterns in self._signs:
            link = next((link for link in links if link.kind in sign.links), None)
            quoted = None if warned else _shown(patterns, seen, deniable=sign.deniable)
            if link is not None:
                quoted = _LONG_NUMBER.sub("…", link.host)
            if quoted is not None:
                yield FoundSign(sign.id, sign.weight, quoted)

    def _denied(self, found: Found, words: Sequence[Word]) -> frozenset[int]:
        """Places of words before which it is said not to, or in whose sentence that nobody ever may.

        What is said of a threat ("nếu không") is none.
        """
        conditions = {p for w in found.keys() & self._conditions for span in found[w] for p in range(*span)}
        places: set[int] = set()
        for wordings, reach in self._denials:
            for start, end in (span for wording in found.keys() & wordings for span in found[wording]):
                if start not in conditions:
                    near = range(end, min(end + reach, len(words)))
                    places.update(p for p in near if words[p].sentence == words[start].sentence)
        return frozenset(places)


def quote(text: str) -> str:
    """A short piece of a message for showing: one line, long numbers covered but for their last two digits."""
    line = _DIGITS.sub(lambda match: f"…{match.group()[-2:]}", " ".join(text.split()))
    if len(line) <= QUOTED:
        return line
    return line[:QUOTED].rsplit(" ", 1)[0] + "…"


def _without(text: str, links: Sequence[Link]) -> str:
    """The text with its addresses blanked: their parts are no words."""
    for link in links:
        text = text[: link.start] + " " * (link.end - link.start) + text[link.end :]
    return text


def _compiled(pattern: Pattern) -> _Pattern:
    return _Pattern(tuple(map(frozenset, pattern.all)), frozenset(pattern.none), pattern.within, pattern.link)


def _shown(patterns: Sequence[_Pattern], seen: _Seen, *, deniable: bool) -> str | None:
    """The words by which one of the patterns stands in the message, or None."""
    for pattern in patterns:
        spans = _meets(pattern, seen, deniable=deniable)
        if spans:
            first, last = min(a for a, _ in spans), max(b for _, b in spans)
            return quote(seen.text[seen.words[first].start : seen.words[last - 1].end])
    return None


def _meets(pattern: _Pattern, seen: _Seen, *, deniable: bool = True) -> list[Span] | None:
    """Where a pattern's wordings stand, one of each group and the first two not denied, or None."""
    if (pattern.link and not seen.linked) or seen.holds(pattern.none) or not all(map(seen.holds, pattern.groups)):
        return None
    groups = [seen.spans(group) for group in pattern.groups]
    starts = [[start for start, _ in spans] for spans in groups]
    anchors = groups[0] if len(groups) > 1 else sorted(groups[0], key=lambda span: span[0] - span[1])
    for anchor in anchors:
        spans = [anchor]
        for others, at in zip(groups[1:], starts[1:], strict=True):
            near = _nearest(anchor, spans, others, at, pattern.within)
            if near is None:
                break
            spans.append(near)
        else:
            if not (deniable and any(start in seen.denied for start, _ in spans[:2])):
                return spans
    return None


def _nearest(
    anchor: Span, taken: Sequence[Span], spans: Sequence[Span], starts: Sequence[int], within: int
) -> Span | None:
    """The span closest to the anchor that overlaps none of those taken, if one is near enough."""
    at = bisect_left(starts, anchor[0])
    near = sorted(spans[max(0, at - 3) : at + 4], key=lambda span: abs(span[0] - anchor[0]))
    for span in near:
        free = all(span[1] <= start or span[0] >= end for start, end in taken)
        if free and abs(span[0] - anchor[0]) <= within:
            return span
    return None
