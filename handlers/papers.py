"""Checking papers: entered by a button, a command or plain words; worked by tapping or by typing."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import ask, commands, papers_views, views
from handlers.callbacks import (
    PapersCasePicked,
    PapersMoved,
    PapersOpened,
    PapersStep,
    PapersTopicChosen,
    PapersWanted,
    PaperTicked,
)
from handlers.filters import At, Private, WishesCheck, Words
from handlers.menu import open_topics
from handlers.papers_talk import PapersTalk, papers_subject
from handlers.states import Papers
from handlers.turn import Turn
from knowledge.answer import Question, Status
from knowledge.answering import Answerer
from knowledge.catalogue import Catalogue
from knowledge.model import Procedure, Topic
from knowledge.phrases import Phrases
from storage.actions.checklists import toggle_tick
from storage.actions.retention import Lifetimes
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork


def register(router: Router) -> None:
    """The command, the taps, what is typed inside a check, the wish in plain words."""
    router.message.register(open_check, Command(commands.PAPERS), Private())
    router.message.register(say_privately, Command(commands.PAPERS))
    for tap, data in (
        (show_topics, PapersOpened),
        (show_procedures, PapersTopicChosen),
        (begin, PapersWanted),
        (pick_case, PapersCasePicked),
        (tick, PaperTicked),
        (move, PapersMoved),
    ):
        router.callback_query.register(tap, data.filter(), Private())
        router.callback_query.register(say_privately, data.filter())
    router.message.register(hear, At(Papers.asking), Words(), Private())
    router.message.register(hear, At(Papers.ticking), Words(), Private())
    router.message.register(follow_wish, Words(), WishesCheck(), Private())


async def say_privately(event: Message | CallbackQuery, phrases: Phrases) -> None:
    """What somebody has at home is nobody else's to read."""
    await views.send(event, views.reply(phrases.text("private-only")))


async def open_check(
    message: Message,
    command: CommandObject,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    lifetimes: Lifetimes,
) -> None:
    """Check what stands behind the command, what is being checked or talked about, or what is picked now."""
    talk = PapersTalk(message, turn, state, answerer, uow, clock, lifetimes)
    named = named_behind(command.args or "", answerer, clock)
    checked = str((await state.get_data()).get("papers") or "")
    slug = next((s for s in (named, checked, turn.context.procedure or "") if talk.has_papers(s)), None)
    if slug is None or (command.args and slug is not named):
        await views.send(message, papers_views.topics(topics_with_papers(answerer.catalogue), answerer.phrases))
        return
    await talk.begin(slug)


async def show_topics(tap: CallbackQuery, answerer: Answerer, phrases: Phrases) -> None:
    """The topics to pick from, in place of what was tapped only where that was a page of them."""
    await views.send(tap, papers_views.topics(topics_with_papers(answerer.catalogue), phrases))


async def show_procedures(
    tap: CallbackQuery, callback_data: PapersTopicChosen, answerer: Answerer, phrases: Phrases
) -> None:
    """The procedures of a topic that have papers."""
    held = with_papers(answerer.catalogue, callback_data.topic)
    topic = next((t for t in answerer.catalogue.topics if t.id == callback_data.topic), None)
    if topic is None or not held:
        await open_topics(tap, answerer, phrases, lead="gone")
        return
    await views.replace(tap, papers_views.procedures(topic, held, callback_data.page, phrases))


async def begin(
    tap: CallbackQuery,
    callback_data: PapersWanted,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    lifetimes: Lifetimes,
) -> None:
    """Start under the answer whose button it was, or go on."""
    talk = PapersTalk(tap, turn, state, answerer, uow, clock, lifetimes)
    await talk.begin(callback_data.procedure)


async def pick_case(
    tap: CallbackQuery,
    callback_data: PapersCasePicked,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    lifetimes: Lifetimes,
) -> None:
    """Note a value of the case and go on; a button of an earlier content starts anew."""
    talk = PapersTalk(tap, turn, state, answerer, uow, clock, lifetimes, in_place=True)
    slug, at, value = callback_data.procedure, callback_data.at, callback_data.value
    cases = list(answerer.catalogue.procedures[slug].cases.items()) if talk.has_papers(slug) else []
    name, asked = cases[at] if 0 <= at < len(cases) else ("", None)
    if asked is None or value not in (papers_views.UNSURE, *asked.values):
        await talk.begin(slug)
        return
    await talk.pick(slug, name, "" if value == papers_views.UNSURE else value)


async def tick(
    tap: CallbackQuery,
    callback_data: PaperTicked,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    lifetimes: Lifetimes,
) -> None:
    """Set a tick or take it away, in the message that was tapped; a list that is forgotten begins anew."""
    talk = PapersTalk(tap, turn, state, answerer, uow, clock, lifetimes, in_place=True)
    slug = callback_data.procedure
    kept = await talk.find(slug) if talk.has_papers(slug) else None
    if kept is None or callback_data.paper not in {p.id for p in talk.check(slug, kept).papers}:
        await begin_anew(talk, slug, forgotten=kept is None)
        return
    kept = await toggle_tick(
        uow,
        clock,
        citizen=turn.citizen,
        update_key=turn.update_key,
        subject=papers_subject(slug),
        tick=callback_data.paper,
    )
    await (talk.show_list(slug, kept) if kept else talk.begin(slug))


async def move(
    tap: CallbackQuery,
    callback_data: PapersMoved,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    lifetimes: Lifetimes,
) -> None:
    """The result, back, again, or out."""
    talk = PapersTalk(tap, turn, state, answerer, uow, clock, lifetimes, in_place=True)
    slug, step = callback_data.procedure, callback_data.step
    kept = await talk.find(slug) if talk.has_papers(slug) else None
    if step is PapersStep.CANCEL:
        await talk.cancel()
    elif kept is None:
        await begin_anew(talk, slug, forgotten=step is not PapersStep.AGAIN)
    elif step is PapersStep.AGAIN:
        await talk.begin_again(slug)
    elif step is PapersStep.BACK:
        await talk.go_back(slug)
    else:
        await (talk.show_result if step is PapersStep.RESULT else talk.go_on)(slug, kept)


async def hear(
    message: Message,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    lifetimes: Lifetimes,
) -> None:
    """What is typed inside a check; another question is answered, and a button leads back."""
    talk = PapersTalk(message, turn, state, answerer, uow, clock, lifetimes)
    stands, text = await state.get_data(), message.text or ""
    slug = str(stands.get("papers") or "")
    if not talk.has_papers(slug) or answerer.wishes.of_papers(text) is not None:
        raise SkipHandler
    if await talk.hear_reply(text, slug, str(stands["case"]) if stands.get("case") else None):
        return
    more = [] if stands.get("done") else [papers_views.resume_button(slug, answerer.phrases)]
    await ask.ask(message, turn, state, answerer, uow, clock, answerer.phrases, more)


async def follow_wish(
    message: Message,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    lifetimes: Lifetimes,
) -> None:
    """A wish in plain words starts a check, or asks which; where there is nothing to tick, prose answers."""
    answer = ask.read(message, turn, answerer, clock)
    asks_which = answer.status is Status.CLARIFY
    if not answer.wants_check and not asks_which:
        raise SkipHandler
    await ask.keep(message, turn, answer, answerer, uow, clock)
    if asks_which:
        await views.send(message, papers_views.topics(topics_with_papers(answerer.catalogue), answerer.phrases))
        return
    talk = PapersTalk(message, turn, state, answerer, uow, clock, lifetimes)
    await talk.begin(answer.procedures[0], answer.case)


async def begin_anew(talk: PapersTalk, slug: str, *, forgotten: bool) -> None:
    """Start again under a sentence that says why: the list is forgotten, or no longer what it was."""
    if forgotten and talk.has_papers(slug):
        await views.send(talk.event, views.reply(talk.phrases.text("papers-forgotten")))
    await talk.begin(slug)


def named_behind(words: str, answerer: Answerer, clock: Clock) -> str:
    """The procedure that is named behind the command, or nothing."""
    if not words.strip():
        return ""
    answer = answerer.answer(Question(words, day_in_hanoi(clock.now())))
    return answer.procedures[0] if answer.status is Status.ANSWERED and not answer.journey else ""


def topics_with_papers(catalogue: Catalogue) -> tuple[Topic, ...]:
    """The topics whose procedures have papers, in menu order."""
    return tuple(topic for topic in catalogue.topics if with_papers(catalogue, topic.id))


def with_papers(catalogue: Catalogue, topic: str) -> tuple[Procedure, ...]:
    """The procedures of a topic that have papers."""
    return tuple(p for p in catalogue.list_procedures(topic) if p.papers)
