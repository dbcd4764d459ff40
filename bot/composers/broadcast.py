"""The letters of broadcasts and of their corrections."""

from typing import Final

from bot.core import Core
from bot.switches import Switches
from handlers.guides import Guides
from handlers.letters import Letter
from storage.actions.broadcast_sending import find_versions
from storage.actions.deliveries import SentMessage, find_sent
from storage.rules.broadcasts import origin_of, read_origin
from storage.rules.days import day_in_hanoi
from storage.rules.deliveries import DeliveryKind, DueDelivery
from storage.rules.retention import CONVERSATION_FORGOTTEN_AFTER

_REMEMBERED: Final = 32

_FORGETS: Final = frozenset({"web"})
"""Channels whose messages are ours to keep, and are not kept for long."""


class BroadcastComposer:
    """Made once for each version, channel and day: the same letter goes to everybody."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._guides = Guides(core.answerer, core.phrases, core.places.gazetteer)
        self._switches = Switches(core.database, core.clock, core.answerer.catalogue, core.phrases)
        self._letters: dict[tuple[object, ...], Letter | None] = {}

    async def __call__(self, due: DueDelivery) -> Letter | None:
        """The guide as it stands today; a correction takes the place of what it corrects, where that was sent."""
        letter = await self._letter(due)
        if letter is None or due.kind is not DeliveryKind.CORRECTION:
            return letter
        return await self._in_place(due, letter)

    async def _letter(self, due: DueDelivery) -> Letter | None:
        core = self._core
        broadcast, version = read_origin(due.origin)
        closed = await self._switches.closed()
        on = day_in_hanoi(core.clock.now())
        key = (broadcast, version, due.address.channel, on, frozenset(closed))
        if key not in self._letters:
            found = await find_versions(core.database, core.clock, broadcast=broadcast)
            if found is None:
                return None
            kept, versions = found
            told = [said for said in versions if said.version <= version]
            if len(self._letters) >= _REMEMBERED:
                self._letters.clear()
            self._letters[key] = self._guides.letter(
                kept, told, channel=due.address.channel, on=on, closed=closed.keys()
            )
        return self._letters[key]

    async def _in_place(self, due: DueDelivery, letter: Letter) -> Letter:
        core = self._core
        broadcast, version = read_origin(due.origin)
        for earlier in range(version - 1, 0, -1):
            origin = origin_of(broadcast, earlier)
            sent = await find_sent(core.database, core.clock, origin=origin, citizen=due.citizen_id)
            if sent is not None and sent.address == due.address and not self._is_forgotten(sent):
                return Letter(letter.text, letter.keyboard, letter.photo, letter.document, edits=sent.message_id)
        return letter

    def _is_forgotten(self, sent: SentMessage) -> bool:
        """Whether the page shows that message no more: an edit of it would be seen by nobody."""
        age = self._core.clock.now() - sent.sent_at
        return sent.address.channel in _FORGETS and age >= CONVERSATION_FORGOTTEN_AFTER
