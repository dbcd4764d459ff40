"""Consent: one purpose a question, nothing chosen beforehand; a no changes nothing in how we answer."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery

from handlers import data_views, views
from handlers.callbacks import (
    ConsentAnswered,
    ConsentAsked,
    ConsentsOpened,
    ConsentWithdrawn,
    WithdrawalsOpened,
)
from handlers.filters import Private
from handlers.turn import Turn
from knowledge.phrases import Phrases
from storage.actions.consents import Purpose, list_consents, record_consent
from storage.actions.mydata import withdraw
from storage.actions.retention import Lifetimes
from storage.clock import Clock
from storage.rules.consents import agreed_purposes
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """Taps about consent."""
    router.callback_query.register(show_consents, ConsentsOpened.filter(), Private())
    router.callback_query.register(show_withdrawals, WithdrawalsOpened.filter(), Private())
    router.callback_query.register(ask, ConsentAsked.filter(), Private())
    router.callback_query.register(record, ConsentAnswered.filter(), Private())
    router.callback_query.register(take_back, ConsentWithdrawn.filter(), Private())


async def show_consents(tap: CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """Offer the purposes that may still be agreed to."""
    agreed = agreed_purposes(await list_consents(uow, clock, citizen=turn.citizen))
    await views.send(tap, data_views.consents(agreed, turn.channel, phrases))


async def show_withdrawals(tap: CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """Offer the purposes that may be taken back."""
    agreed = agreed_purposes(await list_consents(uow, clock, citizen=turn.citizen))
    await views.send(tap, data_views.withdrawals(agreed, phrases))


async def ask(tap: CallbackQuery, callback_data: ConsentAsked, phrases: Phrases, lifetimes: Lifetimes) -> None:
    """Ask about one purpose; what names a ward or a procedure is asked elsewhere."""
    if callback_data.purpose in data_views.ASKED_WHERE_IT_IS_WANTED:
        raise SkipHandler
    await views.send(tap, data_views.consent_question(callback_data.purpose, lifetimes, phrases))


async def record(
    tap: CallbackQuery,
    callback_data: ConsentAnswered,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    lifetimes: Lifetimes,
) -> None:
    """Record the answer, with the words that were answered; other words than today's are asked again."""
    purpose = callback_data.purpose
    if purpose in data_views.ASKED_WHERE_IT_IS_WANTED:
        raise SkipHandler
    words = data_views.consent_words(purpose, lifetimes, phrases)
    version = data_views.version_of(words)
    if callback_data.version != version:
        await views.send(tap, data_views.consent_question(purpose, lifetimes, phrases))
        return
    await record_consent(
        uow,
        clock,
        citizen=turn.citizen,
        update_key=turn.update_key,
        purpose=purpose,
        given=callback_data.given,
        words=words,
        version=version,
    )
    done = [phrases.text("consent-given" if callback_data.given else "consent-refused")]
    if callback_data.given and purpose is Purpose.KEEP_CONVERSATION:
        done.append(phrases.text("consent-given-web"))
    await views.send(tap, views.reply("\n\n".join(done)))


async def take_back(
    tap: CallbackQuery,
    callback_data: ConsentWithdrawn,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Withdraw one purpose or all; what was kept for it is gone."""
    words = phrases.text("withdrawals")
    await withdraw(
        uow,
        clock,
        citizen=turn.citizen,
        update_key=turn.update_key,
        purposes=[callback_data.purpose] if callback_data.purpose else tuple(Purpose),
        words=words,
        version=data_views.version_of(words),
    )
    await views.send(tap, views.reply(phrases.text("consent-withdrawn")))
