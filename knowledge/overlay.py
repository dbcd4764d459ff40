"""What curators approved since the last release: wordings of procedures, and matters that are pointed elsewhere.

An overlay lies over the content and changes none of it; `tungngo knowledge export` moves its phrasings into the files.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.catalogue import Catalogue
from knowledge.text import fold


class Kind(StrEnum):
    """What an approved wording does: one more way to ask for a procedure, or a matter declined with a pointer."""

    PHRASING = "phrasing"
    POINTER = "pointer"


@dataclass(frozen=True, slots=True)
class Approved:
    """A wording and where it leads: a procedure's slug; for a pointer a neighbour's id, or a contact's."""

    kind: Kind
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Overlay:
    """Everything approved, oldest first. `version` grows with every change, so that a process sees that it is late."""

    approved: tuple[Approved, ...] = ()
    version: int = 0

    def fitting(self, catalogue: Catalogue) -> "Overlay":
        """What still has a target and is not in the content itself: what was exported is there after a release."""
        known = {*catalogue.titles, *catalogue.contacts}
        said = frozenset(_written(catalogue))
        kept = (a for a in self.approved if a.target in known and (a.target, fold(a.text)) not in said)
        return Overlay(tuple(kept), self.version)


NO_OVERLAY = Overlay()


def _written(catalogue: Catalogue) -> Iterable[tuple[str, str]]:
    """Target and folded text of every name and phrasing of the content."""
    for procedure in catalogue.procedures.values():
        yield from ((procedure.slug, fold(w)) for w in (*procedure.names, *procedure.phrasings))
    for neighbour in catalogue.neighbours:
        yield from ((neighbour.id, fold(w)) for w in (*neighbour.names, *neighbour.phrasings))
