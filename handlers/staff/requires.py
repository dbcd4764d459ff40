"""How a handler of staff says which act it is: the one way that rights are asked in the conversation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter
from aiogram.types import TelegramObject

from handlers.turn import Turn
from storage.actions.audit import record_refusal
from storage.actions.staff import KeptGrant, list_grants
from storage.clock import Clock
from storage.rules.people import Address
from storage.rules.permissions import Act, NotAllowed, may
from storage.unit_of_work import OpenWork


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, with what they hold now, and what an action needs to check it once more."""

    turn: Turn
    grants: tuple[KeptGrant, ...]
    uow: OpenWork
    clock: Clock

    @property
    def by(self) -> Address:
        """The person, as actions take them."""
        return self.turn.citizen

    @asynccontextmanager
    async def passing_on(self, act: Act) -> AsyncIterator[None]:
        """Around an action that may raise NotAllowed, as after a forged button: written down and passed on.

        An action knows wards and what a grant gives, of which the filter has not heard.
        """
        try:
            yield
        except NotAllowed:
            await record_refusal(self.uow, self.clock, citizen=self.by, act=act)
            raise SkipHandler from None


class Requires(Filter):
    """Somebody who may do this now, in private. The last filter of every handler of staff.

    Gives the handler `grants` and `acting`. Whoever may not is passed on and hears what an unknown command or
    button gets; the attempt is written down.
    """

    def __init__(self, act: Act) -> None:
        self.act = act

    async def __call__(self, _event: TelegramObject, turn: Turn, uow: OpenWork, clock: Clock) -> bool | dict[str, Any]:
        if turn.in_group:
            return False
        grants = await list_grants(uow, clock, citizen=turn.citizen)
        if may(grants, self.act):
            return {"grants": grants, "acting": Acting(turn, grants, uow, clock)}
        await record_refusal(uow, clock, citizen=turn.citizen, act=self.act)
        return False
