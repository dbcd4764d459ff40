"""The sender of a channel: claims what is due, checks it once more, sends it, writes down what became of it."""

import asyncio
import os
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog

from bot.channels.receipts import Blocked, Courier, Failed, Receipt, Sent, Throttled
from bot.composers import Composers
from bot.scheduler.pacing import Sleep
from handlers.letters import Letter
from handlers.views import Rows, keyboard
from storage.actions.deliveries import (
    DeliveryState,
    DueDelivery,
    Outcome,
    Why,
    claim_due,
    doubt_dead,
    give_back,
    is_due,
    note_return,
    put_off,
    record_outcome,
    skip_gone,
    start_sending,
)
from storage.clock import Clock
from storage.rules.deliveries import UNSOLICITED
from storage.rules.people import Address
from storage.unit_of_work import OpenWork

IN_FLIGHT: Final = 100
"""Requests open at a time: as many as connections."""

HALF_A_SECOND: Final = 0.5
"""How much is claimed at a time, in seconds of sending: a reminder waits for no more than that."""

COMPOSED_AGAIN_AFTER: Final = timedelta(minutes=1)

_WRITTEN_DOWN_AGAIN: Final = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between tries to write an outcome down: it is known, and a full disk may have room again."""

StopRows = Callable[[str | None], Rows]
"""The buttons that stop everything, or a topic."""

log = structlog.get_logger()


class Sender:
    """Sends what is due on one channel, at its pace. `worker` names this process in leases.

    `composers`: who makes the letters of which kind. `stop_rows`: what stands under a letter that nobody asked for.
    `rate`: deliveries a second, for the size of a claim. `refused`: told of each address that refuses us.
    """

    def __init__(
        self,
        uow: OpenWork,
        clock: Clock,
        courier: Courier,
        *,
        composers: Composers,
        stop_rows: StopRows,
        rate: float,
        refused: Callable[[Address], None],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._uow = uow
        self._clock = clock
        self._courier = courier
        self._composers = composers
        self._pacing = courier.pacing
        self._stop_rows = stop_rows
        self._refused = refused
        self._batch = max(1, int(rate * HALF_A_SECOND))
        self._sleep = sleep
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._held: set[int] = set()
        self._closing = False
        self.worker = f"{courier.name}-{os.getpid()}-{secrets.token_hex(4)}"

    async def run_due(self) -> int:
        """Send all that is due, and what becomes due meanwhile; how many were taken in hand. One run at a time."""
        if self._closing or not await is_due(self._uow, self._clock, channel=self._courier.name):
            return 0
        taken = 0
        doubted = await doubt_dead(self._uow, self._clock)
        if doubted:
            log.warning("deliveries_in_doubt", deliveries=doubted)
        try:
            async with asyncio.TaskGroup() as group:
                while not self._closing:
                    claimed = await claim_due(
                        self._uow, self._clock, worker=self.worker, channel=self._courier.name, limit=self._batch
                    )
                    if not claimed.due and not claimed.decided:
                        break
                    self._held.update(due.id for due in claimed.due)
                    taken += len(claimed.due)
                    for due in claimed.due:
                        await self._take(due, group)
        finally:
            await self._let_go()
        return taken

    def close(self) -> None:
        """Begin nothing more; what is on the wire ends, what is in hand is given back."""
        self._closing = True
        self._pacing.close()

    async def _let_go(self) -> None:
        if self._held:
            await give_back(self._uow, self._clock, worker=self.worker, deliveries=sorted(self._held))
            self._held.clear()

    async def _take(self, due: DueDelivery, group: asyncio.TaskGroup) -> None:
        """Make the letter, wait for its slot, begin to send it."""
        if self._closing:
            return
        if not self._courier.can_ring(due.address.external_id):
            await self._wait_for_the_person(due)
            return
        chat = int(due.address.external_id)
        wait = self._pacing.chats.wait(chat)
        if wait:
            await self._put_off(due, Why.THROTTLED, wait)  # nobody else waits for one chat
            return
        letter = await self._compose(due)
        if letter is None:
            return
        await self._room.acquire()
        if not await self._pacing.slot():
            self._room.release()
            return
        self._pacing.chats.note(chat)
        group.create_task(self._send(due, chat, letter), name=f"delivery {due.id}")

    async def _compose(self, due: DueDelivery) -> Letter | None:
        composer = self._composers.get(due.kind)
        try:
            letter = await composer(due) if composer else None
        except Exception:  # the outermost edge of a composer: nobody may be forgotten for its sake
            log.exception("delivery_not_composed", delivery=due.id, kind=due.kind.value)
            await self._put_off(due, Why.NOT_COMPOSED, COMPOSED_AGAIN_AFTER.total_seconds())
            return None
        if composer is None:
            log.error("delivery_without_composer", delivery=due.id, kind=due.kind.value)
            await self._put_off(due, Why.NOT_COMPOSED, COMPOSED_AGAIN_AFTER.total_seconds())
        elif letter is None:
            await skip_gone(self._uow, self._clock, worker=self.worker, delivery=due.id)
            self._held.discard(due.id)
        return self._dressed(due, letter) if letter else None

    def _dressed(self, due: DueDelivery, letter: Letter) -> Letter:
        """Under what nobody asked for stands what stops it."""
        if due.kind not in UNSOLICITED:
            return letter
        rows = letter.keyboard.inline_keyboard if letter.keyboard else []
        return letter.with_keyboard(keyboard([*rows, *self._stop_rows(due.topic)]))

    async def _wait_for_the_person(self, due: DueDelivery) -> None:
        await put_off(self._uow, self._clock, worker=self.worker, delivery=due.id, reason=Why.CLOSED, ready_at=None)
        self._held.discard(due.id)
        if self._courier.can_ring(due.address.external_id):  # they came while this was written down
            await note_return(self._uow, self._clock, citizen=due.address)

    async def _put_off(self, due: DueDelivery, why: Why, seconds: float) -> None:
        later = self._clock.now() + timedelta(seconds=seconds)
        await put_off(self._uow, self._clock, worker=self.worker, delivery=due.id, reason=why, ready_at=later)
        self._held.discard(due.id)

    async def _send(self, due: DueDelivery, chat: int, letter: Letter) -> None:
        """From the mark to the outcome. Does not raise: other deliveries go on."""
        try:
            if held := self._pacing.held():  # told so since this one had its slot
                await self._put_off(due, Why.THROTTLED, held)
                return
            if not await start_sending(self._uow, self._clock, worker=self.worker, delivery=due.id):
                return
            try:
                receipt = await self._courier.deliver(chat, letter)
            except asyncio.CancelledError:
                await self._write_down(due, Outcome(DeliveryState.UNCONFIRMED, Why.SHUT_DOWN))
                raise
            if isinstance(receipt, Throttled):
                self._pacing.hold(receipt.retry_after)
            await self._write_down(due, self._outcome(receipt))
            if isinstance(receipt, Blocked):
                self._refused(due.address)
        except Exception:  # the outermost edge of a delivery: its lease runs out, and the row tells
            log.exception("delivery_not_settled", delivery=due.id)
        finally:
            self._held.discard(due.id)
            self._room.release()

    def _outcome(self, receipt: Receipt) -> Outcome:
        match receipt:
            case Sent():
                return Outcome(DeliveryState.SENT, message_id=receipt.message_id)
            case Blocked():
                return Outcome(DeliveryState.BLOCKED)
            case Throttled():
                later = self._clock.now() + timedelta(seconds=receipt.retry_after)
                return Outcome(DeliveryState.PENDING, receipt.reason, ready_at=later)
            case Failed():
                return Outcome(DeliveryState.FAILED, receipt.reason)
            case _:
                return Outcome(DeliveryState.UNCONFIRMED, receipt.reason)

    async def _write_down(self, due: DueDelivery, outcome: Outcome) -> None:
        for pause in (*_WRITTEN_DOWN_AGAIN, None):
            try:
                await record_outcome(self._uow, self._clock, worker=self.worker, delivery=due.id, outcome=outcome)
            except Exception as error:
                if pause is None:
                    raise
                log.warning("outcome_not_written", delivery=due.id, error=type(error).__name__)
                await self._sleep(pause)
            else:
                return
