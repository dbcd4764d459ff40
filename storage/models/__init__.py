"""The tables, one a file; importing this package fills the metadata that migrations compare with."""

from storage.models.address import CitizenAddress
from storage.models.area import Area
from storage.models.audit import AuditLine
from storage.models.base import Record, metadata, table_of
from storage.models.checklist import TickedList
from storage.models.citizen import Citizen
from storage.models.consent import ConsentDecision
from storage.models.conversation import Conversation
from storage.models.counter import Counter
from storage.models.effect import Effect
from storage.models.erasure import Erasure
from storage.models.grant import StaffGrant
from storage.models.inbox import InboxUpdate
from storage.models.invitation import CodeTry, Invitation
from storage.models.message import HistoryMessage
from storage.models.proof import Proof
from storage.models.question import KeptQuestion
from storage.models.rating import AnswerRating
from storage.models.staff_number import StaffNumber
from storage.models.stop import Stop
from storage.models.surrogate import Surrogate

__all__ = [
    "AnswerRating",
    "Area",
    "AuditLine",
    "Citizen",
    "CitizenAddress",
    "CodeTry",
    "ConsentDecision",
    "Conversation",
    "Counter",
    "Effect",
    "Erasure",
    "HistoryMessage",
    "InboxUpdate",
    "Invitation",
    "KeptQuestion",
    "Proof",
    "Record",
    "StaffGrant",
    "StaffNumber",
    "Stop",
    "Surrogate",
    "TickedList",
    "metadata",
    "table_of",
]
