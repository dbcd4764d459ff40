"""What nobody else wanted: pictures, stickers, places nobody asked for, unknown commands and buttons."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ContentType, Message

from handlers import views
from handlers.ask import ask
from handlers.callbacks import TopicsOpened
from handlers.filters import CommandLike, Holds
from handlers.menu import open_topics
from handlers.turn import Turn
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.clock import Clock
from storage.unit_of_work import OpenWork

PICTURES = (ContentType.PHOTO, ContentType.DOCUMENT, ContentType.ANIMATION)
SOUNDS = (ContentType.VOICE, ContentType.AUDIO, ContentType.VIDEO_NOTE, ContentType.VIDEO)
PLACES = (ContentType.LOCATION, ContentType.VENUE)
SERVICE = (
    ContentType.NEW_CHAT_MEMBERS,
    ContentType.LEFT_CHAT_MEMBER,
    ContentType.PINNED_MESSAGE,
    ContentType.NEW_CHAT_TITLE,
    ContentType.NEW_CHAT_PHOTO,
    ContentType.GROUP_CHAT_CREATED,
    ContentType.SUPERGROUP_CHAT_CREATED,
    ContentType.MIGRATE_TO_CHAT_ID,
    ContentType.MIGRATE_FROM_CHAT_ID,
)
"""Notices of the medium itself: nobody spoke."""


def register(router: Router) -> None:
    """The last ones: they leave nothing unanswered."""
    router.message.register(stay_silent, Holds(*SERVICE))
    router.message.register(refuse_picture, Holds(*PICTURES))
    router.message.register(refuse_sound, Holds(*SOUNDS))
    router.message.register(refuse_place, Holds(*PLACES))
    router.message.register(refuse_command, CommandLike())
    router.message.register(refuse_rest)
    router.callback_query.register(refuse_tap)


async def stay_silent(message: Message) -> None:
    """A notice needs no reply."""


async def refuse_picture(
    message: Message,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Warn against sending papers; nothing of it is fetched or kept. A caption is still answered."""
    await views.send(message, views.reply(phrases.text("unasked-picture")))
    if (message.caption or "").strip():
        await ask(message, turn, state, answerer, uow, clock, phrases)


async def refuse_sound(message: Message, phrases: Phrases) -> None:
    """We cannot listen."""
    await views.send(message, views.reply(phrases.text("unasked-sound")))


async def refuse_place(message: Message, phrases: Phrases) -> None:
    """We did not ask where; it is not kept."""
    await views.send(message, views.reply(phrases.text("unasked-place")))


async def refuse_command(message: Message, turn: Turn, phrases: Phrases) -> None:
    """Point to the commands there are. In a group the command may be another bot's."""
    if not turn.in_group:
        await views.send(message, views.reply(phrases.text("unknown-command")))


async def refuse_rest(message: Message, phrases: Phrases) -> None:
    """Stickers, contacts, dice, and whatever comes next."""
    topics = [views.button(phrases.text("button-topics"), TopicsOpened())]
    await views.send(message, views.reply(phrases.text("unasked-other"), topics))


async def refuse_tap(tap: CallbackQuery, answerer: Answerer, phrases: Phrases) -> None:
    """A button of an earlier version."""
    await open_topics(tap, answerer, phrases, lead="gone")
