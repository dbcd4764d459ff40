"""From a group to a proposal: attached to a procedure, or pointed elsewhere; refused where it would spoil another."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import views
from handlers.filters import At, Words
from handlers.staff import gap_views, wording_views
from handlers.staff.curating_callbacks import AttachAsked, AttachChosen, AttachTopicChosen, PointAsked, PointChosen
from handlers.staff.desk import Desk
from handlers.staff.requires import Acting, Requires
from handlers.states import Curating
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.text import fold
from storage.actions.wordings import WordingKind, propose_wording
from storage.rules.permissions import Act
from storage.rules.wordings import LONGEST_WORDING, SHORTEST_WORDING


def register(router: Router) -> None:
    """Taps on a group, and words while a name or a wording is awaited."""
    proposing = Requires(Act.PROPOSE_PHRASING)
    router.callback_query.register(attach, AttachChosen.filter(), proposing)
    router.callback_query.register(point, PointChosen.filter(), proposing)
    router.callback_query.register(ask_which, AttachAsked.filter(), proposing)
    router.callback_query.register(open_shelf, AttachTopicChosen.filter(), proposing)
    router.callback_query.register(ask_whom, PointAsked.filter(), proposing)
    router.message.register(name_target, At(Curating.target), Words(), proposing)
    router.message.register(reword, At(Curating.wording), Words(), proposing)


async def attach(
    tap: CallbackQuery,
    callback_data: AttachChosen,
    acting: Acting,
    state: FSMContext,
    answerer: Answerer,
    phrases: Phrases,
) -> None:
    """Propose the question as a phrasing of the procedure."""
    await state.clear()
    desk = Desk(acting, answerer)
    await _propose_gap(tap, desk, state, phrases, callback_data.question, WordingKind.PHRASING, callback_data.procedure)


async def point(
    tap: CallbackQuery,
    callback_data: PointChosen,
    acting: Acting,
    state: FSMContext,
    answerer: Answerer,
    phrases: Phrases,
) -> None:
    """Propose to decline it with the pointer."""
    await state.clear()
    desk = Desk(acting, answerer)
    await _propose_gap(tap, desk, state, phrases, callback_data.question, WordingKind.POINTER, callback_data.target)


async def ask_which(
    tap: CallbackQuery, callback_data: AttachAsked, state: FSMContext, answerer: Answerer, phrases: Phrases
) -> None:
    """The menu of topics; the name of a procedure may be typed instead."""
    await state.set_state(Curating.target)
    await state.set_data({"question": callback_data.question})
    await views.send(tap, gap_views.topics(callback_data.question, answerer.catalogue, phrases))


async def open_shelf(
    tap: CallbackQuery, callback_data: AttachTopicChosen, answerer: Answerer, phrases: Phrases
) -> None:
    """The procedures of a topic."""
    await views.replace(tap, gap_views.shelf(callback_data, answerer.catalogue, phrases))


async def name_target(message: Message, state: FSMContext, answerer: Answerer, phrases: Phrases) -> None:
    """The procedures that a typed name may mean; the state stays, so that another may be typed."""
    question = int((await state.get_data()).get("question", 0))
    slugs = answerer.likeliest(message.text or "", most=5)
    await views.send(message, gap_views.targets(question, slugs, answerer.catalogue, phrases))


async def ask_whom(
    tap: CallbackQuery, callback_data: PointAsked, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """Whom to point to."""
    gap = await Desk(acting, answerer).find_gap(callback_data.question)
    near = answerer.neighbours(gap.text) if gap else ()
    await views.send(tap, gap_views.pointers(callback_data, near, answerer.catalogue, phrases))


async def reword(message: Message, acting: Acting, state: FSMContext, answerer: Answerer, phrases: Phrases) -> None:
    """Propose the words just typed instead of those that were asked."""
    kept = await state.get_data()
    if "target" not in kept:
        raise SkipHandler
    await state.clear()
    desk = Desk(acting, answerer)
    kind, target = WordingKind(str(kept["kind"])), str(kept["target"])
    await _propose(message, desk, state, phrases, message.text or "", kind, target)


async def _propose_gap(
    tap: CallbackQuery,
    desk: Desk,
    state: FSMContext,
    phrases: Phrases,
    question: int,
    kind: WordingKind,
    target: str,
) -> None:
    gap = await desk.find_gap(question)
    if gap is None or not desk.knows(kind, target):
        await views.send(tap, gap_views.gone(phrases))
        return
    await _propose(tap, desk, state, phrases, gap.text, kind, target)


async def _propose(
    event: Message | CallbackQuery,
    desk: Desk,
    state: FSMContext,
    phrases: Phrases,
    text: str,
    kind: WordingKind,
    target: str,
) -> None:
    """Check, write down, show; words that cannot be a wording are asked for anew."""
    said, acting = " ".join(text.split()), desk.acting
    if not SHORTEST_WORDING <= len(said) <= LONGEST_WORDING:
        await state.set_state(Curating.wording)
        await state.set_data({"kind": kind.value, "target": target})
        await views.send(event, views.reply(phrases.text("curating-too-long", number=str(LONGEST_WORDING))))
        return
    clashes = await desk.clashes(kind, said, target)
    if clashes:
        await state.set_state(Curating.wording)
        await state.set_data({"kind": kind.value, "target": target})
        await views.send(event, wording_views.refused(said, target, clashes, desk.answerer.catalogue, phrases))
        return
    proposed = await propose_wording(
        acting.uow,
        acting.clock,
        by=acting.by,
        kind=kind,
        text=said,
        folded=fold(said),
        target=target,
        update_key=acting.turn.update_key,
    )
    lead = "curating-taken" if proposed.taken else "curating-proposed"
    shown = wording_views.wording(proposed.wording, desk.number, desk.acting.grants, desk.answerer.catalogue, phrases)
    await views.send(event, views.led(phrases.text(lead), shown))
