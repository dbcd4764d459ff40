"""Domain object → Reply(text, keyboard): pure. Text is Telegram HTML, escaped here and nowhere else."""

import html
import re
from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from aiogram.exceptions import TelegramBadRequest
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Message

from handlers.callbacks import (
    AspectChosen,
    ChoicePicked,
    DetailsWanted,
    HumanWanted,
    JourneysOpened,
    OthersWanted,
    PapersOpened,
    PapersWanted,
    ProcedureChosen,
    RatingGiven,
    Reason,
    ReasonGiven,
    ScamOpened,
    TopicChosen,
    TopicsOpened,
)
from handlers.following_callbacks import FollowAsked
from handlers.reminder_callbacks import ReminderWanted
from knowledge.answer import Answer, Block, Choice, Context, Status
from knowledge.model import Aspect, Contact, Procedure, Topic
from knowledge.phrases import Phrases

PART_UNITS = 3500
"""UTF-16 units in one message, with room to spare below every medium's 4096."""

LONGEST_STRONG = 160
"""Characters of a lead that still reads well in bold."""

LIKELIEST = (
    Aspect.DOCUMENTS,
    Aspect.STEPS,
    Aspect.FEE,
    Aspect.WHERE,
    Aspect.TIME,
    Aspect.ELIGIBILITY,
    Aspect.ERRORS,
    Aspect.STATUS,
    Aspect.VALIDITY,
    Aspect.LEGAL,
)
"""What people want next, likeliest first."""

CHECKED_UNDER = (Aspect.OVERVIEW, Aspect.DOCUMENTS)
"""Answers under which papers can be checked."""

WAITED_UNDER = (Aspect.TIME, Aspect.STATUS, Aspect.VALIDITY)
"""Answers under which a reminder is the likeliest next step; elsewhere it is among what else there is."""

MOST_STEPS = 6
"""Buttons of a journey, one a step."""

Rows = Sequence[Sequence[InlineKeyboardButton]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: parts of Telegram HTML, each within a medium's limit, buttons under the last."""

    parts: tuple[str, ...]
    keyboard: InlineKeyboardMarkup | None = None


def button(label: str, data: CallbackData) -> InlineKeyboardButton:
    """A button; raises ValueError when its data would not fit into 64 bytes."""
    return InlineKeyboardButton(text=label, callback_data=data.pack())


def reply(text: str, *rows: Sequence[InlineKeyboardButton]) -> Reply:
    """Plain text and rows of buttons."""
    return Reply(split(html.escape(text, quote=False)), keyboard(rows))


def led(lead: str, shown: Reply) -> Reply:
    """The same under a sentence that says what just happened."""
    first, *others = shown.parts
    return Reply((*split(f"{html.escape(lead, quote=False)}\n\n{first}"), *others), shown.keyboard)


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Rows without the empty ones; nothing when none is left."""
    full = [list(row) for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=full) if full else None


def answer(
    shown: Answer,
    phrases: Phrases,
    aspects: Sequence[Aspect] = (),
    *,
    detail: bool = False,
    checked: bool = False,
    more: Rows = (),
) -> Reply:
    """An answer with what one may do next. `aspects`: what else is known about the same procedure; `checked`: its
    papers can be checked; `more`: rows that come first."""
    rows = _next_steps(shown, phrases, aspects, detail=detail, checked=checked)
    return Reply(split(markup(shown.blocks)), keyboard([*more, *rows]))


def _next_steps(shown: Answer, phrases: Phrases, aspects: Sequence[Aspect], *, detail: bool, checked: bool) -> Rows:
    about = shown.closed or next(iter(shown.procedures), None)
    human = button(phrases.text("button-human"), HumanWanted(procedure=about))
    if shown.status is Status.CLARIFY:
        return [*_choices(shown, phrases), [button(phrases.text("button-topics"), TopicsOpened())]]
    if shown.status is not Status.ANSWERED:
        menu = button(phrases.text("button-topics"), TopicsOpened())
        return [*_choices(shown, phrases), [menu], [human]]
    if shown.journey is not None:
        return [*_choices(shown, phrases, most=MOST_STEPS), [human]]
    slug, aspect = shown.procedures[0], shown.aspect or Aspect.OVERVIEW
    rows: list[Sequence[InlineKeyboardButton]] = [*_choices(shown, phrases)[:1]]
    if checked and aspect in CHECKED_UNDER:
        rows.append([button(phrases.text("button-papers-check"), PapersWanted(procedure=slug))])
    if not detail:
        rows.append([button(phrases.text("button-details"), DetailsWanted(procedure=slug, aspect=aspect))])
    others = [other for other in LIKELIEST if other in aspects and other is not aspect]
    waits = aspect in WAITED_UNDER
    if len(rows) < 2 and (others or waits):
        rows.append([remind_button(slug, phrases) if waits else aspect_button(slug, others[0], phrases)])
    if others[1:] or (others and waits):
        rows.append([button(phrases.text("button-others"), OthersWanted(procedure=slug, aspect=aspect))])
    if detail:
        rows.append([button(phrases.text("button-follow"), FollowAsked(procedure=slug))])
    thumbs = [
        button(phrases.text("button-helpful"), RatingGiven(procedure=slug, aspect=aspect, helpful=True)),
        button(phrases.text("button-not-helpful"), RatingGiven(procedure=slug, aspect=aspect, helpful=False)),
    ]
    return [*rows, thumbs, [human]]


def _choices(shown: Answer, phrases: Phrases, *, most: int = 4) -> list[list[InlineKeyboardButton]]:
    offered = [choice for choice in shown.choices if choice.procedure or choice.aspect or choice.case]
    return [[button(choice.label, picked(choice, shown.context))] for choice in offered[:most]]


def picked(choice: Choice, context: Context) -> ChoicePicked:
    """The button of a choice. Of its case, only what the conversation does not know yet."""
    known = context.case if choice.procedure in (None, context.procedure) else {}
    case = "&".join(f"{name}={value}" for name, value in choice.case.items() if known.get(name) != value)
    return ChoicePicked(procedure=choice.procedure, aspect=choice.aspect, case=case)


def aspect_button(slug: str, aspect: Aspect, phrases: Phrases) -> InlineKeyboardButton:
    """Ask for one aspect, verb first."""
    return button(phrases.text(f"button-aspect-{aspect.value}"), AspectChosen(procedure=slug, aspect=aspect))


def remind_button(slug: str, phrases: Phrases) -> InlineKeyboardButton:
    """Be reminded of something about a procedure."""
    return button(phrases.text("button-remind"), ReminderWanted(procedure=slug))


def markup(blocks: Sequence[Block]) -> str:
    """Blocks as Telegram HTML: the lead first, lines with a bullet, steps numbered, the source small."""
    lines: list[str] = []
    number = 0
    for index, block in enumerate(blocks):
        text = html.escape(block.text, quote=False)
        if block.quote:
            # As code: no medium makes a link of it, and what is quoted back is never kept (webchat/markup.py).
            text += f" <code>{html.escape(block.quote, quote=False)}</code>"
        match block.kind:
            case "step":
                number += 1
                lines.append(f"{number}. {text}")
            case "line":
                lines.append(f"• {text}")
            case "source":
                lines.append(f"\n<i>{text}</i>")
            case "lead":
                strong = f"<b>{text}</b>" if len(text) <= LONGEST_STRONG else text
                lines.append(f"\n{strong}" if index else strong)
            case "note":
                lines.append(f"\n{text}")
    return "\n".join(lines).strip()


_TAG = re.compile(r"<(/?)(b|i|code)>")


def split(text: str, most: int = PART_UNITS) -> tuple[str, ...]:
    """Parts of at most `most` UTF-16 units, cut at paragraph ends, then lines, then sentences, then words."""
    parts, rest = [], text.strip()
    while _units(rest) > most:
        cut = _cut(rest, most)
        head, rest = rest[:cut].rstrip(), rest[cut:].lstrip()
        still_open = _open_tags(head)
        parts.append(head + "".join(f"</{tag}>" for tag in reversed(still_open)))
        rest = "".join(f"<{tag}>" for tag in still_open) + rest
    return (*parts, rest) if rest or not parts else tuple(parts)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, most: int) -> int:
    fits = most - 16  # room for tags that must be closed
    while _units(text[:fits]) > most - 16:
        fits -= max(1, (_units(text[:fits]) - most + 16) // 2)
    for end in ("\n\n", "\n", ". ", " "):
        at = text.rfind(end, most // 4, fits)
        if at > 0:
            return at + len(end.rstrip(" \n"))
    # No white space at all: at least no tag or entity may be cut in two.
    for opens, closes in (("&", ";"), ("<", ">")):
        at = text.rfind(opens, fits - 8, fits)
        if at > 0 and closes not in text[at:fits]:
            return at
    return fits


def _open_tags(text: str) -> list[str]:
    stack: list[str] = []
    for match in _TAG.finditer(text):
        if not match[1]:
            stack.append(match[2])
        elif stack and stack[-1] == match[2]:
            stack.pop()
    return stack


TOPIC_COLUMNS = 2
"""Topics have short names: two columns keep the whole menu on one screen of a small phone."""
PAGE = 5
"""Rows on one page: six buttons with the one that turns the page; a sixth row takes its place."""


def others(asked: OthersWanted, title: str, known: Sequence[Aspect], phrases: Phrases) -> Reply:
    """What else is known about a procedure, likeliest first, a page at a time; and that one may be reminded."""
    others = [aspect for aspect in LIKELIEST if aspect in known and aspect is not asked.aspect]
    left = [*(aspect_button(asked.procedure, aspect, phrases) for aspect in others)]
    left.insert(PAGE - 1, remind_button(asked.procedure, phrases))
    left = left[asked.page * PAGE :]
    shown = left if len(left) <= PAGE + 1 else left[:PAGE]
    rows = [[one] for one in shown]
    if len(shown) < len(left):
        turned = asked.model_copy(update={"page": asked.page + 1})
        rows.append([button(phrases.text("button-page-after"), turned)])
    return reply(phrases.text("others", title=title), *rows)


def topics(held: Sequence[Topic], phrases: Phrases, *, lead: str = "menu-topics") -> Reply:
    """The shelves of the menu."""
    buttons = [button(topic.title, TopicChosen(topic=topic.id)) for topic in held]
    rows = [buttons[at : at + TOPIC_COLUMNS] for at in range(0, len(buttons), TOPIC_COLUMNS)]
    ways = [
        button(phrases.text("button-papers-check"), PapersOpened()),
        button(phrases.text("button-journeys"), JourneysOpened()),
    ]
    return reply(phrases.text(lead), *rows, ways, [button(phrases.text("button-scam"), ScamOpened())])


def procedures(
    topic: Topic, held: Sequence[Procedure], page: int, phrases: Phrases, *, closed: Container[str] = ()
) -> Reply:
    """A page of one shelf; one more than a page still fits on it. What is `closed` is marked."""
    shown = held[page * PAGE : (page + 1) * PAGE]
    if page == 0 and len(held) == PAGE + 1:
        shown = held
    rows = [[button(_title(p, phrases, closed), ProcedureChosen(procedure=p.slug))] for p in shown]
    turns = []
    if page > 0:
        turns.append(button(phrases.text("button-page-before"), TopicChosen(topic=topic.id, page=page - 1)))
    if (page + 1) * PAGE < len(held) and len(shown) <= PAGE:
        turns.append(button(phrases.text("button-page-after"), TopicChosen(topic=topic.id, page=page + 1)))
    back = button(phrases.text("button-other-topic"), TopicsOpened(back=True))
    return reply(phrases.text("menu-procedures", topic=topic.title), *rows, turns, [back])


def _title(procedure: Procedure, phrases: Phrases, closed: Container[str]) -> str:
    return phrases.text("closed-mark", title=procedure.title) if procedure.slug in closed else procedure.title


def hotlines(contacts: Sequence[Contact], phrases: Phrases, *, lead: str) -> Reply:
    """Whom to call."""
    lines = [
        f"• {contact.name}: {contact.number}" + (f" ({contact.note})" if contact.note else "") for contact in contacts
    ]
    topics_button = button(phrases.text("button-topics"), TopicsOpened())
    return reply("\n".join([phrases.text(lead), *lines, "", phrases.text("human-hours")]), [topics_button])


def reasons(answer_id: int, phrases: Phrases) -> Reply:
    """Ask why an answer did not help: a tap, or words."""
    rows = [
        [button(phrases.text(f"button-reason-{reason.value}"), ReasonGiven(answer=answer_id, reason=reason))]
        for reason in Reason
    ]
    return reply(phrases.text("rating-why"), *rows)


def pointing_on(phrases: Phrases) -> Reply:
    """Thanks for a reason, and what else one can do."""
    human = button(phrases.text("button-human"), HumanWanted())
    return reply(phrases.text("rating-noted"), [human])


async def send(event: Message | CallbackQuery, shown: Reply) -> Message | None:
    """Send every part to where the update came from; the last one, with the buttons, is returned."""
    message = event if isinstance(event, Message) else event.message
    if isinstance(event, CallbackQuery):
        await quiet(event)
    sent: Message | None = None
    for number, part in enumerate(shown.parts, start=1):
        last = number == len(shown.parts)
        if message is not None:
            sent = await message.answer(part, reply_markup=shown.keyboard if last else None)
    return sent


async def send_file(event: Message | CallbackQuery, file: InputFile, *, caption: str) -> None:
    """Send a document to where the update came from; the caption is plain text."""
    message = event if isinstance(event, Message) else event.message
    if isinstance(event, CallbackQuery):
        await quiet(event)
    if message is not None:
        await message.answer_document(file, caption=html.escape(caption, quote=False))


async def replace(tap: CallbackQuery, shown: Reply) -> None:
    """Put the reply in place of the message that was tapped; below, where that is no longer possible."""
    if not isinstance(tap.message, Message) or len(shown.parts) > 1:
        await send(tap, shown)
        return
    await quiet(tap)
    try:
        await tap.message.edit_text(shown.parts[0], reply_markup=shown.keyboard)
    except TelegramBadRequest:
        # The same page again, or a message too old to change: what the person wanted to see is sent anew.
        await tap.message.answer(shown.parts[0], reply_markup=shown.keyboard)


async def quiet(tap: CallbackQuery) -> None:
    """End the waiting sign of a tap. One taken up after a restart may be too old for that."""
    with suppress(TelegramBadRequest):
        await tap.answer()
