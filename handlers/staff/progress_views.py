"""A broadcast that is confirmed → Reply: how it goes, in a message that is edited; the report. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from aiogram.types import InlineKeyboardButton

from handlers.guides import Guides
from handlers.staff.broadcast_callbacks import (
    BroadcastApproved,
    BroadcastHalted,
    BroadcastPaused,
    BroadcastResumed,
    BroadcastReturned,
    BroadcastSeen,
    CorrectionAnew,
    CorrectionAsked,
    PreviewOpened,
    RecallDoubted,
    RecallSure,
    ReportOpened,
)
from handlers.staff.broadcast_views import back, line, reach_line, when_line
from handlers.views import Reply, button, reply
from knowledge.phrases import Phrases
from storage.actions.broadcast_sending import Progress
from storage.actions.broadcasts import Guide, KeptBroadcast
from storage.rules.broadcasts import OVER, UNDER_WAY, BroadcastState, GuideKind
from storage.rules.days import time_in_hanoi
from storage.rules.deliveries import FINAL, DeliveryState, StateCount, Why
from storage.rules.permissions import Act, Grant, covers_all

BAR: Final = 10
"""Parts of the bar."""

_AWAY: Final = frozenset({Why.CLOSED})
_NOT_SENT: Final = (
    DeliveryState.SKIPPED,
    DeliveryState.BLOCKED,
    DeliveryState.FAILED,
    DeliveryState.UNCONFIRMED,
    DeliveryState.EXPIRED,
    DeliveryState.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do about a broadcast."""

    moves: bool
    approves: bool


NO_RIGHTS: Final = Rights(moves=False, approves=False)


def rights(kept: KeptBroadcast, number: str, mine: Iterable[Grant]) -> Rights:
    """Whoever wrote it or may send in its wards moves it; a second person approves it."""
    held = tuple(mine)
    moves = kept.by == number or covers_all(held, Act.SEND_BROADCAST, kept.reach.wards)
    return Rights(moves, kept.by != number and covers_all(held, Act.APPROVE_BROADCAST, kept.reach.wards))


def progress(seen: Progress, guides: Guides, phrases: Phrases, *, mine: Rights, per_second: int = 25) -> Reply:
    """How it goes at this moment; `per_second`: how fast, for the time that is left."""
    kept = seen.broadcast
    lines = [line(kept, guides, phrases)]
    counts = seen.of_version(kept.version)
    if kept.state in UNDER_WAY | OVER:
        lines += list(_numbers(counts, phrases))
        left = sum(c.deliveries for c in counts if c.state not in FINAL and c.reason not in _AWAY)
        if kept.state is BroadcastState.SENDING and left:
            lines.append(phrases.text("progress-left", minutes=str(max(1, ceil(left / per_second / 60)))))
    else:
        lines += [
            phrases.text("broadcast-to", reach=reach_line(kept, guides.gazetteer, phrases)),
            when_line(kept, phrases),
        ]
    return reply("\n".join(lines), *_rows(kept, mine, phrases), back(phrases))


def call(kept: KeptBroadcast, guide: Guide, guides: Guides) -> Reply:
    """A second person is called: what waits, written by whom, to whom it goes."""
    phrases = guides.phrases
    reach = reach_line(kept, guides.gazetteer, phrases)
    text = phrases.text("broadcast-call", number=str(kept.id), by=kept.by, title=guides.title(guide), reach=reach)
    return reply(text, [button(phrases.text("button-broadcast-look"), BroadcastSeen(broadcast=kept.id))])


def report(seen: Progress, in_place: Sequence[int], guides: Guides, phrases: Phrases) -> Reply:
    """What became of every version: who wrote it, when, how many on each channel, what was not sent and why.

    `in_place`: for each version how many messages were edited where they stood.
    """
    kept = seen.broadcast
    lines = [
        line(kept, guides, phrases),
        phrases.text("broadcast-to", reach=reach_line(kept, guides.gazetteer, phrases)),
        phrases.text("report-by", by=kept.by, approved=kept.approved_by or phrases.text("report-nobody")),
    ]
    for version, edited in zip(seen.versions, in_place, strict=True):
        at = time_in_hanoi(version.made_at)
        which = "report-first" if version.version == 1 else "report-correction"
        what = guides.title(version.guide)
        lines += ["", phrases.text(which, title=what, by=version.by, time=f"{at:%H:%M}", day=f"{at:%d/%m/%Y}")]
        counts = seen.of_version(version.version)
        lines += list(_numbers(counts, phrases, bar=False))
        for channel in sorted({c.channel for c in counts if c.state is DeliveryState.SENT}):
            number = _of(counts, DeliveryState.SENT, channel)
            lines.append(phrases.text("report-channel", channel=phrases.text(f"channel-{channel}"), number=str(number)))
        if version.version > 1:
            sent = _of(counts, DeliveryState.SENT)
            lines.append(phrases.text("report-in-place", edited=str(edited), anew=str(sent - edited)))
    lines += ["", phrases.text("report-export", number=str(kept.id))]
    see = [button(phrases.text("button-broadcast-back"), BroadcastSeen(broadcast=kept.id))]
    return reply("\n".join(lines), see)


def correction_question(kept: KeptBroadcast, phrases: Phrases) -> Reply:
    """Other words: typed, or the same guide as it stands today; or take it back."""
    this, rows = {"broadcast": kept.id}, []
    if kept.guide.kind in (GuideKind.PROCEDURE, GuideKind.JOURNEY):
        rows.append([button(phrases.text("button-broadcast-anew"), CorrectionAnew(**this))])
    rows.append([button(phrases.text("button-broadcast-recall"), RecallDoubted(**this))])
    rows.append([button(phrases.text("button-broadcast-back"), BroadcastSeen(**this))])
    return reply(phrases.text("broadcast-correction-ask"), *rows)


def recall_question(broadcast: int, phrases: Phrases) -> Reply:
    """Nothing is taken back by one tap."""
    yes = [button(phrases.text("button-broadcast-recall-now"), RecallSure(broadcast=broadcast))]
    return reply(
        phrases.text("broadcast-recall-sure"),
        yes,
        [button(phrases.text("button-broadcast-back"), BroadcastSeen(broadcast=broadcast))],
    )


def _rows(kept: KeptBroadcast, mine: Rights, phrases: Phrases) -> list[list[InlineKeyboardButton]]:
    this, rows = {"broadcast": kept.id}, []
    if kept.state is BroadcastState.AWAITING_APPROVAL:
        rows.append([button(phrases.text("button-broadcast-preview"), PreviewOpened(**this))])
        if mine.approves:
            rows.append([button(phrases.text("button-broadcast-approve"), BroadcastApproved(**this))])
    if kept.state in (BroadcastState.AWAITING_APPROVAL, BroadcastState.SCHEDULED) and (mine.moves or mine.approves):
        rows.append([button(phrases.text("button-broadcast-return"), BroadcastReturned(**this))])
    if not mine.moves:
        return rows
    if kept.state is BroadcastState.SENDING:
        rows.append([button(phrases.text("button-broadcast-pause"), BroadcastPaused(**this))])
    if kept.state is BroadcastState.PAUSED:
        rows.append([button(phrases.text("button-broadcast-resume"), BroadcastResumed(**this))])
    if kept.state in UNDER_WAY:
        rows.append([button(phrases.text("button-broadcast-halt"), BroadcastHalted(**this))])
    if kept.state in UNDER_WAY | OVER:
        rows.append([button(phrases.text("button-broadcast-report"), ReportOpened(**this))])
    if kept.state in OVER:
        rows.append([button(phrases.text("button-broadcast-correct"), CorrectionAsked(**this))])
    return rows


def _numbers(counts: Sequence[StateCount], phrases: Phrases, *, bar: bool = True) -> Iterable[str]:
    total, sent = sum(c.deliveries for c in counts), _of(counts, DeliveryState.SENT)
    settled = sum(c.deliveries for c in counts if c.state in FINAL)
    if bar and total:
        full = settled * BAR // total
        yield phrases.text("progress-bar", bar="█" * full + "░" * (BAR - full), percent=str(settled * 100 // total))
    yield phrases.text("progress-sent", number=str(sent), total=str(total))
    for state in _NOT_SENT:
        reasons: dict[str, int] = {}
        for c in counts:
            if c.state is state:
                name = c.reason if state is DeliveryState.SKIPPED else state.value
                reasons[str(name)] = reasons.get(str(name), 0) + c.deliveries
        for name, number in sorted(reasons.items()):
            yield phrases.text(
                "broadcast-skipped", reason=phrases.text(f"why-{name.replace('_', '-')}"), number=str(number)
            )
        if state is DeliveryState.FAILED:
            yield from (
                phrases.text("progress-failed", reason=c.reason, number=str(c.deliveries))
                for c in counts
                if c.state is state and c.reason
            )
    away = sum(c.deliveries for c in counts if c.state is DeliveryState.PENDING and c.reason in _AWAY)
    if away:
        yield phrases.text("progress-away", number=str(away))


def _of(counts: Sequence[StateCount], state: DeliveryState, channel: str | None = None) -> int:
    return sum(c.deliveries for c in counts if c.state is state and channel in (None, c.channel))
