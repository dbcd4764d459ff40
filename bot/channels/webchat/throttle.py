"""How fast one client may go: a bucket each, refilled steadily, the longest unseen one forgotten first."""

import time
from collections import OrderedDict
from collections.abc import Callable


class Throttle:
    """`burst` at once, then `per_minute`; remembers at most `clients` of them."""

    def __init__(
        self,
        per_minute: float,
        burst: int,
        *,
        clients: int = 20_000,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._refill = per_minute / 60
        self._burst = float(burst)
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
