"""Taps on something that is switched off: what stands there now is said instead, and whom to ask."""

from collections.abc import Mapping
from inspect import isclass
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers import callbacks, views
from handlers.callbacks import HumanWanted, RatingGiven
from handlers.turn import Turn, context_data
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.actions.conversations import put_context
from storage.clock import Clock
from storage.unit_of_work import OpenWork

OPEN = frozenset({RatingGiven, HumanWanted})
"""Buttons that may name what is off: the rating of an answer given before; whom to call, just what is wanted now."""

GUARDED: Mapping[str, type[CallbackData]] = {
    kind.__prefix__: kind
    for kind in vars(callbacks).values()
    if isclass(kind) and issubclass(kind, CallbackData) and "procedure" in kind.model_fields and kind not in OPEN
}
"""Every other button that names a procedure, by its prefix: a new one is guarded without being written here."""


def register(router: Router) -> None:
    """Before every other tap: one door for all of them."""
    router.callback_query.register(say_closed, OpensClosed())


class OpensClosed(Filter):
    """A tap that opens what is switched off; the handler is given its slug."""

    async def __call__(self, tap: CallbackQuery, turn: Turn) -> bool | dict[str, Any]:
        kind = GUARDED.get((tap.data or "").partition(":")[0])
        if not turn.closed or kind is None:
            return False
        try:
            slug = getattr(kind.unpack(tap.data or ""), "procedure", None) or turn.context.procedure
        except (TypeError, ValueError):
            return False  # a button of an earlier version
        return {"slug": slug} if slug in turn.closed else False


async def say_closed(
    tap: CallbackQuery, slug: str, turn: Turn, answerer: Answerer, uow: OpenWork, clock: Clock, phrases: Phrases
) -> None:
    """Say that it is being checked again; what follows is about it, too."""
    answer = answerer.closed(slug, turn.closed)
    context = context_data(answer.context)
    await put_context(uow, clock, channel=turn.channel, conversation=turn.conversation, context=context)
    await views.send(tap, views.answer(answer, phrases))
