"""My data: see it, take it along, erase it. In a group nothing of it is shown."""

import json

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from handlers import commands, data_views, views
from handlers.callbacks import DataDoubted, DataErased, DataExported, DataViewed
from handlers.filters import Private
from handlers.turn import Turn
from knowledge.answer import Answer
from knowledge.phrases import Phrases
from knowledge.reading.places import Places
from storage.actions.mydata import erase_data, export_data, view_data
from storage.actions.retention import Lifetimes
from storage.actions.staff import list_grants
from storage.clock import Clock
from storage.unit_of_work import OpenWork

EXPORT_NAME = "du-lieu-cua-toi.json"


def register(router: Router) -> None:
    """The command and the taps; words about one's data come through `follow`."""
    router.message.register(show, Command(commands.MYDATA), Private())
    router.message.register(say_privately, Command(commands.MYDATA))
    router.callback_query.register(show, DataViewed.filter(), Private())
    router.callback_query.register(export, DataExported.filter(), Private())
    router.callback_query.register(doubt, DataDoubted.filter(), Private())
    router.callback_query.register(erase, DataErased.filter(), Private())


async def show(
    event: Message | CallbackQuery,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
    lifetimes: Lifetimes,
) -> None:
    """Show everything that is kept."""
    data = await view_data(uow, clock, citizen=turn.citizen, conversation=turn.conversation)
    await views.send(event, data_views.my_data(data, lifetimes, places.gazetteer, phrases))


async def say_privately(message: Message, phrases: Phrases) -> None:
    """In a group, say where to ask."""
    await views.send(message, views.reply(phrases.text("private-only")))


async def follow(message: Message, answer: Answer, turn: Turn, phrases: Phrases) -> None:
    """A question about one's data gets its answer, and the buttons that act."""
    await views.send(message, data_views.about_data(answer.text, phrases, private=not turn.in_group))


async def export(tap: CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """Give everything out as a JSON document."""
    document = await export_data(uow, clock, citizen=turn.citizen, conversation=turn.conversation)
    content = json.dumps(document, ensure_ascii=False, indent=2).encode()
    await views.quiet(tap)
    if tap.message is not None:
        file = BufferedInputFile(content, filename=EXPORT_NAME)
        await tap.message.answer_document(file, caption=phrases.text("mydata-export"))


async def doubt(tap: CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """Ask once more."""
    staff = bool(await list_grants(uow, clock, citizen=turn.citizen))
    await views.send(tap, data_views.erase_question(phrases, staff=staff))


async def erase(tap: CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases, secret_key: str) -> None:
    """Erase everything at once."""
    await erase_data(
        uow,
        clock,
        citizen=turn.citizen,
        conversation=turn.conversation,
        secret=secret_key,
        update_key=turn.update_key,
    )
    await views.send(tap, views.reply(phrases.text("mydata-erased")))
