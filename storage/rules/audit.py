"""What the audit says of an act: who, what, about which record; numbers and names of ours, never content."""

from enum import StrEnum
from typing import Final, Literal

from storage.rules.people import Address
from storage.rules.permissions import Grant

CLI: Final = "cli"
"""Who types at the machine itself."""

NOBODY: Final = "nobody"
"""Somebody of whom nothing is kept: an attempt by a stranger."""

RETENTION: Final = "retention"
"""The timetable, when it ages the audit."""

AGED: Final = "age_audit"
"""The act of ageing: the one line that allows older ones to go."""

Actor = Address | Literal["cli"]
"""Who acts: a person at their address, or the command line."""

LONGEST_SUBJECT: Final = 64
"""Characters of what an act was about: "kind:id"."""


class Outcome(StrEnum):
    """Whether the act was done, or was tried by somebody who may not."""

    DONE = "done"
    REFUSED = "refused"


_WARDS_NAMED: Final = 4


def described(grant: Grant) -> str:
    """A role and where it holds, as part of a subject: "admin:00070+00082", "curator:city"."""
    if grant.wards is None:
        return f"{grant.role.value}:city"
    named = sorted(grant.wards)
    more = [f"{len(named) - _WARDS_NAMED}-more"] if len(named) > _WARDS_NAMED else []
    return f"{grant.role.value}:{'+'.join([*named[:_WARDS_NAMED], *more])}"
