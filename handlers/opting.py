"""Opting in to the guides of one's ward's team: asked once behind the area, and whenever one asks for it oneself."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery

from handlers import opting_views, views
from handlers.data_views import version_of
from handlers.filters import Private
from handlers.opting_callbacks import (
    GuidesAnswer,
    GuidesAnswered,
    GuidesAsked,
    GuideTopicsOpened,
    GuideTopicTicked,
)
from handlers.turn import Turn
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.reading.places import Places
from storage.actions.areas import find_area
from storage.actions.optings import find_opting, note_asked, record_opting, toggle_topic
from storage.actions.stops import is_stopped
from storage.clock import Clock
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """Taps."""
    router.callback_query.register(ask, GuidesAsked.filter(), Private())
    router.callback_query.register(hear, GuidesAnswered.filter(), Private())
    router.callback_query.register(choose_topics, GuideTopicsOpened.filter(), Private())
    router.callback_query.register(tick_topic, GuideTopicTicked.filter(), Private())


async def ask(tap: CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases, places: Places) -> None:
    """Ask now, about the team of the area on record."""
    area = await find_area(uow, clock, citizen=turn.citizen)
    if area is None or area.ward not in places.gazetteer.wards:
        await views.send(tap, opting_views.guides_need_area(phrases))
        return
    await note_asked(uow, clock, citizen=turn.citizen, ward=area.ward)
    await views.send(tap, opting_views.guides_question(area.ward, places.gazetteer, phrases))


async def hear(
    tap: CallbackQuery,
    callback_data: GuidesAnswered,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
) -> None:
    """Record Có or Không; Để sau leaves no trace. Other words than today's are asked again."""
    ward, answer = callback_data.ward, callback_data.answer
    if ward not in places.gazetteer.wards:
        raise SkipHandler  # a button that we never made
    if answer is GuidesAnswer.LATER:
        await views.send(tap, views.reply(phrases.text("guides-later")))
        return
    question = opting_views.guides_question(ward, places.gazetteer, phrases)
    words = opting_views.guides_words(ward, places.gazetteer, phrases)
    version = version_of(words)
    if callback_data.version != version:
        await views.send(tap, question)
        return
    given, key = answer is GuidesAnswer.YES, turn.update_key
    await record_opting(
        uow, clock, citizen=turn.citizen, update_key=key, ward=ward, given=given, words=words, version=version
    )
    if not given:
        await views.send(tap, views.reply(phrases.text("guides-refused")))
        return
    stopped = await is_stopped(uow, clock, citizen=turn.citizen)
    await views.send(tap, opting_views.guides_agreed(ward, places.gazetteer, phrases, stopped=stopped))


async def choose_topics(
    tap: CallbackQuery, turn: Turn, answerer: Answerer, uow: OpenWork, clock: Clock, phrases: Phrases
) -> None:
    """The topics with their ticks."""
    opting = await find_opting(uow, clock, citizen=turn.citizen)
    if opting is None:
        await views.send(tap, opting_views.guides_need_area(phrases))
        return
    await views.replace(tap, opting_views.guide_topics(opting, answerer.catalogue, phrases))


async def tick_topic(
    tap: CallbackQuery,
    callback_data: GuideTopicTicked,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Choose a topic, or not any more."""
    topic, key = callback_data.topic, turn.update_key
    if any(known.id == topic for known in answerer.catalogue.topics):
        await toggle_topic(uow, clock, citizen=turn.citizen, update_key=key, topic=topic)
    await choose_topics(tap, turn, answerer, uow, clock, phrases)


async def after_area(
    ward: str, lead: str, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases, places: Places
) -> views.Reply:
    """What is said once an area is kept: with the question, where it was not asked before."""
    if turn.in_group or not await note_asked(uow, clock, citizen=turn.citizen, ward=ward):
        return views.reply(lead)
    return opting_views.guides_question(ward, places.gazetteer, phrases, lead=lead)
