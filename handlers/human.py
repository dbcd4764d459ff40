"""Asking for a person: the hotline that knows this procedure, then the city's."""

from collections import Counter

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers import views
from handlers.callbacks import HumanWanted
from knowledge.answering import Answerer
from knowledge.catalogue import Catalogue
from knowledge.model import Contact
from knowledge.phrases import Phrases

CITY = "tong-dai-ha-noi"
"""The contact that takes every question about services in Hanoi."""
MOST = 3


def register(router: Router) -> None:
    """The button that stands under every answer."""
    router.callback_query.register(name_hotlines, HumanWanted.filter())


async def name_hotlines(tap: CallbackQuery, callback_data: HumanWanted, answerer: Answerer, phrases: Phrases) -> None:
    """Say whom to call."""
    contacts = who_knows(answerer.catalogue, callback_data.procedure)
    await views.send(tap, views.hotlines(contacts, phrases, lead="human-lead"))


def who_knows(catalogue: Catalogue, slug: str | None) -> tuple[Contact, ...]:
    """Those whom the procedure's own facts name, oftenest first, and the city's hotline; at most three."""
    procedure = catalogue.procedures.get(slug or "")
    named = Counter(contact for _, fact in procedure.facts() for contact in fact.ask) if procedure else Counter()
    ids = [contact for contact, _ in named.most_common() if contact != CITY][: MOST - 1]
    return tuple(catalogue.contacts[contact] for contact in (*ids, CITY) if contact in catalogue.contacts)
