"""Domain object → Reply(text, keyboard): pure. Text is Telegram HTML, escaped here and nowhere else."""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from handlers.callbacks import AspectChosen, ChoicePicked, DetailsWanted, HumanWanted, OthersWanted, RatingGiven
from handlers.callbacks import TopicsOpened
from knowledge.answer import Answer, Block, Choice, Context, Status
from knowledge.model import Aspect
from knowledge.phrases import Phrases

PART_UNITS = 3500
"""UTF-16 units in one message, with room to spare below every medium's 4096."""

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


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    """Rows without the empty ones; nothing when none is left."""
    full = [list(row) for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=full) if full else None


def answer(shown: Answer, phrases: Phrases, aspects: Sequence[Aspect] = (), *, detail: bool = False) -> Reply:
    """An answer with what one may do next. `aspects`: what else is known about the same procedure."""
    return Reply(split(markup(shown.blocks)), keyboard(_next_steps(shown, phrases, aspects, detail=detail)))


def _next_steps(shown: Answer, phrases: Phrases, aspects: Sequence[Aspect], *, detail: bool) -> Rows:
    human = button(phrases.text("button-human"), HumanWanted(procedure=next(iter(shown.procedures), None)))
    if shown.status is Status.CLARIFY:
        return [*_choices(shown, phrases), [button(phrases.text("button-topics"), TopicsOpened())]]
    if shown.status is not Status.ANSWERED:
        menu = button(phrases.text("button-topics"), TopicsOpened())
        return [*_choices(shown, phrases), [menu], [human]]
    slug, aspect = shown.procedures[0], shown.aspect or Aspect.OVERVIEW
    rows: list[Sequence[InlineKeyboardButton]] = [*_choices(shown, phrases)[:1]]
    if not detail:
        rows.append([button(phrases.text("button-details"), DetailsWanted(procedure=slug, aspect=aspect))])
    others = [other for other in LIKELIEST if other in aspects and other is not aspect]
    if others and len(rows) < 2:
        rows.append([aspect_button(slug, others[0], phrases)])
    if others[1:]:
        rows.append([button(phrases.text("button-others"), OthersWanted(procedure=slug, aspect=aspect))])
    thumbs = [
        button(phrases.text("button-helpful"), RatingGiven(procedure=slug, aspect=aspect, helpful=True)),
        button(phrases.text("button-not-helpful"), RatingGiven(procedure=slug, aspect=aspect, helpful=False)),
    ]
    return [*rows, thumbs, [human]]


def _choices(shown: Answer, phrases: Phrases) -> list[list[InlineKeyboardButton]]:
    return [[button(choice.label, picked(choice, shown.context))] for choice in shown.choices[:4]]


def picked(choice: Choice, context: Context) -> ChoicePicked:
    """The button of a choice. Of its case, only what the conversation does not know yet."""
    known = context.case if choice.procedure in (None, context.procedure) else {}
    case = "&".join(f"{name}={value}" for name, value in choice.case.items() if known.get(name) != value)
    return ChoicePicked(procedure=choice.procedure, aspect=choice.aspect, case=case)


def aspect_button(slug: str, aspect: Aspect, phrases: Phrases) -> InlineKeyboardButton:
    """Ask for one aspect, verb first."""
    return button(phrases.text(f"button-aspect-{aspect.value}"), AspectChosen(procedure=slug, aspect=aspect))


def markup(blocks: Sequence[Block]) -> str:
    """Blocks as Telegram HTML: the lead first, lines with a bullet, steps numbered, the source small."""
    lines: list[str] = []
    number = 0
    for index, block in enumerate(blocks):
        text = html.escape(block.text, quote=False)
        match block.kind:
            case "step":
                number += 1
                lines.append(f"{number}. {text}")
            case "line":
                lines.append(f"• {text}")
            case "source":
                lines.append(f"\n<i>{text}</i>")
            case "lead" if index:
                lines.append(f"\n<b>{text}</b>")
            case "lead":
                lines.append(f"<b>{text}</b>")
            case "note":
                lines.append(f"\n{text}")
    return "\n".join(lines).strip()


_TAG = re.compile(r"<(/?)([bi])>")


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
    entity = text.rfind("&", fits - 8, fits)
    return entity if entity > 0 and ";" not in text[entity:fits] else fits


def _open_tags(text: str) -> list[str]:
    stack: list[str] = []
    for match in _TAG.finditer(text):
        if not match[1]:
            stack.append(match[2])
        elif stack and stack[-1] == match[2]:
            stack.pop()
    return stack


async def send(event: Message | CallbackQuery, shown: Reply) -> Message | None:
    """Send every part to where the update came from; the last one, with the buttons, is returned."""
    message = event if isinstance(event, Message) else event.message
    sent: Message | None = None
    for number, part in enumerate(shown.parts, start=1):
        last = number == len(shown.parts)
        if message is not None:
            sent = await message.answer(part, reply_markup=shown.keyboard if last else None)
    return sent
