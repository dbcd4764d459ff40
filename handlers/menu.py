"""The menu: topics, their procedures, and from there the same answers as free text, in at most three taps."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers import commands, views
from handlers.callbacks import TopicChosen, TopicsOpened
from handlers.turn import Turn
from knowledge.answering import Answerer
from knowledge.phrases import Phrases


def register(router: Router) -> None:
    """The command for the menu, and the taps inside it."""
    router.message.register(show_topics, Command(commands.TOPICS))
    router.callback_query.register(turn_to_topics, TopicsOpened.filter())
    router.callback_query.register(choose_topic, TopicChosen.filter())


async def show_topics(message: Message, answerer: Answerer, phrases: Phrases) -> None:
    """Open the menu below the conversation."""
    await views.send(message, views.topics(answerer.catalogue.list_topics(), phrases))


async def turn_to_topics(tap: CallbackQuery, callback_data: TopicsOpened, answerer: Answerer, phrases: Phrases) -> None:
    """Open the menu: in place of a list of procedures, below anything else."""
    shown = views.topics(answerer.catalogue.list_topics(), phrases)
    await (views.replace if callback_data.back else views.send)(tap, shown)


async def choose_topic(
    tap: CallbackQuery, callback_data: TopicChosen, turn: Turn, answerer: Answerer, phrases: Phrases
) -> None:
    """Show a page of a topic's procedures in place of the menu."""
    catalogue = answerer.catalogue
    topic = next((t for t in catalogue.list_topics() if t.id == callback_data.topic), None)
    if topic is None:
        await open_topics(tap, answerer, phrases, lead="gone")
        return
    held = catalogue.list_procedures(topic.id)
    await views.replace(tap, views.procedures(topic, held, callback_data.page, phrases, closed=turn.closed))


async def open_topics(tap: CallbackQuery, answerer: Answerer, phrases: Phrases, *, lead: str) -> None:
    """The menu under a sentence that says why it is shown; for buttons that lead nowhere any more."""
    await views.send(tap, views.topics(answerer.catalogue.list_topics(), phrases, lead=lead))
