"""Proposals: approved or rejected by somebody else than who made them, undone by whoever may, told who came late."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import views
from handlers.filters import At, Words
from handlers.staff import wording_views
from handlers.staff.curating_callbacks import (
    RejectionAsked,
    RewordingAsked,
    WordingApproved,
    WordingOpened,
    WordingsListed,
    WordingUndone,
)
from handlers.staff.desk import Desk
from handlers.staff.requires import Acting, Requires
from handlers.states import Curating
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.text import fold
from storage.actions.wordings import (
    Decided,
    Decision,
    KeptWording,
    decide_wording,
    find_wording,
    list_wordings,
    reword_wording,
    undo_wording,
)
from storage.rules.permissions import Act
from storage.rules.wordings import LONGEST_WORDING, SHORTEST_WORDING, Standing


def register(router: Router) -> None:
    """Taps on wordings, and the reason while one is awaited."""
    router.callback_query.register(list_standing, WordingsListed.filter(), Requires(Act.SEE_GAPS))
    router.callback_query.register(open_wording, WordingOpened.filter(), Requires(Act.SEE_GAPS))
    router.callback_query.register(approve, WordingApproved.filter(), Requires(Act.APPROVE_PHRASING))
    router.callback_query.register(ask_reason, RejectionAsked.filter(), Requires(Act.REJECT_PHRASING))
    router.callback_query.register(undo, WordingUndone.filter(), Requires(Act.UNDO_PHRASING))
    router.callback_query.register(ask_rewording, RewordingAsked.filter(), Requires(Act.PROPOSE_PHRASING))
    router.message.register(reword, At(Curating.rewording), Words(), Requires(Act.PROPOSE_PHRASING))
    router.message.register(reject, At(Curating.reason), Words(), Requires(Act.REJECT_PHRASING))


async def list_standing(
    tap: CallbackQuery,
    callback_data: WordingsListed,
    acting: Acting,
    state: FSMContext,
    answerer: Answerer,
    phrases: Phrases,
) -> None:
    """A page of what stands so."""
    await state.clear()
    found = await list_wordings(acting.uow, acting.clock, by=acting.by, standing=callback_data.standing)
    await views.send(tap, wording_views.wordings(found, callback_data, answerer.catalogue, phrases))


async def open_wording(
    tap: CallbackQuery, callback_data: WordingOpened, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """One wording, with what this person may do about it."""
    found = await find_wording(acting.uow, acting.clock, by=acting.by, wording_id=callback_data.wording)
    decided = Decided(Decision.DONE if found else Decision.GONE, found)
    await _tell(tap, Desk(acting, answerer), decided, phrases)


async def approve(
    tap: CallbackQuery, callback_data: WordingApproved, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """Approve, unless it would spoil what others find by now."""
    desk = Desk(acting, answerer)
    wording = await find_wording(acting.uow, acting.clock, by=acting.by, wording_id=callback_data.wording)
    if wording is not None and wording.standing is Standing.PROPOSED:
        clashes = await desk.clashes_of(wording)
        if clashes:
            text, target = wording.text, wording.target
            await views.send(tap, wording_views.refused(text, target, clashes, answerer.catalogue, phrases))
            return
    decided = await decide_wording(
        acting.uow,
        acting.clock,
        by=acting.by,
        wording_id=callback_data.wording,
        version=callback_data.version,
        approve=True,
    )
    await _tell(tap, desk, decided, phrases, done="curating-approved")


async def ask_reason(tap: CallbackQuery, callback_data: RejectionAsked, state: FSMContext, phrases: Phrases) -> None:
    """Nothing is turned down without a word."""
    await state.set_state(Curating.reason)
    await state.set_data({"wording": callback_data.wording, "version": callback_data.version})
    await views.send(tap, views.reply(phrases.text("curating-why")))


async def reject(message: Message, acting: Acting, state: FSMContext, answerer: Answerer, phrases: Phrases) -> None:
    """Reject for the reason just typed."""
    kept = await state.get_data()
    await state.clear()
    decided = await decide_wording(
        acting.uow,
        acting.clock,
        by=acting.by,
        wording_id=int(kept.get("wording", 0)),
        version=int(kept.get("version", 0)),
        approve=False,
        reason=message.text,
    )
    await _tell(message, Desk(acting, answerer), decided, phrases, done="curating-rejected")


async def undo(
    tap: CallbackQuery, callback_data: WordingUndone, acting: Acting, answerer: Answerer, phrases: Phrases
) -> None:
    """Take it back, or let it wait again."""
    wording, version = callback_data.wording, callback_data.version
    decided = await undo_wording(acting.uow, acting.clock, by=acting.by, wording_id=wording, version=version)
    await _tell(tap, Desk(acting, answerer), decided, phrases, done="curating-undone")


async def ask_rewording(tap: CallbackQuery, callback_data: RewordingAsked, state: FSMContext, phrases: Phrases) -> None:
    """Ask for better words for the same target."""
    await state.set_state(Curating.rewording)
    await state.set_data({"wording": callback_data.wording, "version": callback_data.version})
    await views.send(tap, views.reply(phrases.text("curating-reword")))


async def reword(message: Message, acting: Acting, state: FSMContext, answerer: Answerer, phrases: Phrases) -> None:
    """Put the proposal into the words just typed; ask once more for words that cannot be approved."""
    kept, desk = await state.get_data(), Desk(acting, answerer)
    number, text = int(kept.get("wording", 0)), " ".join((message.text or "").split())
    wording = await find_wording(acting.uow, acting.clock, by=acting.by, wording_id=number)
    refused = await _refused(desk, wording, text, phrases) if wording else None
    if refused is not None:
        await views.send(message, refused)
        return
    await state.clear()
    async with acting.passing_on(Act.PROPOSE_PHRASING):
        decided = await reword_wording(
            acting.uow,
            acting.clock,
            by=acting.by,
            wording_id=number,
            version=int(kept.get("version", 0)),
            text=text,
            folded=fold(text),
        )
    await _tell(message, desk, decided, phrases, done="curating-reworded")


async def _refused(desk: Desk, wording: KeptWording, text: str, phrases: Phrases) -> views.Reply | None:
    """Why a proposal cannot be put into these words, if it cannot."""
    if not SHORTEST_WORDING <= len(text) <= LONGEST_WORDING:
        return views.reply(phrases.text("curating-too-long", number=str(LONGEST_WORDING)))
    clashes = await desk.clashes(wording.kind, text, wording.target)
    catalogue = desk.answerer.catalogue
    return wording_views.refused(text, wording.target, clashes, catalogue, phrases) if clashes else None


async def _tell(
    event: Message | CallbackQuery, desk: Desk, decided: Decided, phrases: Phrases, *, done: str | None = None
) -> None:
    """What became of it, and how the wording stands now; who came late or may not reads why."""
    if decided.wording is None:
        await views.send(event, wording_views.gone(phrases))
        return
    shown = wording_views.wording(decided.wording, desk.number, desk.acting.grants, desk.answerer.catalogue, phrases)
    lead = done if decided.decision is Decision.DONE else f"curating-{decided.decision.value}"
    await views.send(event, views.led(phrases.text(lead), shown) if lead else shown)
