"""What curators approve takes effect in every process within a second: each looks at one number, and only when asked.

The look is one read of one row, at most every half second and only when a question comes, so that it costs nothing
under load and a process that nobody asks does nothing. The changed index is built in a thread.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.core import Core
from knowledge.answering import Answerer
from knowledge.overlay import Approved, Kind, Overlay
from storage.actions.wordings import ApprovedWordings, list_approved, overlay_version

LOOKED_EVERY: Final = timedelta(seconds=0.5)

log = structlog.get_logger()


class Overlaying:
    """The answerer as it is to be asked now. One for each process."""

    def __init__(self, core: Core) -> None:
        """Starts with the content alone."""
        self._core = core
        self._answerer = core.answerer
        self._version = core.answerer.overlay.version
        self._looked_at: datetime | None = None
        self._looking = asyncio.Lock()

    async def answerer(self) -> Answerer:
        """The newest answerer; a question that has one keeps it, who comes while it changes waits for the new one."""
        if self._is_late():
            async with self._looking:
                if self._is_late():
                    await self._look()
        return self._answerer

    def _is_late(self) -> bool:
        """Whether it is time to look again; a clock that was put back does not make us blind."""
        return self._looked_at is None or abs(self._core.clock.now() - self._looked_at) >= LOOKED_EVERY

    async def _look(self) -> None:
        if await overlay_version(self._core.database) != self._version:
            approved = await list_approved(self._core.database)
            try:
                self._answerer = await asyncio.to_thread(self._core.answerer.with_overlay, overlay_of(approved))
            except Exception:  # whatever was approved must not stop the answers: the last that worked stays
                log.exception("overlay_failed", version=approved.version)
            self._version = approved.version
        self._looked_at = self._core.clock.now()


def overlay_of(approved: ApprovedWordings) -> Overlay:
    """What storage keeps, as answering takes it."""
    wordings = (Approved(Kind(w.kind.value), w.text, w.target) for w in approved.wordings)
    return Overlay(tuple(wordings), approved.version)
