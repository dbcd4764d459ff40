"""Asking: a message in one's own words gets the answer, written down before it is sent."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from handlers import journeys, mydata, reminder_views, scam, stop, views
from handlers.filters import Words
from handlers.turn import Turn, context_data
from knowledge.answer import Answer, Status
from knowledge.answering import Answerer
from knowledge.follow_ups import list_offers, said_in
from knowledge.phrases import Phrases
from storage.actions.questions import AnsweredQuestion, record_answer
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """Every message in words that nobody before wanted."""
    router.message.register(ask, Words())


async def ask(
    message: Message,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    more: views.Rows = (),
) -> None:
    """Answer what was written; `more` are rows of buttons above those of the answer."""
    answer = read(message, turn, answerer, clock)
    if answer.private:
        await scam.tell(message, answer, turn, answerer, uow, clock, phrases)
        return
    await keep(message, turn, answer, answerer, uow, clock)
    if answer.route == "stop":
        await stop.follow(message, answer, turn, uow, clock, phrases)
    elif answer.route == "mydata":
        await mydata.follow(message, answer, turn, phrases)
    elif answer.journey and not turn.in_group:
        await views.send(message, await journeys.shown(answer.journey, turn, state, answerer, uow, clock, phrases))
    else:
        more = [*more, *offered(message, answer, turn, answerer, clock)]
        await views.send(message, show(answer, answerer, phrases, clock, more=more))


def offered(message: Message, answer: Answer, turn: Turn, answerer: Answerer, clock: Clock) -> views.Rows:
    """What to remember next, for somebody whose words say that they have come to that point."""
    if answer.status is not Status.ANSWERED or not answer.procedures or turn.in_group:
        return []
    procedure = answerer.catalogue.procedures[answer.procedures[0]]
    if not procedure.follow_ups:
        return []
    offers = list_offers(procedure, answer.case, day_in_hanoi(clock.now()))
    return reminder_views.offer_rows(procedure.slug, said_in(message.text or message.caption or "", offers))


def read(message: Message, turn: Turn, answerer: Answerer, clock: Clock) -> Answer:
    """What the message means, in the light of what was said before."""
    text = message.text or message.caption or ""
    return answerer.answer(turn.question(text, day_in_hanoi(clock.now())))


async def keep(message: Message, turn: Turn, answer: Answer, answerer: Answerer, uow: OpenWork, clock: Clock) -> None:
    """One transaction: counters, the context, and the question of whoever agreed to that."""
    slug = answer.closed or (answer.procedures[0] if answer.procedures else None)
    procedure = answerer.catalogue.procedures.get(slug) if slug else None
    question = AnsweredQuestion(
        text=message.text or message.caption or "",
        outcome=answer.status.value,
        route=answer.route,
        topic=procedure.topic if procedure else None,
        procedure=slug,
        aspect=answer.aspect.value if answer.aspect else None,
        confidence=answer.confidence,
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


def show(answer: Answer, answerer: Answerer, phrases: Phrases, clock: Clock, *, more: views.Rows = ()) -> views.Reply:
    """The answer with what else is known about its procedure."""
    if answer.status is not Status.ANSWERED or not answer.procedures:
        return views.answer(answer, phrases, more=more)
    aspects = answerer.aspects(answer.procedures[0], day_in_hanoi(clock.now()))
    checked = bool(answerer.catalogue.procedures[answer.procedures[0]].papers)
    return views.answer(answer, phrases, aspects, checked=checked, more=more)
