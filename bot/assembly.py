"""Composition of the rest: channels, inbox, dispatcher, timetable; and the end of it all in good order."""

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog
from aiogram import Bot
from aiogram.utils.token import TokenValidationError

from bot.channels.base import Channel, ChannelSession
from bot.channels.console import ConsoleChannel
from bot.channels.receipts import CountedCourier, Courier
from bot.channels.webchat.channel import WebChannel
from bot.composers import Composers, build_composers
from bot.core import Core
from bot.dispatching import Answering, build_dispatcher
from bot.inbox import Inbox
from bot.links import read_address
from bot.returning import Returning
from bot.scheduler.broadcasts import Broadcasting
from bot.scheduler.contents import record_what_is_told, schedule_review_lists
from bot.scheduler.reminders import schedule_reminders
from bot.scheduler.retention import lifetimes_of, schedule_retention
from bot.scheduler.sender import Sender
from bot.scheduler.ticker import Job, Ticker
from handlers.commands import list_commands
from handlers.stop import stop_rows

if TYPE_CHECKING:
    from bot.channels.telegram import TelegramChannel

CLOSING_SECONDS: Final = 5
TAKE_UP_SECONDS: Final = 60
"""How often the inbox is looked through for what a failure left behind."""

TICK_SECONDS: Final = 1
"""How often it is looked whether a delivery is due."""

BLOCKS_READ_SECONDS: Final = 60
"""How often it is looked who blocked us in another process."""

log = structlog.get_logger()


@asynccontextmanager
async def open_inbox(
    core: Core, bots: dict[str, Bot], ticker: Ticker, returning: Returning | None = None
) -> AsyncIterator[Inbox]:
    """The inbox in front of the one dispatcher; `bots`: a channel's name → its bot."""
    channels = {bot.id: name for name, bot in bots.items()}
    returning = returning or Returning(core.database, core.clock)
    answering = Answering(core, build_dispatcher(core, channels, returning), bots)
    inbox = Inbox(
        core.database,
        core.clock,
        ticker,
        channels=tuple(bots),
        answer=answering.answer,
        too_late=answering.apologise_for_delay,
    )
    try:
        yield inbox
    finally:
        # However it ends: what was received is answered, and marked so, while there is time; the rest is taken
        # up at the next start.
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                await inbox.settled()


def web_channel(core: Core) -> WebChannel:
    """The web chat, which needs no account anywhere."""
    return WebChannel(
        core.settings,
        uow=core.database,
        clock=core.clock,
        phrases=core.phrases,
        secret=core.secret_key.encode(),
        moved_to=core.moved_to,
        read_link=partial(read_address, core),
        metrics=core.metrics,
    )


def telegram_channels(core: Core) -> tuple["TelegramChannel", ...]:
    """Telegram where a token is set. Raises ValueError when its settings cannot work."""
    if core.settings.telegram_token is None:
        return ()
    try:
        return (telegram_channel(core),)
    except TokenValidationError as error:
        raise ValueError("TELEGRAM_TOKEN: this is no token; copy it again from @BotFather") from error


def telegram_channel(core: Core) -> "TelegramChannel":
    """Telegram; raises TokenValidationError or WebhookSecretMissing when its settings cannot work."""
    from bot.channels.telegram import TelegramChannel  # with a web server of its own, which the web chat does not need

    return TelegramChannel(core.settings, phrases=core.phrases, commands=list_commands(core.phrases))


def build_sender(core: Core, courier: Courier, returning: Returning, composers: Composers | None = None) -> Sender:
    """What sends the deliveries of one channel. `composers`: for tests, others than there are."""
    return Sender(
        core.database,
        core.clock,
        CountedCourier(courier, core.metrics.received),
        composers=build_composers(core) if composers is None else composers,
        stop_rows=partial(stop_rows, catalogue=core.answerer.catalogue, phrases=core.phrases),
        rate=core.settings.deliveries_per_second,
        refused=returning.refused,
    )


async def serve(core: Core, channels: Sequence[Channel], *, ready: Job | None = None) -> None:
    """Serve every channel until all have ended or the process is asked to stop (SIGTERM, SIGINT).

    `ready` runs beside the channels, to wait for what it announces. Raises an ExceptionGroup when a channel
    cannot serve, as where its port is taken.
    """
    ticker = Ticker()
    bots = {channel.name: channel.bot for channel in channels}
    returning = Returning(core.database, core.clock)
    senders = {channel.name: build_sender(core, channel.courier, returning) for channel in channels}
    try:
        async with open_inbox(core, bots, ticker, returning) as inbox:
            for bot in bots.values():
                await _dress(bot, core)
            schedule_retention(ticker, core.database, core.clock, lifetimes_of(core.settings))
            schedule_reminders(ticker, core)
            # What an earlier run left goes first: nothing newer of the same chat may overtake it.
            await ticker.start(inbox.resume(), name="inbox")
            ticker.every(TAKE_UP_SECONDS, inbox.resume, name="inbox")
            if ready is not None:
                ticker.start(_done(ready), name="ready")
            for channel in channels:
                if isinstance(channel, WebChannel):
                    ticker.start(_keep_true(core, channel, ticker), name="contents")
            for channel in channels:
                if isinstance(channel, ConsoleChannel):
                    channel.settled = inbox.settled
            ticker.every(BLOCKS_READ_SECONDS, returning.load, name="blocked")
            ticker.every(TICK_SECONDS, Broadcasting(core, bots).run_due, name="broadcasts")
            for name, sender in senders.items():
                ticker.every(TICK_SECONDS, sender.run_due, name=f"deliveries on {name}")
            try:
                await _run(channels, inbox)
            finally:
                for sender in senders.values():
                    sender.close()  # nothing new goes out while what was received is still answered
    finally:
        await ticker.close()
        for channel in channels:
            await channel.bot.session.close()
            await channel.courier.close()
        log.info("stopped")


async def _keep_true(core: Core, web: WebChannel, ticker: Ticker) -> None:
    """Look after the content once nobody waits for the start any more; a chat in the terminal is no start."""
    await web.listening.wait()
    await record_what_is_told(core.database, core.clock, core.answerer.catalogue)
    schedule_review_lists(ticker, core.database, core.clock, core.answerer.catalogue)


async def _done(job: Job) -> None:
    await job()


async def _dress(bot: Bot, core: Core) -> None:
    """Give a channel its menu of commands."""
    if not isinstance(bot.session, ChannelSession):
        return  # Telegram is dressed by its channel, once it can be reached
    await bot.set_my_commands(list_commands(core.phrases))


async def _run(channels: Sequence[Channel], inbox: Inbox) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    try:
        async with asyncio.TaskGroup() as group:
            running = [
                group.create_task(channel.run(inbox.receiver(channel.name)), name=channel.name) for channel in channels
            ]
            stopper = group.create_task(stopping.wait())

            def stop_after_the_last(_: asyncio.Task[None]) -> None:
                if all(task.done() for task in running):
                    stopping.set()

            for task in running:
                task.add_done_callback(stop_after_the_last)
            await stopper
            for task in running:
                task.cancel()
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
