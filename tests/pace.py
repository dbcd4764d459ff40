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


class Hurry:
    """Seconds that pass whenever somebody looks at the clock."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        self.now += 1
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def no_pace() -> Pacing:
    """A pace that nobody waits for."""
    hurry = Hurry()
    return Pacing(25, time=hurry, sleep=hurry.sleep)
