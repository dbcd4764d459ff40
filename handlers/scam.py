"""Is it a scam: a message that was pasted, told or passed on is checked, and nothing of it is kept."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import commands, scam_views, views
from handlers.callbacks import LossAsked, LossTold, ScamLeft, ScamOpened
from handlers.filters import PICTURES, At, Captioned, Forwarded, Holds, Says, Words
from handlers.menu import open_topics
from handlers.states import Scam as ScamStates
from handlers.turn import Turn, context_data
from knowledge.answer import Answer, Question
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.reading.areas import is_refusal
from storage.actions.conversations import put_context
from storage.actions.history import cover_message
from storage.actions.questions import AnsweredQuestion, record_answer
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """The command, the taps, and the messages that are awaited or passed on."""
    router.message.register(open_check, Command(commands.SCAM))
    router.message.register(wait_for_message, Says("button-scam"))
    router.callback_query.register(wait_for_message, ScamOpened.filter())
    router.callback_query.register(leave, ScamLeft.filter())
    router.callback_query.register(ask_what_was_lost, LossAsked.filter())
    router.callback_query.register(say_what_comes_first, LossTold.filter())
    for awaited in (At(ScamStates.pasting), Forwarded()):
        router.message.register(check, awaited, Words())
        router.message.register(check, awaited, Captioned())
        router.message.register(ask_for_words, awaited, Holds(*PICTURES))


async def open_check(
    message: Message,
    command: CommandObject,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """Ask for the message; it may stand right behind the command."""
    pasted = Question(text=command.args or "", on=day_in_hanoi(clock.now()))
    answer = answerer.check(pasted, surely=True) if command.args else None
    if answer is None:
        await wait_for_message(message, state, phrases)
    else:
        await tell(message, answer, turn, answerer, uow, clock, phrases)


async def wait_for_message(event: Message | CallbackQuery, state: FSMContext, phrases: Phrases) -> None:
    """Say what may be sent here, and that it is not kept."""
    await state.set_state(ScamStates.pasting)
    await views.send(event, scam_views.waiting(phrases, lead="scam-paste"))


async def leave(tap: CallbackQuery, state: FSMContext, phrases: Phrases) -> None:
    """Check nothing after all."""
    await state.clear()
    await views.send(tap, views.reply(phrases.text("scam-left")))


async def check(
    message: Message,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    raw_state: str | None = None,
) -> None:
    """Check a message; a question of the person's own leaves the state and is answered as one."""
    words = message.text or message.caption or ""
    if raw_state is not None and is_refusal(words):
        await state.clear()
        await views.send(message, views.reply(phrases.text("scam-left")))
        return
    answer = answerer.check(Question(text=words, on=day_in_hanoi(clock.now()), context=turn.context))
    if answer is None:
        if raw_state is not None:
            await state.clear()
        raise SkipHandler
    await tell(message, answer, turn, answerer, uow, clock, phrases)


async def ask_for_words(message: Message, state: FSMContext, phrases: Phrases) -> None:
    """We do not open pictures: ask for what stands in it."""
    await state.set_state(ScamStates.pasting)
    await views.send(message, scam_views.waiting(phrases, lead="scam-picture"))


async def tell(
    message: Message, answer: Answer, turn: Turn, answerer: Answerer, uow: OpenWork, clock: Clock, phrases: Phrases
) -> None:
    """Say what a message shows. Before that its words leave the history, and only a count is written down."""
    slug = answer.procedures[0]
    await cover_message(
        uow,
        clock,
        channel=turn.channel,
        conversation=turn.conversation,
        message_id=message.message_id,
        text=phrases.text("scam-not-kept"),
    )
    question = AnsweredQuestion(
        text="",
        outcome=answer.status.value,
        topic=answerer.catalogue.procedures[slug].topic,
        procedure=slug,
        aspect=answer.aspect.value if answer.aspect else None,
        private=True,
    )
    await record_answer(
        uow,
        clock,
        citizen=turn.citizen,
        conversation=turn.conversation,
        update_key=turn.update_key,
        question=question,
        context=context_data(answer.context),
    )
    await views.send(message, scam_views.checked(answer, phrases))


async def ask_what_was_lost(tap: CallbackQuery, answerer: Answerer, phrases: Phrases) -> None:
    """Ask what was given away: what comes first depends on it."""
    ids = [loss.id for loss in answerer.catalogue.scams.losses]
    await views.send(tap, scam_views.losses(ids, phrases))


async def say_what_comes_first(
    tap: CallbackQuery,
    callback_data: LossTold,
    turn: Turn,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """The bank first, then the police."""
    try:
        answer = answerer.warner.loss(callback_data.loss, on=day_in_hanoi(clock.now()))
    except KeyError:
        await open_topics(tap, answerer, phrases, lead="gone")
        return
    await put_context(
        uow, clock, channel=turn.channel, conversation=turn.conversation, context=context_data(answer.context)
    )
    await views.send(tap, scam_views.lost(answer, phrases))
