"""What buttons carry: typed, ASCII, ≤ 64 bytes. A button stays good after a restart, so it names things."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.cases import pack_case as pack_case
from handlers.cases import unpack_case as unpack_case
from knowledge.model import Aspect
from storage.actions.consents import Purpose
from storage.rules.permissions import Role
from storage.rules.switches import Reason as SwitchReason

RecordId = Annotated[int, Field(ge=1, le=2**31 - 1)]
"""A record's number as databases hold it: a forged button cannot carry a larger one."""

Page = Annotated[int, Field(ge=0, le=1000)]
"""A page counted from 0."""


class TopicsOpened(CallbackData, prefix="m"):
    """Open the menu of topics; `back`: in place of the message that was tapped."""

    back: bool = False


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
    """See what else is known about a procedure, beside the aspect just shown; pages count from 0."""

    procedure: str
    aspect: Aspect
    page: int = 0


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
    """Say why an answer did not help. `answer`: the number of the message that held it."""

    answer: int
    reason: Reason


class HumanWanted(CallbackData, prefix="h"):
    """Ask for the person who knows; with a procedure, for the one who knows that."""

    procedure: str | None = None


class StopConfirmed(CallbackData, prefix="s"):
    """Stop every message that was not asked for just now."""


class StopUndone(CallbackData, prefix="su"):
    """Take a stop back."""


class StopUndoneSurely(CallbackData, prefix="sy"):
    """Take a stop back that was made longer ago; without a topic, the one of everything."""

    topic: str | None = None


class TopicStopped(CallbackData, prefix="sk"):
    """Stop messages about one topic."""

    topic: str


class TopicStopUndone(CallbackData, prefix="sl"):
    """Take the stop of a topic back."""

    topic: str


class DataViewed(CallbackData, prefix="uv"):
    """See what is kept about me."""


class DataExported(CallbackData, prefix="ue"):
    """Take it along."""


class DataDoubted(CallbackData, prefix="ud"):
    """Erase it: asked once more before anything happens."""


class DataErased(CallbackData, prefix="ux"):
    """Erase it, sure."""


class ConsentsOpened(CallbackData, prefix="co"):
    """See what I may agree to."""


class WithdrawalsOpened(CallbackData, prefix="wo"):
    """See what I may take back."""


class ConsentAsked(CallbackData, prefix="ca"):
    """Ask me about one purpose."""

    purpose: Purpose


class ConsentAnswered(CallbackData, prefix="cg"):
    """Say yes or no to one purpose, in the words whose version this is."""

    purpose: Purpose
    given: bool
    version: str


class ConsentWithdrawn(CallbackData, prefix="cw"):
    """Take consent back for one purpose, or for all."""

    purpose: Purpose | None = None


class AreaWanted(CallbackData, prefix="kw"):
    """Name another area."""


class AreaPicked(CallbackData, prefix="k"):
    """This is my area. Codes of today's ward, the former district and the former commune."""

    ward: str
    district: str | None = None
    commune: str | None = None


class AreaKept(CallbackData, prefix="kk"):
    """Remember this area or do not, in the words whose version this is."""

    ward: str
    district: str | None = None
    commune: str | None = None
    given: bool
    version: str


class AreaForgotten(CallbackData, prefix="kf"):
    """Forget my area."""


class PapersOpened(CallbackData, prefix="po"):
    """See the topics whose procedures have papers to check."""


class PapersTopicChosen(CallbackData, prefix="pt"):
    """See the procedures of one topic that have papers to check, at a page counted from 0."""

    topic: str
    page: int = 0


class PapersWanted(CallbackData, prefix="pw"):
    """Check the papers of a procedure, or go on with it."""

    procedure: str


class PapersCasePicked(CallbackData, prefix="pc"):
    """Answer a question about the case: the place of the case in the procedure, and a value, "-" for not known."""

    procedure: str
    at: int
    value: str


class PaperTicked(CallbackData, prefix="pk"):
    """Set a tick at a paper, or take it away."""

    procedure: str
    paper: str


class PapersStep(StrEnum):
    """Where to go in a check of papers."""

    RESULT = "result"
    BACK = "back"
    AGAIN = "again"
    LIST = "list"
    CANCEL = "cancel"


class PapersMoved(CallbackData, prefix="pv"):
    """Go somewhere else in a check of papers."""

    procedure: str
    step: PapersStep


class JourneysOpened(CallbackData, prefix="js"):
    """See the life events."""


class JourneyChosen(CallbackData, prefix="j"):
    """See the steps of one."""

    journey: str


class StepTicked(CallbackData, prefix="jt"):
    """Say that a step is done, or that it is not."""

    journey: str
    step: str


class ScamOpened(CallbackData, prefix="lo"):
    """Have a message checked for signs of a scam."""


class ScamLeft(CallbackData, prefix="lt"):
    """Have nothing checked after all."""


class LossAsked(CallbackData, prefix="la"):
    """Something was given away already: say what."""


class LossTold(CallbackData, prefix="ll"):
    """This was given away (an id of scams.yaml): what comes first."""

    loss: str


class SheetWanted(CallbackData, prefix="sh"):
    """Take the checked papers along as a sheet. `case` is what `pack_case` made."""

    procedure: str
    case: str = ""


class StaffOpened(CallbackData, prefix="n"):
    """Open the menu of staff."""


class InvitationOpened(CallbackData, prefix="ni"):
    """Invite somebody: which roles may I give?"""


class RoleOffered(CallbackData, prefix="nr"):
    """Invite to this role: where shall it hold?"""

    role: Role


class PlaceOffered(CallbackData, prefix="np"):
    """Invite to this role in this ward, or in the whole city; shows the code."""

    role: Role
    ward: str | None = None


class StaffListed(CallbackData, prefix="nl"):
    """See who is staff."""

    page: Page = 0


class RevokeDoubted(CallbackData, prefix="nd"):
    """End somebody's grant: asked once more before anything happens."""

    grant: RecordId


class RevokeSure(CallbackData, prefix="nx"):
    """End it, sure."""

    grant: RecordId


class LeaveDoubted(CallbackData, prefix="nv"):
    """Give my roles back: asked once more."""


class LeaveSure(CallbackData, prefix="ny"):
    """Give them back, sure."""


class DeskOpened(CallbackData, prefix="qh"):
    """Open the curator's desk: the week, what waits."""


class SwitchesOpened(CallbackData, prefix="v"):
    """See what is switched off, and the shelves to switch more."""


class SwitchShelfOpened(CallbackData, prefix="vt"):
    """See a topic and the procedures on it."""

    topic: str
    page: Page = 0


class SwitchSeen(CallbackData, prefix="vs"):
    """See a procedure, or with `shelf` a topic: since when it is off, or the reasons to switch it off."""

    shelf: bool
    subject: str


class SwitchedOff(CallbackData, prefix="vf"):
    """Switch it off for this reason."""

    shelf: bool
    subject: str
    reason: SwitchReason


class SwitchedOn(CallbackData, prefix="vn"):
    """Switch it on again."""

    shelf: bool
    subject: str


class SwitchNoteWanted(CallbackData, prefix="va"):
    """Tell citizens a sentence besides."""

    shelf: bool
    subject: str


class SwitchNoteDropped(CallbackData, prefix="vd"):
    """Tell citizens no sentence besides."""

    shelf: bool
    subject: str


class ReviewsOpened(CallbackData, prefix="vr"):
    """See what to look at again this week."""

    page: Page = 0


class BroadcastsOpened(CallbackData, prefix="b"):
    """See the guides that my team sends, and begin one."""


class NewsListed(CallbackData, prefix="w"):
    """See what changed for citizens, and who asked to be told."""
