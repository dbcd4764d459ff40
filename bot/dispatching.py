"""From the inbox to the handlers: one dispatcher for every channel, and an apology when it fails."""

from collections.abc import Mapping

import structlog
from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.memory import SimpleEventIsolation

from bot.conversations import ConversationStorage
from bot.core import Core
from bot.errors import apologise, chat_of
from bot.middlewares import AddressedToUs, AsApproved, NotTooFast, NotTooLong, WhoSpeaks
from bot.overlaying import Overlaying
from bot.pace import PaceLimit
from bot.returning import NotesReturn, Returning
from bot.scheduler.retention import lifetimes_of
from bot.sheets.posters import PosterPress
from bot.sheets.press import Press
from bot.switches import Switches
from bot.whereabouts import read_whereabouts
from handlers import build_router
from storage.actions.inbox import Waiting

log = structlog.get_logger()


def build_dispatcher(core: Core, channels: Mapping[int, str], returning: Returning) -> Dispatcher:
    """The dispatcher with what handlers ask for by name. `channels`: a bot's id → its channel's name."""
    press = Press(read_whereabouts(core.settings))
    dispatcher = Dispatcher(
        disable_fsm=True,  # WhoSpeaks does it, with one read instead of two
        answerer=core.answerer,
        places=core.places,
        phrases=core.phrases,
        uow=core.database,
        clock=core.clock,
        settings=core.settings,
        secret_key=core.secret_key,
        lifetimes=lifetimes_of(core.settings),
        sheets=press,
        posters=PosterPress(core, press),
    )
    dispatcher.update.outer_middleware(AddressedToUs())
    storage = ConversationStorage(core.database, core.clock, channels)
    switches = Switches(core.database, core.clock, core.answerer.catalogue, core.phrases)
    dispatcher.update.outer_middleware(WhoSpeaks(storage, SimpleEventIsolation(), channels, switches))
    dispatcher.update.outer_middleware(NotesReturn(returning))
    dispatcher.update.outer_middleware(AsApproved(Overlaying(core)))
    pace = PaceLimit(core.settings.messages_per_minute)
    for observer in (dispatcher.message, dispatcher.callback_query):
        observer.outer_middleware(NotTooFast(pace, core.clock, core.phrases))
    dispatcher.message.outer_middleware(NotTooLong(core.phrases))
    dispatcher.include_router(build_router())
    return dispatcher


class Answering:
    """Answers updates out of the inbox; whatever breaks is one log event and one apology."""

    def __init__(self, core: Core, dispatcher: Dispatcher, bots: Mapping[str, Bot]) -> None:
        self._core = core
        self._dispatcher = dispatcher
        self._bots = bots

    async def answer(self, update: Waiting) -> None:
        """Feed one update to the handlers. Does not raise."""
        bot = self._bots[update.channel]
        # aiogram remembers updates by this number: where all have the same, it compares each with all others.
        payload = {**(update.payload or {}), "update_id": update.id}
        try:
            await self._dispatcher.feed_raw_update(bot, payload, update_id_on_channel=update.update_id)
            self._count(update, "answered")
        except Exception:  # the outermost edge of a conversation: whatever broke, the person hears of it
            log.exception("update_failed", channel=update.channel, update=update.id)
            self._count(update, "failed")
            await apologise(bot, chat_of(payload, update.conversation), self._core.phrases)

    async def apologise_for_delay(self, update: Waiting) -> None:
        """Say that a message waited too long to be answered."""
        log.warning("update_expired", channel=update.channel, update=update.id)
        self._count(update, "late")
        bot, chat = self._bots[update.channel], chat_of(None, update.conversation)
        await apologise(bot, chat, self._core.phrases, "apology-late")

    def _count(self, update: Waiting, end: str) -> None:
        took = self._core.clock.now() - update.received_at
        self._core.metrics.handled(update.channel, end, took.total_seconds())
