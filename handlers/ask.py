"""Asking: a message in one's own words gets the answer, written down before it is sent."""

from aiogram import Router
from aiogram.types import Message

from handlers import mydata, scam, stop, views
from handlers.filters import Words
from handlers.turn import Turn, context_data
from knowledge.answer import Answer, Question, Status
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.actions.questions import AnsweredQuestion, record_answer
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """Every message in words that nobody before wanted."""
    router.message.register(ask, Words())


async def ask(message: Message, turn: Turn, answerer: Answerer, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """Answer what was written."""
    answer = read(message, turn, answerer, clock)
    if answer.private:
        await scam.tell(message, answer, turn, answerer, uow, clock, phrases)
        return
    await keep(message, turn, answer, answerer, uow, clock)
    if answer.route == "stop":
        await stop.follow(message, answer, turn, uow, clock, phrases)
    elif answer.route == "mydata":
        await mydata.follow(message, answer, turn, phrases)
    else:
        await views.send(message, show(answer, answerer, phrases, clock))


def read(message: Message, turn: Turn, answerer: Answerer, clock: Clock) -> Answer:
    """What the message means, in the light of what was said before."""
    text = message.text or message.caption or ""
    return answerer.answer(Question(text=text, on=day_in_hanoi(clock.now()), context=turn.context))


async def keep(message: Message, turn: Turn, answer: Answer, answerer: Answerer, uow: OpenWork, clock: Clock) -> None:
    """One transaction: counters, the context, and the question of whoever agreed to that."""
    slug = answer.procedures[0] if answer.procedures else None
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


def show(answer: Answer, answerer: Answerer, phrases: Phrases, clock: Clock) -> views.Reply:
    """The answer with what else is known about its procedure."""
    aspects = (
        answerer.aspects(answer.procedures[0], day_in_hanoi(clock.now()))
        if answer.status is Status.ANSWERED and answer.procedures
        else ()
    )
    return views.answer(answer, phrases, aspects)
