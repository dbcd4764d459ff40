"""Posters of this deployment: sealed with its key, leading to its own addresses, drawn by its press."""

from typing import Final

from bot.core import Core
from bot.sheets.press import Press
from handlers.posters import NowhereToLead
from knowledge.poster_links import PosterOrigin, poster_payload
from knowledge.posters import PaperSize, Poster, compose_poster, poster_ways
from storage.rules.days import day_in_hanoi


class PosterPress:
    """Makes posters; handlers know it as `posters`."""

    def __init__(self, core: Core, press: Press) -> None:
        """`press` draws, and knows where others reach us."""
        self._core: Final = core
        self._press: Final = press

    async def draw(self, ward: str, procedure: str | None = None, *, size: PaperSize = PaperSize.A4) -> bytes:
        """The PDF for a ward by its code, about a procedure or about everything; drawn in a process of its own.

        Raises KeyError for a ward or procedure that is none, NowhereToLead where no channel has an address,
        SheetNotDrawn where drawing fails.
        """
        return await self._press.draw(self._compose(PosterOrigin(ward, procedure), size))

    def _compose(self, origin: PosterOrigin, size: PaperSize) -> Poster:
        core = self._core
        payload = poster_payload(origin, secret=core.secret_key)
        ways = poster_ways(self._press.whereabouts, payload, core.phrases)
        if not ways:
            raise NowhereToLead
        titles = core.answerer.catalogue.titles
        return compose_poster(
            core.phrases,
            place=core.places.ward(origin.ward).full_name,
            procedure=titles[origin.procedure] if origin.procedure is not None else None,
            ways=ways,
            made_on=day_in_hanoi(core.clock.now()),
            size=size,
        )
