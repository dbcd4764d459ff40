"""Reminders → Reply: asked about, shown back, listed, rung. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import ProcedureChosen
from handlers.reminder_callbacks import (
    DraftLeft,
    DraftSaved,
    DraftTaken,
    DraftTimeAsked,
    DraftTimePicked,
    FollowUpPicked,
    LinkOffered,
    ReminderBegun,
    ReminderDeleted,
    ReminderDone,
    ReminderPutOff,
    ReminderResumed,
    ReminderRetimed,
    ReminderReworded,
    ReminderSeen,
    RemindersOpened,
    ReminderTaken,
    ReminderUndone,
)
from handlers.reminder_times import say_time
from handlers.views import Reply, Rows, button, keyboard, reply
from knowledge.follow_ups import Offer
from knowledge.phrases import Phrases
from storage.actions.reminder_drafts import Draft
from storage.actions.reminders import KeptReminder, ReminderState
from storage.rules.reminders import LATE_AFTER, Snooze, gives_up, snoozed_until

PAGE = 5
LONGEST_LABEL = 40
"""Characters of what is to be remembered on a button."""

ENDED = frozenset({ReminderState.RUNG, ReminderState.MISSED, ReminderState.STOPPED})


@dataclass(frozen=True, slots=True)
class Asking:
    """What is told before a reminder is saved: the question of consent and its version, "" where it stands already;
    `silent`: nothing here can ring; `joins`: there is a channel that can."""

    consent: str
    version: str
    silent: str = ""
    joins: bool = False


def shown_back(draft: Draft, asking: Asking, phrases: Phrases) -> Reply:
    """What will be saved, with weekday and date, and what it takes."""
    (time,) = draft.times
    said = phrases.text("reminder-shown", what=draft.what, when=say_time(time.at, time.recurrence, phrases))
    parts = [said, *filter(None, (asking.silent, asking.consent))]
    yes = "button-reminder-agree" if asking.consent else "button-reminder-save"
    rows: list[Sequence[InlineKeyboardButton]] = [
        [button(phrases.text(yes), DraftSaved(draft=draft.id, version=asking.version))],
        [button(phrases.text("button-reminder-other-time"), DraftTimeAsked(draft=draft.id))],
    ]
    if asking.silent:
        rows.append([button(phrases.text("button-reminder-calendar"), DraftTaken(draft=draft.id))])
    if asking.joins:
        rows.append([button(phrases.text("button-link"), LinkOffered())])
    return reply("\n\n".join(parts), *rows, _left(phrases))


def asked_when(draft: Draft, phrases: Phrases, *, lead: str = "reminder-when", **arguments: str) -> Reply:
    """Ask for a time: by the buttons of those that may be meant, or in words."""
    rows = [
        [button(_head(say_time(time.at, time.recurrence, phrases), 60), DraftTimePicked(draft=draft.id, at=at))]
        for at, time in enumerate(draft.times)
    ]
    return reply(phrases.text(lead, **arguments), *rows, _left(phrases))


def offered(procedure: str, title: str, offers: Sequence[Offer], draft: Draft, phrases: Phrases) -> Reply:
    """What may be remembered about a procedure: its follow-ups, then any time one likes."""
    asked = asked_when(draft, phrases, lead="reminder-about", title=title)
    times = asked.keyboard.inline_keyboard if asked.keyboard else []
    return Reply(asked.parts, keyboard([*offer_rows(procedure, offers), *times]))


def offer_rows(procedure: str, offers: Sequence[Offer]) -> Rows:
    """A button for each follow-up."""
    return [
        [button(offer.follow_up.label, FollowUpPicked(procedure=procedure, follow_up=offer.follow_up.id))]
        for offer in offers
    ]


def asked_day(draft: Draft, offer: Offer, phrases: Phrases) -> Reply:
    """Ask for the day that only the person knows, and say how long before it the reminder rings."""
    parts = [offer.asked or ""]
    if offer.follow_up.due.days_before:
        parts.append(phrases.text("reminder-days-before", days=str(offer.follow_up.due.days_before)))
    asked = asked_when(draft, phrases)
    return Reply(reply(" ".join(parts)).parts, asked.keyboard)


def asked_what(phrases: Phrases) -> Reply:
    """Ask what is to be remembered."""
    return reply(phrases.text("reminder-what"), _left(phrases))


def saved(it: KeptReminder, phrases: Phrases, *, silent: bool) -> Reply:
    """It is saved; what may be done about it."""
    text = phrases.text("reminder-saved", what=it.what, when=say_time(it.next_at, it.recurrence, phrases))
    rows: list[Sequence[InlineKeyboardButton]] = [
        [button(phrases.text("button-reminder-delete"), ReminderDeleted(reminder=it.id))],
        [button(phrases.text("button-reminders"), RemindersOpened())],
    ]
    if it.before is not None:
        rows.insert(0, _undo(it, phrases))
    if silent:
        rows.insert(0, [button(phrases.text("button-reminder-calendar"), ReminderTaken(reminder=it.id))])
    return reply(text, *rows)


def listed(held: Sequence[KeptReminder], page: int, phrases: Phrases) -> Reply:
    """A page of a person's reminders, each with a button."""
    begin = [button(phrases.text("button-reminder-new"), ReminderBegun())]
    if not held:
        return reply(phrases.text("reminders-none"), begin)
    page = min(page, (len(held) - 1) // PAGE)
    shown = list(enumerate(held, start=1))[page * PAGE : (page + 1) * PAGE]
    lines = [f"{number}. {line_of(it, phrases)}" for number, it in shown]
    rows = [
        [button(_head(f"{number}. {it.what}", LONGEST_LABEL), ReminderSeen(reminder=it.id))] for number, it in shown
    ]
    turns = []
    if page > 0:
        turns.append(button(phrases.text("button-page-before"), RemindersOpened(page=page - 1)))
    if (page + 1) * PAGE < len(held):
        turns.append(button(phrases.text("button-page-after"), RemindersOpened(page=page + 1)))
    lead = phrases.text("reminders", number=str(len(held)))
    return reply("\n".join([lead, *lines]), *rows, turns, begin)


def line_of(it: KeptReminder, phrases: Phrases) -> str:
    """A reminder in the list: what, when, and what became of it."""
    when = say_time(it.next_at, it.recurrence, phrases)
    match it.state:
        case ReminderState.RUNG | ReminderState.MISSED | ReminderState.STOPPED:
            line = phrases.text(f"reminder-line-{it.state.value}", what=it.what, when=when)
        case _:
            line = phrases.text("reminder-line", what=it.what, when=when)
    if it.missed_at is not None and it.state is not ReminderState.MISSED:
        line += " " + phrases.text("reminder-line-also-missed", when=say_time(it.missed_at, None, phrases))
    return line


def seen(it: KeptReminder, now: datetime, phrases: Phrases) -> Reply:
    """One reminder, and what can be done about it."""
    rows: list[Sequence[InlineKeyboardButton]] = []
    if it.state is ReminderState.STOPPED:
        rows.append([button(phrases.text("button-reminder-resume"), ReminderResumed(reminder=it.id))])
    elif it.state in ENDED:
        rows += _answers(it, now, phrases)[:2]
    rows += [
        [button(phrases.text("button-reminder-retime"), ReminderRetimed(reminder=it.id))],
        [button(phrases.text("button-reminder-reword"), ReminderReworded(reminder=it.id))],
        [button(phrases.text("button-reminder-calendar"), ReminderTaken(reminder=it.id))],
        [button(phrases.text("button-reminder-delete"), ReminderDeleted(reminder=it.id))],
    ]
    return reply(line_of(it, phrases), *rows)


def rung(it: KeptReminder, due_at: datetime, now: datetime, phrases: Phrases, *, fact: str | None = None) -> Reply:
    """What a reminder says when it rings: late, it says so; unanswered too often, it says farewell.

    `fact`: what is true of it today, in the words of the content.
    """
    if gives_up(it.unanswered, recurs=it.recurrence is not None):
        again = button(phrases.text("button-reminder-resume"), ReminderResumed(reminder=it.id))
        none = button(phrases.text("button-reminder-delete"), ReminderDeleted(reminder=it.id))
        return reply(phrases.text("reminder-gives-up", what=it.what, times=str(it.unanswered)), [again], [none])
    parts = [phrases.text("reminder-rings", what=it.what)]
    if fact is not None:
        parts.append(fact)
    if now - due_at > LATE_AFTER:
        parts.append(phrases.text("reminder-late", when=say_time(due_at, None, phrases)))
    rows = _answers(it, now, phrases)
    if fact is not None and it.procedure is not None:
        rows.append([button(phrases.text("button-reminder-guide"), ProcedureChosen(procedure=it.procedure))])
    return reply("\n\n".join(parts), *rows)


def later(it: KeptReminder, now: datetime, phrases: Phrases) -> Reply:
    """Ask how much later it is to ring."""
    other = [button(phrases.text("button-reminder-other-time"), ReminderRetimed(reminder=it.id))]
    return reply(phrases.text("reminder-later", what=it.what), _snoozes(it, now, phrases), other)


def changed(it: KeptReminder, phrase: str, phrases: Phrases) -> Reply:
    """What was changed, and a way back."""
    when = say_time(it.next_at, it.recurrence, phrases)
    return reply(phrases.text(phrase, what=it.what, when=when), _undo(it, phrases))


def _undo(it: KeptReminder, phrases: Phrases) -> list[InlineKeyboardButton]:
    return [button(phrases.text("button-reminder-undo"), ReminderUndone(reminder=it.id, revision=it.revision))]


def _answers(it: KeptReminder, now: datetime, phrases: Phrases) -> list[list[InlineKeyboardButton]]:
    return [
        [button(phrases.text("button-reminder-done"), ReminderDone(reminder=it.id))],
        _snoozes(it, now, phrases),
        [button(phrases.text("button-reminder-stop"), ReminderDeleted(reminder=it.id))],
    ]


def _snoozes(it: KeptReminder, now: datetime, phrases: Phrases) -> list[InlineKeyboardButton]:
    return [
        button(phrases.text(f"button-reminder-{until.value}"), ReminderPutOff(reminder=it.id, until=until))
        for until in Snooze
        if snoozed_until(until, now) is not None
    ]


def _left(phrases: Phrases) -> list[InlineKeyboardButton]:
    return [button(phrases.text("button-reminder-leave"), DraftLeft())]


def _head(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
