"""Rating an answer: one tap; after a thumb down, why, with one tap or in words."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import views
from handlers.callbacks import RatingGiven, ReasonGiven
from handlers.filters import At, Words
from handlers.menu import open_topics
from handlers.states import Rating as RatingStates
from handlers.turn import Turn
from knowledge.answer import Question, Status
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.actions.ratings import Rating, explain_rating, record_rating
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork

SURELY = 0.9
"""Confidence from which words without a question mark are a new matter."""

ABOUT_US = ("chitchat", "off_topic")
"""Routes of words that, after a thumb down, are said about the answer."""


def register(router: Router) -> None:
    """Thumbs, reasons, and words while a reason is awaited."""
    router.callback_query.register(rate, RatingGiven.filter())
    router.callback_query.register(give_reason, ReasonGiven.filter())
    router.message.register(explain, At(RatingStates.why), Words())


async def rate(
    tap: CallbackQuery,
    callback_data: RatingGiven,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Record a thumb; thank for an up, ask why for a down."""
    if callback_data.procedure not in answerer.catalogue.procedures:
        await open_topics(tap, answerer, phrases, lead="gone")
        return
    answer = tap.message.message_id if tap.message else 0
    await record_rating(
        uow,
        clock,
        citizen=turn.citizen,
        update_key=turn.update_key,
        rating=Rating.UP if callback_data.helpful else Rating.DOWN,
        procedure=callback_data.procedure,
        aspect=callback_data.aspect.value,
        answer_key=answer_key(turn, answer),
    )
    if callback_data.helpful:
        await views.send(tap, views.reply(phrases.text("rating-thanks")))
        return
    await state.set_state(RatingStates.why)
    await state.set_data({"answer": answer, "procedure": callback_data.procedure})
    await views.send(tap, views.reasons(answer, phrases))


async def give_reason(
    tap: CallbackQuery,
    callback_data: ReasonGiven,
    turn: Turn,
    state: FSMContext,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Record a reason and point on."""
    await state.clear()
    key, reason = answer_key(turn, callback_data.answer), callback_data.reason
    await explain_rating(uow, clock, citizen=turn.citizen, answer_key=key, reason=reason.value)
    await views.send(tap, views.pointing_on(phrases))


async def explain(
    message: Message,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Record why in the person's words; a new question leaves the state and goes on to be answered."""
    rated = await state.get_data()
    await state.clear()
    words = message.text or ""
    if asks_something_else(words, str(rated.get("procedure")), answerer, clock):
        raise SkipHandler
    key = answer_key(turn, int(rated.get("answer", 0)))
    await explain_rating(uow, clock, citizen=turn.citizen, answer_key=key, words=words)
    await views.send(message, views.pointing_on(phrases))


def asks_something_else(words: str, rated: str, answerer: Answerer, clock: Clock) -> bool:
    """Whether this is no complaint about the answer but a new matter."""
    answer = answerer.answer(Question(text=words, on=day_in_hanoi(clock.now())))
    match answer.status:
        case Status.ANSWERED:
            return "?" in words or (rated not in answer.procedures and answer.confidence >= SURELY)
        case Status.ROUTED:
            return answer.route not in ABOUT_US
        case _:
            return answer.status is Status.SCREENED


def answer_key(turn: Turn, message_id: int) -> str:
    """The name of an answer: where it stands in its conversation."""
    return f"{turn.channel}:{turn.conversation}:{message_id}"
