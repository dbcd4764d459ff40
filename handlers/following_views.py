"""News of a procedure → Reply: the question, what curators see of changes, what people are told. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final

from aiogram.types import InlineKeyboardButton

from handlers.callbacks import NewsListed, ProcedureChosen, StaffOpened
from handlers.data_views import version_of
from handlers.following_callbacks import FollowAnswered, FollowDropped, NewsOpened, NewsSent
from handlers.views import Reply, button, reply
from knowledge.composing import format_day
from knowledge.phrases import Phrases
from storage.actions.follows import FactChange, RuleNews
from storage.rules.days import day_in_hanoi

CHANGES_TOLD: Final = 4
"""Changes in one message; the others are counted."""

NEWS_SHOWN: Final = 8


def follow_words(title: str, phrases: Phrases) -> str:
    """The question, as it is shown and as it is kept."""
    return phrases.text("consent-rule-news", title=title)


def follow_question(procedure: str, title: str, phrases: Phrases) -> Reply:
    """Có or Không, nothing chosen beforehand."""
    words = follow_words(title, phrases)
    version = version_of(words)
    rows = [
        [button(phrases.text(label), FollowAnswered(procedure=procedure, given=given, version=version))]
        for label, given in (("button-guides-yes", True), ("button-guides-no", False))
    ]
    return reply(words, *rows)


def followed(procedure: str, title: str, phrases: Phrases) -> Reply:
    """It will be told."""
    return reply(phrases.text("follow-kept", title=title), [_drop(procedure, phrases)])


def news(found: RuleNews, title: str, phrases: Phrases) -> Reply:
    """What people are told: which words changed, before and now."""
    day = format_day(day_in_hanoi(found.changed_at))
    lines = [phrases.text("rule-news", title=title, day=day), *_lines(found.changes, phrases)]
    opens = [button(phrases.text("button-guide-open"), ProcedureChosen(procedure=found.procedure))]
    return reply("\n".join(lines), opens, [_drop(found.procedure, phrases)])


def listed(found: Sequence[RuleNews], titles: Sequence[str], phrases: Phrases) -> Reply:
    """What changed for citizens, the newest first."""
    shown = list(zip(found, titles, strict=True))[:NEWS_SHOWN]
    lines = [phrases.text("rule-news-listed" if shown else "rule-news-none")]
    rows = []
    for place, (changed, title) in enumerate(shown, start=1):
        day = format_day(day_in_hanoi(changed.changed_at))
        number, readers = str(len(changed.changes)), str(changed.readers)
        lines.append(
            phrases.text("rule-news-line", place=str(place), title=title, day=day, number=number, readers=readers)
        )
        opens = NewsOpened(procedure=changed.procedure, second=int(changed.changed_at.timestamp()))
        rows.append(button(phrases.text("button-curating-open", number=str(place)), opens))
    back = [button(phrases.text("button-staff-menu"), StaffOpened())]
    return reply("\n".join(lines), *(rows[at : at + 4] for at in range(0, len(rows), 4)), back)


def opened(found: RuleNews, phrases: Phrases) -> Reply:
    """Under the message as it would be told: to how many, and the button that tells it."""
    lines = [phrases.text("rule-news-readers", number=str(found.readers))]
    if found.planned:
        lines.append(phrases.text("rule-news-planned", number=str(found.planned)))
    rows = []
    if found.readers > found.planned:
        sends = NewsSent(procedure=found.procedure, second=int(found.changed_at.timestamp()))
        rows.append([button(phrases.text("button-news-send", number=str(found.readers - found.planned)), sends)])
    return reply("\n".join(lines), *rows, [button(phrases.text("button-news"), NewsListed())])


def _lines(changes: Sequence[FactChange], phrases: Phrases) -> Iterable[str]:
    for change in changes[:CHANGES_TOLD]:
        yield f"\n{phrases.text(f'aspect-{change.aspect}-label')}"
        if change.before is not None:
            yield phrases.text("changes-before", text=change.before)
        yield phrases.text("changes-after", text=change.after or phrases.text("changes-fact-ended"))
    if len(changes) > CHANGES_TOLD:
        yield f"\n{phrases.text('rule-news-more', number=str(len(changes) - CHANGES_TOLD))}"


def _drop(procedure: str, phrases: Phrases) -> InlineKeyboardButton:
    return button(phrases.text("button-follow-drop"), FollowDropped(procedure=procedure))
