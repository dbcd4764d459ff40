"""Joining a channel that rings: a code shown here, typed there, and a question before it is done."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from handlers import commands, views
from handlers.filters import Private
from handlers.reminder_callbacks import LinkLeft, LinkOffered, LinkSure
from handlers.sheet import Sheets
from handlers.turn import Turn
from knowledge.phrases import Phrases
from storage.actions.links import CODE_VALID, join_address, offer_address
from storage.clock import Clock
from storage.rules.invitations import read_code
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """The tap that shows a code, the command that brings one, and the answer to the question."""
    router.callback_query.register(show_code, LinkOffered.filter(), Private())
    router.message.register(bring_code, Command(commands.LINK), Private())
    router.callback_query.register(leave, LinkLeft.filter(), Private())
    router.callback_query.register(join, LinkSure.filter(), Private())


async def show_code(
    tap: CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases, sheets: Sheets, secret_key: str
) -> None:
    """A code, and where to type it."""
    bot = sheets.whereabouts.telegram
    if bot is None:
        await views.send(tap, views.reply(phrases.text("link-nowhere")))
        return
    code = await offer_address(uow, clock, citizen=turn.citizen, secret=secret_key)
    minutes = str(int(CODE_VALID.total_seconds() // 60))
    await views.send(tap, views.reply(phrases.text("link-code", bot=bot, code=code, minutes=minutes)))


async def bring_code(message: Message, command: CommandObject, phrases: Phrases) -> None:
    """Ask once more: whoever was told by somebody else to send a code is warned."""
    if not command.args:
        await views.send(message, views.reply(phrases.text("link-how")))
        return
    code = read_code(command.args)
    if code is None:
        await views.send(message, views.reply(phrases.text("link-mistyped")))
        return
    yes = views.button(phrases.text("button-link-sure"), LinkSure(code=code))
    no = views.button(phrases.text("button-link-not"), LinkLeft())
    await views.send(message, views.reply(phrases.text("link-sure", code=code), [yes], [no]))


async def leave(tap: CallbackQuery, phrases: Phrases) -> None:
    """Join nothing."""
    await views.send(tap, views.reply(phrases.text("link-not")))


async def join(
    tap: CallbackQuery,
    callback_data: LinkSure,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    secret_key: str,
) -> None:
    """Make both one person's."""
    linked = await join_address(
        uow,
        clock,
        citizen=turn.citizen,
        conversation=turn.conversation,
        typed=callback_data.code,
        secret=secret_key,
        update_key=turn.update_key,
    )
    await views.send(tap, views.reply(phrases.text(f"link-{linked.outcome.value.replace('_', '-')}")))
