"""Work done together: what is asked for while one transaction runs shares the next, in the order it came."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, Generic, Protocol, TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError

LARGEST_GROUP: Final = 100
"""Items in one transaction: those of other people must not wait for it long."""

_LEAD: Final = object()
"""What a waiting task is told when the next transaction is its own to run."""


class Transaction(Protocol):
    """What is committed when the work of a group is done."""

    async def commit(self) -> None: ...


Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Work = TypeVar("Work", bound=Transaction)

Open = Callable[[], AbstractAsyncContextManager[Work]]
Do = Callable[[Work, Sequence[Item]], Awaitable[Sequence[Outcome]]]
"""(transaction, items) → an outcome for each item, in their order."""


class Together(Generic[Work, Item, Outcome]):
    """Runs `do` for all items that wait, in one transaction, and then for those that came meanwhile.

    There is no task of its own: one of those who wait runs the transaction for all and hands over to the next.
    An item whose values the database refuses fails alone; where the database cannot be reached, all hear of it.
    """

    def __init__(self, open_work: Open[Work], do: Do[Work, Item, Outcome], *, commits: bool) -> None:
        """`commits`: whether there is something to commit."""
        self._open = open_work
        self._do = do
        self._commits = commits
        self._waiting: list[_Waiter[Item]] = []
        self._led = False

    async def run(self, item: Item) -> Outcome:
        """The outcome for this item, once it is committed; raises what its transaction raised."""
        mine = _Waiter(item)
        self._waiting.append(mine)
        if self._led:
            outcome = await self._called(mine)
            if outcome is not _LEAD:
                return outcome  # type: ignore[no-any-return]  # the future of a waiter holds either
            mine.expect()
        self._led = True
        try:
            await self._lead(mine)
        finally:
            self._hand_over()
        return mine.outcome.result()  # type: ignore[no-any-return]  # set by whoever led, here ourselves

    async def _called(self, mine: "_Waiter[Item]") -> Any:
        """Wait to be told the outcome, or to lead."""
        try:
            return await mine.outcome
        except asyncio.CancelledError:
            if mine in self._waiting:
                self._waiting.remove(mine)
            if mine.leads():
                self._hand_over()
            raise

    def _hand_over(self) -> None:
        self._waiting = [waiter for waiter in self._waiting if not waiter.outcome.done()]
        self._led = bool(self._waiting)
        if self._waiting:
            self._waiting[0].outcome.set_result(_LEAD)

    async def _lead(self, mine: "_Waiter[Item]") -> None:
        group: list[_Waiter[Item]] = []
        try:
            try:
                await asyncio.sleep(0)  # who is ready to ask joins at once instead of waiting for a second transaction
                async with self._open() as work:
                    # Taken only now: more came while others wrote.
                    there = [waiter for waiter in self._waiting if not waiter.outcome.done()]
                    group, self._waiting = there[:LARGEST_GROUP], there[LARGEST_GROUP:]
                    await self._run(work, group)
            except Exception as error:
                if not group:  # nothing was open yet
                    self._waiting.remove(mine)
                    mine.fail(error)
                elif len(group) == 1 or isinstance(error, OperationalError | InterfaceError):
                    for waiter in group:
                        waiter.fail(error)
                else:
                    await self._run_alone(group)
        except BaseException:
            # Only the leader was cancelled, and what has no outcome was not committed: it goes first in the next group.
            left = [waiter for waiter in group if not waiter.outcome.done()]
            self._waiting = [waiter for waiter in (*left, *self._waiting) if waiter is not mine]
            raise

    async def _run_alone(self, group: "Sequence[_Waiter[Item]]") -> None:
        for waiter in (waiter for waiter in group if not waiter.outcome.done()):
            try:
                async with self._open() as work:
                    await self._run(work, [waiter])
            except Exception as error:
                waiter.fail(error)

    async def _run(self, work: Work, group: "Sequence[_Waiter[Item]]") -> None:
        outcomes = await self._do(work, [waiter.item for waiter in group])
        answered = tuple(zip(group, outcomes, strict=True))
        if self._commits:
            await work.commit()
        for waiter, outcome in answered:
            if not waiter.outcome.done():
                waiter.outcome.set_result(outcome)


class _Waiter(Generic[Item]):
    """Somebody who waits, and for what."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.expect()

    def expect(self) -> None:
        """Wait for what comes next."""
        self.outcome: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def fail(self, error: Exception) -> None:
        """Tell of a failure, unless there is an outcome already."""
        if not self.outcome.done():
            self.outcome.set_exception(error)

    def leads(self) -> bool:
        """Whether it was told to lead."""
        told = self.outcome.done() and not self.outcome.cancelled() and not self.outcome.exception()
        return told and self.outcome.result() is _LEAD
