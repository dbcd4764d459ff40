"""What curators approved since the last release: wordings of procedures, and matters that are pointed elsewhere.

An overlay lies over the content and changes none of it; `tungngo knowledge export` moves its phrasings into the files.
"""

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
        said = {target: _written(catalogue, target) for target in {a.target for a in self.approved} & known}
        kept = (a for a in self.approved if a.target in known and fold(a.text) not in said[a.target])
        return Overlay(tuple(kept), self.version)


NO_OVERLAY = Overlay()


def _written(catalogue: Catalogue, target: str) -> frozenset[str]:
    """The folded names and phrasings of a procedure or neighbour in the content."""
    procedure = catalogue.procedures.get(target)
    entry = procedure or next((n for n in catalogue.neighbours if n.id == target), None)
    return frozenset(fold(w) for w in (*entry.names, *entry.phrasings)) if entry else frozenset()
