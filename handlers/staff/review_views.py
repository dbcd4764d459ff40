"""The weekly list → Reply: pure."""

from typing import Final

from handlers.callbacks import ReviewsOpened, StaffOpened
from handlers.views import Reply, button, reply
from knowledge.composing import format_day
from knowledge.phrases import Phrases
from knowledge.staleness import Due, from_data
from storage.actions.reviews import WeeklyList

ON_A_PAGE: Final = 10
"""Lines of the list in one message."""


def week(kept: WeeklyList | None, page: int, phrases: Phrases) -> Reply:
    """A page of a week's list, the most pressing first."""
    back = [button(phrases.text("button-staff-menu"), StaffOpened())]
    if kept is None:
        return reply(phrases.text("staff-reviews-none-yet"), back)
    found = from_data(kept.items)
    lead = phrases.text("staff-reviews", day=format_day(kept.week_on), number=str(len(found)))
    lines = [_line(due, phrases) for due in found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]]
    more = (page + 1) * ON_A_PAGE < len(found)
    after = [button(phrases.text("button-page-after"), ReviewsOpened(page=page + 1))] if more else []
    return reply("\n".join([lead, *lines]), after, back)


def _line(due: Due, phrases: Phrases) -> str:
    text = phrases.text(f"staff-review-{due.why.value}", title=due.title, day=format_day(due.day))
    return f"• {text} {due.text}".rstrip()
