""" "Luật đổi thì báo tôi": being told when a procedure changes, after a Có, until one says otherwise."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery

from handlers import following_views, views
from handlers.data_views import version_of
from handlers.filters import Private
from handlers.following_callbacks import FollowAnswered, FollowAsked, FollowDropped
from handlers.turn import Turn
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.actions.follows import drop_follow, follow_procedure
from storage.clock import Clock
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """Taps."""
    router.callback_query.register(ask, FollowAsked.filter(), Private())
    router.callback_query.register(hear, FollowAnswered.filter(), Private())
    router.callback_query.register(drop, FollowDropped.filter(), Private())


async def ask(tap: CallbackQuery, callback_data: FollowAsked, answerer: Answerer, phrases: Phrases) -> None:
    """Ask, with the name of the procedure."""
    title = _title(callback_data.procedure, answerer)
    await views.send(tap, following_views.follow_question(callback_data.procedure, title, phrases))


async def hear(
    tap: CallbackQuery,
    callback_data: FollowAnswered,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """A Có is kept with its words; a Không leaves no trace. Other words than today's are asked again."""
    slug, title = callback_data.procedure, _title(callback_data.procedure, answerer)
    words = following_views.follow_words(title, phrases)
    if callback_data.version != version_of(words):
        await views.send(tap, following_views.follow_question(slug, title, phrases))
        return
    if not callback_data.given:
        await views.send(tap, views.reply(phrases.text("follow-refused")))
        return
    key, version = turn.update_key, callback_data.version
    await follow_procedure(
        uow, clock, citizen=turn.citizen, update_key=key, procedure=slug, words=words, version=version
    )
    await views.send(tap, following_views.followed(slug, title, phrases))


async def drop(
    tap: CallbackQuery, callback_data: FollowDropped, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases
) -> None:
    """Not any more."""
    await drop_follow(uow, clock, citizen=turn.citizen, procedure=callback_data.procedure)
    await views.send(tap, views.reply(phrases.text("follow-dropped")))


def _title(slug: str, answerer: Answerer) -> str:
    if slug not in answerer.catalogue.procedures:
        raise SkipHandler  # a button that we never made, or a procedure that is no more
    return answerer.catalogue.titles[slug]
