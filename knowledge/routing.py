"""Messages that are not about a procedure: screens first of all, then routes, each matched as a whole intent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.catalogue import CONTENT, read_yaml
from knowledge.lexicon import Lexicon, Term
from knowledge.model import Frozen

Wording = tuple[str, tuple[Term, ...]]
"""A wording as a folded line with a space at both ends, and as terms."""
CompiledPattern = tuple[tuple[tuple[Wording, ...], ...], tuple[Wording, ...]]


class Pattern(Frozen):
    """Groups of wordings: a message holds one of every group of `all`, and none of `none`."""

    all: tuple[tuple[str, ...], ...]
    none: tuple[str, ...] = ()


class Intent(Frozen):
    """One thing a person may want, the phrase that answers it, and how it is said."""

    id: str
    phrase: str
    examples: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    must_not: tuple[str, ...] = ()
    secrets: bool = False
    """Whether a secret written out (a code, a card or identity number) is this intent by itself."""


class Route(Frozen):
    """A destination of messages. A `screen` is tried before anything else."""

    route: str
    intents: tuple[Intent, ...]
    screen: bool = False
    loose: bool = False
    """Whether forms of address and particles around the words do not count."""
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a message goes, and how far it is the whole intent (0 to 1)."""

    route: str
    intent: str
    phrase: str
    contacts: tuple[str, ...]
    likeness: float


@dataclass(frozen=True, slots=True)
class _Compiled:
    routed: Routed
    screen: bool
    secrets: bool
    loose: bool
    examples: tuple[tuple[Term, ...], ...]
    follow_ups: tuple[tuple[Term, ...], ...]
    patterns: tuple[CompiledPattern, ...]


class Router:
    """Matches messages to intents. Immutable once built."""

    def __init__(self, routes: Iterable[Route], lexicon: Lexicon) -> None:
        self.routes = tuple(routes)
        self._lexicon = lexicon
        self._intents = tuple(self._compile(route, intent) for route in self.routes for intent in route.intents)

    @classmethod
    def load(cls, lexicon: Lexicon, path: Path = CONTENT / "routes.yaml") -> "Router":
        """Read and validate one routes file."""
        return cls(TypeAdapter(tuple[Route, ...]).validate_python(read_yaml(path)), lexicon)

    def screen(self, terms: Sequence[Term], *, secret: bool = False) -> Routed | None:
        """The screen that a message falls under, if any. `secret`: the message gives a secret away."""
        found = self._match(terms, (i for i in self._intents if i.screen), None)
        if found is None and secret:
            return next((i.routed for i in self._intents if i.secrets), None)
        return found

    def route(self, terms: Sequence[Term], *, now: str | None) -> Routed | None:
        """The route of a message, if any. `now`: the route the conversation is on, whose follow-ups count."""
        return self._match(terms, (i for i in self._intents if not i.screen), now)

    def _match(self, terms: Sequence[Term], intents: Iterable[_Compiled], now: str | None) -> Routed | None:
        if not terms:
            return None
        said, core = tuple(terms), self._lexicon.core(terms)
        message = _Message(said)
        best: Routed | None = None
        for intent in intents:
            wordings = intent.examples + (intent.follow_ups if now == intent.routed.route else ())
            likeness = max((_likeness(said, w) for w in wordings), default=0.0)
            if intent.loose and core:
                cores = (self._lexicon.core(w) for w in wordings)
                likeness = max(likeness, *(_likeness(core, w) for w in cores))
            if likeness < _WHOLE and any(map(message.meets, intent.patterns)):
                likeness = _WHOLE
            if likeness >= _WHOLE and (best is None or likeness > best.likeness):
                routed = intent.routed
                best = Routed(routed.route, routed.intent, routed.phrase, routed.contacts, likeness)
        return best

    def _compile(self, route: Route, intent: Intent) -> _Compiled:
        return _Compiled(
            Routed(route.route, intent.id, intent.phrase, route.contacts, 1.0),
            route.screen,
            intent.secrets,
            route.loose,
            self._read(intent.examples),
            self._read(intent.follow_ups),
            tuple((tuple(self._wordings(g) for g in p.all), self._wordings(p.none)) for p in intent.patterns),
        )

    def _wordings(self, wordings: Iterable[str]) -> tuple[Wording, ...]:
        # Padding is kept: a pattern that lost a word would match what it does not mean.
        read = (self._lexicon.read(w, padding=True) for w in wordings)
        return tuple((f" {' '.join(t.folded for t in terms)} ", terms) for terms in read)

    def _read(self, wordings: Iterable[str]) -> tuple[tuple[Term, ...], ...]:
        return tuple(self._lexicon.read(w) for w in wordings)


_WHOLE = 0.8
"""Likeness from which a message is an intent's example: at most one small word in five more or less."""


def _likeness(said: tuple[Term, ...], example: tuple[Term, ...]) -> float:
    """Shared words in order over all words of both (0 to 1), by longest common subsequence."""
    if not example or abs(len(said) - len(example)) > max(len(said), len(example)) * 0.4:
        return 0.0
    row = [0] * (len(example) + 1)
    for term in said:
        before = 0
        for i, other in enumerate(example, 1):
            kept = row[i]
            row[i] = before + 1 if _same(term, other) else max(row[i], row[i - 1])
            before = kept
    return 2 * row[-1] / (len(said) + len(example))


def _same(term: Term, other: Term) -> bool:
    """Equal without marks, and with them where both were typed with marks."""
    return term.folded == other.folded and (term.marked == other.marked or term.marked is None or other.marked is None)


class _Message:
    """A message's words, ready to be searched for wordings."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = tuple(terms)
        self._line = " " + " ".join(t.folded for t in terms) + " "
        self._marks = any(t.marked for t in terms)

    def meets(self, pattern: CompiledPattern) -> bool:
        """Whether every group has a wording here, and none of the forbidden ones stands here."""
        groups, none = pattern
        return all(any(map(self._holds, group)) for group in groups) and not any(map(self._holds, none))

    def _holds(self, wording: Wording) -> bool:
        line, terms = wording
        if line not in self._line:
            return False
        strict = self._marks and len(terms) == 1  # in marked text a bare "cho" is not "chó"
        return any(
            all(a.marked == b.marked if strict else _same(a, b) for a, b in zip(terms, self._terms[i:], strict=False))
            for i in range(len(self._terms) - len(terms) + 1)
            if self._terms[i].folded == terms[0].folded
        )
