"""Stopping: at once, for everything that was not asked for just now; and taking it back."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers import commands, views
from handlers.callbacks import StopConfirmed, StopUndone, StopUndoneSurely, TopicStopped, TopicStopUndone
from handlers.turn import Turn
from knowledge.answer import Answer, Question
from knowledge.answering import Answerer
from knowledge.catalogue import Catalogue
from knowledge.phrases import Phrases
from storage.actions.stops import is_older_stop, record_stop, undo_stop
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork

LONGEST_STOP = 60
"""Characters of a message that may say stop and nothing else."""

_STOPS = frozenset({StopConfirmed.__prefix__, TopicStopped.__prefix__})


def register(router: Router) -> None:
    """The command and the taps; words that mean stop come through `follow`."""
    router.message.register(obey, Command(commands.STOP))
    router.callback_query.register(obey, StopConfirmed.filter())
    router.callback_query.register(obey_of_topic, TopicStopped.filter())
    router.callback_query.register(take_back, StopUndone.filter())
    router.callback_query.register(take_back_of_topic, TopicStopUndone.filter())
    router.callback_query.register(take_back_surely, StopUndoneSurely.filter())


async def obey(event: Message | CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """Stop now, and offer to take it back."""
    await record_stop(uow, clock, citizen=turn.citizen, update_key=turn.update_key)
    undo = views.button(phrases.text("button-stop-undo"), StopUndone())
    await views.send(event, views.reply(phrases.text("stop-done"), [undo]))


async def obey_of_topic(
    tap: CallbackQuery,
    callback_data: TopicStopped,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    answerer: Answerer,
    phrases: Phrases,
) -> None:
    """Stop one topic now, and offer to take it back; of a topic that is no more, everything."""
    title = title_of(callback_data.topic, answerer.catalogue)
    if title is None:
        await obey(tap, turn, uow, clock, phrases)
        return
    topic = callback_data.topic
    await record_stop(uow, clock, citizen=turn.citizen, update_key=turn.update_key, topic=topic)
    undo = views.button(phrases.text("button-stop-undo"), TopicStopUndone(topic=topic))
    await views.send(tap, views.reply(phrases.text("stop-topic-done", topic=title), [undo]))


def wants_stop(event: TelegramObject, answerer: Answerer, clock: Clock) -> bool:
    """Whether this asks us to stop: the command, the button, or words that say so."""
    if isinstance(event, CallbackQuery):
        return (event.data or "").partition(":")[0] in _STOPS
    text = (event.text or "") if isinstance(event, Message) else ""
    if not text or len(text) > LONGEST_STOP:
        return False
    if text.startswith("/"):
        return text[1:].partition("@")[0] == commands.STOP
    return answerer.answer(Question(text=text, on=day_in_hanoi(clock.now()))).route == "stop"


async def follow(message: Message, answer: Answer, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """A whole message that says stop is obeyed; a longer plea gets one button that does it."""
    if not answer.choices:
        await obey(message, turn, uow, clock, phrases)
        return
    offer = views.button(phrases.text("stop-button"), StopConfirmed())
    await views.send(message, views.reply(answer.text, [offer]))


async def take_back(tap: CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """Messages that the person agreed to may come again; nothing else changes."""
    await _take_back(tap, None, turn, uow, clock, phrases, sure=False)


async def take_back_of_topic(
    tap: CallbackQuery,
    callback_data: TopicStopUndone,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """The same for one topic."""
    await _take_back(tap, callback_data.topic, turn, uow, clock, phrases, sure=False)


async def take_back_surely(
    tap: CallbackQuery,
    callback_data: StopUndoneSurely,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """The same for a stop that was made longer ago."""
    await _take_back(tap, callback_data.topic, turn, uow, clock, phrases, sure=True)


async def _take_back(
    tap: CallbackQuery, topic: str | None, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases, *, sure: bool
) -> None:
    """Within a minute one tap is enough; a thumb on an old message is no wish to be written to again."""
    if not sure and await is_older_stop(uow, clock, citizen=turn.citizen, topic=topic):
        again = views.button(phrases.text("button-stop-undo-sure"), StopUndoneSurely(topic=topic))
        await views.send(tap, views.reply(phrases.text("stop-undo-sure"), [again]))
        return
    await undo_stop(uow, clock, citizen=turn.citizen, update_key=turn.update_key, topic=topic)
    await views.send(tap, views.reply(phrases.text("stop-undone")))


def stop_rows(topic: str | None, catalogue: Catalogue, phrases: Phrases) -> views.Rows:
    """What stands under every message that nobody asked for: stop its topic, stop everything."""
    title = title_of(topic, catalogue)
    everything = views.button(phrases.text("stop-button"), StopConfirmed())
    if topic is None or title is None:
        return [[everything]]
    return [[views.button(phrases.text("button-stop-topic", topic=title), TopicStopped(topic=topic))], [everything]]


def title_of(topic: str | None, catalogue: Catalogue) -> str | None:
    """A topic's name for citizens; None for one that there is not."""
    return next((known.title for known in catalogue.topics if known.id == topic), None)
