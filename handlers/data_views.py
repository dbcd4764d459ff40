"""What is kept about a person → Reply: my data, consent, areas. Pure."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from handlers.callbacks import (
    AreaForgotten,
    AreaKept,
    AreaPicked,
    AreaWanted,
    ConsentAnswered,
    ConsentAsked,
    ConsentsOpened,
    ConsentWithdrawn,
    DataDoubted,
    DataErased,
    DataExported,
    DataViewed,
    WithdrawalsOpened,
)
from handlers.views import Reply, Rows, button, reply
from knowledge.phrases import Phrases
from knowledge.reading.areas import Area
from knowledge.reading.gazetteer import Gazetteer
from storage.actions.areas import KnownArea
from storage.actions.mydata import MyData
from storage.actions.retention import Lifetimes
from storage.rules.consents import Purpose
from storage.rules.days import day_in_hanoi

QUESTIONS_SHOWN = 5
"""The latest kept questions on the screen; all of them are in the document."""

AREAS_SHOWN = 5
"""Buttons for areas at most; one more leads elsewhere."""

KEEPS_CONVERSATIONS = frozenset({"web"})
"""Channels whose bubbles are ours to keep; elsewhere the medium keeps its own, and there is nothing to ask."""


ASKED_WHERE_IT_IS_WANTED = frozenset({Purpose.TEAM_GUIDES, Purpose.RULE_NEWS})
"""Purposes whose question names a ward or a procedure; they are asked in handlers of their own."""


def consent_words(purpose: Purpose, lifetimes: Lifetimes, phrases: Phrases) -> str:
    """The question about a purpose, as it is shown and as it is kept.

    Raises ValueError for one that names a ward or a procedure.
    """
    match purpose:
        case Purpose.REMEMBER_AREA:
            return phrases.text("consent-remember-area")
        case Purpose.KEEP_CONVERSATION:
            return phrases.text("consent-keep-conversation", days=str(lifetimes.conversations_days))
        case Purpose.REMEMBER_TICKS:
            return phrases.text("consent-remember-ticks", days=str(lifetimes.checklists_days))
        case Purpose.KEEP_REMINDERS:
            return phrases.text("consent-keep-reminders", days=str(lifetimes.reminders_days))
        case Purpose.IMPROVE_ANSWERS:
            return phrases.text("consent-improve-answers", days=str(lifetimes.questions_days))
        case Purpose.TEAM_GUIDES | Purpose.RULE_NEWS:
            raise ValueError("asked where it is wanted, with a name in it")


def version_of(words: str) -> str:
    """The version of a question: it changes whenever the words do."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def consent_question(purpose: Purpose, lifetimes: Lifetimes, phrases: Phrases) -> Reply:
    """One purpose, two equal answers, nothing chosen beforehand."""
    words = consent_words(purpose, lifetimes, phrases)
    version = version_of(words)
    yes = ConsentAnswered(purpose=purpose, given=True, version=version)
    no = ConsentAnswered(purpose=purpose, given=False, version=version)
    return reply(words, [button(phrases.text("button-agree"), yes)], [button(phrases.text("button-refuse"), no)])


def consents(agreed: Collection[Purpose], channel: str, phrases: Phrases) -> Reply:
    """Purposes that one may still agree to on this channel, each with a button of its own.

    Guides of a team and news of a procedure are asked where they are wanted, with the name of the ward or of it.
    """
    offered = [
        purpose
        for purpose in Purpose
        if purpose not in ASKED_WHERE_IT_IS_WANTED
        and (purpose is not Purpose.KEEP_CONVERSATION or channel in KEEPS_CONVERSATIONS)
    ]
    rows = [
        [button(phrases.text(f"button-consent-{_id(purpose)}"), ConsentAsked(purpose=purpose))]
        for purpose in offered
        if purpose not in agreed
    ]
    return reply(phrases.text("consents" if rows else "consents-all"), *rows, view_button(phrases))


def withdrawals(agreed: Collection[Purpose], phrases: Phrases) -> Reply:
    """Purposes that one may take back, one by one or all."""
    rows = [
        [button(phrases.text(f"button-withdraw-{_id(purpose)}"), ConsentWithdrawn(purpose=purpose))]
        for purpose in Purpose
        if purpose in agreed
    ]
    if len(rows) > 1:
        rows.append([button(phrases.text("button-withdraw-all"), ConsentWithdrawn())])
    return reply(phrases.text("withdrawals" if rows else "withdrawals-none"), *rows, view_button(phrases))


def my_data(data: MyData, lifetimes: Lifetimes, gazetteer: Gazetteer, phrases: Phrases) -> Reply:
    """Everything that is kept, line by line, and what one may do about it."""
    lines = list(_lines(data, lifetimes, gazetteer, phrases))
    lead = phrases.text("mydata-kept" if lines else "mydata-nothing")
    asked = [phrases.text("mydata-question", text=kept.text) for kept in data.questions[-QUESTIONS_SHOWN:]]
    return reply("\n".join([lead, *lines, *asked]), *data_buttons(phrases, agreed=bool(data.agreed)))


def data_buttons(phrases: Phrases, *, agreed: bool) -> list[list[InlineKeyboardButton]]:
    """What one may do with one's data, likeliest first."""
    steps: list[tuple[str, CallbackData]] = [
        ("button-data-export", DataExported()),
        ("button-data-consents", ConsentsOpened()),
        *([("button-data-withdrawals", WithdrawalsOpened())] if agreed else []),
        ("button-data-erase", DataDoubted()),
    ]
    return [[button(phrases.text(label), data)] for label, data in steps]


def about_data(text: str, phrases: Phrases, *, private: bool) -> Reply:
    """The answer to a question about one's data; buttons only where nobody else reads along."""
    if not private:
        return reply(text)
    return reply(text, view_button(phrases), *data_buttons(phrases, agreed=True))


def erase_question(phrases: Phrases, *, staff: bool) -> Reply:
    """Nothing is erased by one tap; staff are told that their roles go too."""
    yes = button(phrases.text("button-data-erase-now"), DataErased())
    no = button(phrases.text("button-data-keep"), DataViewed())
    parts = ("mydata-erase-sure", "mydata-erase-staff") if staff else ("mydata-erase-sure",)
    return reply("\n\n".join(phrases.text(part) for part in parts), [yes], [no])


def view_button(phrases: Phrases) -> list[InlineKeyboardButton]:
    """A row that leads to my data."""
    return [button(phrases.text("button-data-view"), DataViewed())]


def _lines(data: MyData, lifetimes: Lifetimes, gazetteer: Gazetteer, phrases: Phrases) -> Iterable[str]:
    for purpose in sorted(data.agreed):
        yield phrases.text("mydata-agreed", purpose=phrases.text(f"purpose-{_id(purpose)}"))
    if data.area is not None:
        area = Area(data.area.ward, data.area.district, data.area.commune)
        yield phrases.text("mydata-area", place=place_name(area, gazetteer, phrases))
    if data.messages:
        kept = Purpose.KEEP_CONVERSATION in data.agreed
        days = str(lifetimes.conversations_days)
        phrase = "mydata-messages-kept" if kept else "mydata-messages"
        yield phrases.text(phrase, number=str(len(data.messages)), days=days)
    if data.checklists:
        days = str(lifetimes.checklists_days)
        phrase = "mydata-ticks-kept" if Purpose.REMEMBER_TICKS in data.agreed else "mydata-ticks"
        yield phrases.text(phrase, number=str(len(data.checklists)), days=days)
    if data.ratings:
        yield phrases.text("mydata-ratings", number=str(len(data.ratings)))
    yield from _lines_of_sending(data, lifetimes, gazetteer, phrases)
    for grant in data.grants:
        yield phrases.text("mydata-grant", role=phrases.text(f"role-{grant.role.value}"))
    if data.acts:
        yield phrases.text("mydata-acts", number=str(len(data.acts)))
    if data.questions:
        number, days = str(len(data.questions)), str(lifetimes.questions_days)
        yield phrases.text("mydata-questions", number=number, days=days)


def _lines_of_sending(data: MyData, lifetimes: Lifetimes, gazetteer: Gazetteer, phrases: Phrases) -> Iterable[str]:
    if data.opting is not None and data.opting.ward in gazetteer.wards:
        ward, chosen = gazetteer.wards[data.opting.ward or ""].full_name, str(len(data.opting.topics))
        yield phrases.text("mydata-guides" if data.opting.topics else "mydata-guides-all", ward=ward, topics=chosen)
    if data.follows:
        yield phrases.text("mydata-follows", number=str(len(data.follows)))
    if data.stopped:
        last = max(stop.stopped_at for stop in data.stops if stop.undone_at is None and stop.topic is None)
        yield phrases.text("mydata-stopped", day=f"{day_in_hanoi(last):%d/%m/%Y}")
    topics = {stop.topic for stop in data.stops if stop.undone_at is None and stop.topic is not None}
    if topics:
        yield phrases.text("mydata-stopped-topics", number=str(len(topics)))
    if data.reminders:
        number, days = str(len(data.reminders)), str(lifetimes.reminders_days)
        yield phrases.text("mydata-reminders", number=number, days=days)
    if data.deliveries:
        number, days = str(len(data.deliveries)), str(lifetimes.deliveries_days)
        yield phrases.text("mydata-deliveries", number=number, days=days)


def place_name(area: Area, gazetteer: Gazetteer, phrases: Phrases) -> str:
    """A ward with the former commune or district in brackets, where one is known."""
    ward = gazetteer.wards[area.ward].full_name
    old = gazetteer.communes.get(area.commune or "") or gazetteer.districts.get(area.district or "")
    if old is None:
        return ward
    return phrases.text("area-with-former", ward=ward, former=f"{old.unit.lower()} {old.name}")


def area_known(place: str, phrases: Phrases, *, more: Rows = ()) -> Reply:
    """The area on record, and what one may do about it; `more`: rows below."""
    other = button(phrases.text("button-area-other"), AreaWanted())
    forget = button(phrases.text("button-area-forget"), AreaForgotten())
    return reply(phrases.text("area-known", place=place), [other], [forget], *more)


def area_names(found: Sequence[Area], gazetteer: Gazetteer, phrases: Phrases) -> str:
    """Places that are too many for buttons, by name."""
    names = ", ".join(gazetteer.wards[area.ward].full_name for area in found)
    return phrases.text("area-type-one", names=names)


def area_choices(found: Sequence[Area], gazetteer: Gazetteer, phrases: Phrases) -> Reply:
    """A few places it may be: a button each, and one that leads elsewhere."""
    rows = [[button(gazetteer.wards[area.ward].full_name, AreaPicked(**asdict(area)))] for area in found]
    other = [button(phrases.text("button-area-elsewhere"), AreaWanted())]
    return reply(phrases.text("area-which"), *rows, other)


def area_question(area: Area, phrases: Phrases) -> Reply:
    """May this area be remembered?"""
    words = phrases.text("consent-remember-area")
    version = version_of(words)
    yes = AreaKept(**asdict(area), given=True, version=version)
    no = AreaKept(**asdict(area), given=False, version=version)
    return reply(words, [button(phrases.text("button-agree"), yes)], [button(phrases.text("button-refuse"), no)])


def area_offer(area: Area, known: KnownArea | None, gazetteer: Gazetteer, phrases: Phrases, *, greeting: str) -> Reply:
    """May the area of a poster be remembered, or take the place of the one that is? Nothing is set without a yes."""
    place = place_name(area, gazetteer, phrases)
    lead = f"{greeting} {phrases.text('poster-from', place=place)}".strip()
    if known is not None:
        mine = Area(known.ward, known.district, known.commune)
        own = place_name(mine, gazetteer, phrases)
        change = button(phrases.text("button-poster-change", place=place), AreaPicked(**asdict(area)))
        stay = button(phrases.text("button-poster-stay", place=own), AreaPicked(**asdict(mine)))
        return reply(f"{lead}\n\n{phrases.text('poster-other-area', known=own, place=place)}", [change], [stay])
    words = phrases.text("consent-remember-area")
    version = version_of(words)
    yes = button(phrases.text("button-poster-yes"), AreaKept(**asdict(area), given=True, version=version))
    no = button(phrases.text("button-poster-no"), AreaKept(**asdict(area), given=False, version=version))
    return reply(f"{lead}\n\n{words}", [yes], [no])


def _id(purpose: Purpose) -> str:
    return purpose.value.replace("_", "-")
