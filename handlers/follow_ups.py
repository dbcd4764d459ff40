"""“Nhắc tôi” under an answer: what the procedure's content offers to remember, or any time one likes."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers import reminder_views, views
from handlers.menu import open_topics
from handlers.reminder_callbacks import FollowUpPicked, ReminderWanted
from handlers.reminder_setting import Sets, Setting
from handlers.reminder_times import at_morning, usual_times
from handlers.states import Reminding
from knowledge.answering import Answerer
from knowledge.follow_ups import Offer, find_follow_up, list_offers
from knowledge.phrases import Phrases
from storage.actions.reminder_drafts import Draft, put_draft
from storage.rules.days import day_in_hanoi


def register(router: Router) -> None:
    """Taps under answers; where others read along they are told where to ask."""
    router.callback_query.register(want, ReminderWanted.filter(), Sets())
    router.callback_query.register(say_privately, ReminderWanted.filter())
    router.callback_query.register(pick_follow_up, FollowUpPicked.filter(), Sets())
    router.callback_query.register(say_privately, FollowUpPicked.filter())


async def say_privately(tap: CallbackQuery, phrases: Phrases) -> None:
    """In a group nothing is set."""
    await views.send(tap, views.reply(phrases.text("private-only")))


async def want(
    tap: CallbackQuery, callback_data: ReminderWanted, setting: Setting, answerer: Answerer, phrases: Phrases
) -> None:
    """Set one about a procedure: what its content offers, or any time one likes."""
    title = answerer.catalogue.titles.get(callback_data.procedure)
    if title is None:
        await open_topics(tap, answerer, phrases, lead="gone")
        return
    times = usual_times(setting.clock.now())
    draft = Draft(title, times, procedure=callback_data.procedure)
    offers = _offers(callback_data.procedure, setting, answerer)
    kept = await put_draft(setting.uow, setting.clock, citizen=setting.turn.citizen, draft=draft)
    await setting.state.set_state(Reminding.when)
    await setting.state.set_data({"draft": kept.id})
    await views.send(tap, reminder_views.offered(callback_data.procedure, title, offers, kept, phrases))


async def pick_follow_up(
    tap: CallbackQuery, callback_data: FollowUpPicked, setting: Setting, answerer: Answerer, phrases: Phrases
) -> None:
    """What a procedure's content offers: on the day that it says, or on one that the person is asked for."""
    slug, known = callback_data.procedure, callback_data.follow_up
    offer = next((one for one in _offers(slug, setting, answerer) if one.follow_up.id == known), None)
    if offer is None:
        await open_topics(tap, answerer, phrases, lead="gone")
        return
    draft = Draft(offer.follow_up.what, at_morning(offer.days), procedure=slug, follow_up=known)
    kept = await put_draft(setting.uow, setting.clock, citizen=setting.turn.citizen, draft=draft)
    if offer.asked is None:
        await setting.pick(kept, 0)
        return
    await setting.state.set_state(Reminding.when)
    await setting.state.set_data({"draft": kept.id})
    await views.send(tap, reminder_views.asked_day(kept, offer, phrases))


def _offers(slug: str, setting: Setting, answerer: Answerer) -> tuple[Offer, ...]:
    """What may be remembered about a procedure today; nothing of one that is switched off."""
    procedure = answerer.catalogue.procedures.get(slug)
    if procedure is None or slug in setting.turn.closed:
        return ()
    context = setting.turn.context
    case = context.case if context.procedure == slug else {}
    return list_offers(procedure, case, day_in_hanoi(setting.clock.now()))


def days_before(draft: Draft, answerer: Answerer) -> int:
    """How many days ahead of the day that is asked for a follow-up rings."""
    procedure = answerer.catalogue.procedures.get(draft.procedure or "")
    follow_up = find_follow_up(procedure, draft.follow_up) if procedure is not None else None
    return follow_up.due.days_before if follow_up is not None else 0
