"""/guitin: what my team sends, and beginning one: a guide out of the content, or words of our own, with a file."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ContentType, Message

from handlers import commands, views
from handlers.callbacks import BroadcastsOpened
from handlers.filters import At, Holds, Words
from handlers.guides import fits
from handlers.staff import broadcast_views
from handlers.staff.broadcast_callbacks import (
    BroadcastDiscarded,
    BroadcastSeen,
    GuideAspectChosen,
    GuideJourneyChosen,
    GuideKindChosen,
    GuideProcedureChosen,
    GuideShelfOpened,
    TextTopicChosen,
)
from handlers.staff.requires import Acting
from handlers.staff.screens import Screen
from handlers.staff.sending import Sending, Sends
from handlers.states import Broadcasting
from knowledge.answering import Answerer
from knowledge.model import Aspect
from knowledge.phrases import Phrases
from knowledge.reading.secrets import holds_secret
from storage.actions.broadcasts import (
    Change,
    Guide,
    GuideKind,
    discard_broadcast,
    list_broadcasts,
    open_broadcast,
)
from storage.rules.broadcasts import LONGEST_UNDER_A_FILE
from storage.rules.days import day_in_hanoi
from storage.rules.permissions import Act

SCREENS = (Screen(Act.WRITE_BROADCAST, "button-broadcasts", BroadcastsOpened()),)

FILES = (ContentType.PHOTO, ContentType.DOCUMENT)


KEEPS_FILES = frozenset({"telegram"})
"""Channels that keep a file and send it again by its id."""


def register(router: Router) -> None:
    """The command, the taps, and the words or the file while they are awaited."""
    needs = Sends(Act.WRITE_BROADCAST)
    router.message.register(open_list, Command(commands.SENDING), needs)
    router.callback_query.register(open_list, BroadcastsOpened.filter(), needs)
    router.callback_query.register(begin, GuideKindChosen.filter(), needs)
    router.callback_query.register(open_shelf, GuideShelfOpened.filter(), needs)
    router.callback_query.register(choose_aspect, GuideProcedureChosen.filter(), needs)
    router.callback_query.register(pick_aspect, GuideAspectChosen.filter(), needs)
    router.callback_query.register(pick_journey, GuideJourneyChosen.filter(), needs)
    router.message.register(write_text, At(Broadcasting.text), Words(), needs)
    router.message.register(write_text, At(Broadcasting.text), Holds(*FILES), needs)
    router.callback_query.register(pick_topic, TextTopicChosen.filter(), needs)
    router.callback_query.register(see, BroadcastSeen.filter(), needs)
    router.callback_query.register(discard, BroadcastDiscarded.filter(), needs)


async def open_list(
    event: Message | CallbackQuery, acting: Acting, sending: Sending, state: FSMContext, phrases: Phrases
) -> None:
    """The latest, and the ways to begin one."""
    await state.clear()
    found = await list_broadcasts(acting.uow, acting.clock, by=acting.by)
    guides = sending.guides
    await views.send(event, broadcast_views.overview(found, guides, phrases))


async def begin(
    tap: CallbackQuery, callback_data: GuideKindChosen, state: FSMContext, answerer: Answerer, phrases: Phrases
) -> None:
    """Which guide? Or: write."""
    await state.clear()
    match callback_data.kind:
        case GuideKind.PROCEDURE:
            await views.send(tap, broadcast_views.shelves(answerer.catalogue.list_topics(), phrases))
        case GuideKind.JOURNEY:
            await views.send(tap, broadcast_views.journeys(answerer.catalogue, phrases))
        case GuideKind.TEXT:
            await state.set_state(Broadcasting.text)
            await views.send(tap, views.reply(phrases.text("broadcast-text-ask"), broadcast_views.back(phrases)))
        case _:
            raise SkipHandler


async def open_shelf(tap: CallbackQuery, callback_data: GuideShelfOpened, answerer: Answerer, phrases: Phrases) -> None:
    """The procedures of a topic."""
    topic = next((t for t in answerer.catalogue.list_topics() if t.id == callback_data.topic), None)
    if topic is None:
        raise SkipHandler
    held = answerer.catalogue.list_procedures(topic.id)
    await views.send(tap, broadcast_views.shelf(topic, held, callback_data.page, phrases))


async def choose_aspect(
    tap: CallbackQuery, callback_data: GuideProcedureChosen, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """What of it can be told today."""
    procedure = answerer.catalogue.procedures.get(callback_data.procedure)
    if procedure is None:
        raise SkipHandler
    known = answerer.aspects(procedure.slug, day_in_hanoi(acting.clock.now()))
    await views.send(tap, broadcast_views.aspects(procedure, known, phrases))


async def pick_aspect(
    tap: CallbackQuery, callback_data: GuideAspectChosen, sending: Sending, answerer: Answerer
) -> None:
    """A draft of it."""
    procedure, aspect = answerer.catalogue.procedures.get(callback_data.procedure), callback_data.aspect
    if procedure is None:
        raise SkipHandler
    checks = bool(procedure.papers) and aspect in (Aspect.OVERVIEW, Aspect.DOCUMENTS)
    guide = Guide(GuideKind.PROCEDURE, procedure.slug, aspect.value, checks=checks)
    await _open(tap, guide, sending)


async def pick_journey(
    tap: CallbackQuery, callback_data: GuideJourneyChosen, sending: Sending, answerer: Answerer
) -> None:
    """A draft of a life event."""
    if not any(journey.id == callback_data.journey for journey in answerer.catalogue.journeys):
        raise SkipHandler
    guide = Guide(GuideKind.JOURNEY, callback_data.journey)
    await _open(tap, guide, sending)


async def write_text(
    message: Message, acting: Acting, sending: Sending, state: FSMContext, answerer: Answerer, phrases: Phrases
) -> None:
    """Words of our own, alone or under a photo or file; numbers that nobody may read are refused."""
    words = (message.text or message.caption or "").strip()
    file = _file_of(message) if acting.turn.channel in KEEPS_FILES else None
    if not fits(words, under_a_file=file is not None) or holds_secret(words):
        await views.send(message, views.reply(phrases.text("broadcast-text-refused", most=str(LONGEST_UNDER_A_FILE))))
        return
    await state.clear()
    here = acting.turn.channel if file else None
    guide = Guide(GuideKind.TEXT, text=words, file=file, file_is_photo=bool(message.photo), file_channel=here)
    key = acting.turn.update_key
    made = await open_broadcast(acting.uow, acting.clock, by=acting.by, guide=guide, topic=None, update_key=key)
    kept = await sending.find(made or 0)
    if kept is None:
        await views.send(message, broadcast_views.gone(phrases))
        return
    await views.send(message, broadcast_views.text_topics(kept, answerer.catalogue.list_topics(), phrases))


async def pick_topic(tap: CallbackQuery, callback_data: TextTopicChosen, sending: Sending, answerer: Answerer) -> None:
    """What the words are about."""
    topic = callback_data.topic
    if topic is not None and not any(known.id == topic for known in answerer.catalogue.topics):
        raise SkipHandler
    await sending.change(tap, callback_data.broadcast, Change(topic=topic))


async def see(tap: CallbackQuery, callback_data: BroadcastSeen, sending: Sending, state: FSMContext) -> None:
    """One of them."""
    await state.clear()
    await sending.show(tap, callback_data.broadcast)


async def discard(
    tap: CallbackQuery,
    callback_data: BroadcastDiscarded,
    acting: Acting,
    sending: Sending,
    state: FSMContext,
    phrases: Phrases,
) -> None:
    """Away with a draft."""
    await discard_broadcast(acting.uow, acting.clock, by=acting.by, broadcast=callback_data.broadcast)
    await open_list(tap, acting, sending, state, phrases)


def _file_of(message: Message) -> str | None:
    """The medium's id of a photo, the largest of its sizes, or of a file."""
    if message.photo:
        return message.photo[-1].file_id
    return message.document.file_id if message.document else None


async def _open(tap: CallbackQuery, guide: Guide, sending: Sending) -> None:
    acting = sending.acting
    topic, key = sending.guides.topic(guide), acting.turn.update_key
    made = await open_broadcast(acting.uow, acting.clock, by=acting.by, guide=guide, topic=topic, update_key=key)
    await sending.show(tap, made or 0)
