"""Draws sheets and posters in processes of their own: no conversation waits for one, nor pays for its memory."""

import asyncio
import sys
from collections import OrderedDict
from pathlib import Path
from typing import Final

import structlog

import bot
from handlers.sheet import SheetNotDrawn
from knowledge.linking import Whereabouts
from knowledge.posters import Poster
from knowledge.sheets import Sheet

AT_ONCE: Final = 2
"""Sheets that are drawn at the same time; the next ones wait."""
MOST_WAITING: Final = 30
LONGEST_SECONDS: Final = 20
LARGEST_SHEET: Final = 256 * 1024
"""Bytes of a PDF; a full page has 50,000."""
LARGEST_WORDS: Final = 64 * 1024
"""Bytes of what is to be drawn."""
KEPT: Final = 16
"""Sheets that are not drawn again: two people with the same case get the same bytes."""

_ROOT: Final = Path(bot.__file__).parents[1]
_MODULE: Final = "bot.sheets"

log = structlog.get_logger()


class Press:
    """Draws sheets and posters. `whereabouts`: where they lead back to; `seconds`: how long one may take."""

    def __init__(self, whereabouts: Whereabouts, *, seconds: float = LONGEST_SECONDS) -> None:
        self.whereabouts: Final = whereabouts
        self._seconds = seconds
        self._places = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0
        self._drawn: OrderedDict[str, bytes] = OrderedDict()

    async def draw(self, sheet: Sheet | Poster) -> bytes:
        """The PDF of a sheet or a poster. Raises SheetNotDrawn where it takes too long, is too large or breaks."""
        words = sheet.to_json()
        pdf = self._drawn.get(words) or await self._in_turn(words.encode())
        self._drawn[words] = pdf
        self._drawn.move_to_end(words)
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        return pdf

    async def _in_turn(self, words: bytes) -> bytes:
        if self._waiting >= MOST_WAITING:
            raise self._failure("crowd")
        self._waiting += 1
        try:
            async with self._places:
                return await self._draw(words)
        finally:
            self._waiting -= 1

    async def _draw(self, words: bytes) -> bytes:
        if len(words) > LARGEST_WORDS:
            raise self._failure("words")
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", _MODULE, cwd=_ROOT, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            async with asyncio.timeout(self._seconds):
                pdf, _ = await process.communicate(words)
        except TimeoutError as error:
            raise self._failure("time") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            raise self._failure("broken")
        if len(pdf) > LARGEST_SHEET:
            raise self._failure("size")
        return pdf

    def _failure(self, why: str) -> SheetNotDrawn:
        log.error("sheet_not_drawn", why=why)
        return SheetNotDrawn(why)
