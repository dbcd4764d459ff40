"""Drafts of procedures that are missing: begun from a group, written part by part, closed and opened again."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import views
from handlers.filters import At, Words
from handlers.staff import draft_views, gap_views
from handlers.staff.curating_callbacks import (
    DraftBegun,
    DraftClosed,
    DraftOpened,
    DraftPart,
    DraftPartAsked,
    DraftsListed,
)
from handlers.staff.desk import Desk
from handlers.staff.requires import Acting, Requires
from handlers.states import Curating
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.actions.drafts import (
    Changed,
    Decision,
    DraftChange,
    change_draft,
    find_draft,
    list_drafts,
    open_draft,
)
from storage.rules.permissions import Act


def register(router: Router) -> None:
    """Taps on drafts, and words while a part is awaited."""
    router.callback_query.register(begin, DraftBegun.filter(), Requires(Act.WRITE_DRAFT))
    router.callback_query.register(list_open, DraftsListed.filter(), Requires(Act.SEE_GAPS))
    router.callback_query.register(show_draft, DraftOpened.filter(), Requires(Act.SEE_GAPS))
    router.callback_query.register(ask_part, DraftPartAsked.filter(), Requires(Act.WRITE_DRAFT))
    router.callback_query.register(close, DraftClosed.filter(), Requires(Act.WRITE_DRAFT))
    router.message.register(write_part, At(Curating.draft), Words(), Requires(Act.WRITE_DRAFT))


async def begin(
    tap: CallbackQuery,
    callback_data: DraftBegun,
    acting: Acting,
    state: FSMContext,
    answerer: Answerer,
    phrases: Phrases,
) -> None:
    """Open a draft with the words that were asked."""
    await state.clear()
    gap = await Desk(acting, answerer).find_gap(callback_data.question)
    if gap is None:
        await views.send(tap, gap_views.gone(phrases))
        return
    key, words = acting.turn.update_key, "\n".join((gap.text, *gap.others))
    made = await open_draft(acting.uow, acting.clock, by=acting.by, title=gap.text, words=words, update_key=key)
    draft = await find_draft(acting.uow, acting.clock, by=acting.by, draft_id=made or 0)
    await views.send(tap, draft_views.draft(Changed(Decision.DONE, draft), acting.grants, phrases))


async def list_open(
    tap: CallbackQuery, callback_data: DraftsListed, acting: Acting, state: FSMContext, phrases: Phrases
) -> None:
    """A page of open drafts."""
    await state.clear()
    drafts = await list_drafts(acting.uow, acting.clock, by=acting.by)
    await views.send(tap, draft_views.drafts(drafts, callback_data, phrases))


async def show_draft(tap: CallbackQuery, callback_data: DraftOpened, acting: Acting, phrases: Phrases) -> None:
    """One draft."""
    draft = await find_draft(acting.uow, acting.clock, by=acting.by, draft_id=callback_data.draft)
    await views.send(tap, draft_views.draft(Changed(Decision.DONE, draft), acting.grants, phrases))


async def ask_part(tap: CallbackQuery, callback_data: DraftPartAsked, state: FSMContext, phrases: Phrases) -> None:
    """Ask for the new words of one part."""
    await state.set_state(Curating.draft)
    await state.set_data(
        {"draft": callback_data.draft, "version": callback_data.version, "part": callback_data.part.value}
    )
    await views.send(tap, views.reply(phrases.text(f"curating-draft-ask-{callback_data.part.value}")))


async def write_part(message: Message, acting: Acting, state: FSMContext, phrases: Phrases) -> None:
    """Write it; somebody who wrote meanwhile loses nothing, and this person is told."""
    kept = await state.get_data()
    await state.clear()
    part, words = kept.get("part"), message.text
    change = DraftChange(
        title=words if part == DraftPart.TITLE else None,
        words=words if part == DraftPart.WORDS else None,
        notes=words if part == DraftPart.NOTES else None,
    )
    draft, version = int(kept.get("draft", 0)), int(kept.get("version", 0))
    changed = await change_draft(acting.uow, acting.clock, by=acting.by, draft_id=draft, version=version, change=change)
    await views.send(message, draft_views.draft(changed, acting.grants, phrases))


async def close(tap: CallbackQuery, callback_data: DraftClosed, acting: Acting, phrases: Phrases) -> None:
    """Close it, or open it again."""
    draft, version = callback_data.draft, callback_data.version
    change = DraftChange(closed=callback_data.closed)
    changed = await change_draft(acting.uow, acting.clock, by=acting.by, draft_id=draft, version=version, change=change)
    await views.send(tap, draft_views.draft(changed, acting.grants, phrases))
