"""Which entries a question names outright, and where: the names of procedures and neighbours in a line of terms."""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise

from knowledge.catalogue import Catalogue
from knowledge.lexicon import Lexicon, Term

_FEW = 2


class Names:
    """Every entry's names, longest first. Immutable once built."""

    def __init__(self, catalogue: Catalogue, lexicon: Lexicon) -> None:
        owners: dict[str, set[str]] = {}
        for owner, names in _named(catalogue):
            for name in names:
                line = " ".join(t.folded for t in lexicon.read(name))
                owners.setdefault(f" {line} ", set()).add(owner)
        ordered = sorted(owners, key=lambda n: (-len(n), n))
        self._hints = _distinctive(owners, lexicon)
        self._owners = tuple((name, frozenset(owners[name])) for name in ordered)
        self._own: dict[str, list[list[str]]] = {}
        for name in ordered:
            if len(parts := name.split()) > 1:
                for owner in owners[name]:
                    self._own.setdefault(owner, []).append(parts)
        self._telling = tuple(
            name
            for name in ordered
            if " " in name.strip() and any(lexicon.carries_topic(Term(w)) for w in name.split())
        )

    def hinted(self, terms: Sequence[Term]) -> frozenset[str]:
        """The ids of entries of whose names a distinctive pair of words stands in the terms ("tiền điện")."""
        pairs = (f"{a.folded} {b.folded}" for a, b in pairwise(terms))
        return frozenset(owner for pair in pairs for owner in self._hints.get(pair, ()))

    def named(self, terms: Sequence[Term]) -> frozenset[str]:
        """The ids of entries whose names stand in the terms, but for names inside longer names."""
        line = _line(terms)
        found: set[str] = set()
        for name, owners in self._owners:
            if name in line:
                found |= owners
                line = line.replace(name, " · ")
        return frozenset(found)

    def names_any(self, terms: Sequence[Term]) -> bool:
        """Whether a name of more than one word stands in the terms that says by itself what it is."""
        line = _line(terms)
        return any(name in line for name in self._telling)

    def places(self, terms: Sequence[Term], slug: str) -> frozenset[int]:
        """The places of the words that are an entry's own name of two words or more."""
        words = [t.folded for t in terms]
        found: set[int] = set()
        for parts in self._own.get(slug, ()):
            for i in range(len(words) - len(parts) + 1):
                if words[i : i + len(parts)] == parts:
                    found.update(range(i, i + len(parts)))
        return frozenset(found)


def _distinctive(owners: Mapping[str, Set[str]], lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Two words side by side in names → whose they are, where only an entry or two have them in their names."""
    pairs: dict[str, set[str]] = {}
    for name, ids in owners.items():
        for a, b in pairwise(name.split()):
            if lexicon.carries_topic(Term(a)) or lexicon.carries_topic(Term(b)):
                pairs.setdefault(f"{a} {b}", set()).update(ids)
    return {pair: frozenset(ids) for pair, ids in pairs.items() if len(ids) <= _FEW}


def _line(terms: Sequence[Term]) -> str:
    return f" {' '.join(t.folded for t in terms)} "


def _named(catalogue: Catalogue) -> Iterable[tuple[str, tuple[str, ...]]]:
    for procedure in catalogue.procedures.values():
        yield procedure.slug, (*procedure.names, procedure.title)
    for neighbour in catalogue.neighbours:
        yield neighbour.id, (*neighbour.names, neighbour.title)
