"""First words and help: who we are, what one can ask. No form to fill, nothing to agree to."""

from dataclasses import dataclass, replace

from aiogram import Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Message

from handlers import commands, views
from handlers.ask import show
from handlers.callbacks import ProcedureChosen, TopicsOpened
from handlers.posters import offer_area
from handlers.turn import Turn, context_data
from knowledge.answer import Block
from knowledge.answering import Answerer
from knowledge.linking import Link, read_link
from knowledge.model import Aspect
from knowledge.phrases import Phrases
from knowledge.poster_links import PosterOrigin, read_poster_payload
from knowledge.reading.places import Places
from storage.actions.arrivals import count_arrival
from storage.actions.conversations import put_context
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork

DOORS = ("phieu-ly-lich-tu-phap", "so-suc-khoe-dien-tu", "thanh-toan-phi-truc-tuyen")
"""What most people come for: buttons under the first words."""


class FromPoster(Filter):
    """A start behind the code of a poster that we sealed; the handler is given which one."""

    async def __call__(
        self, message: Message, command: CommandObject, secret_key: str
    ) -> bool | dict[str, PosterOrigin]:
        origin = read_poster_payload(command.args or "", secret=secret_key)
        return {"origin": origin} if origin is not None else False


def register(router: Router) -> None:
    """Commands that explain."""
    router.message.register(arrive, Command(commands.START), FromPoster())
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
        opening = Opening(message, turn, answerer, uow, clock, phrases)
        await opening.show(link, Aspect.DOCUMENTS, greets=True)
        return
    await views.send(message, welcome(answerer, phrases))


async def arrive(
    message: Message,
    origin: PosterOrigin,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
) -> None:
    """Behind a poster: count it, offer its area, open what it is about. Who speaks is said first of all."""
    slug = origin.procedure
    await count_arrival(uow, clock, update_key=turn.update_key, ward=origin.ward, procedure=slug)
    if slug is None or slug not in answerer.catalogue.procedures:
        await views.send(message, welcome(answerer, phrases))
        await offer_area(message, origin.ward, turn, uow, clock, phrases, places)
        return
    greeting = phrases.text("poster-greeting")
    offered = await offer_area(message, origin.ward, turn, uow, clock, phrases, places, greeting=greeting)
    opening = Opening(message, turn, answerer, uow, clock, phrases)
    await opening.show(Link(slug, {}), Aspect.OVERVIEW, greets=not offered)


def welcome(answerer: Answerer, phrases: Phrases) -> views.Reply:
    """The first words, over what most people come for."""
    titles = {s: p.title for s, p in answerer.catalogue.procedures.items()}
    doors = [[views.button(titles[slug], ProcedureChosen(procedure=slug))] for slug in DOORS if slug in titles]
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    return views.reply(phrases.text("welcome"), *doors, topics)


@dataclass(frozen=True, slots=True)
class Opening:
    """A start that leads somewhere, and what it takes to go there."""

    message: Message
    turn: Turn
    answerer: Answerer
    uow: OpenWork
    clock: Clock
    phrases: Phrases

    async def show(self, link: Link, aspect: Aspect, *, greets: bool) -> None:
        """An aspect of the procedure and case that a link names. `greets`: under a line that says who speaks."""
        day, turn = day_in_hanoi(self.clock.now()), self.turn
        if link.procedure in turn.closed:
            answer = self.answerer.closed(link.procedure, turn.closed)
        else:
            answer = self.answerer.show(link.procedure, aspect, on=day, case=link.case)
        context = context_data(answer.context)
        await put_context(self.uow, self.clock, channel=turn.channel, conversation=turn.conversation, context=context)
        if greets:
            answer = replace(answer, blocks=(self._greeting(link), *answer.blocks))
        await views.send(self.message, show(answer, self.answerer, self.phrases, self.clock))

    def _greeting(self, link: Link) -> Block:
        procedure = self.answerer.catalogue.procedures[link.procedure]
        labels = [procedure.cases[name].values[value].label for name, value in link.case.items()]
        return Block("note", self.phrases.text("opened-by-link", about="; ".join([procedure.title, *labels])))


async def guide(message: Message, phrases: Phrases) -> None:
    """Show how to ask."""
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    await views.send(message, views.reply(phrases.text("guide"), topics))


async def offer_help(message: Message, answerer: Answerer, phrases: Phrases) -> None:
    """Say what the commands do and who answers in person."""
    lines = [f"/{command.command} – {command.description}" for command in commands.list_commands(phrases)]
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    await views.send(message, views.reply("\n".join([phrases.text("help"), *lines]), topics))
