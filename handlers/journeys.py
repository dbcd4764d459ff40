"""Life events: the steps in order, ticked by tapping or typing; each step opens its procedure."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import commands, data_views, journey_views, views
from handlers.callbacks import JourneyChosen, JourneysOpened, StepTicked
from handlers.filters import At, Private, Words
from handlers.menu import open_topics
from handlers.states import Journey
from handlers.turn import Turn, context_data
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.actions.checklists import Checklist, find_checklist, may_ask_to_remember, record_ticks, toggle_tick
from storage.actions.consents import Purpose
from storage.actions.conversations import put_context
from storage.actions.retention import Lifetimes
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """The command, the taps, and ticks that are typed."""
    router.message.register(list_journeys, Command(commands.JOURNEYS))
    router.callback_query.register(list_journeys, JourneysOpened.filter())
    router.callback_query.register(choose, JourneyChosen.filter())
    router.callback_query.register(tick, StepTicked.filter(), Private())
    router.message.register(hear, At(Journey.following), Words(), Private())


async def list_journeys(event: Message | CallbackQuery, answerer: Answerer, phrases: Phrases) -> None:
    """The life events we know."""
    await views.send(event, journey_views.journeys(answerer.catalogue.journeys, phrases))


async def choose(
    tap: CallbackQuery,
    callback_data: JourneyChosen,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> None:
    """The steps of one."""
    if not knows(answerer, callback_data.journey):
        await open_topics(tap, answerer, phrases, lead="gone")
        return
    await views.send(tap, await shown(callback_data.journey, turn, state, answerer, uow, clock, phrases))


async def tick(
    tap: CallbackQuery,
    callback_data: StepTicked,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    lifetimes: Lifetimes,
) -> None:
    """A step is done, or not after all; what comes by itself is nobody's to tick."""
    journey, step = callback_data.journey, callback_data.step
    if not knows(answerer, journey):
        await open_topics(tap, answerer, answerer.phrases, lead="gone")
        return
    kept = None
    if step in {s.id for s in answerer.life_events.steps(journey, day_in_hanoi(clock.now()), turn.closed.keys())}:
        subject = journey_subject(journey)
        kept = await toggle_tick(
            uow, clock, citizen=turn.citizen, update_key=turn.update_key, subject=subject, tick=step, anew=True
        )
    await views.replace(tap, await shown(journey, turn, state, answerer, uow, clock, answerer.phrases))
    await offer_to_remember(tap, kept, turn, uow, clock, answerer.phrases, lifetimes)


async def hear(
    message: Message,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    lifetimes: Lifetimes,
) -> None:
    """ "Xong bước 1" sets a tick; anything else is answered as usual."""
    journey, text = str((await state.get_data()).get("journey") or ""), message.text or ""
    if not knows(answerer, journey):
        raise SkipHandler
    steps = answerer.life_events.steps(journey, day_in_hanoi(clock.now()), turn.closed.keys())
    read = answerer.tick_words.read(text, [answerer.catalogue.titles[s.procedure] for s in steps], bare=False)
    if read is None:
        raise SkipHandler
    add, drop = ([steps[place].id for place in places] for places in (read.had, read.lacking))
    subject = journey_subject(journey)
    kept = await record_ticks(uow, clock, citizen=turn.citizen, subject=subject, add=add, drop=drop)
    await views.send(message, await shown(journey, turn, state, answerer, uow, clock, answerer.phrases))
    await offer_to_remember(message, kept, turn, uow, clock, answerer.phrases, lifetimes)


async def shown(
    journey: str,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
) -> views.Reply:
    """A life event as this person sees it: with their ticks, which in a group are nobody else's to read."""
    day = day_in_hanoi(clock.now())
    kept = None
    if not turn.in_group:
        kept = await find_checklist(uow, clock, citizen=turn.citizen, subject=journey_subject(journey))
        await state.set_state(Journey.following)
        await state.set_data({"journey": journey})
    done = frozenset(kept.ticked) if kept else frozenset()
    answer = answerer.life_events.show(journey, on=day, done=done, closed=turn.closed.keys())
    context = context_data(answer.context)
    await put_context(uow, clock, channel=turn.channel, conversation=turn.conversation, context=context)
    if turn.in_group or answer.journey is None:  # switched off, every step of it
        return views.answer(answer, phrases)
    steps = answerer.life_events.steps(journey, day, turn.closed.keys())
    return journey_views.journey(answer, steps, done, phrases)


async def offer_to_remember(
    event: Message | CallbackQuery,
    kept: Checklist | None,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    lifetimes: Lifetimes,
) -> None:
    """May ticks be remembered? Asked at the first one, once."""
    if (
        kept is not None
        and kept.ticked
        and await may_ask_to_remember(uow, clock, citizen=turn.citizen, subject=kept.subject)
    ):
        await views.send(event, data_views.consent_question(Purpose.REMEMBER_TICKS, lifetimes, phrases))


def journey_subject(journey: str) -> str:
    """The subject of the list of one life event."""
    return f"journey:{journey}"


def knows(answerer: Answerer, journey: str) -> bool:
    """Whether there is such a life event."""
    return any(known.id == journey for known in answerer.catalogue.journeys)
