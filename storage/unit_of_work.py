"""One transaction, opened late and committed by name; what is not committed never happened.

`async with uow() as work: …; await work.commit()` writes, `async with uow(readonly=True) as work:` reads.
Repositories hang off `work`. No network call belongs inside.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.repositories.areas import Areas
from storage.repositories.arrivals import Arrivals
from storage.repositories.audit import Audit
from storage.repositories.broadcasts import Broadcasts
from storage.repositories.checklists import Checklists
from storage.repositories.consents import Consents
from storage.repositories.conversations import Conversations
from storage.repositories.deliveries import Deliveries
from storage.repositories.delivery_counts import DeliveryCounts
from storage.repositories.delivery_plans import DeliveryPlans
from storage.repositories.drafts import Drafts
from storage.repositories.effects import Effects
from storage.repositories.fact_versions import FactVersions
from storage.repositories.follows import Follows
from storage.repositories.gaps import Gaps
from storage.repositories.grants import Grants
from storage.repositories.history import History
from storage.repositories.identities import Identities
from storage.repositories.inbox import Inbox
from storage.repositories.invitations import Invitations
from storage.repositories.link_codes import LinkCodes
from storage.repositories.optings import Optings
from storage.repositories.proofs import Proofs
from storage.repositories.questions import Questions
from storage.repositories.ratings import Ratings
from storage.repositories.reminder_drafts import ReminderDrafts
from storage.repositories.reminders import Reminders
from storage.repositories.review_lists import ReviewLists
from storage.repositories.stops import Stops
from storage.repositories.surrogates import Surrogates
from storage.repositories.switches import Switches
from storage.repositories.wordings import Wordings
from storage.together import Together

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class UnitOfWork:
    """A transaction and its repositories; made by `Database`, entered once."""

    inbox: Inbox
    effects: Effects
    conversations: Conversations
    identities: Identities
    surrogates: Surrogates
    consents: Consents
    questions: Questions
    ratings: Ratings
    areas: Areas
    arrivals: Arrivals
    stops: Stops
    proofs: Proofs
    history: History
    grants: Grants
    invitations: Invitations
    audit: Audit
    checklists: Checklists
    gaps: Gaps
    wordings: Wordings
    drafts: Drafts
    switches: Switches
    fact_versions: FactVersions
    review_lists: ReviewLists
    deliveries: Deliveries
    delivery_plans: DeliveryPlans
    delivery_counts: DeliveryCounts
    optings: Optings
    broadcasts: Broadcasts
    follows: Follows
    reminders: Reminders
    reminder_drafts: ReminderDrafts
    link_codes: LinkCodes

    def __init__(self, engine: AsyncEngine, queue: "WriteQueue | None") -> None:
        """`queue`, where given, is held from entering to leaving."""
        self._engine = engine
        self._queue = queue

    async def __aenter__(self) -> Self:
        """Wait for the turn, connect; the transaction itself opens at the first statement."""
        if self._queue:
            await self._queue.enter()
        try:
            self._connection: AsyncConnection = await self._engine.connect()
        except BaseException:
            if self._queue:
                self._queue.leave()
            raise
        self._attach(self._connection)
        return self

    def _attach(self, connection: AsyncConnection) -> None:
        self.inbox = Inbox(connection)
        self.effects = Effects(connection)
        self.conversations = Conversations(connection)
        self.identities = Identities(connection)
        self.surrogates = Surrogates(connection)
        self.consents = Consents(connection)
        self.questions = Questions(connection)
        self.ratings = Ratings(connection)
        self.areas = Areas(connection)
        self.arrivals = Arrivals(connection)
        self.stops = Stops(connection)
        self.proofs = Proofs(connection)
        self.history = History(connection)
        self.grants = Grants(connection)
        self.invitations = Invitations(connection)
        self.audit = Audit(connection)
        self.checklists = Checklists(connection)
        self.gaps = Gaps(connection)
        self.wordings = Wordings(connection)
        self.drafts = Drafts(connection)
        self.switches = Switches(connection)
        self.fact_versions = FactVersions(connection)
        self.review_lists = ReviewLists(connection)
        self.deliveries = Deliveries(connection)
        self.delivery_plans = DeliveryPlans(connection)
        self.delivery_counts = DeliveryCounts(connection)
        self.optings = Optings(connection)
        self.broadcasts = Broadcasts(connection)
        self.follows = Follows(connection)
        self.reminders = Reminders(connection)
        self.reminder_drafts = ReminderDrafts(connection)
        self.link_codes = LinkCodes(connection)

    async def commit(self) -> None:
        """Make everything since entering durable."""
        await self._connection.commit()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the connection back; closing rolls back whatever was not committed."""
        try:
            await self._connection.close()
        finally:
            if self._queue:
                self._queue.leave()


class WriteQueue:
    """Lets one task of this process write at a time, in order of arrival.

    SQLite has one writer anyhow, and its own waiting is a row of naps: under load some writer always
    sleeps too long. Other processes are still kept apart by BEGIN IMMEDIATE.
    """

    def __init__(self) -> None:
        """An empty queue."""
        self._lock = asyncio.Lock()
        self._writer: asyncio.Task[object] | None = None

    async def enter(self) -> None:
        """Wait for the turn; raises RuntimeError inside an open write, where waiting would never end."""
        self.refuse_inside()
        await self._lock.acquire()
        self._writer = asyncio.current_task()

    def refuse_inside(self) -> None:
        """Raise RuntimeError inside an open write."""
        if self._writer is not None and self._writer is asyncio.current_task():
            raise RuntimeError("a write transaction is already open in this task")

    def leave(self) -> None:
        """Let the next one write."""
        self._writer = None
        self._lock.release()


class OpenWork(Protocol):
    """What actions are given as `uow`."""

    def __call__(self, *, readonly: bool = False) -> UnitOfWork:
        """A fresh unit of work, to be entered with `async with`."""
        ...

    async def together(
        self,
        do: "Callable[[UnitOfWork, Sequence[Item]], Awaitable[Sequence[Outcome]]]",
        item: Item,
        *,
        readonly: bool = False,
    ) -> Outcome:
        """The outcome of `do` for this item, in one committed transaction with others that wait for the same `do`."""
        ...


class Database:
    """Makes units of work on one engine; itself the `uow` that actions take."""

    def __init__(self, engine: AsyncEngine) -> None:
        """The engine stays the caller's, to be disposed of through `close`."""
        self._engine = engine
        self._reading = engine.execution_options(readonly=True)
        self._queue = WriteQueue() if engine.dialect.name == "sqlite" else None
        self._together: dict[Callable[..., Any], Together[UnitOfWork, Any, Any]] = {}

    def __call__(self, *, readonly: bool = False) -> UnitOfWork:
        """A unit of work; a readonly one waits for no writer."""
        if readonly:
            return UnitOfWork(self._reading, None)
        return UnitOfWork(self._engine, self._queue)

    async def together(
        self,
        do: Callable[[UnitOfWork, Sequence[Item]], Awaitable[Sequence[Outcome]]],
        item: Item,
        *,
        readonly: bool = False,
    ) -> Outcome:
        """Do the same for all who ask at a time; `do` is a function of a module, not made for the occasion."""
        if self._queue and not readonly:
            self._queue.refuse_inside()  # whoever leads would wait for us, and we for them
        group = self._together.get(do)
        if group is None:
            group = self._together[do] = Together(partial(self, readonly=readonly), do, commits=not readonly)
        outcome: Outcome = await group.run(item)
        return outcome

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()
