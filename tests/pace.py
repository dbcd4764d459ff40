"""Time as a pace counts it, which passes only while somebody waits for it."""

from bot.scheduler.pacing import Pacing


class Seconds:
    """Seconds of the event loop; waiting is over at once, and they have passed. `late`: each waiting takes longer."""

    def __init__(self, late: float = 0.0) -> None:
        self.now = 100.0
        self.late = late

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds + self.late


def no_pace(seconds: Seconds | None = None) -> Pacing:
    """A pace that nobody waits for; a chat's second passes with each delivery."""
    passing = seconds or Seconds()
    return Pacing(0.5, time=passing, sleep=passing.sleep)
