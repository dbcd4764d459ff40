"""Stopping: at once, for everything that was not asked for just now; and taking it back."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers import commands, views
from handlers.callbacks import StopConfirmed, StopUndone
from handlers.turn import Turn
from knowledge.answer import Answer, Question
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.actions.stops import record_stop, undo_stop
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork

LONGEST_STOP = 60
"""Characters of a message that may say stop and nothing else."""


def register(router: Router) -> None:
    """The command and the taps; words that mean stop come through `follow`."""
    router.message.register(obey, Command(commands.STOP))
    router.callback_query.register(obey, StopConfirmed.filter())
    router.callback_query.register(take_back, StopUndone.filter())


async def obey(event: Message | CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """Stop now, and offer to take it back."""
    await record_stop(uow, clock, citizen=turn.citizen, update_key=turn.update_key)
    undo = views.button(phrases.text("button-stop-undo"), StopUndone())
    await views.send(event, views.reply(phrases.text("stop-done"), [undo]))


def wants_stop(event: TelegramObject, answerer: Answerer, clock: Clock) -> bool:
    """Whether this asks us to stop: the command, the button, or words that say so."""
    if isinstance(event, CallbackQuery):
        return event.data == StopConfirmed().pack()
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
    await undo_stop(uow, clock, citizen=turn.citizen, update_key=turn.update_key)
    await views.send(tap, views.reply(phrases.text("stop-undone")))
