"""The tables, one a file; importing this package fills the metadata that migrations compare with."""

from storage.models.address import CitizenAddress
from storage.models.area import Area
from storage.models.audit import AuditLine
from storage.models.base import Record, metadata, table_of
from storage.models.broadcast import Broadcast
from storage.models.broadcast_version import BroadcastVersion
from storage.models.broadcast_watch import BroadcastWatch
from storage.models.checklist import TickedList
from storage.models.citizen import Citizen
from storage.models.consent import ConsentDecision
from storage.models.content_start import ContentStart
from storage.models.conversation import Conversation
from storage.models.counter import Counter
from storage.models.delivery import Delivery
from storage.models.delivery_count import DeliveryCount
from storage.models.draft import ProcedureDraft
from storage.models.effect import Effect
from storage.models.erasure import Erasure
from storage.models.fact_version import FactVersion
from storage.models.follow import Follow
from storage.models.grant import StaffGrant
from storage.models.inbox import InboxUpdate
from storage.models.invitation import CodeTry, Invitation
from storage.models.link_code import LinkCode
from storage.models.message import HistoryMessage
from storage.models.opting import Opting
from storage.models.opting_topic import OptingTopic
from storage.models.overlay import OverlayVersion
from storage.models.proof import Proof
from storage.models.question import KeptQuestion
from storage.models.rating import AnswerRating
from storage.models.reminder import Reminder
from storage.models.reminder_draft import ReminderDraft
from storage.models.review_list import ReviewList
from storage.models.staff_number import StaffNumber
from storage.models.stop import Stop
from storage.models.surrogate import Surrogate
from storage.models.switch import KillSwitch
from storage.models.wording import CuratedWording

__all__ = [
    "AnswerRating",
    "Area",
    "AuditLine",
    "Broadcast",
    "BroadcastVersion",
    "BroadcastWatch",
    "Citizen",
    "CitizenAddress",
    "CodeTry",
    "ConsentDecision",
    "ContentStart",
    "Conversation",
    "Counter",
    "CuratedWording",
    "Delivery",
    "DeliveryCount",
    "Effect",
    "Erasure",
    "FactVersion",
    "Follow",
    "HistoryMessage",
    "InboxUpdate",
    "Invitation",
    "KeptQuestion",
    "KillSwitch",
    "LinkCode",
    "Opting",
    "OptingTopic",
    "OverlayVersion",
    "ProcedureDraft",
    "Proof",
    "Record",
    "Reminder",
    "ReminderDraft",
    "ReviewList",
    "StaffGrant",
    "StaffNumber",
    "Stop",
    "Surrogate",
    "TickedList",
    "metadata",
    "table_of",
]
