"""What a process counts about itself, for Prometheus: numbers by channel and status, never anything of a person."""

from datetime import datetime
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from storage.actions.standing import Standing

SECONDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Bounds of the histogram of answers."""


class Metrics:
    """The numbers of one process, in a registry of their own: two in one process, as in tests, never mix."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._updates = Counter(
            "tungngo_updates", "Updates handled, by how it ended.", ["channel", "end"], registry=self._registry
        )
        self._seconds = Histogram(
            "tungngo_answer_seconds",
            "From an update being written down to its answer being handed to the channel.",
            ["channel"],
            buckets=SECONDS,
            registry=self._registry,
        )
        self._receipts = Counter(
            "tungngo_receipts",
            "What channels said to deliveries.",
            ["channel", "receipt"],
            registry=self._registry,
        )
        self._answers = Gauge(
            "tungngo_answers_today",
            "Questions of this day in Hanoi, of all processes, by answer status.",
            ["status"],
            registry=self._registry,
        )
        self._due = Gauge(
            "tungngo_deliveries_due", "Deliveries that are due and not sent.", ["channel"], registry=self._registry
        )
        self._oldest = Gauge(
            "tungngo_oldest_due_seconds", "Age of the oldest due delivery.", ["channel"], registry=self._registry
        )

    def handled(self, channel: str, end: str, seconds: float) -> None:
        """An update is done with. `end`: "answered", "failed" or "late"."""
        self._updates.labels(channel, end).inc()
        self._seconds.labels(channel).observe(max(0.0, seconds))

    def received(self, channel: str, receipt: str) -> None:
        """A channel answered a delivery."""
        self._receipts.labels(channel, receipt).inc()

    def render(self, standing: Standing, now: datetime) -> bytes:
        """Everything in Prometheus's text format, with what the database says of this moment."""
        self._answers.clear()  # another day begins at nothing
        for status, number in standing.answers.items():
            self._answers.labels(status).set(number)
        for channel, queue in standing.queues.items():
            age = (now - queue.oldest_at).total_seconds() if queue.oldest_at else 0.0
            self._due.labels(channel).set(queue.due)
            self._oldest.labels(channel).set(max(0.0, age))
        return generate_latest(self._registry)
