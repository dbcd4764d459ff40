"""Sending it: the preview, a test to myself, the confirmation, the second person, pausing, stopping, the report."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers import letters, views
from handlers.posters import Posters, hand_out_poster
from handlers.staff import broadcast_views, progress_views
from handlers.staff.broadcast_callbacks import (
    BroadcastApproved,
    BroadcastConfirmed,
    BroadcastHalted,
    BroadcastPaused,
    BroadcastResumed,
    BroadcastReturned,
    PosterWanted,
    PreviewOpened,
    ReportOpened,
    TrialWanted,
)
from handlers.staff.requires import Acting
from handlers.staff.sending import Sending, Sends
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.reading.places import Places
from storage.actions.broadcast_sending import (
    Step,
    count_in_place,
    find_progress,
    halt_broadcast,
    pause_broadcast,
    resume_broadcast,
)
from storage.actions.broadcasts import (
    BroadcastState,
    approve_broadcast,
    confirm_broadcast,
    preview_broadcast,
    return_broadcast,
)
from storage.rules.permissions import Act


def register(router: Router) -> None:
    """Taps."""
    needs = Sends(Act.WRITE_BROADCAST)
    router.callback_query.register(preview, PreviewOpened.filter(), needs)
    router.callback_query.register(send_to_me, TrialWanted.filter(), needs)
    router.callback_query.register(make_poster, PosterWanted.filter(), needs)
    router.callback_query.register(confirm, BroadcastConfirmed.filter(), needs)
    router.callback_query.register(approve, BroadcastApproved.filter(), Sends(Act.APPROVE_BROADCAST))
    router.callback_query.register(give_back, BroadcastReturned.filter(), needs)
    router.callback_query.register(pause, BroadcastPaused.filter(), needs)
    router.callback_query.register(resume, BroadcastResumed.filter(), needs)
    router.callback_query.register(halt, BroadcastHalted.filter(), needs)
    router.callback_query.register(report, ReportOpened.filter(), needs)


async def preview(
    tap: CallbackQuery, callback_data: PreviewOpened, acting: Acting, sending: Sending, phrases: Phrases, places: Places
) -> None:
    """As its reader will see it, on each channel where it looks different; then who will get it."""
    kept = await sending.find(callback_data.broadcast)
    figures = await preview_broadcast(acting.uow, acting.clock, by=acting.by, broadcast=callback_data.broadcast)
    here = await sending.letter(kept, acting.turn.channel) if kept is not None else None
    if kept is None or figures is None or here is None:
        await views.send(tap, views.reply(phrases.text("broadcast-not-to-send"), broadcast_views.back(phrases)))
        return
    await letters.show(tap, here)
    others = kept.guide.file is not None
    if others and tap.message is not None:
        elsewhere = await sending.letter(kept, "")
        await letters.show(tap, elsewhere or here)
    mine = kept.state is BroadcastState.DRAFT and kept.by == sending.number
    await views.send(tap, broadcast_views.preview(kept, figures, places.gazetteer, phrases, mine=mine, others=others))


async def send_to_me(
    tap: CallbackQuery, callback_data: TrialWanted, acting: Acting, sending: Sending, phrases: Phrases
) -> None:
    """The same letter, to me alone."""
    kept = await sending.find(callback_data.broadcast)
    letter = await sending.letter(kept, acting.turn.channel) if kept is not None else None
    if letter is None:
        await views.send(tap, broadcast_views.gone(phrases))
        return
    await letters.show(tap, letter)


async def make_poster(
    tap: CallbackQuery,
    callback_data: PosterWanted,
    sending: Sending,
    answerer: Answerer,
    posters: Posters,
    phrases: Phrases,
    places: Places,
) -> None:
    """The poster of a ward that it is for, which leads to what it is about."""
    kept = await sending.find(callback_data.broadcast)
    if kept is None or callback_data.ward not in (kept.reach.wards or ()):
        await views.send(tap, broadcast_views.gone(phrases))
        return
    slug = kept.guide.subject if kept.guide.subject in answerer.catalogue.procedures else None
    await hand_out_poster(tap, callback_data.ward, slug, posters, phrases, places)


async def confirm(
    tap: CallbackQuery, callback_data: BroadcastConfirmed, acting: Acting, sending: Sending, phrases: Phrases
) -> None:
    """It goes at its time, or waits for a second person; what is switched off by now does not go."""
    kept = await sending.find_draft(callback_data.broadcast)
    if kept is not None and await sending.letter(kept, acting.turn.channel) is None:
        await views.send(tap, views.reply(phrases.text("broadcast-not-to-send"), broadcast_views.back(phrases)))
        return
    await _step(tap, callback_data.broadcast, confirm_broadcast, Act.WRITE_BROADCAST, sending)


async def approve(tap: CallbackQuery, callback_data: BroadcastApproved, sending: Sending) -> None:
    """The second person lets it go."""
    await _step(tap, callback_data.broadcast, approve_broadcast, Act.APPROVE_BROADCAST, sending)


async def give_back(tap: CallbackQuery, callback_data: BroadcastReturned, sending: Sending) -> None:
    """Not like this; a draft again."""
    await _step(tap, callback_data.broadcast, return_broadcast, Act.APPROVE_BROADCAST, sending)


async def pause(tap: CallbackQuery, callback_data: BroadcastPaused, sending: Sending) -> None:
    """Hold it."""
    await _step(tap, callback_data.broadcast, pause_broadcast, Act.SEND_BROADCAST, sending)


async def resume(tap: CallbackQuery, callback_data: BroadcastResumed, sending: Sending) -> None:
    """Go on."""
    await _step(tap, callback_data.broadcast, resume_broadcast, Act.SEND_BROADCAST, sending)


async def halt(tap: CallbackQuery, callback_data: BroadcastHalted, sending: Sending) -> None:
    """Stop it for good."""
    await _step(tap, callback_data.broadcast, halt_broadcast, Act.SEND_BROADCAST, sending)


async def report(
    tap: CallbackQuery, callback_data: ReportOpened, acting: Acting, sending: Sending, phrases: Phrases
) -> None:
    """What became of every version."""
    kept = await sending.find(callback_data.broadcast)
    progress = await find_progress(acting.uow, acting.clock, broadcast=kept.id) if kept is not None else None
    if progress is None:
        await views.send(tap, broadcast_views.gone(phrases))
        return
    in_place = await count_in_place(acting.uow, acting.clock, progress=progress)
    await views.send(tap, progress_views.report(progress, in_place, sending.guides, phrases))


async def _step(
    tap: CallbackQuery, broadcast: int, step: Callable[..., Awaitable[Step]], act: Act, sending: Sending
) -> None:
    """Take a step, say what hindered it, show how it stands."""
    acting, phrases = sending.acting, sending.phrases
    more = {} if step is return_broadcast else {"update_key": acting.turn.update_key}
    async with acting.passing_on(act):
        outcome = await step(acting.uow, acting.clock, by=acting.by, broadcast=broadcast, **more)
    if outcome in (Step.LATE, Step.OWN, Step.NOBODY):
        await views.send(tap, views.reply(phrases.text(f"broadcast-step-{outcome.value}")))
    await sending.show(tap, broadcast)
