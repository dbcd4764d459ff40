"""Composers: what each kind of delivery says, asked at the moment it is sent. One line a kind, one file a composer."""

from collections.abc import Awaitable, Callable, Mapping

from bot.composers.approval import ApprovalComposer
from bot.composers.broadcast import BroadcastComposer
from bot.composers.reminders import ReminderComposer
from bot.composers.rule_news import ByOrigin, RuleNewsComposer
from bot.core import Core
from handlers.letters import Letter
from storage.rules.deliveries import DeliveryKind, DueDelivery

Composer = Callable[[DueDelivery], Awaitable[Letter | None]]
"""The letter of a delivery; None: there is nothing to say any more. What fails is tried again a minute later."""

Composers = Mapping[DeliveryKind, Composer]


def build_composers(core: Core) -> Composers:
    """Who makes the letters of which kind; a kind without a composer waits in the queue until it expires."""
    broadcast = BroadcastComposer(core)
    return {
        DeliveryKind.BROADCAST: broadcast,
        DeliveryKind.CORRECTION: broadcast,
        DeliveryKind.OWN_AFFAIRS: ByOrigin({"rule-news": RuleNewsComposer(core), "approval": ApprovalComposer(core)}),
        DeliveryKind.REMINDER: ReminderComposer(core),
    }
