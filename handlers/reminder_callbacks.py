"""What the buttons of reminders carry: typed, ASCII, ≤ 64 bytes."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks import Page, RecordId
from storage.rules.reminders import Snooze


class RemindersOpened(CallbackData, prefix="z"):
    """See what I asked to be reminded of."""

    page: Page = 0


class ReminderBegun(CallbackData, prefix="zn"):
    """Set one, of whatever."""


class ReminderWanted(CallbackData, prefix="zw"):
    """Set one about a procedure."""

    procedure: str


class FollowUpPicked(CallbackData, prefix="zf"):
    """Set the one that a procedure's content offers under this id."""

    procedure: str
    follow_up: str


class DraftTimePicked(CallbackData, prefix="zt"):
    """Of the times that a draft may mean, this one, counted from 0."""

    draft: RecordId
    at: Page


class DraftTimeAsked(CallbackData, prefix="zg"):
    """Say another time for the draft."""

    draft: RecordId


class DraftSaved(CallbackData, prefix="zs"):
    """Yes, remind me; and yes to the words of this version, where they were asked."""

    draft: RecordId
    version: str


class DraftTaken(CallbackData, prefix="zi"):
    """Take the draft along as a calendar file."""

    draft: RecordId


class DraftLeft(CallbackData, prefix="zx"):
    """Set none after all."""


class ReminderSeen(CallbackData, prefix="zv"):
    """See one, and what can be done about it."""

    reminder: RecordId


class ReminderDone(CallbackData, prefix="zd"):
    """It is done."""

    reminder: RecordId


class ReminderPutOff(CallbackData, prefix="zl"):
    """Ring again later."""

    reminder: RecordId
    until: Snooze


class ReminderDeleted(CallbackData, prefix="zk"):
    """Never ring again."""

    reminder: RecordId


class ReminderResumed(CallbackData, prefix="zr"):
    """Go on with one that stopped by itself."""

    reminder: RecordId


class ReminderUndone(CallbackData, prefix="zu"):
    """Take back the change that led to this revision."""

    reminder: RecordId
    revision: Page


class ReminderRetimed(CallbackData, prefix="ze"):
    """Change its time."""

    reminder: RecordId


class ReminderReworded(CallbackData, prefix="zo"):
    """Change what it says."""

    reminder: RecordId


class ReminderTaken(CallbackData, prefix="zc"):
    """Take it along as a calendar file."""

    reminder: RecordId


class LinkSure(CallbackData, prefix="zy"):
    """Yes, join this conversation with the one that shows this code."""

    code: str


class LinkLeft(CallbackData, prefix="zz"):
    """Join nothing."""


class LinkOffered(CallbackData, prefix="zj"):
    """Join this conversation with one on a channel that rings: shows the code."""
