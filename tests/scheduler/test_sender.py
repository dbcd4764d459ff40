"""The sender: each receipt becomes one end, nobody is written to twice, and a stop is obeyed until the last moment."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import LogCapture

from bot.channels.receipts import Blocked, Failed, Receipt, Sent, Throttled, Unconfirmed
from bot.composers import Composers
from bot.scheduler.pacing import Pacing
from bot.scheduler.sender import Sender
from handlers import views
from handlers.letters import Letter
from handlers.stop import stop_rows
from knowledge.answering import Answerer
from knowledge.phrases import Phrases
from storage.actions.deliveries import (
    claim_due,
    note_return,
    pause_origin,
    plan_deliveries,
    start_sending,
)
from storage.actions.stops import record_stop
from storage.engine import make_engine
from storage.rules.deliveries import DeliveryKind, DueDelivery
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.clock import FixedClock
from tests.pace import Seconds
from tests.storage.people import broadcast, citizen_of, citizens, reminder, states

Deliver = Callable[[int, Letter], Awaitable[Receipt]]


class Post:
    """A channel that remembers what it was given. `answers`: receipts, one a letter; then everything is accepted.

    `meanwhile`: what happens while a request is open.
    """

    name = "telegram"

    def __init__(self, *answers: Receipt, pacing: Pacing | None = None) -> None:
        self.seconds = Seconds()
        self.pacing = pacing or Pacing(25, time=self.seconds, sleep=self.seconds.sleep)
        self.answers = list(answers)
        self.letters: list[tuple[int, Letter]] = []
        self.away: set[str] = set()
        self.meanwhile: Deliver | None = None

    @property
    def chats(self) -> list[int]:
        return [chat for chat, _ in self.letters]

    def can_ring(self, external_id: str) -> bool:
        return external_id not in self.away

    async def deliver(self, chat: int, letter: Letter) -> Receipt:
        self.letters.append((chat, letter))
        if self.meanwhile:
            return await self.meanwhile(chat, letter)
        return self.answers.pop(0) if self.answers else Sent(str(len(self.letters)))

    async def close(self) -> None: ...


class Waits:
    """Waiting that is over at once, and remembered."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


async def says_hello(due: DueDelivery) -> Letter:
    return Letter(f"chào {due.citizen_id}")


def greetings() -> Composers:
    return dict.fromkeys(DeliveryKind, says_hello)


Make = Callable[..., Sender]


@pytest.fixture
def refused() -> list[Address]:
    return []


@pytest.fixture
def sender_of(uow: Database, clock: FixedClock, answerer: Answerer, refused: list[Address], events: LogCapture) -> Make:
    """Makes a sender of a channel."""

    def make(post: Post, composers: Composers | None = None, **more: Any) -> Sender:
        def rows(topic: str | None) -> views.Rows:
            return stop_rows(topic, answerer.catalogue, answerer.phrases)

        values = {"stop_rows": rows, "rate": 25, "refused": refused.append, "sleep": Waits(), "uow": uow, **more}
        return Sender(clock=clock, courier=post, composers=composers or greetings(), **values)

    return make


@pytest.fixture
async def three(uow: Database, clock: FixedClock) -> Sequence[int]:
    """Three citizens who are to get a broadcast now."""
    people = await citizens(uow, clock, 3)
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=people)
    return people


@pytest.mark.usefixtures("three")
async def test_everybody_gets_it_once(uow: Database, sender_of: Make) -> None:
    post = Post()
    sender = sender_of(post)

    assert await sender.run_due() == 3
    assert await sender.run_due() == 0

    assert sorted(post.chats) == [1000, 1001, 1002]
    assert await states(uow) == {"sent": 3}


@pytest.mark.parametrize(
    ("receipt", "end"),
    [
        (Blocked(), "blocked"),
        (Failed("chat not found"), "failed(chat not found)"),
        (Unconfirmed("no_answer"), "unconfirmed(no_answer)"),
        (Throttled(9), "pending(throttled)"),
    ],
    ids=["blocked", "failed", "unconfirmed", "throttled"],
)
async def test_each_receipt_becomes_one_end(
    uow: Database, clock: FixedClock, sender_of: Make, receipt: Receipt, end: str
) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))

    await sender_of(Post(receipt)).run_due()

    assert await states(uow) == {end: 1}


@pytest.mark.usefixtures("three")
async def test_who_refuses_us_is_told_of(sender_of: Make, refused: list[Address]) -> None:
    await sender_of(Post(Blocked())).run_due()

    assert refused == [Address("telegram", "1000")]


@pytest.mark.usefixtures("three")
async def test_after_a_429_the_whole_bot_waits_and_the_row_goes_out_later(
    uow: Database, clock: FixedClock, sender_of: Make
) -> None:
    post = Post(Throttled(7))
    began = post.seconds.now
    sender = sender_of(post)
    sender._room = asyncio.Semaphore(1)

    await sender.run_due()
    assert post.seconds.now >= began + 7
    assert await states(uow) == {"sent": 2, "pending(throttled)": 1}
    clock.goes_on(seconds=7)
    await sender.run_due()

    assert await states(uow) == {"sent": 3}
    assert sorted(post.chats) == [1000, 1000, 1001, 1002]


async def test_what_had_its_slot_when_the_429_came_waits_too(
    uow: Database, clock: FixedClock, sender_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    post = Post()
    free = post.pacing.slot

    async def slot() -> bool:
        got = await free()
        post.pacing.hold(7)  # the answer to another one
        return got

    monkeypatch.setattr(post.pacing, "slot", slot)
    await sender_of(post).run_due()

    assert post.letters == []
    assert await states(uow) == {"pending(throttled)": 1}


@pytest.mark.usefixtures("three")
async def test_a_stop_while_a_request_is_open_holds_back_all_that_is_not_on_the_wire(
    uow: Database, clock: FixedClock, sender_of: Make
) -> None:
    post = Post()

    async def says_stop(chat: int, _: Letter) -> Receipt:
        for number in range(1000, 1003):
            await record_stop(uow, clock, citizen=Address("telegram", str(number)), update_key=None)
        return Sent(str(chat))

    post.meanwhile = says_stop
    sender = sender_of(post)
    sender._room = asyncio.Semaphore(1)  # one request after the other
    await sender.run_due()

    assert post.chats == [1000]
    assert await states(uow) == {"sent": 1, "skipped(stopped)": 2}


@pytest.mark.usefixtures("three")
async def test_a_pause_takes_effect_within_the_batch(uow: Database, clock: FixedClock, sender_of: Make) -> None:
    post = Post()

    async def pauses(chat: int, _: Letter) -> Receipt:
        await pause_origin(uow, clock, origin="broadcast:1:1")
        return Sent(str(chat))

    post.meanwhile = pauses
    sender = sender_of(post)
    sender._room = asyncio.Semaphore(1)
    await sender.run_due()

    assert await states(uow) == {"sent": 1, "pending(paused)": 2}


async def test_two_senders_on_one_file_send_nothing_twice(
    uow: Database, clock: FixedClock, database_url: str, sender_of: Make
) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 60))
    other = Database(make_engine(database_url))
    one, two = Post(), Post()

    await asyncio.gather(sender_of(one).run_due(), sender_of(two, uow=other).run_due())
    await other.close()

    assert sorted(one.chats + two.chats) == list(range(1000, 1060))
    assert await states(uow) == {"sent": 60}


@pytest.mark.usefixtures("three")
async def test_what_a_dead_worker_held_is_sent_and_what_it_had_on_the_wire_is_in_doubt(
    uow: Database, clock: FixedClock, sender_of: Make, events: LogCapture
) -> None:
    held = (await claim_due(uow, clock, worker="dead", channel="telegram", limit=100)).due
    await start_sending(uow, clock, worker="dead", delivery=held[0].id)
    post = Post()
    sender = sender_of(post)

    assert await sender.run_due() == 0
    clock.goes_on(seconds=60)
    assert await sender.run_due() == 2

    assert await states(uow) == {"sent": 2, "unconfirmed(lease_ran_out)": 1}
    assert [e["deliveries"] for e in events.entries if e["event"] == "deliveries_in_doubt"] == [1]


@pytest.mark.usefixtures("three")
async def test_closing_gives_back_what_was_not_sent_and_ends_what_was_on_the_wire(
    uow: Database, sender_of: Make, clock: FixedClock
) -> None:
    post = Post()
    sender = sender_of(post)

    async def closes(chat: int, _: Letter) -> Receipt:
        sender.close()
        return Sent(str(chat))

    post.meanwhile = closes
    sender._room = asyncio.Semaphore(1)
    await sender.run_due()

    assert await states(uow) == {"sent": 1, "pending": 2}
    assert len((await claim_due(uow, clock, worker="next", channel="telegram", limit=9)).due) == 2
    assert await sender.run_due() == 0


@pytest.mark.usefixtures("three")
async def test_a_request_that_is_cut_off_at_the_end_is_in_doubt(uow: Database, sender_of: Make) -> None:
    post, open_requests = Post(), asyncio.Event()

    async def hangs(chat: int, _: Letter) -> Receipt:
        open_requests.set()
        await asyncio.Event().wait()
        return Sent("never")

    post.meanwhile = hangs
    sender = sender_of(post)
    sender._room = asyncio.Semaphore(1)
    running = asyncio.ensure_future(sender.run_due())
    await open_requests.wait()

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert await states(uow) == {"unconfirmed(shut_down)": 1, "pending": 2}


async def test_where_the_page_is_closed_it_waits_until_the_person_is_back(
    uow: Database, clock: FixedClock, sender_of: Make
) -> None:
    await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=await citizens(uow, clock, 1))
    post = Post()
    post.away.add("1000")
    sender = sender_of(post)
    await sender.run_due()
    assert await states(uow, "reminder:1") == {"pending(closed)": 1}

    post.away.clear()
    clock.goes_on(hours=3)
    assert await sender.run_due() == 0
    await note_return(uow, clock, citizen=Address("telegram", "1000"))

    assert await sender.run_due() == 1
    assert await states(uow, "reminder:1") == {"sent": 1}


async def test_who_comes_back_while_that_is_written_down_is_not_missed(
    uow: Database, clock: FixedClock, sender_of: Make
) -> None:
    await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=await citizens(uow, clock, 1))
    post, looks = Post(), iter([False, True, True, True])
    post.can_ring = lambda _: next(looks)  # type: ignore[method-assign]

    await sender_of(post).run_due()

    assert await states(uow, "reminder:1") == {"sent": 1}


@pytest.mark.usefixtures("three")
async def test_a_letter_with_nothing_to_say_is_not_sent(uow: Database, sender_of: Make) -> None:
    async def silent(_: DueDelivery) -> None:
        return None

    post = Post()
    await sender_of(post, {DeliveryKind.BROADCAST: silent}).run_due()

    assert post.letters == []
    assert await states(uow) == {"skipped(gone)": 3}


@pytest.mark.parametrize("composers", [{}, {DeliveryKind.BROADCAST: None}], ids=["none", "broken"])
@pytest.mark.usefixtures("three")
async def test_what_cannot_be_composed_is_tried_again_a_minute_later(
    uow: Database, clock: FixedClock, sender_of: Make, composers: dict[DeliveryKind, Any]
) -> None:
    async def breaks(_: DueDelivery) -> Letter:
        raise ZeroDivisionError

    made = dict.fromkeys(composers, breaks) or {DeliveryKind.REMINDER: says_hello}
    await sender_of(Post(), made).run_due()
    assert await states(uow) == {"pending(not_composed)": 3}
    post = Post()
    assert await sender_of(post).run_due() == 0
    clock.goes_on(minutes=1)
    await sender_of(post).run_due()

    assert await states(uow) == {"sent": 3}


async def test_under_what_nobody_asked_for_stands_what_stops_it(
    uow: Database, clock: FixedClock, sender_of: Make, answerer: Answerer
) -> None:
    people = await citizens(uow, clock, 1)
    topic = answerer.catalogue.topics[0]
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now(), topic=topic.id), citizens=people)
    await plan_deliveries(uow, clock, occasion=reminder(clock.now() + timedelta(seconds=2)), citizens=people)
    post = Post()
    sender = sender_of(post)
    await sender.run_due()
    post.seconds.now += 2
    clock.goes_on(seconds=2)
    await sender.run_due()

    (_, guide), (_, reminded) = post.letters
    assert guide.keyboard is not None
    phrases: Phrases = answerer.phrases
    assert [b.text for row in guide.keyboard.inline_keyboard for b in row] == [
        phrases.text("button-stop-topic", topic=topic.title),
        phrases.text("stop-button"),
    ]
    assert reminded.keyboard is None


async def test_a_chat_gets_one_message_a_second(uow: Database, clock: FixedClock, sender_of: Make) -> None:
    people = await citizens(uow, clock, 1)
    for number in (1, 2):
        await plan_deliveries(uow, clock, occasion=reminder(clock.now(), f"reminder:{number}"), citizens=people)
    post = Post(pacing=Pacing(1000, time=Seconds()))
    sender = sender_of(post)

    await sender.run_due()
    assert len(post.letters) == 1
    assert await states(uow, "reminder:2") == {"pending(throttled)": 1}
    clock.goes_on(seconds=1)

    assert await sender.run_due() == 1


async def test_a_reminder_does_not_wait_for_the_end_of_a_broadcast(
    uow: Database, clock: FixedClock, sender_of: Make
) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 60))
    minh = await citizen_of(uow, clock, Address("telegram", "7"))
    post = Post()

    async def somebody_is_reminded(chat: int, _: Letter) -> Receipt:
        if chat == 1000:
            await plan_deliveries(uow, clock, occasion=reminder(clock.now()), citizens=[minh])
        return Sent(str(chat))

    post.meanwhile = somebody_is_reminded
    sender = sender_of(post)
    sender._room = asyncio.Semaphore(1)
    await sender.run_due()

    assert len(post.chats) == 61
    assert post.chats.index(7) <= 25


class FullDisk:
    """A database that has no room for a while. `failures`: how many writes fail, from the `after`th on."""

    def __init__(self, database: Database, *, after: int, failures: int) -> None:
        self._database = database
        self._after = after
        self.failures = failures

    def __call__(self, *, readonly: bool = False) -> Any:
        return self._database(readonly=readonly)

    async def together(self, do: Any, item: Any, *, readonly: bool = False) -> Any:
        self._after -= 1
        if self._after < 0 and self.failures > 0:
            self.failures -= 1
            raise OSError("database or disk is full")
        return await self._database.together(do, item, readonly=readonly)


async def test_an_outcome_is_written_down_when_the_disk_has_room_again(
    uow: Database, clock: FixedClock, sender_of: Make
) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    waits = Waits()

    await sender_of(Post(), uow=FullDisk(uow, after=1, failures=3), sleep=waits).run_due()

    assert waits.seconds == [1, 2, 4]
    assert await states(uow) == {"sent": 1}


async def test_an_outcome_that_cannot_be_written_down_is_in_doubt_and_never_sent_again(
    uow: Database, clock: FixedClock, sender_of: Make, events: LogCapture
) -> None:
    await plan_deliveries(uow, clock, occasion=broadcast(clock.now()), citizens=await citizens(uow, clock, 1))
    await sender_of(Post(), uow=FullDisk(uow, after=1, failures=99)).run_due()
    assert "delivery_not_settled" in [e["event"] for e in events.entries]

    clock.goes_on(seconds=60)
    post = Post()
    await sender_of(post).run_due()

    assert post.letters == []
    assert await states(uow) == {"unconfirmed(lease_ran_out)": 1}
