"""What buttons carry: typed, ASCII, ≤ 64 bytes. A button stays good after a restart, so it names things."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from knowledge.model import Aspect


class TopicsOpened(CallbackData, prefix="m"):
    """Open the menu of topics, at a page counted from 0."""

    page: int = 0


class TopicChosen(CallbackData, prefix="t"):
    """Open a topic: its procedures, at a page counted from 0."""

    topic: str
    page: int = 0


class ProcedureChosen(CallbackData, prefix="p"):
    """Open a procedure: its overview."""

    procedure: str


class AspectChosen(CallbackData, prefix="a"):
    """Ask for one aspect of a procedure."""

    procedure: str
    aspect: Aspect


class DetailsWanted(CallbackData, prefix="d"):
    """Ask for everything on one aspect: readings, notes, sources."""

    procedure: str
    aspect: Aspect


class OthersWanted(CallbackData, prefix="o"):
    """See what else is known about a procedure, beside the aspect just shown."""

    procedure: str
    aspect: Aspect


class ChoicePicked(CallbackData, prefix="c"):
    """Answer a clarification. `case` is "name=value" pairs joined by "&", only those the choice adds."""

    procedure: str | None = None
    aspect: Aspect | None = None
    case: str = ""


class RatingGiven(CallbackData, prefix="r"):
    """Say whether an answer helped; the message under which it stands tells which one."""

    procedure: str
    aspect: Aspect
    helpful: bool


class Reason(StrEnum):
    """Why an answer did not help."""

    WRONG_MATTER = "matter"
    MISSING = "missing"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"


class ReasonGiven(CallbackData, prefix="y"):
    """Say why an answer did not help. `rating`: the number of what was recorded when the thumb went down."""

    rating: int
    reason: Reason


class HumanWanted(CallbackData, prefix="h"):
    """Ask for the person who knows; with a procedure, for the one who knows that."""

    procedure: str | None = None


class StopConfirmed(CallbackData, prefix="s"):
    """Stop every message that was not asked for just now."""
