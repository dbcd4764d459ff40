"""How fast one person may write: so many messages in a minute, counted in this process."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

WINDOW = timedelta(minutes=1)
_PEOPLE_REMEMBERED = 10_000


class Pace(Enum):
    """What to do with a message: answer it, ask to slow down, or drop it, having asked already."""

    FINE = auto()
    TOO_FAST = auto()
    ASKED_ALREADY = auto()


@dataclass(slots=True)
class _Recent:
    at: deque[datetime] = field(default_factory=deque)
    asked: bool = False


class PaceLimit:
    """A sliding minute for each person; who was asked to slow down is answered again once there is room."""

    def __init__(self, messages_per_minute: int) -> None:
        self._most = messages_per_minute
        self._people: OrderedDict[str, _Recent] = OrderedDict()

    def check(self, person: str, now: datetime) -> Pace:
        """Count one message of this person at this instant."""
        recent = self._people.setdefault(person, _Recent())
        self._people.move_to_end(person)
        if len(self._people) > _PEOPLE_REMEMBERED:
            self._people.popitem(last=False)
        while recent.at and recent.at[0] <= now - WINDOW:
            recent.at.popleft()
        if len(recent.at) < self._most:
            recent.at.append(now)
            recent.asked = False
            return Pace.FINE
        if recent.asked:
            return Pace.ASKED_ALREADY
        recent.asked = True
        return Pace.TOO_FAST
