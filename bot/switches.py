"""What is switched off, as this process knows it: read again when what was read is a second old."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.closing import closed_slugs
from handlers.turn import NOTHING_CLOSED
from knowledge.catalogue import Catalogue
from knowledge.phrases import Phrases
from storage.actions.switches import list_switched_off
from storage.clock import Clock
from storage.rules.switches import SEEN_WITHIN_SECONDS
from storage.unit_of_work import OpenWork


class Switches:
    """The slugs that are off with what is said of why: one small read a second at most, whoever asks."""

    def __init__(self, uow: OpenWork, clock: Clock, catalogue: Catalogue, phrases: Phrases) -> None:
        self._uow = uow
        self._clock = clock
        self._catalogue = catalogue
        self._phrases = phrases
        self._closed: Mapping[str, str] = NOTHING_CLOSED
        self._read_at: datetime | None = None
        self._reading = asyncio.Lock()

    async def closed(self) -> Mapping[str, str]:
        """Slug → why it is off, in words for citizens; never older than a second."""
        if self._is_old():
            async with self._reading:  # whoever comes meanwhile waits for this one read
                if self._is_old():
                    asked_at = self._clock.now()
                    self._closed = closed_slugs(await list_switched_off(self._uow), self._catalogue, self._phrases)
                    self._read_at = asked_at
        return self._closed

    def forget(self) -> None:
        """Read again at the next question: who switches something sees it at once."""
        self._read_at = None

    def _is_old(self) -> bool:
        if self._read_at is None:
            return True
        age = (self._clock.now() - self._read_at).total_seconds()
        return not 0 <= age < SEEN_WITHIN_SECONDS  # a clock that was set back proves nothing
