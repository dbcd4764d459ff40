"""What the buttons of /guitin carry; like those of handlers/callbacks.py, with prefixes of their own."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks import Page, RecordId
from knowledge.model import Aspect
from storage.rules.broadcasts import GuideKind


class BroadcastSeen(CallbackData, prefix="bs"):
    """See one, and what I may do about it."""

    broadcast: RecordId


class GuideKindChosen(CallbackData, prefix="bk"):
    """Begin one of this kind."""

    kind: GuideKind


class GuideShelfOpened(CallbackData, prefix="bt"):
    """The procedures of a topic, to send a guide to one."""

    topic: str
    page: Page = 0


class GuideProcedureChosen(CallbackData, prefix="bp"):
    """A guide to this procedure: which aspect of it?"""

    procedure: str


class GuideAspectChosen(CallbackData, prefix="ba"):
    """This aspect of it."""

    procedure: str
    aspect: Aspect


class GuideJourneyChosen(CallbackData, prefix="bj"):
    """A guide to this life event."""

    journey: str


class TextTopicChosen(CallbackData, prefix="bx"):
    """The topic of words of my own; without one they go to whoever chose no topics."""

    broadcast: RecordId
    topic: str | None = None


class ReachOpened(CallbackData, prefix="br"):
    """Who shall get it?"""

    broadcast: RecordId


class ReachWardTicked(CallbackData, prefix="bw"):
    """This ward, or not; without one the whole city."""

    broadcast: RecordId
    ward: str | None = None


class ReachDistrictTicked(CallbackData, prefix="bd"):
    """Of those wards only what was this district, or not."""

    broadcast: RecordId
    district: str


class ReachChannelPicked(CallbackData, prefix="bh"):
    """On this channel only, or on any."""

    broadcast: RecordId
    channel: str | None = None


class GuideButton(StrEnum):
    """What may stand under a guide."""

    OPENS = "opens"
    CHECKS = "checks"


class GuideButtonTicked(CallbackData, prefix="bb"):
    """With this button, or without."""

    broadcast: RecordId
    which: GuideButton


class PreviewOpened(CallbackData, prefix="bv"):
    """See it as they will, and how many will get it."""

    broadcast: RecordId


class TrialWanted(CallbackData, prefix="be"):
    """Send it to me alone."""

    broadcast: RecordId


class TimeAsked(CallbackData, prefix="bm"):
    """Send it later: when?"""

    broadcast: RecordId


class SendTime(StrEnum):
    """Times that are a tap away; any other is typed."""

    NOW = "now"
    EVENING = "evening"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class TimePicked(CallbackData, prefix="bn"):
    """At this time."""

    broadcast: RecordId
    time: SendTime


class UrgentAsked(CallbackData, prefix="bu"):
    """Past hours and budget: why? Or not any more."""

    broadcast: RecordId


class BroadcastConfirmed(CallbackData, prefix="by"):
    """Send it, as it was shown."""

    broadcast: RecordId


class BroadcastDiscarded(CallbackData, prefix="bz"):
    """Throw the draft away."""

    broadcast: RecordId


class BroadcastApproved(CallbackData, prefix="bo"):
    """I am the second person, and it may go."""

    broadcast: RecordId


class BroadcastReturned(CallbackData, prefix="bg"):
    """It may not go like this."""

    broadcast: RecordId


class BroadcastPaused(CallbackData, prefix="bf"):
    """Nothing more goes out until it is resumed."""

    broadcast: RecordId


class BroadcastResumed(CallbackData, prefix="bi"):
    """It goes on."""

    broadcast: RecordId


class BroadcastHalted(CallbackData, prefix="bl"):
    """Stop it for good."""

    broadcast: RecordId


class ReportOpened(CallbackData, prefix="bq"):
    """What became of it."""

    broadcast: RecordId


class CorrectionAsked(CallbackData, prefix="bc"):
    """Send other words to those who got it: which?"""

    broadcast: RecordId


class CorrectionAnew(CallbackData, prefix="b1"):
    """The same guide as it stands today."""

    broadcast: RecordId


class RecallDoubted(CallbackData, prefix="b2"):
    """Take it back: asked once more."""

    broadcast: RecordId


class RecallSure(CallbackData, prefix="b3"):
    """Take it back, sure."""

    broadcast: RecordId


class PosterWanted(CallbackData, prefix="b4"):
    """Nobody there said Có yet: the poster of one of its wards, about what it says."""

    broadcast: RecordId
    ward: str
