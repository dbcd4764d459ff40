"""What is asked for at a time shares a transaction; whoever leads it may fail or go without harm to the others."""

import asyncio
from collections.abc import Sequence
from typing import Self

from sqlalchemy.exc import OperationalError

from storage.together import Together

LARGEST = 100


class Book:
    """A transaction that takes its time: what is written is kept once it is committed."""

    def __init__(self) -> None:
        self.kept: list[list[str]] = []
        self.began = asyncio.Event()
        self.may_commit = asyncio.Event()
        self.may_commit.set()
        self.closed = False
        self._draft: list[str] = []

    async def __aenter__(self) -> Self:
        if self.closed:
            raise OSError("no database")
        self._draft = []
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0)

    async def write(self, items: Sequence[str]) -> list[str]:
        self.began.set()
        await self.may_commit.wait()
        if "locked" in items:
            raise OperationalError("INSERT", None, Exception("database is locked"))
        if "refused" in items:
            raise ValueError("refused")
        self._draft.extend(items)
        return [item.upper() for item in items]

    async def commit(self) -> None:
        self.kept.append(self._draft)


def together_in(book: Book) -> Together[Book, str, str]:
    return Together(lambda: book, Book.write, commits=True)


async def test_who_asks_at_the_same_time_shares_a_transaction() -> None:
    book = Book()
    together = together_in(book)

    assert await asyncio.gather(*(together.run(item) for item in ("a", "b", "c"))) == ["A", "B", "C"]

    assert book.kept == [["a", "b", "c"]]


async def test_what_comes_while_one_transaction_runs_shares_the_next() -> None:
    book = Book()
    together = together_in(book)
    book.may_commit.clear()
    first = asyncio.ensure_future(together.run("a"))
    await book.began.wait()
    others = asyncio.gather(*(together.run(item) for item in ("b", "c")))
    await asyncio.sleep(0)
    book.may_commit.set()

    assert [await first, *await others] == ["A", "B", "C"]

    assert book.kept == [["a"], ["b", "c"]]


async def test_a_large_crowd_is_written_in_several_transactions_in_order() -> None:
    book = Book()
    together = together_in(book)
    items = [str(number) for number in range(2 * LARGEST + 50)]

    await asyncio.gather(*(together.run(item) for item in items))

    assert [item for group in book.kept for item in group] == items
    assert max(len(group) for group in book.kept) == LARGEST


async def test_what_the_database_refuses_fails_alone() -> None:
    book = Book()
    together = together_in(book)

    outcomes = await asyncio.gather(*(together.run(i) for i in ("a", "b", "refused", "c")), return_exceptions=True)

    assert [outcomes[0], outcomes[1], outcomes[3]] == ["A", "B", "C"]
    assert isinstance(outcomes[2], ValueError)
    assert sorted(item for group in book.kept for item in group) == ["a", "b", "c"]


async def test_where_the_database_cannot_write_all_hear_of_it_and_nobody_waits_for_each_in_turn() -> None:
    book = Book()
    together = together_in(book)
    book.may_commit.clear()
    first = asyncio.gather(*(together.run(item) for item in ("a", "locked")), return_exceptions=True)
    await book.began.wait()
    book.may_commit.set()

    outcomes = [outcome for outcome in await first if isinstance(outcome, OperationalError)]

    assert outcomes
    assert await together.run("b") == "B"


async def test_who_cannot_open_a_transaction_fails_for_themselves_and_the_next_one_tries() -> None:
    book = Book()
    together = together_in(book)
    book.closed = True

    outcomes = await asyncio.gather(*(together.run(item) for item in ("a", "b")), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [OSError, OSError]
    book.closed = False
    assert await together.run("c") == "C"


async def test_a_leader_who_goes_away_leaves_the_others_to_the_next() -> None:
    book = Book()
    together = together_in(book)
    book.may_commit.clear()
    tasks = [asyncio.ensure_future(together.run(item)) for item in ("a", "b", "c")]
    await book.began.wait()

    tasks[0].cancel()
    await asyncio.sleep(0)
    book.may_commit.set()

    assert await asyncio.gather(*tasks[1:]) == ["B", "C"]
    assert [item for group in book.kept for item in group] == ["b", "c"]


async def test_who_goes_away_while_waiting_is_not_written() -> None:
    book = Book()
    together = together_in(book)
    book.may_commit.clear()
    tasks = [asyncio.ensure_future(together.run("a"))]
    await book.began.wait()
    tasks += [asyncio.ensure_future(together.run(item)) for item in ("b", "c")]
    await asyncio.sleep(0)

    tasks[1].cancel()
    book.may_commit.set()

    assert [await tasks[0], await tasks[2]] == ["A", "C"]
    assert [item for group in book.kept for item in group] == ["a", "c"]


async def test_who_goes_away_just_when_told_to_lead_hands_over() -> None:
    book = Book()
    together = together_in(book)
    book.may_commit.clear()
    first = asyncio.ensure_future(together.run("a"))
    await book.began.wait()
    others = [asyncio.ensure_future(together.run(item)) for item in ("b", "c")]
    await asyncio.sleep(0)
    first.add_done_callback(lambda _: others[0].cancel())

    book.may_commit.set()

    assert await others[1] == "C"
    assert [item for group in book.kept for item in group] in (["a", "c"], ["a", "b", "c"])
