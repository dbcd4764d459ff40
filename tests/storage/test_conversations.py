"""A conversation stands where it was left, for half an hour."""

from storage.actions.conversations import (
    forget_conversation,
    get_state,
    put_context,
    put_data,
    put_state,
)
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock

HERE = {"channel": "web", "conversation": "7"}


async def test_nothing_is_an_empty_state(uow: Database, clock: FixedClock) -> None:
    found = await get_state(uow, clock, **HERE)

    assert (found.state, found.data, found.context) == (None, {}, {})


async def test_state_ids_and_context_are_written_apart_and_read_together(uow: Database, clock: FixedClock) -> None:
    await put_state(uow, clock, **HERE, state="Area:confirm")
    await put_data(uow, clock, **HERE, data={"ward": "00070"})
    await put_context(uow, clock, **HERE, context={"procedure": "the-can-cuoc"})

    found = await get_state(uow, clock, **HERE)

    assert found.state == "Area:confirm"
    assert found.data == {"ward": "00070"}
    assert found.context == {"procedure": "the-can-cuoc"}


async def test_it_is_forgotten_after_half_an_hour(uow: Database, clock: FixedClock) -> None:
    await put_state(uow, clock, **HERE, state="Area:confirm")

    clock.goes_on(minutes=30)
    assert (await get_state(uow, clock, **HERE)).state == "Area:confirm"
    clock.goes_on(seconds=1)
    assert (await get_state(uow, clock, **HERE)).state is None


async def test_a_new_word_does_not_bring_an_old_state_back(uow: Database, clock: FixedClock) -> None:
    await put_state(uow, clock, **HERE, state="Area:confirm")
    clock.goes_on(minutes=31)

    await put_context(uow, clock, **HERE, context={"procedure": "the-can-cuoc"})

    found = await get_state(uow, clock, **HERE)
    assert found.state is None
    assert found.context == {"procedure": "the-can-cuoc"}


async def test_it_is_forgotten_at_once_when_asked(uow: Database, clock: FixedClock) -> None:
    await put_state(uow, clock, **HERE, state="Area:confirm")

    await forget_conversation(uow, clock, **HERE)

    assert (await get_state(uow, clock, **HERE)).state is None
