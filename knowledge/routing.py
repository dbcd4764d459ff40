"""Messages that are not about a procedure: screens first of all, then routes, each matched as a whole intent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.catalogue import CONTENT, read_yaml
from knowledge.lexicon import Lexicon, Term
from knowledge.model import Frozen
from knowledge.search import Entry, Index, Tuning

Wording = tuple[str, tuple[Term, ...]]
"""A wording as a folded line with a space at both ends, and as terms."""
CompiledPattern = tuple[tuple[tuple[Wording, ...], ...], tuple[Wording, ...]]


_FORMS_KEPT = 4
_NEAREST = 4
_WHOLE = 0.8
"""Likeness of a wording from which a message is that intent: hardly a word more or less."""

_HALF = 0.4


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
    """What sounds like it and is not: a message nearer to one of these than to an example is not this intent."""
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


REMINDER = Routed("reminder", "wanted", "reminder-how", (), 1.0)
"""Where a wish to be reminded goes. It is heard by its grammar, not by examples."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    routed: Routed
    screen: bool
    secrets: bool
    loose: bool
    patterns: tuple[CompiledPattern, ...]


class Router:
    """Matches messages to intents. Immutable once built."""

    def __init__(self, routes: Iterable[Route], lexicon: Lexicon, tuning: Tuning) -> None:
        self.routes = tuple(routes)
        self._lexicon = lexicon
        pairs = [(route, intent) for route in self.routes for intent in route.intents]
        self._intents = {f"{route.route} {intent.id}": self._compile(route, intent) for route, intent in pairs}
        entries = [self._entry(route, intent) for route, intent in pairs]
        entries += [Entry(f"{r.route} {i.id}+", self._said(i.follow_ups, r)) for r, i in pairs if i.follow_ups]
        entries += [Entry(f"{r.route} {i.id}-", self._said(i.must_not, r)) for r, i in pairs if i.must_not]
        self._same: dict[tuple[str, ...], list[tuple[str, tuple[Term, ...]]]] = {}
        for entry in entries:
            for _, wording in entry.wordings:
                self._same.setdefault(tuple(t.folded for t in wording), []).append((entry.id, wording))
        # A message is compared up to three times (screens, routes, what it is half like), in the same two forms.
        self._near = lru_cache(maxsize=_FORMS_KEPT)(self._find_near)
        # Every word counts here: small talk is made of words that carry no topic.
        self._index = Index(entries, tuning.model_copy(update={"nearest": _NEAREST}), lambda _: True)

    @classmethod
    def load(cls, lexicon: Lexicon, tuning: Tuning, path: Path = CONTENT / "routes.yaml") -> "Router":
        """Read and validate one routes file."""
        return cls(TypeAdapter(tuple[Route, ...]).validate_python(read_yaml(path)), lexicon, tuning)

    def screen(self, terms: Sequence[Term], *, secret: bool = False) -> Routed | None:
        """The screen that a message falls under, if any. `secret`: the message gives a secret away."""
        found = self._match(terms, screens=True, now=None, least=_WHOLE)
        if found is None and secret:
            return next((i.routed for i in self._intents.values() if i.secrets), None)
        return found

    def route(self, terms: Sequence[Term], *, now: str | None) -> Routed | None:
        """The route of a message, if any. `now`: the route the conversation is on, whose follow-ups count."""
        found = self._match(terms, screens=False, now=now, least=_WHOLE)
        if found is None and now is not None and self._lexicon.goes_on(terms):
            found = self._match(terms[1:], screens=False, now=now, least=_WHOLE)
        return found

    def likeliest(self, terms: Sequence[Term], *, screens: bool) -> Routed | None:
        """The intent that a message is half like, for where nothing better is known."""
        return self._match(terms, screens=screens, now=None, least=_HALF)

    def _match(self, terms: Sequence[Term], *, screens: bool, now: str | None, least: float) -> Routed | None:
        if not terms:
            return None
        said, core = tuple(terms), self._lexicon.core(terms)
        message = _Message(said)
        found = next((i.routed for i in self._listed(screens) if any(map(message.meets, i.patterns))), None)
        best = replace(found, likeness=_WHOLE) if found is not None else None
        for form in {said, core} if core else {said}:
            near = self._near(form)
            denied = {key.removesuffix("-"): likeness for key, likeness in reversed(near) if key.endswith("-")}
            # A follow-up said elsewhere means nothing there, and so not what it is half like either.
            elsewhere = {key[:-1]: alike for key, alike in reversed(near) if key[-1] == "+" and not self._on(key, now)}
            for key, likeness in near:
                if elsewhere.get(key, 0.0) > likeness:
                    continue
                if key.endswith("-") or denied.get(key.removesuffix("+"), 0.0) >= likeness:
                    continue
                intent = self._intents[key.removesuffix("+")]
                counts = intent.screen is screens and (intent.loose or form == said)
                if not counts or likeness < least or (key.endswith("+") and not self._on(key, now)):
                    continue
                if likeness < _WHOLE and any(message.holds(w) for _, none in intent.patterns for w in none):
                    continue
                if best is None or likeness > best.likeness:
                    best = replace(intent.routed, likeness=likeness)
        return best

    def _on(self, key: str, now: str | None) -> bool:
        """Whether the conversation is on the route of a follow-up's key."""
        return self._intents[key.removesuffix("+")].routed.route == now

    def _find_near(self, form: tuple[Term, ...]) -> tuple[tuple[str, float], ...]:
        """Keys of intents with the likeness of their closest wording; equal ones first, follow-ups before all."""
        equal = self._same.get(tuple(t.folded for t in form), ())
        same = sorted(equal, key=lambda said: not said[0].endswith("+"))
        hits = self._index.search(self._index.features(form), limit=_NEAREST)
        return (
            *((key, 1.0) for key, wording in same if all(map(_alike, form, wording))),
            *((hit.id, hit.wording) for hit in hits),
        )

    def _listed(self, screens: bool) -> Iterable[_Compiled]:
        return (i for i in self._intents.values() if i.screen is screens)

    def _entry(self, route: Route, intent: Intent) -> Entry:
        return Entry(f"{route.route} {intent.id}", self._said(intent.examples, route))

    def _said(self, wordings: Iterable[str], route: Route) -> tuple[tuple[float, tuple[Term, ...]], ...]:
        """Wordings as they are indexed: whole, and on a loose route also without what does not count."""
        read = [self._lexicon.read(w) for w in wordings]
        cores = [core for w in read if (core := self._lexicon.core(w)) and core != w] if route.loose else []
        return tuple((1.0, w) for w in (*read, *cores))

    def _compile(self, route: Route, intent: Intent) -> _Compiled:
        return _Compiled(
            Routed(route.route, intent.id, intent.phrase, route.contacts, 1.0),
            route.screen,
            intent.secrets,
            route.loose,
            tuple((tuple(self._wordings(g) for g in p.all), self._wordings(p.none)) for p in intent.patterns),
        )

    def _wordings(self, wordings: Iterable[str]) -> tuple[Wording, ...]:
        # Padding is kept: a pattern that lost a word would match what it does not mean.
        read = (self._lexicon.read(w, padding=True) for w in wordings)
        return tuple((f" {' '.join(t.folded for t in terms)} ", terms) for terms in read)


def _alike(term: Term, other: Term) -> bool:
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
        return all(any(map(self.holds, group)) for group in groups) and not any(map(self.holds, none))

    def holds(self, wording: Wording) -> bool:
        """Whether a wording stands in the message, whole words in its order."""
        line, terms = wording
        if line not in self._line:
            return False
        strict = self._marks and len(terms) == 1  # in marked text a bare "cho" is not "chó"
        return any(
            all(a.marked == b.marked if strict else _alike(a, b) for a, b in zip(terms, self._terms[i:], strict=False))
            for i in range(len(self._terms) - len(terms) + 1)
            if self._terms[i].folded == terms[0].folded
        )
