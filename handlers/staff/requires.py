"""How a handler of staff says which act it is: the one way that rights are asked in the conversation."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import TelegramObject

from handlers.turn import Turn
from storage.actions.audit import record_refusal
from storage.actions.staff import list_grants
from storage.clock import Clock
from storage.rules.permissions import Act, may
from storage.unit_of_work import OpenWork


class Requires(Filter):
    """Somebody who may do this now, in private. The last filter of every handler of staff; gives it `grants`.

    Whoever may not is passed on and hears what an unknown command or button gets; the attempt is written down.
    """

    def __init__(self, act: Act) -> None:
        self.act = act

    async def __call__(self, _event: TelegramObject, turn: Turn, uow: OpenWork, clock: Clock) -> bool | dict[str, Any]:
        if turn.in_group:
            return False
        grants = await list_grants(uow, clock, citizen=turn.citizen)
        if may(grants, self.act):
            return {"grants": grants}
        await record_refusal(uow, clock, citizen=turn.citizen, act=self.act)
        return False
