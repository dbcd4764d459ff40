"""Wordings that staff propose beside the content: what they do, how they stand, and who may decide about one."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

LONGEST_WORDING: Final = 160
"""Characters; the content allows no more either."""

SHORTEST_WORDING: Final = 2
LONGEST_REASON: Final = 300
LONGEST_DRAFT_TEXT: Final = 2000


class WordingKind(StrEnum):
    """One more way to ask for a procedure, or a matter that is declined with a pointer."""

    PHRASING = "phrasing"
    POINTER = "pointer"


class Standing(StrEnum):
    """How a wording stands. Only an approved one has an effect."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN: Final = frozenset({Standing.PROPOSED, Standing.APPROVED})
"""Standings in which the same words cannot be proposed again."""

UNDONE: Final[Mapping[Standing, Standing]] = MappingProxyType(
    {
        Standing.PROPOSED: Standing.WITHDRAWN,
        Standing.APPROVED: Standing.WITHDRAWN,
        Standing.REJECTED: Standing.PROPOSED,
        Standing.WITHDRAWN: Standing.PROPOSED,
    }
)
"""What undoing makes of each: what was taken up is taken back, what was turned down waits again."""


def may_decide(proposer: str, decider: str) -> bool:
    """Whether somebody may approve or reject: never what they proposed themselves, whatever else they may do."""
    return proposer != decider
