"""What a team sends → Reply: the list, picking a guide, the draft, to whom, when, how many. Pure."""

from collections.abc import Iterable, Sequence

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import BroadcastsOpened, StaffOpened
from handlers.guides import Guides
from handlers.staff.broadcast_callbacks import (
    BroadcastConfirmed,
    BroadcastDiscarded,
    BroadcastSeen,
    GuideAspectChosen,
    GuideButton,
    GuideButtonTicked,
    GuideJourneyChosen,
    GuideKindChosen,
    GuideProcedureChosen,
    GuideShelfOpened,
    PosterWanted,
    PreviewOpened,
    ReachChannelPicked,
    ReachDistrictTicked,
    ReachOpened,
    ReachWardTicked,
    SendTime,
    TextTopicChosen,
    TimeAsked,
    TimePicked,
    TrialWanted,
    UrgentAsked,
)
from handlers.views import LIKELIEST, PAGE, TOPIC_COLUMNS, Reply, button, reply
from knowledge.catalogue import Catalogue
from knowledge.model import Aspect, Procedure, Topic
from knowledge.phrases import Phrases
from knowledge.reading.gazetteer import Gazetteer
from storage.actions.broadcasts import KeptBroadcast, Preview
from storage.rules.broadcasts import BroadcastState, GuideKind
from storage.rules.days import time_in_hanoi
from storage.rules.deliveries import DeliveryState, Why
from storage.rules.permissions import Act, Grant, may, wards_of

SHOWN = 8
"""The latest on the list."""

WARDS_SHOWN = 8
"""Wards with a button, and by name."""

POSTERS_SHOWN = 3
"""Wards whose poster is offered where nobody would get anything."""

CHANNELS = ("web", "telegram")
"""Channels that people are reached on."""


def overview(found: Sequence[KeptBroadcast], guides: Guides, phrases: Phrases) -> Reply:
    """The latest, those that wait for somebody first, and the ways to begin one."""
    waiting = [kept for kept in found if kept.state is BroadcastState.AWAITING_APPROVAL]
    shown = [*waiting, *(kept for kept in found if kept not in waiting)][:SHOWN]
    lines = [phrases.text("broadcasts" if shown else "broadcasts-none")]
    lines += [f"• {line(kept, guides, phrases)}" for kept in shown]
    begin = [
        [button(phrases.text(f"button-broadcast-begin-{kind.value}"), GuideKindChosen(kind=kind))]
        for kind in (GuideKind.PROCEDURE, GuideKind.JOURNEY, GuideKind.TEXT)
    ]
    numbers = [
        button(phrases.text("button-broadcast-see", number=str(kept.id)), BroadcastSeen(broadcast=kept.id))
        for kept in shown
    ]
    opens = [numbers[at : at + 4] for at in range(0, len(numbers), 4)]
    return reply("\n".join(lines), *begin, *opens, [button(phrases.text("button-staff-menu"), StaffOpened())])


def line(kept: KeptBroadcast, guides: Guides, phrases: Phrases) -> str:
    """One of them in a line."""
    state = phrases.text(f"broadcast-state-{kept.state.value.replace('_', '-')}")
    return phrases.text("broadcast-line", number=str(kept.id), title=guides.title(kept.guide), state=state)


def shelves(topics: Sequence[Topic], phrases: Phrases) -> Reply:
    """The topics, to pick a procedure."""
    buttons = [button(topic.title, GuideShelfOpened(topic=topic.id)) for topic in topics]
    rows = [buttons[at : at + TOPIC_COLUMNS] for at in range(0, len(buttons), TOPIC_COLUMNS)]
    return reply(phrases.text("broadcast-which-topic"), *rows, back(phrases))


def shelf(topic: Topic, held: Sequence[Procedure], page: int, phrases: Phrases) -> Reply:
    """The procedures of one topic."""
    shown = held[page * PAGE : (page + 1) * PAGE]
    rows = [[button(procedure.title, GuideProcedureChosen(procedure=procedure.slug))] for procedure in shown]
    onward = []
    if (page + 1) * PAGE < len(held):
        onward = [button(phrases.text("button-page-after"), GuideShelfOpened(topic=topic.id, page=page + 1))]
    return reply(phrases.text("broadcast-which-procedure"), *rows, onward, back(phrases))


def aspects(procedure: Procedure, known: Sequence[Aspect], phrases: Phrases) -> Reply:
    """What of it? The whole in short, or one aspect."""
    offered = [Aspect.OVERVIEW, *(aspect for aspect in LIKELIEST if aspect in known)]
    ways = [
        button(phrases.text(f"aspect-{aspect.value}-label"), GuideAspectChosen(procedure=procedure.slug, aspect=aspect))
        for aspect in offered
    ]
    rows = [ways[at : at + TOPIC_COLUMNS] for at in range(0, len(ways), TOPIC_COLUMNS)]
    return reply(phrases.text("broadcast-which-aspect", title=procedure.title), *rows, back(phrases))


def journeys(catalogue: Catalogue, phrases: Phrases) -> Reply:
    """The life events."""
    rows = [[button(journey.title, GuideJourneyChosen(journey=journey.id))] for journey in catalogue.journeys]
    return reply(phrases.text("broadcast-which-journey"), *rows, back(phrases))


def text_topics(kept: KeptBroadcast, topics: Sequence[Topic], phrases: Phrases) -> Reply:
    """What are the words about? Then who chose topics gets only what they chose."""
    buttons = [button(topic.title, TextTopicChosen(broadcast=kept.id, topic=topic.id)) for topic in topics]
    rows = [buttons[at : at + TOPIC_COLUMNS] for at in range(0, len(buttons), TOPIC_COLUMNS)]
    none = [button(phrases.text("button-broadcast-no-topic"), TextTopicChosen(broadcast=kept.id))]
    return reply(phrases.text("broadcast-text-topic"), *rows, none)


def draft(kept: KeptBroadcast, guides: Guides, mine: Iterable[Grant]) -> Reply:
    """A draft: what, to whom, when; and what one may change."""
    phrases = guides.phrases
    lines = [
        phrases.text("broadcast-draft", number=str(kept.id), title=guides.title(kept.guide)),
        phrases.text("broadcast-to", reach=reach_line(kept, guides.gazetteer, phrases)),
        when_line(kept, phrases),
    ]
    if kept.urgent:
        lines.append(phrases.text("broadcast-urgent", reason=kept.urgent_reason or ""))
    this = {"broadcast": kept.id}
    rows: list[list[InlineKeyboardButton]] = [
        [button(phrases.text("button-broadcast-preview"), PreviewOpened(**this))],
        [
            button(phrases.text("button-broadcast-reach"), ReachOpened(**this)),
            button(phrases.text("button-broadcast-time"), TimeAsked(**this)),
        ],
    ]
    for which, there in (
        (GuideButton.OPENS, kept.guide.subject is not None),
        (GuideButton.CHECKS, guides.can_check(kept.guide)),
    ):
        if there:
            on = kept.guide.opens if which is GuideButton.OPENS else kept.guide.checks
            label = phrases.text(f"button-broadcast-{which.value}-{'on' if on else 'off'}")
            rows.append([button(label, GuideButtonTicked(broadcast=kept.id, which=which))])
    if may(mine, Act.SEND_URGENT):
        label = "button-broadcast-not-urgent" if kept.urgent else "button-broadcast-urgent"
        rows.append([button(phrases.text(label), UrgentAsked(**this))])
    rows.append([button(phrases.text("button-broadcast-discard"), BroadcastDiscarded(**this))])
    return reply("\n".join(lines), *rows, back(phrases))


def reach(kept: KeptBroadcast, mine: Iterable[Grant], gazetteer: Gazetteer, phrases: Phrases) -> Reply:
    """Who shall get it: my wards, former districts in them, a channel."""
    this, own = {"broadcast": kept.id}, wards_of(mine, Act.WRITE_BROADCAST)
    chosen = kept.reach.wards
    offered = sorted((own or frozenset()) | (chosen or frozenset()))[:WARDS_SHOWN]
    rows = [
        [
            _tick(
                gazetteer.wards[ward].full_name,
                chosen is not None and ward in chosen,
                ReachWardTicked(**this, ward=ward),
                phrases,
            )
        ]
        for ward in offered
        if ward in gazetteer.wards
    ]
    if own is None:
        rows.append([_tick(phrases.text("broadcast-city"), chosen is None, ReachWardTicked(**this), phrases)])
    districts = sorted({d for ward in offered if ward in gazetteer.wards for d in gazetteer.wards[ward].districts})
    if len(districts) > 1:
        rows += [
            [
                _tick(
                    phrases.text("broadcast-district", district=f"{found.unit.lower()} {found.name}"),
                    code in kept.reach.districts,
                    ReachDistrictTicked(**this, district=code),
                    phrases,
                )
            ]
            for code in districts[:PAGE]
            if (found := gazetteer.districts.get(code))
        ]
    ways = [
        _tick(
            phrases.text(f"channel-{channel}"),
            kept.reach.channel == channel,
            ReachChannelPicked(**this, channel=channel),
            phrases,
        )
        for channel in CHANNELS
    ]
    any_way = _tick(
        phrases.text("broadcast-any-channel"), kept.reach.channel is None, ReachChannelPicked(**this), phrases
    )
    done = [button(phrases.text("button-broadcast-done"), BroadcastSeen(**this))]
    lead = phrases.text("broadcast-reach-city" if own is None else "broadcast-reach")
    return reply(lead, *rows, [any_way, *ways], done)


def times(kept: KeptBroadcast, phrases: Phrases) -> Reply:
    """When shall it go? A tap, or a time that is typed."""
    rows = [
        [button(phrases.text(f"button-broadcast-time-{time.value}"), TimePicked(broadcast=kept.id, time=time))]
        for time in SendTime
    ]
    return reply(phrases.text("broadcast-time-ask"), *rows)


def preview(
    kept: KeptBroadcast, seen: Preview, gazetteer: Gazetteer, phrases: Phrases, *, mine: bool, others: bool
) -> Reply:
    """Exact figures, and what comes next. At nobody it says so, and how people are won."""
    lines = [phrases.text("broadcast-preview-same" if not others else "broadcast-preview-others")]
    lines += list(_figures(seen, phrases))
    lines.append(when_line(kept, phrases))
    if kept.urgent:
        lines.append(phrases.text("broadcast-urgent", reason=kept.urgent_reason or ""))
    if seen.approval and seen.will_get:
        lines.append(phrases.text("broadcast-needs-approval"))
    this = {"broadcast": kept.id}
    rows = [[button(phrases.text("button-broadcast-test"), TrialWanted(**this))]]
    if mine and seen.will_get:
        label = phrases.text("button-broadcast-confirm", number=_number(seen.will_get))
        rows.append([button(label, BroadcastConfirmed(**this))])
        rows.append([button(phrases.text("button-broadcast-time"), TimeAsked(**this))])
    if not seen.will_get:
        rows += _posters(kept, gazetteer, phrases)
    return reply("\n".join(lines), *rows, [button(phrases.text("button-broadcast-back"), BroadcastSeen(**this))])


def _posters(kept: KeptBroadcast, gazetteer: Gazetteer, phrases: Phrases) -> list[list[InlineKeyboardButton]]:
    wards = [ward for ward in sorted(kept.reach.wards or ()) if ward in gazetteer.wards]
    return [
        [
            button(
                phrases.text("button-broadcast-poster", place=gazetteer.wards[ward].full_name),
                PosterWanted(broadcast=kept.id, ward=ward),
            )
        ]
        for ward in wards[:POSTERS_SHOWN]
    ]


def gone(phrases: Phrases) -> Reply:
    """There is no such broadcast."""
    return reply(phrases.text("broadcast-gone"), back(phrases))


def back(phrases: Phrases) -> list[InlineKeyboardButton]:
    """The way to the list."""
    return [button(phrases.text("button-broadcasts"), BroadcastsOpened())]


def reach_line(kept: KeptBroadcast, gazetteer: Gazetteer, phrases: Phrases) -> str:
    """To whom, in words."""
    wards = kept.reach.wards
    if wards is None:
        parts = [phrases.text("staff-whole-city")]
    else:
        names = [gazetteer.wards[ward].full_name for ward in sorted(wards) if ward in gazetteer.wards]
        parts = [", ".join(names[:WARDS_SHOWN]) if names else phrases.text("broadcast-nobody-yet")]
        if len(names) > WARDS_SHOWN:
            parts.append(phrases.text("staff-more-wards", number=str(len(names) - WARDS_SHOWN)))
    parts += [
        phrases.text("broadcast-district", district=f"{found.unit.lower()} {found.name}")
        for code in sorted(kept.reach.districts)
        if (found := gazetteer.districts.get(code))
    ]
    if kept.reach.channel is not None:
        parts.append(phrases.text(f"channel-{kept.reach.channel}"))
    return "; ".join(parts)


def when_line(kept: KeptBroadcast, phrases: Phrases) -> str:
    """When, in words."""
    if kept.send_at is None:
        return phrases.text("broadcast-when-now")
    at = time_in_hanoi(kept.send_at)
    return phrases.text("broadcast-when", time=f"{at:%H:%M}", day=f"{at:%d/%m/%Y}")


def _figures(seen: Preview, phrases: Phrases) -> Iterable[str]:
    yield phrases.text("broadcast-will-get", number=_number(seen.will_get))
    if not seen.will_get:
        yield phrases.text("broadcast-nobody")
    if seen.most is not None and seen.would_get > seen.most:
        yield phrases.text("broadcast-capped", most=str(seen.most), number=_number(seen.would_get))
    by_channel: dict[str, int] = {}
    for count in seen.counts:
        if count.state is DeliveryState.PENDING:
            by_channel[count.channel] = by_channel.get(count.channel, 0) + count.deliveries
    if len(by_channel) > 1:
        for channel, number in sorted(by_channel.items()):
            yield phrases.text(
                "broadcast-on-channel", channel=phrases.text(f"channel-{channel}"), number=_number(number)
            )
    for reason, number in sorted(skipped(seen).items()):
        yield phrases.text(
            "broadcast-skipped", reason=phrases.text(f"why-{reason.replace('_', '-')}"), number=_number(number)
        )
    yield phrases.text("broadcast-agreed", agreed=_number(seen.agreed), known=_number(seen.known))


def skipped(seen: Preview) -> dict[str, int]:
    """Who would not get it, by why."""
    found: dict[str, int] = {}
    for count in seen.counts:
        if count.state is not DeliveryState.PENDING:
            why = count.reason if count.reason in frozenset(Why) else count.state.value
            found[str(why)] = found.get(str(why), 0) + count.deliveries
    return found


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _tick(
    label: str, on: bool, data: ReachWardTicked | ReachDistrictTicked | ReachChannelPicked, phrases: Phrases
) -> InlineKeyboardButton:
    return button(phrases.text("guides-ticked" if on else "guides-open", topic=label), data)
