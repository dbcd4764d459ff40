"""The letters that call a second person to a broadcast."""

from bot.core import Core
from handlers.guides import Guides
from handlers.letters import Letter, letter
from handlers.staff import progress_views
from storage.actions.approvals import read_origin
from storage.actions.broadcast_sending import find_versions
from storage.rules.broadcasts import BroadcastState
from storage.rules.deliveries import DueDelivery


class ApprovalComposer:
    """What waits, and the button that opens it."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._guides = Guides(core.answerer, core.phrases, core.places.gazetteer)

    async def __call__(self, due: DueDelivery) -> Letter | None:
        """None where it waits no more."""
        broadcast, version = read_origin(due.origin)
        found = await find_versions(self._core.database, self._core.clock, broadcast=broadcast)
        if found is None or (found[0].state, found[0].version) != (BroadcastState.AWAITING_APPROVAL, version):
            return None
        return letter(progress_views.call(found[0], found[1][-1].guide, self._guides))
