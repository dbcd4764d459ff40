"""The books of a run: the rows of the database beside the log of the server. Whatever does not agree is counted."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.faults_server import is_delivery
from storage.rules.deliveries import FINAL

Key = tuple[str, int]
"""Origin and chat."""

ROWS = """
SELECT d.origin, a.external_id, d.state, d.reason, d.leased_by, d.leased_until, d.due_at, d.sent_at
FROM delivery d JOIN address a ON a.citizen_id = d.citizen_id
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One delivery as the database has it."""

    state: str
    reason: str | None
    leased_by: str | None
    leased_until: datetime | None
    due_at: datetime
    sent_at: datetime | None

    @property
    def is_final(self) -> bool:
        return self.state in {state.value for state in FINAL}


@dataclass
class Books:
    """`accepted`: when the server took each delivery. `told`: when it took the line that confirms a stop, by chat."""

    database: Path
    stop_line: str
    accepted: dict[Key, list[float]] = field(default_factory=dict)
    told: dict[int, float] = field(default_factory=dict)
    read: int = 0

    def note(self, log: Sequence[Mapping[str, Any]]) -> None:
        """Enter what the server took since the last time."""
        self.read += len(log)
        for entry in log:
            chat, text, at = entry["chat"], entry["text"], entry["at"]
            if is_delivery(text):
                self.accepted.setdefault((text.split()[0], chat), []).append(at)
            elif text.startswith(self.stop_line):
                self.told.setdefault(chat, at)

    def rows(self) -> dict[Key, Row]:
        """Every delivery."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)) as opened:
            found = opened.execute(ROWS).fetchall()
        return {(row[0], int(row[1])): _row(*row[2:]) for row in found}

    def wrong(self, rows: Mapping[Key, Row]) -> Counter[str]:
        """What must never be, at whatever moment; all zero when all is well."""
        found: Counter[str] = Counter()
        for key, times in self.accepted.items():
            row = rows.get(key)
            found["sent twice"] += len(times) > 1
            if row is None:
                found["sent without a row"] += 1
            elif row.state not in ("sent", "sending", "unconfirmed"):
                found[f"taken by the server, yet {row.state}"] += 1
        for key, row in rows.items():
            found["sent, unknown to the server"] += row.state == "sent" and key not in self.accepted
        for (origin, chat), times in self.accepted.items():
            if origin.startswith("broadcast:") and chat in self.told:
                found["sent after a stop was confirmed"] += max(times) > self.told[chat]
        guides = Counter(chat for origin, chat in self.accepted if origin.startswith("broadcast:"))
        found["two guides on one day"] += sum(number > 1 for number in guides.values())
        return +found


def _row(state: str, reason: str | None, by: str | None, until: str | None, due: str, sent: str | None) -> Row:
    return Row(state, reason, by, _at(until), _at(due) or _NEVER, _at(sent))


_NEVER = datetime.max.replace(tzinfo=UTC)


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
