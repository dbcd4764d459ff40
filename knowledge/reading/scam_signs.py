"""Signs of a scam in a message: its words, however they are hidden, and its addresses. Pure, in linear time."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.lexicon import Lexicon, Term
from knowledge.reading.links import Link, LinkJudge
from knowledge.scams import LinkKind, Loss, Pattern, Scams, Sign
from knowledge.text import LONGEST_QUESTION, clean

LIKELY = 3
"""Weight of the signs from which a message is taken for a scam."""
SURELY = 5
"""Weight from which that is said without much doubt."""

QUOTED = 44
"""Characters of a message that are shown again, at most."""

_WORD = re.compile(r"[^\W_]+")
_DEFANGED = re.compile(r"(?<=[\w-])\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))\s?(?=[a-z])", re.IGNORECASE)
_SPACED_DOT = re.compile(r"(?<=[a-z0-9])\s\.\s(?=[a-z]{2,5}\b)", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d .-]{2,}\d")
_LONG_NUMBER = re.compile(r"\d{5,}")
_SENTENCE = re.compile(r"[.!?;\n](?=\s|$)")
_LOOKALIKES = str.maketrans(
    dict(zip("аеорсхуіјѕԁһвкмнтοαερικνυχ", "aeopcxyijsdhbkmhtoaepikvux", strict=True))
    | dict(zip("АЕОРСХУІЈЅВКМНТΑΒΕΗΙΚΜΝΟΡΤΥΧ", "AEOPCXYIJSBKMHTABEHIKMNOPTYX", strict=True))
    | {"ɡ": "g", "ı": "i"}
)
_LEET = str.maketrans("0134578", "oieastb")
_MIXED = re.compile(r"(?=.*\d)(?=(?:.*[a-z]){2})[a-z0-9]+", re.IGNORECASE)
_NO_LEET = re.compile(
    r"\d+(?:k|tr|h|d|vnd|usd|gb|mb|g|m|p|s|x|kg|km|kwh|cm|ng|nghin|trieu|ngay|ty|lan|st|nd|th)\d*|[a-z]{1,5}\d{1,4}(?:[a-z]\d*)?",
    re.IGNORECASE,
)
_WINDOW = 9
_DENIES, _DENIES_FAR = 3, 12
_LETTERS = 3
_LAST_OF_A_QUESTION = frozenset({"khong", "chua", "dau", "nao", "gi", "sao", "ha", "nhi"})
_WARNINGS = 2


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
    told; `addresses`: it speaks to its reader like a notice; `general`: it asks about the rule; `questions`: it
    ends as a question; `losses`: what the person gave away already.
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
    questions: bool = False
    length: int = 0

    @property
    def weight(self) -> int:
        """How much all signs weigh together."""
        return sum(sign.weight for sign in self.signs)


@dataclass(frozen=True, slots=True)
class _Word:
    term: Term
    start: int
    end: int
    sentence: int


Span = tuple[int, int]
"""Places of words: first, and one past the last."""
Found = dict[str, list[Span]]
"""Wordings with the places where they stand."""


class ScamSigns:
    """Reads messages against scams.yaml. Immutable once built."""

    def __init__(self, scams: Scams, lexicon: Lexicon) -> None:
        self._scams = scams
        self._lexicon = lexicon
        self._terms = lru_cache(maxsize=20_000)(self._read_word)
        self._judge = LinkJudge(scams.links)
        self._wordings: dict[str, list[tuple[str, tuple[Term, ...]]]] = {}
        patterns = [p for sign in scams.signs for p in sign.patterns] + [
            p for loss in scams.losses for p in loss.patterns
        ]
        said = {w for p in patterns for group in (*p.all, p.none) for w in group}
        said |= {w for kind in scams.kinds for w in kind.words}
        listed = (scams.asking, scams.pointing, scams.telling, scams.addressing, scams.general, scams.denials)
        for wording in said.union(*listed, scams.far_denials, scams.conditions, scams.warnings):
            terms = tuple(word.term for word in self._words(wording))
            self._wordings.setdefault("".join(t.folded for t in terms), []).append((wording, terms))

    def read(self, text: str) -> Findings:
        """What a message shows. Only its first 2,000 characters are read; hidden characters and marks do not count."""
        text = legible(text)
        links = self._judge.find(text)
        words = self._words(_without(text, links))
        found = self._spot(words)
        denied = self._denied(found, words)
        warned = len({w for w in self._scams.warnings if w in found}) >= _WARNINGS
        seen = [] if warned else [self._see(sign, found, denied, words, links, text) for sign in self._scams.signs]
        seen += [_by_link(sign, links) for sign in self._scams.signs if sign.links]
        best: dict[str, FoundSign] = {}
        for sign in filter(None, seen):
            best.setdefault(sign.id, sign)
        return Findings(
            signs=tuple(sorted(best.values(), key=lambda s: -s.weight)),
            links=links,
            kinds=self._kinds(found),
            losses=tuple(loss.id for loss in self._scams.losses if self._lost(loss, found, denied)),
            asks=_any(self._scams.asking, found),
            points=_any(self._scams.pointing, found),
            told=_any(self._scams.telling, found),
            addresses=_any(self._scams.addressing, found),
            general=_any(self._scams.general, found),
            questions=text.endswith("?") or any(w.term.folded in _LAST_OF_A_QUESTION for w in words[-3:]),
            length=len(words),
        )

    def _see(
        self,
        sign: Sign,
        found: Found,
        denied: frozenset[int],
        words: Sequence[_Word],
        links: Sequence[Link],
        text: str,
    ) -> FoundSign | None:
        linked = any(link.kind is not LinkKind.OFFICIAL for link in links)
        for pattern in sign.patterns:
            if pattern.link and not linked:
                continue
            spans = _meets(pattern, found, denied if sign.deniable else frozenset())
            if spans:
                start, end = min(a for a, _ in spans), max(b for _, b in spans)
                return FoundSign(sign.id, sign.weight, quote(text[words[start].start : words[end - 1].end]))
        return None

    def _lost(self, loss: Loss, found: Found, denied: frozenset[int]) -> bool:
        return any(_meets(pattern, found, denied) for pattern in loss.patterns)

    def _denied(self, found: Found, words: Sequence[_Word]) -> frozenset[int]:
        """Places of words before which it is said not to, or in whose sentence that nobody ever may.

        What is said of a threat ("nếu không") is none.
        """
        conditions = {p for w in self._scams.conditions for start, end in found.get(w, ()) for p in range(start, end)}
        places: set[int] = set()
        for wordings, reach in ((self._scams.denials, _DENIES), (self._scams.far_denials, _DENIES_FAR)):
            for start, end in (span for wording in wordings for span in found.get(wording, ())):
                if start not in conditions:
                    near = range(end, min(end + reach, len(words)))
                    places.update(p for p in near if words[p].sentence == words[start].sentence)
        return frozenset(places)

    def _kinds(self, found: Found) -> tuple[str, ...]:
        counted = {kind.id: sum(w in found for w in kind.words) for kind in self._scams.kinds}
        return tuple(sorted((kind for kind, n in counted.items() if n), key=lambda kind: -counted[kind]))

    def _spot(self, words: Sequence[_Word]) -> Found:
        """Every wording that stands here, with its places; spaces inside and between its words do not count."""
        found: Found = {}
        marks = any(word.term.marked for word in words)
        for i in range(len(words)):
            glued = ""
            for j in range(i, min(i + _WINDOW, len(words))):
                glued += words[j].term.folded
                for wording, terms in self._wordings.get(glued, ()):
                    if _marked_alike(terms, [w.term for w in words[i : j + 1]], strict=marks):
                        found.setdefault(wording, []).append((i, j + 1))
        return found

    def _words(self, text: str) -> list[_Word]:
        """Words with their places in the text; letters that were spaced out are one word again."""
        ends = [match.start() for match in _SENTENCE.finditer(text)]
        words: list[_Word] = []
        run: list[tuple[str, int, int]] = []

        def close() -> None:
            spelt = len(run) > _LETTERS or (len(run) > 1 and gap != " ")
            joined = [("".join(w for w, _, _ in run), run[0][1], run[-1][2])] if spelt else run
            for word, start, end in joined:
                sentence = bisect_left(ends, start)
                words.extend(_Word(term, start, end, sentence) for term in self._terms(word))
            run.clear()

        gap = " "
        for match in _WORD.finditer(text):
            word = _unleeted(match.group())
            single = len(word) == 1 and word.isalpha()
            between = text[run[-1][2] : match.start()] if run else ""
            if run and not (single and (len(run) == 1 or between == gap)):
                close()
            elif run:
                gap = between
            if single:
                run.append((word, match.start(), match.end()))
                continue
            sentence = bisect_left(ends, match.start())
            words.extend(_Word(term, match.start(), match.end(), sentence) for term in self._terms(word))
        close()
        return words

    def _read_word(self, word: str) -> tuple[Term, ...]:
        return self._lexicon.read(word, padding=True)


def legible(text: str) -> str:
    """A text as it looks: hidden characters gone, letters of other scripts as the Latin ones they resemble in words."""
    seen = unicodedata.normalize("NFKC", clean(text)).replace("。", ".")[:LONGEST_QUESTION]
    seen = "".join(c for c in seen if not unicodedata.combining(c))
    return _SPACED_DOT.sub(".", _DEFANGED.sub(".", " ".join(seen.split())))


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


def _unleeted(word: str) -> str:
    """A word with look-alike letters and digits put back."""
    word = word if word.isascii() else word.translate(_LOOKALIKES)
    if word.isalpha() or _NO_LEET.fullmatch(word) or not _MIXED.fullmatch(word):
        return word
    return word.translate(_LEET)


def _by_link(sign: Sign, links: Sequence[Link]) -> FoundSign | None:
    link = next((link for link in links if link.kind in sign.links), None)
    return FoundSign(sign.id, sign.weight, _LONG_NUMBER.sub("…", link.host)) if link else None


def _meets(pattern: Pattern, found: Found, denied: frozenset[int]) -> list[Span] | None:
    """Where a pattern's wordings stand, one of each group and the first two not denied, or None."""
    if _any(pattern.none, found):
        return None
    groups = [sorted({span for wording in group for span in found.get(wording, ())}) for group in pattern.all]
    if not all(groups):
        return None
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
            if not any(start in denied for start, _ in spans[:2]):
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


def _any(wordings: Iterable[str], found: Found) -> bool:
    return any(wording in found for wording in wordings)


def _marked_alike(wording: Sequence[Term], said: Sequence[Term], *, strict: bool) -> bool:
    """Whether marks allow it: in a short wording all must agree, in a longer one they are forgiven.

    In a marked text a bare word alone is that bare word ("ma" is not "mã").
    """
    if len(wording) != len(said) or len(wording) > 2:
        return True
    if len(wording) == 1 and strict:
        return wording[0].marked == said[0].marked
    return all(a.marked is None or b.marked is None or a.marked == b.marked for a, b in zip(wording, said, strict=True))
