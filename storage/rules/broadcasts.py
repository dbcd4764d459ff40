"""A broadcast: a guide for those of a team's people who said Có; its states, and who must look at it first."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

LONGEST_TEXT: Final = 2000
"""Characters that a team may write itself; under a photo or a file a medium takes fewer."""

LONGEST_UNDER_A_FILE: Final = 800

LONGEST_REASON: Final = 300

APPROVED_ABOVE: Final = 200
"""Recipients above which a second person looks at it."""

NEW_SENDERS: Final = 3
"""How many broadcasts somebody sends as a new sender."""

CAPPED_AT: Final = 50
"""Recipients of each of those."""

GOOD_FOR: Final = timedelta(hours=72)
"""How long a guide waits for somebody who is away."""


class BroadcastState(StrEnum):
    """Where a broadcast stands."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    FINISHED = "finished"
    HALTED = "halted"


_NEXT: Final[Mapping[BroadcastState, frozenset[BroadcastState]]] = {
    BroadcastState.DRAFT: frozenset(
        {BroadcastState.AWAITING_APPROVAL, BroadcastState.SCHEDULED, BroadcastState.HALTED}
    ),
    BroadcastState.AWAITING_APPROVAL: frozenset(
        {BroadcastState.SCHEDULED, BroadcastState.DRAFT, BroadcastState.HALTED, BroadcastState.FINISHED}
    ),
    BroadcastState.SCHEDULED: frozenset({BroadcastState.SENDING, BroadcastState.DRAFT, BroadcastState.HALTED}),
    BroadcastState.SENDING: frozenset({BroadcastState.PAUSED, BroadcastState.FINISHED, BroadcastState.HALTED}),
    BroadcastState.PAUSED: frozenset({BroadcastState.SENDING, BroadcastState.HALTED}),
    # A correction goes out, also of what was stopped half-way; one that is sent back leaves it finished.
    BroadcastState.FINISHED: frozenset({BroadcastState.SENDING, BroadcastState.AWAITING_APPROVAL}),
    BroadcastState.HALTED: frozenset({BroadcastState.SENDING, BroadcastState.AWAITING_APPROVAL}),
}

UNDER_WAY: Final = frozenset({BroadcastState.SENDING, BroadcastState.PAUSED})
OVER: Final = frozenset({BroadcastState.FINISHED, BroadcastState.HALTED})
CONFIRMED: Final = frozenset(BroadcastState) - {BroadcastState.DRAFT}


def may_become(state: BroadcastState, other: BroadcastState) -> bool:
    """Whether a broadcast may pass from one state to the other."""
    return other in _NEXT[state]


class GuideKind(StrEnum):
    """What is sent. RECALL takes the words back and says nothing else."""

    PROCEDURE = "procedure"
    JOURNEY = "journey"
    TEXT = "text"
    RECALL = "recall"


@dataclass(frozen=True, slots=True)
class Guide:
    """What a broadcast says: what to render on the day it is sent, or a team's own words.

    `subject`: the slug of a procedure, or the id of a journey; of a text, a procedure that a button may open. `file`:
    a medium's own id of a photo or file, good on `file_channel` alone. `opens`, `checks`: which buttons stand under it.
    """

    kind: GuideKind
    subject: str | None = None
    aspect: str | None = None
    text: str = ""
    file: str | None = None
    file_is_photo: bool = False
    file_channel: str | None = None
    opens: bool = True
    checks: bool = False

    def to_data(self) -> dict[str, Any]:
        """As a JSON-able document."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Guide":
        """What `to_data` made."""
        return cls(**{**data, "kind": GuideKind(data["kind"])})


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a broadcast is for: codes of wards, None for the whole city; former districts and a channel narrow it."""

    wards: frozenset[str] | None
    districts: frozenset[str] = frozenset()
    channel: str | None = None

    def to_data(self) -> dict[str, Any]:
        """As a JSON-able document."""
        wards = None if self.wards is None else sorted(self.wards)
        return {"wards": wards, "districts": sorted(self.districts), "channel": self.channel}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Reach":
        """What `to_data` made."""
        wards = None if data["wards"] is None else frozenset(data["wards"])
        return cls(wards, frozenset(data["districts"]), data["channel"])


def origin_of(broadcast: int, version: int) -> str:
    """The origin of the deliveries of one version: "broadcast:12:1"."""
    return f"broadcast:{broadcast}:{version}"


def read_origin(origin: str) -> tuple[int, int]:
    """The broadcast and the version; raises ValueError for the origin of anything else."""
    kind, broadcast, version = origin.split(":")
    if kind != "broadcast":
        raise ValueError(f"no broadcast: {origin!r}")
    return int(broadcast), int(version)


def most_recipients(sent_before: int) -> int | None:
    """How many people a broadcast of somebody who sent so many before may reach; None: as many as there are."""
    return CAPPED_AT if sent_before < NEW_SENDERS else None


def needs_approval(recipients: int, *, may_send: bool) -> bool:
    """Whether a second person must look: at what many get, and at whatever a member wrote."""
    return recipients > APPROVED_ABOVE or not may_send
