"""What the buttons of the curator's desk carry; like those of handlers/callbacks.py, with prefixes of their own."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks import Page, RecordId
from knowledge.gaps import Order
from storage.rules.wordings import Standing


class GapsListed(CallbackData, prefix="qg"):
    """See what was asked in vain."""

    order: Order = Order.MOST
    page: Page = 0


class GapOpened(CallbackData, prefix="qo"):
    """Open the group that holds this question."""

    question: RecordId


class AttachChosen(CallbackData, prefix="qa"):
    """Propose the words of a question as a phrasing of a procedure."""

    question: RecordId
    procedure: str


class AttachAsked(CallbackData, prefix="qb"):
    """Attach it to another procedure: which? From the menu, or by its name."""

    question: RecordId


class AttachTopicChosen(CallbackData, prefix="qt"):
    """The procedures of a topic, to attach it to one."""

    question: RecordId
    topic: str
    page: Page = 0


class PointChosen(CallbackData, prefix="qz"):
    """Propose to decline it with a pointer: the id of a neighbour or of a contact."""

    question: RecordId
    target: str


class PointAsked(CallbackData, prefix="qy"):
    """Out of scope: who knows?"""

    question: RecordId
    page: Page = 0


class WordingsListed(CallbackData, prefix="ql"):
    """See the wordings that stand so."""

    standing: Standing
    page: Page = 0


class WordingOpened(CallbackData, prefix="qw"):
    """Open one wording."""

    wording: RecordId


class WordingApproved(CallbackData, prefix="qd"):
    """Approve a proposal, as it was shown."""

    wording: RecordId
    version: RecordId


class RejectionAsked(CallbackData, prefix="qj"):
    """Reject a proposal, as it was shown: why?"""

    wording: RecordId
    version: RecordId


class WordingUndone(CallbackData, prefix="qu"):
    """Take back what was decided last about a wording, as it was shown."""

    wording: RecordId
    version: RecordId


class RewordingAsked(CallbackData, prefix="qr"):
    """Put a proposal into other words."""

    wording: RecordId
    version: RecordId


class DraftBegun(CallbackData, prefix="qn"):
    """Open a draft for a missing procedure from the group that holds this question."""

    question: RecordId


class DraftsListed(CallbackData, prefix="qf"):
    """See the open drafts."""

    page: Page = 0


class DraftOpened(CallbackData, prefix="qi"):
    """Open one draft."""

    draft: RecordId


class DraftPart(StrEnum):
    """What of a draft is written."""

    TITLE = "title"
    WORDS = "words"
    NOTES = "notes"


class DraftPartAsked(CallbackData, prefix="qe"):
    """Write a part of a draft anew, as it was shown."""

    draft: RecordId
    version: RecordId
    part: DraftPart


class DraftClosed(CallbackData, prefix="qc"):
    """Close a draft, or open it again, as it was shown."""

    draft: RecordId
    version: RecordId
    closed: bool
