"""First words and help: who we are, what one can ask. No form to fill, nothing to agree to."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers import commands, views
from handlers.ask import show
from handlers.callbacks import ProcedureChosen, TopicsOpened
from handlers.turn import Turn, context_data
from knowledge.answer import Block
from knowledge.answering import Answerer
from knowledge.linking import Link, read_link
from knowledge.model import Aspect
from knowledge.phrases import Phrases
from storage.actions.conversations import put_context
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork

DOORS = ("phieu-ly-lich-tu-phap", "so-suc-khoe-dien-tu", "thanh-toan-phi-truc-tuyen")
"""What most people come for: buttons under the first words."""


def register(router: Router) -> None:
    """Commands that explain."""
    router.message.register(greet, Command(commands.START))
    router.message.register(guide, Command(commands.GUIDE))
    router.message.register(offer_help, Command(commands.HELP))


async def greet(
    message: Message,
    command: CommandObject,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Say who we are and what one can ask; behind a link that leads somewhere, answer at once."""
    link = read_link(command.args or "", answerer.catalogue.procedures)
    if link is not None:
        await open_link(link, message, turn, answerer, uow, clock, phrases)
        return
    titles = {s: p.title for s, p in answerer.catalogue.procedures.items()}
    doors = [[views.button(titles[slug], ProcedureChosen(procedure=slug))] for slug in DOORS if slug in titles]
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    await views.send(message, views.reply(phrases.text("welcome"), *doors, topics))


async def open_link(
    link: Link, message: Message, turn: Turn, answerer: Answerer, uow: OpenWork, clock: Clock, phrases: Phrases
) -> None:
    """The papers of the procedure and case that a link names, under a line that says who speaks, and of what."""
    day = day_in_hanoi(clock.now())
    answer = answerer.show(link.procedure, Aspect.DOCUMENTS, on=day, case=link.case)
    await put_context(
        uow, clock, channel=turn.channel, conversation=turn.conversation, context=context_data(answer.context)
    )
    procedure = answerer.catalogue.procedures[link.procedure]
    labels = [procedure.cases[name].values[value].label for name, value in link.case.items()]
    about = "; ".join([procedure.title, *labels])
    opening = Block("note", phrases.text("opened-by-link", about=about))
    shown = replace(answer, blocks=(opening, *answer.blocks))
    await views.send(message, show(shown, answerer, phrases, clock))


async def guide(message: Message, phrases: Phrases) -> None:
    """Show how to ask."""
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    await views.send(message, views.reply(phrases.text("guide"), topics))


async def offer_help(message: Message, answerer: Answerer, phrases: Phrases) -> None:
    """Say what the commands do and who answers in person."""
    lines = [f"/{command.command} – {command.description}" for command in commands.list_commands(phrases)]
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    await views.send(message, views.reply("\n".join([phrases.text("help"), *lines]), topics))
