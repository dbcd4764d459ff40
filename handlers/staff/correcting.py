"""Correcting what went out, or taking it back: to exactly those who got it, in place where the medium can."""

from dataclasses import replace

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import views
from handlers.filters import At, Words
from handlers.guides import fits
from handlers.staff import progress_views
from handlers.staff.broadcast_callbacks import CorrectionAnew, CorrectionAsked, RecallDoubted, RecallSure
from handlers.staff.sending import Sending, Sends
from handlers.states import Broadcasting
from knowledge.phrases import Phrases
from knowledge.reading.secrets import holds_secret
from storage.actions.broadcast_sending import Step
from storage.actions.broadcasts import Guide, GuideKind, correct_broadcast
from storage.rules.broadcasts import LONGEST_UNDER_A_FILE, OVER
from storage.rules.permissions import Act


def register(router: Router) -> None:
    """Taps, and the other words."""
    needs = Sends(Act.WRITE_BROADCAST)
    router.callback_query.register(ask, CorrectionAsked.filter(), needs)
    router.message.register(write, At(Broadcasting.correction), Words(), needs)
    router.callback_query.register(send_anew, CorrectionAnew.filter(), needs)
    router.callback_query.register(doubt_recall, RecallDoubted.filter(), needs)
    router.callback_query.register(recall, RecallSure.filter(), needs)


async def ask(
    tap: CallbackQuery, callback_data: CorrectionAsked, sending: Sending, state: FSMContext, phrases: Phrases
) -> None:
    """Which words?"""
    kept = await sending.find(callback_data.broadcast)
    if kept is None or kept.state not in OVER:
        raise SkipHandler
    await state.set_state(Broadcasting.correction)
    await state.set_data({"broadcast": kept.id})
    await views.send(tap, progress_views.correction_question(kept, phrases))


async def write(message: Message, sending: Sending, state: FSMContext, phrases: Phrases) -> None:
    """Words of our own, in place of what was sent; its buttons stay."""
    broadcast, words = int((await state.get_data()).get("broadcast") or 0), (message.text or "").strip()
    if not fits(words, under_a_file=True) or holds_secret(words):
        await views.send(message, views.reply(phrases.text("broadcast-text-refused", most=str(LONGEST_UNDER_A_FILE))))
        return
    await state.clear()
    kept = await sending.find(broadcast)
    if kept is None:
        raise SkipHandler
    subject = kept.guide.subject if kept.guide.kind is not GuideKind.JOURNEY else None
    guide = replace(kept.guide, kind=GuideKind.TEXT, subject=subject, aspect=None, text=words)
    await _correct(message, broadcast, guide, sending)


async def send_anew(tap: CallbackQuery, callback_data: CorrectionAnew, sending: Sending, state: FSMContext) -> None:
    """The same guide with the facts of today."""
    await state.clear()
    kept = await sending.find(callback_data.broadcast)
    if kept is None or kept.guide.kind is GuideKind.TEXT:
        raise SkipHandler
    await _correct(tap, kept.id, kept.guide, sending)


async def doubt_recall(tap: CallbackQuery, callback_data: RecallDoubted, phrases: Phrases) -> None:
    """Ask once more."""
    await views.send(tap, progress_views.recall_question(callback_data.broadcast, phrases))


async def recall(tap: CallbackQuery, callback_data: RecallSure, sending: Sending, state: FSMContext) -> None:
    """Take it back."""
    await state.clear()
    kept = await sending.find(callback_data.broadcast)
    # With its file: the words under a photo are edited otherwise than a message.
    guide = Guide(GuideKind.RECALL) if kept is None else replace(kept.guide, kind=GuideKind.RECALL, text="")
    await _correct(tap, callback_data.broadcast, guide, sending)


async def _correct(event: Message | CallbackQuery, broadcast: int, guide: Guide, sending: Sending) -> None:
    acting = sending.acting
    async with acting.passing_on(Act.SEND_BROADCAST):
        outcome = await correct_broadcast(
            acting.uow,
            acting.clock,
            by=acting.by,
            broadcast=broadcast,
            guide=guide,
            update_key=acting.turn.update_key,
        )
    if outcome in (Step.LATE, Step.NOBODY):
        await views.send(event, views.reply(sending.phrases.text(f"broadcast-step-{outcome.value}")))
    await sending.show(event, broadcast)
