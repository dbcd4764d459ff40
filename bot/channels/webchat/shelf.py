"""Files on their way to a browser or from it, kept in memory for half an hour and for their owner only.

Memory, not disk: what goes this way is a person's own data, and a restart may forget it.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from storage.clock import Clock

KEPT: Final = timedelta(minutes=30)
MOST_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ShelfFile:
    """One file. `media_type` comes from us, never from the browser."""

    owner: str
    name: str
    media_type: str
    content: bytes
    put_at: datetime


class Shelf:
    """Files by a token that cannot be guessed; the oldest leave first where room runs out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._files: OrderedDict[str, ShelfFile] = OrderedDict()

    def put(self, owner: str, *, name: str, media_type: str, content: bytes) -> str:
        """Keep a file for the conversation `owner`; returns its token."""
        token = secrets.token_urlsafe(24)
        self._files[token] = ShelfFile(owner, name, media_type, content, self._clock.now())
        self._tidy()
        return token

    def find(self, owner: str, token: str) -> ShelfFile | None:
        """The file, if it is still here and belongs to this conversation."""
        file = self.take(token)
        return file if file is not None and secrets.compare_digest(file.owner, owner) else None

    def take(self, token: str) -> ShelfFile | None:
        """The file whoever owns it: for the process itself, never for a browser."""
        self._tidy()
        return self._files.get(token)

    def forget(self, owner: str) -> None:
        """Drop everything of one conversation."""
        for token in [token for token, file in self._files.items() if file.owner == owner]:
            del self._files[token]

    def _tidy(self) -> None:
        limit = self._clock.now() - KEPT
        total = sum(len(file.content) for file in self._files.values())
        while self._files:
            oldest = next(iter(self._files))
            file = self._files[oldest]
            if file.put_at > limit and total <= MOST_BYTES:
                return
            total -= len(file.content)
            del self._files[oldest]
