"""A draft of a broadcast: who gets it, the buttons under it, when it goes, whether it is urgent."""

from dataclasses import replace
from datetime import datetime, timedelta

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers import views
from handlers.filters import At, Words
from handlers.staff import broadcast_views
from handlers.staff.broadcast_callbacks import (
    GuideButton,
    GuideButtonTicked,
    ReachChannelPicked,
    ReachDistrictTicked,
    ReachOpened,
    ReachWardTicked,
    SendTime,
    TimeAsked,
    TimePicked,
    UrgentAsked,
)
from handlers.staff.requires import Acting
from handlers.staff.sending import Sending, Sends
from handlers.states import Broadcasting
from knowledge.phrases import Phrases
from knowledge.reading.areas import areas_of, is_only_a_place, is_settled
from knowledge.reading.places import Places
from knowledge.reading.send_times import read_send_time
from storage.actions.broadcasts import Change, KeptBroadcast, Reach, change_broadcast
from storage.rules.days import time_in_hanoi
from storage.rules.permissions import Act, wards_of


def register(router: Router) -> None:
    """Taps, and words while a ward, a time or a reason is awaited."""
    needs = Sends(Act.WRITE_BROADCAST)
    router.callback_query.register(open_reach, ReachOpened.filter(), needs)
    router.callback_query.register(tick_ward, ReachWardTicked.filter(), needs)
    router.callback_query.register(tick_district, ReachDistrictTicked.filter(), needs)
    router.callback_query.register(pick_channel, ReachChannelPicked.filter(), needs)
    router.message.register(name_ward, At(Broadcasting.ward), Words(), needs)
    router.callback_query.register(tick_button, GuideButtonTicked.filter(), needs)
    router.callback_query.register(ask_time, TimeAsked.filter(), needs)
    router.callback_query.register(pick_time, TimePicked.filter(), needs)
    router.message.register(type_time, At(Broadcasting.time), Words(), needs)
    router.callback_query.register(ask_why_urgent, UrgentAsked.filter(), Sends(Act.SEND_URGENT))
    router.message.register(tell_why_urgent, At(Broadcasting.urgent), Words(), Sends(Act.SEND_URGENT))


async def open_reach(
    tap: CallbackQuery,
    callback_data: ReachOpened,
    acting: Acting,
    sending: Sending,
    state: FSMContext,
    phrases: Phrases,
    places: Places,
) -> None:
    """Who gets it; whoever answers for the whole city may type a ward."""
    kept = await _draft(sending, callback_data.broadcast)
    if wards_of(acting.grants, Act.WRITE_BROADCAST) is None:
        await state.set_state(Broadcasting.ward)
        await state.set_data({"broadcast": kept.id})
    await views.send(tap, broadcast_views.reach(kept, acting.grants, places.gazetteer, phrases))


async def tick_ward(tap: CallbackQuery, callback_data: ReachWardTicked, sending: Sending, places: Places) -> None:
    """A ward more or less; the whole city, or no ward again."""
    sending, ward = sending, callback_data.ward
    if ward is not None and ward not in places.gazetteer.wards:
        raise SkipHandler
    kept = await _draft(sending, callback_data.broadcast)
    wards: frozenset[str] | None = (kept.reach.wards or frozenset()) ^ {ward} if ward else None
    if ward is None and kept.reach.wards is None:
        wards = frozenset()
    await _set_reach(tap, kept, replace(kept.reach, wards=wards, districts=frozenset()), sending)


async def tick_district(
    tap: CallbackQuery, callback_data: ReachDistrictTicked, sending: Sending, places: Places
) -> None:
    """A former district more or less; without any, all of the wards."""
    sending, district = sending, callback_data.district
    if district not in places.gazetteer.districts:
        raise SkipHandler
    kept = await _draft(sending, callback_data.broadcast)
    await _set_reach(tap, kept, replace(kept.reach, districts=kept.reach.districts ^ {district}), sending)


async def pick_channel(tap: CallbackQuery, callback_data: ReachChannelPicked, sending: Sending) -> None:
    """On one channel, or on any."""
    sending, channel = sending, callback_data.channel
    if channel is not None and channel not in broadcast_views.CHANNELS:
        raise SkipHandler
    kept = await _draft(sending, callback_data.broadcast)
    await _set_reach(tap, kept, replace(kept.reach, channel=channel), sending)


async def name_ward(message: Message, sending: Sending, state: FSMContext, places: Places) -> None:
    """A ward by its name is added; words that name none go on to be answered."""
    words, sending = message.text or "", sending
    reading = places.read(words)
    found = areas_of(reading, places.gazetteer) if is_only_a_place(words, reading, places.gazetteer) else ()
    kept = await sending.find_draft(int((await state.get_data()).get("broadcast") or 0))
    if kept is None or not found:
        await state.clear()
        raise SkipHandler
    named = {area.ward for area in (found[:1] if is_settled(reading) else found)}
    wards = (kept.reach.wards or frozenset()) | named
    await _set_reach(message, kept, replace(kept.reach, wards=wards), sending)


async def tick_button(tap: CallbackQuery, callback_data: GuideButtonTicked, sending: Sending) -> None:
    """A button under it, or not."""
    guide = (await _draft(sending, callback_data.broadcast)).guide
    if callback_data.which is GuideButton.OPENS:
        guide = replace(guide, opens=not guide.opens)
    else:
        guide = replace(guide, checks=not guide.checks)
    await sending.change(tap, callback_data.broadcast, Change(guide=guide))


async def ask_time(
    tap: CallbackQuery, callback_data: TimeAsked, sending: Sending, state: FSMContext, phrases: Phrases
) -> None:
    """When? A tap or words."""
    kept = await _draft(sending, callback_data.broadcast)
    await state.set_state(Broadcasting.time)
    await state.set_data({"broadcast": kept.id})
    await views.send(tap, broadcast_views.times(kept, phrases))


async def pick_time(
    tap: CallbackQuery, callback_data: TimePicked, acting: Acting, sending: Sending, state: FSMContext
) -> None:
    """One of the times that are a tap away."""
    await state.clear()
    at = _time(callback_data.time, acting.clock.now())
    change = Change(now=True) if at is None else Change(send_at=at)
    await sending.change(tap, callback_data.broadcast, change)


async def type_time(message: Message, acting: Acting, sending: Sending, state: FSMContext, phrases: Phrases) -> None:
    """A time in words; what is none is asked for once more, then answered as a question."""
    data = await state.get_data()
    at = read_send_time(message.text or "", time_in_hanoi(acting.clock.now()))
    if at is None and data.get("tried"):
        await state.clear()
        raise SkipHandler
    if at is None:
        await state.set_data({**data, "tried": True})
        await views.send(message, views.reply(phrases.text("broadcast-time-not-read")))
        return
    await state.clear()
    await sending.change(message, int(data.get("broadcast") or 0), Change(send_at=at))


async def ask_why_urgent(
    tap: CallbackQuery, callback_data: UrgentAsked, sending: Sending, state: FSMContext, phrases: Phrases
) -> None:
    """Why past hours and budget? Of one that is urgent: not any more."""
    kept = await _draft(sending, callback_data.broadcast)
    if kept.urgent:
        await sending.change(tap, kept.id, Change(urgent_reason=""))
        return
    await state.set_state(Broadcasting.urgent)
    await state.set_data({"broadcast": kept.id})
    await views.send(tap, views.reply(phrases.text("broadcast-urgent-ask")))


async def tell_why_urgent(message: Message, sending: Sending, state: FSMContext) -> None:
    """The reason is kept with the broadcast; that it was given is in the audit."""
    broadcast = int((await state.get_data()).get("broadcast") or 0)
    await state.clear()
    await sending.change(message, broadcast, Change(urgent_reason=message.text or ""))


async def _draft(sending: Sending, broadcast: int) -> KeptBroadcast:
    """A draft of my own; anything else gets what a button of an earlier version gets."""
    kept = await sending.find_draft(broadcast)
    if kept is None:
        raise SkipHandler
    return kept


async def _set_reach(event: Message | CallbackQuery, kept: KeptBroadcast, reach: Reach, sending: Sending) -> None:
    """Write it down, and show it in place of what was tapped."""
    acting = sending.acting
    async with acting.passing_on(Act.WRITE_BROADCAST):
        await change_broadcast(acting.uow, acting.clock, by=acting.by, broadcast=kept.id, change=Change(reach=reach))
    changed = await _draft(sending, kept.id)
    shown = broadcast_views.reach(changed, acting.grants, sending.places.gazetteer, sending.phrases)
    await (views.replace(event, shown) if isinstance(event, CallbackQuery) else views.send(event, shown))


def _time(time: SendTime, now: datetime) -> datetime | None:
    """A time that is a tap away; None: now."""
    today = time_in_hanoi(now).replace(second=0, microsecond=0)
    match time:
        case SendTime.NOW:
            return None
        case SendTime.EVENING:
            at = today.replace(hour=17, minute=30)
            return at if at > now else at + timedelta(days=1)
        case SendTime.MORNING:
            return today.replace(hour=8, minute=30) + timedelta(days=1)
        case SendTime.AFTERNOON:
            return today.replace(hour=16, minute=0) + timedelta(days=1)
