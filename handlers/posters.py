"""A poster as a file for who works in a ward, and what is asked of whoever scanned one."""

from typing import Protocol

from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers import data_views, views
from handlers.sheet import SheetNotDrawn
from handlers.turn import Turn
from knowledge.phrases import Phrases
from knowledge.posters import PaperSize
from knowledge.reading.areas import area_in
from knowledge.reading.places import PlaceReading, Places
from storage.actions.areas import find_area
from storage.clock import Clock
from storage.unit_of_work import OpenWork


class NowhereToLead(Exception):
    """No channel has an address that others reach, so there is nothing to scan."""


class Posters(Protocol):
    """Whoever makes posters."""

    async def draw(self, ward: str, procedure: str | None = None, *, size: PaperSize = PaperSize.A4) -> bytes:
        """The PDF for a ward by its code. Raises KeyError, NowhereToLead, SheetNotDrawn."""
        ...


async def hand_out_poster(
    event: Message | CallbackQuery,
    ward: str,
    procedure: str | None,
    posters: Posters,
    phrases: Phrases,
    places: Places,
) -> None:
    """Send the poster of a ward, about a procedure or about everything; or say why there is none.

    For the screens of staff, whose handlers have checked the right: this checks none. Raises KeyError.
    """
    place = places.ward(ward).full_name
    try:
        pdf = await posters.draw(ward, procedure)
    except NowhereToLead:
        await views.send(event, views.reply(phrases.text("poster-nowhere")))
    except SheetNotDrawn:
        await views.send(event, views.reply(phrases.text("poster-failed")))
    else:
        name = phrases.text("poster-file", ward=ward, about=procedure or "chung")
        caption = phrases.text("poster-sent", place=place)
        await views.send_file(event, BufferedInputFile(pdf, filename=name), caption=caption)


async def offer_area(
    message: Message,
    ward: str,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
    *,
    greeting: str = "",
) -> bool:
    """Ask whether the ward of a poster may be remembered, after a greeting if there is one.

    False, and nothing asked, where it is remembered, where others read along, and of a ward that is none.
    """
    if turn.in_group or ward not in places.gazetteer.wards:
        return False
    known = await find_area(uow, clock, citizen=turn.citizen)
    if known is not None and known.ward == ward:
        return False
    area = area_in(ward, PlaceReading(), places.gazetteer)
    await views.send(message, data_views.area_offer(area, known, places.gazetteer, phrases, greeting=greeting))
    return True
