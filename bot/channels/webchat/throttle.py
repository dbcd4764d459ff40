"""How fast one client may go: a bucket each, refilled steadily, the longest unseen one forgotten first."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple


class Rate(NamedTuple):
    """`burst` at once, then `per_minute`."""

    per_minute: float
    burst: int


class Rates(NamedTuple):
    """What the machine holds back, above a person's own pace, which the conversation answers kindly.

    A whole office or a mobile network stands behind one address: what counts a client is wide, what counts
    a conversation or a browser is narrow.
    """

    pages_of_client: Rate = Rate(600, 300)
    openings_of_client: Rate = Rate(600, 300)
    messages_of_client: Rate = Rate(1200, 400)
    messages_of_conversation: Rate = Rate(60, 30)
    frames_of_conversation: Rate = Rate(600, 120)
    changes_of_client: Rate = Rate(300, 100)
    changes_of_browser: Rate = Rate(30, 15)


class Throttle:
    """Lets each client act at a rate; remembers at most `clients` of them."""

    def __init__(
        self,
        rate: Rate,
        *,
        clients: int = 20_000,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._refill = rate.per_minute / 60
        self._burst = float(rate.burst)
        self._clients = clients
        self._seconds = seconds
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, client: str) -> bool:
        """Whether this client may act now; counts the act when it may."""
        now = self._seconds()
        tokens, since = self._buckets.pop(client, (self._burst, now))
        tokens = min(self._burst, tokens + (now - since) * self._refill)
        allowed = tokens >= 1
        self._buckets[client] = (tokens - 1 if allowed else tokens, now)
        while len(self._buckets) > self._clients:
            self._buckets.popitem(last=False)
        return allowed
