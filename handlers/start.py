"""First words and help: who we are, what one can ask. No form to fill, nothing to agree to."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers import commands, views
from handlers.callbacks import ProcedureChosen, TopicsOpened
from knowledge.answering import Answerer
from knowledge.phrases import Phrases

DOORS = ("phieu-ly-lich-tu-phap", "so-suc-khoe-dien-tu", "thanh-toan-phi-truc-tuyen")
"""What most people come for: buttons under the first words."""


def register(router: Router) -> None:
    """Commands that explain."""
    router.message.register(greet, Command(commands.START))
    router.message.register(guide, Command(commands.GUIDE))
    router.message.register(offer_help, Command(commands.HELP))


async def greet(message: Message, answerer: Answerer, phrases: Phrases) -> None:
    """Say who we are and what one can ask."""
    titles = {s: p.title for s, p in answerer.catalogue.procedures.items()}
    doors = [[views.button(titles[slug], ProcedureChosen(procedure=slug))] for slug in DOORS if slug in titles]
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    await views.send(message, views.reply(phrases.text("welcome"), *doors, topics))


async def guide(message: Message, phrases: Phrases) -> None:
    """Show how to ask."""
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    await views.send(message, views.reply(phrases.text("guide"), topics))


async def offer_help(message: Message, answerer: Answerer, phrases: Phrases) -> None:
    """Say what the commands do and who answers in person."""
    lines = [f"/{command.command} – {command.description}" for command in commands.list_commands(phrases)]
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    await views.send(message, views.reply("\n".join([phrases.text("help"), *lines]), topics))
