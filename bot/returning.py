"""Who had blocked us and writes again: their address takes messages from then on."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from handlers.turn import Turn
from storage.actions.deliveries import list_blocked, note_return
from storage.clock import Clock
from storage.rules.people import Address
from storage.unit_of_work import OpenWork


class Returning:
    """Addresses that refuse us, in memory: nobody else's message costs a look into the database."""

    def __init__(self, uow: OpenWork, clock: Clock) -> None:
        self._uow = uow
        self._clock = clock
        self._blocked: set[Address] | None = None

    async def load(self) -> None:
        """Read them anew, with what other processes found out."""
        self._blocked = set(await list_blocked(self._uow, self._clock))

    def refused(self, address: Address) -> None:
        """An address refuses us."""
        if self._blocked is not None:
            self._blocked.add(address)

    async def heard(self, address: Address) -> None:
        """Somebody wrote."""
        if self._blocked is None:
            await self.load()
        assert self._blocked is not None
        if address in self._blocked:
            await note_return(self._uow, self._clock, citizen=address)
            self._blocked.discard(address)


class NotesReturn(BaseMiddleware):
    """Notes who is back. Runs on updates."""

    def __init__(self, returning: Returning) -> None:
        self._returning = returning

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        turn: Turn = data["turn"]
        await self._returning.heard(turn.citizen)
        return await handler(event, data)
