"""The area: any old or new name, or a shared place; asked back where it is not one ward; never required."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import (
    CallbackQuery,
    ContentType,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from handlers import commands, data_views, opting, opting_views, views
from handlers.callbacks import AreaForgotten, AreaKept, AreaPicked, AreaWanted
from handlers.filters import At, Holds, Private, Words
from handlers.states import Area as AreaStates
from handlers.turn import Turn
from knowledge.answer import Question, Status
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from knowledge.reading.areas import Area, area_in, areas_of, is_only_a_place, is_refusal, is_settled
from knowledge.reading.places import PlaceReading, Places
from storage.actions.areas import find_area, forget_area, save_area
from storage.actions.consents import Purpose, record_consent
from storage.actions.optings import find_opting
from storage.clock import Clock
from storage.rules.days import day_in_hanoi
from storage.unit_of_work import OpenWork

WISHES = frozenset({"stop", "mydata", "human", "feedback"})
"""Routes that are followed even while a place is awaited."""


def register(router: Router) -> None:
    """The command, the name or place that it waits for, and the taps."""
    router.message.register(open_area, Command(commands.AREA))
    router.message.register(name_area, At(AreaStates.naming), Words())
    router.message.register(share_place, At(AreaStates.naming), Holds(ContentType.LOCATION, ContentType.VENUE))
    router.callback_query.register(want_other, AreaWanted.filter(), Private())
    router.callback_query.register(pick_area, AreaPicked.filter(), Private())
    router.callback_query.register(keep_area, AreaKept.filter(), Private())
    router.callback_query.register(drop_area, AreaForgotten.filter(), Private())


async def open_area(
    message: Message,
    command: CommandObject,
    turn: Turn,
    state: FSMContext,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
) -> None:
    """Show the area on record, or ask for one; a name may stand right behind the command."""
    if turn.in_group:
        await views.send(message, views.reply(phrases.text("private-only")))
        return
    if command.args:
        await _settle(message, places.read(command.args), turn, state, uow, clock, phrases, places)
        return
    known = await find_area(uow, clock, citizen=turn.citizen)
    if known is None:
        await _ask_for_name(message, state, phrases)
        return
    place = data_views.place_name(Area(known.ward, known.district, known.commune), places.gazetteer, phrases)
    more = opting_views.guides_row(await find_opting(uow, clock, citizen=turn.citizen), phrases)
    await views.send(message, data_views.area_known(place, phrases, more=more))


async def want_other(tap: CallbackQuery, state: FSMContext, phrases: Phrases) -> None:
    """Ask for another name."""
    await views.quiet(tap)
    if isinstance(tap.message, Message):
        await _ask_for_name(tap.message, state, phrases)


async def name_area(
    message: Message,
    turn: Turn,
    state: FSMContext,
    answerer: Answerer,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
) -> None:
    """Read the name; what is no place but a question is answered as one."""
    words = message.text or ""
    reading = places.read(words)
    if is_refusal(words):
        await state.clear()
        await _hear(message, phrases.text("area-not-kept"))
        return
    tried = bool((await state.get_data()).get("tried"))
    if _asks_something(words, reading, answerer, places, clock, tried=tried):
        await state.clear()
        raise SkipHandler
    await _settle(message, reading, turn, state, uow, clock, phrases, places)


async def share_place(message: Message, state: FSMContext, phrases: Phrases, places: Places) -> None:
    """A point is between wards more often than one thinks: the nearest are offered, the person decides."""
    await state.clear()
    spot = message.location or (message.venue.location if message.venue else None)
    if spot is None:
        raise SkipHandler
    gazetteer = places.gazetteer
    near = gazetteer.nearest(spot.latitude, spot.longitude)
    await _hear(message, phrases.text("area-near"))
    found = [area_in(ward.code, PlaceReading(), gazetteer) for ward in near]
    await views.send(message, data_views.area_choices(found, gazetteer, phrases))


async def pick_area(
    tap: CallbackQuery,
    callback_data: AreaPicked,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
) -> None:
    """One of several was meant."""
    await _found(tap, _area(callback_data), turn, uow, clock, phrases, places)


async def keep_area(
    tap: CallbackQuery,
    callback_data: AreaKept,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
) -> None:
    """Record the answer and, after a yes, the area; other words than today's are asked again."""
    words = phrases.text("consent-remember-area")
    version = data_views.version_of(words)
    if callback_data.version != version:
        await views.send(tap, data_views.area_question(_area(callback_data), phrases))
        return
    await record_consent(
        uow,
        clock,
        citizen=turn.citizen,
        update_key=turn.update_key,
        purpose=Purpose.REMEMBER_AREA,
        given=callback_data.given,
        words=words,
        version=version,
    )
    if not callback_data.given:
        await views.send(tap, views.reply(phrases.text("area-not-kept")))
        return
    await _found(tap, _area(callback_data), turn, uow, clock, phrases, places)


async def drop_area(tap: CallbackQuery, turn: Turn, uow: OpenWork, clock: Clock, phrases: Phrases) -> None:
    """Forget the area."""
    await forget_area(uow, clock, citizen=turn.citizen)
    await views.send(tap, views.reply(phrases.text("area-forgotten")))


async def _settle(
    message: Message,
    reading: PlaceReading,
    turn: Turn,
    state: FSMContext,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
) -> None:
    """One ward is found, several are asked back, none is asked for again."""
    found = areas_of(reading, places.gazetteer)
    if not found:
        await state.set_state(AreaStates.naming)
        await state.set_data({"tried": True})
        await views.send(message, views.reply(phrases.text("area-not-read")))
        return
    await state.clear()
    if is_settled(reading):
        await _found(message, found[0], turn, uow, clock, phrases, places)
        return
    if len(found) > data_views.AREAS_SHOWN:
        await state.set_state(AreaStates.naming)
        await _hear(message, data_views.area_names(found, places.gazetteer, phrases))
        return
    await _hear(message, phrases.text("area-several"))
    await views.send(message, data_views.area_choices(found, places.gazetteer, phrases))


def _asks_something(
    words: str, reading: PlaceReading, answerer: Answerer, places: Places, clock: Clock, *, tried: bool
) -> bool:
    """Whether this is no place but a question, a wish or a plea, to be answered as such.

    What is neither is asked for once more; after that nobody is kept waiting for a place.
    """
    if is_only_a_place(words, reading, places.gazetteer):
        return False
    answer = answerer.answer(Question(text=words, on=day_in_hanoi(clock.now())))
    if answer.status in (Status.ANSWERED, Status.SCREENED):
        return True
    if areas_of(reading, places.gazetteer):
        return False
    return tried or answer.route in WISHES


async def _found(
    event: Message | CallbackQuery,
    area: Area,
    turn: Turn,
    uow: OpenWork,
    clock: Clock,
    phrases: Phrases,
    places: Places,
) -> None:
    """Say which ward it is; remember it where that was agreed to, else ask."""
    if area.ward not in places.gazetteer.wards:
        await views.send(event, views.reply(phrases.text("area-not-read")))
        return
    place = data_views.place_name(area, places.gazetteer, phrases)
    kept = await save_area(
        uow, clock, citizen=turn.citizen, ward=area.ward, district=area.district, commune=area.commune
    )
    if kept:
        said = phrases.text("area-kept", place=place)
        await views.send(event, await opting.after_area(area.ward, said, turn, uow, clock, phrases, places))
        return
    lead = phrases.text("area-found", place=place)
    await (_hear(event, lead) if isinstance(event, Message) else views.send(event, views.reply(lead)))
    await views.send(event, data_views.area_question(area, phrases))


async def _ask_for_name(message: Message, state: FSMContext, phrases: Phrases) -> None:
    await state.set_state(AreaStates.naming)
    await state.set_data({})
    share = KeyboardButton(text=phrases.text("button-area-share"), request_location=True)
    keyboard = ReplyKeyboardMarkup(keyboard=[[share]], resize_keyboard=True, one_time_keyboard=True)
    await message.answer(views.reply(phrases.text("area-ask")).parts[0], reply_markup=keyboard)


async def _hear(message: Message, text: str) -> None:
    """Say something and take the button for sharing a place away."""
    await message.answer(views.reply(text).parts[0], reply_markup=ReplyKeyboardRemove())


def _area(tapped: AreaPicked | AreaKept) -> Area:
    return Area(tapped.ward, tapped.district, tapped.commune)
