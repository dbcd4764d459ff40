"""Switches → Reply: what is off, the shelves, the reasons, and what citizens read. Pure."""

from collections.abc import Container, Sequence

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import (
    StaffOpened,
    SwitchedOff,
    SwitchedOn,
    SwitchesOpened,
    SwitchNoteDropped,
    SwitchNoteWanted,
    SwitchSeen,
    SwitchShelfOpened,
)
from handlers.views import PAGE, TOPIC_COLUMNS, Reply, button, reply
from knowledge.catalogue import Catalogue
from knowledge.model import Procedure, Topic
from knowledge.phrases import Phrases
from storage.actions.switches import Kind, Reason, Subject, Switch
from storage.rules.days import time_in_hanoi


def overview(off: Sequence[Switch], catalogue: Catalogue, phrases: Phrases) -> Reply:
    """What is off, a button each, and every topic to look for more."""
    lead = phrases.text("staff-switches", number=str(len(off))) if off else phrases.text("staff-switches-none")
    lines = [f"• {_line(switch, catalogue, phrases)}" for switch in off]
    held = [[button(title_of(s.subject, catalogue), _seen(s.subject))] for s in off[:PAGE]]
    topics = [button(topic.title, SwitchShelfOpened(topic=topic.id)) for topic in catalogue.list_topics()]
    rows = [topics[at : at + TOPIC_COLUMNS] for at in range(0, len(topics), TOPIC_COLUMNS)]
    return reply("\n".join([lead, *lines]), *held, *rows, [button(phrases.text("button-staff-menu"), StaffOpened())])


def shelf(topic: Topic, held: Sequence[Procedure], page: int, off: Container[Subject], phrases: Phrases) -> Reply:
    """The whole topic, or one procedure of it; what is off is marked."""
    whole = Subject(Kind.TOPIC, topic.id)
    label = phrases.text("button-switch-whole", topic=topic.title)
    rows = [[button(_marked(label, whole, off, phrases), _seen(whole))]] if page == 0 else []
    for procedure in held[page * PAGE : (page + 1) * PAGE]:
        subject = Subject(Kind.PROCEDURE, procedure.slug)
        rows.append([button(_marked(procedure.title, subject, off, phrases), _seen(subject))])
    if (page + 1) * PAGE < len(held):
        after = SwitchShelfOpened(topic=topic.id, page=page + 1)
        rows.append([button(phrases.text("button-page-after"), after)])
    return reply(phrases.text("staff-switch-shelf", topic=topic.title), *rows, _back(phrases))


def reasons(subject: Subject, catalogue: Catalogue, phrases: Phrases) -> Reply:
    """One tap on a reason switches off."""
    shelf = subject.kind is Kind.TOPIC
    rows = [
        [
            button(
                phrases.text(f"button-switch-reason-{reason.value}"),
                SwitchedOff(shelf=shelf, subject=subject.id, reason=reason),
            )
        ]
        for reason in Reason
    ]
    return reply(phrases.text("staff-switch-why", title=title_of(subject, catalogue)), *rows, _back(phrases))


def off(switch: Switch, catalogue: Catalogue, phrases: Phrases) -> Reply:
    """Since when, why, and what citizens read; the way back on."""
    shelf, subject = switch.subject.kind is Kind.TOPIC, switch.subject.id
    title = title_of(switch.subject, catalogue)
    read = [phrases.text("closed", title=title), phrases.text(f"switch-reason-{switch.reason.value}"), switch.note]
    lines = [_line(switch, catalogue, phrases), "", phrases.text("staff-switch-read"), *(text for text in read if text)]
    dropped = [button(phrases.text("button-switch-note-drop"), SwitchNoteDropped(shelf=shelf, subject=subject))]
    return reply(
        "\n".join(lines),
        [button(phrases.text("button-switch-note"), SwitchNoteWanted(shelf=shelf, subject=subject))],
        dropped if switch.note else [],
        [button(phrases.text("button-switch-on"), SwitchedOn(shelf=shelf, subject=subject))],
        _back(phrases),
    )


def on(subject: Subject, catalogue: Catalogue, phrases: Phrases) -> Reply:
    """It is answered again."""
    return reply(phrases.text("staff-switched-on", title=title_of(subject, catalogue)), _back(phrases))


def note_question(phrases: Phrases) -> Reply:
    """Ask for the words; a tap leaves without any."""
    return reply(phrases.text("staff-switch-note-ask"), _back(phrases))


def title_of(subject: Subject, catalogue: Catalogue) -> str:
    """A subject as people know it; its id, where the content knows it no more."""
    if subject.kind is Kind.PROCEDURE:
        return catalogue.titles.get(subject.id, subject.id)
    return next((topic.title for topic in catalogue.topics if topic.id == subject.id), subject.id)


def _line(switch: Switch, catalogue: Catalogue, phrases: Phrases) -> str:
    since = time_in_hanoi(switch.off_since)
    return phrases.text(
        "staff-switch-line",
        title=title_of(switch.subject, catalogue),
        time=f"{since:%H:%M}",
        day=f"{since:%d/%m/%Y}",
        reason=phrases.text(f"button-switch-reason-{switch.reason.value}"),
        by=switch.by,
    )


def _marked(label: str, subject: Subject, off: Container[Subject], phrases: Phrases) -> str:
    return phrases.text("closed-mark", title=label) if subject in off else label


def _seen(subject: Subject) -> SwitchSeen:
    return SwitchSeen(shelf=subject.kind is Kind.TOPIC, subject=subject.id)


def _back(phrases: Phrases) -> list[InlineKeyboardButton]:
    return [button(phrases.text("button-switches"), SwitchesOpened())]
