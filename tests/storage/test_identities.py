"""A channel's own ids become whole numbers that are never given twice."""

from storage.actions.consents import Purpose, record_consent
from storage.actions.identities import find_citizen, find_native_id, forget_surrogate, get_surrogate
from storage.actions.retention import Lifetimes, enforce_retention
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock


async def number_of(uow: Database, clock: FixedClock, native_id: str, kind: str = "person") -> int:
    return await get_surrogate(uow, clock, channel="web", kind=kind, native_id=native_id)


async def test_the_same_id_has_one_number_for_each_kind(uow: Database, clock: FixedClock) -> None:
    first = await number_of(uow, clock, "abc")

    assert await number_of(uow, clock, "abc") == first
    assert await number_of(uow, clock, "abc", kind="chat") != first
    assert 0 < first < 2**53


async def test_a_number_leads_back_to_its_id_on_its_own_channel(uow: Database, clock: FixedClock) -> None:
    number = await number_of(uow, clock, "abc")

    assert await find_native_id(uow, clock, channel="web", kind="person", number=number) == "abc"
    assert await find_native_id(uow, clock, channel="zalo", kind="person", number=number) is None


async def test_a_forgotten_number_is_never_given_to_anybody_else(uow: Database, clock: FixedClock) -> None:
    first = await number_of(uow, clock, "abc")

    await forget_surrogate(uow, clock, channel="web", kind="person", native_id="abc")

    assert await find_native_id(uow, clock, channel="web", kind="person", number=first) is None
    assert await number_of(uow, clock, "another") > first
    assert await number_of(uow, clock, "abc") > first


async def test_unused_numbers_go_unless_a_citizen_has_them(uow: Database, clock: FixedClock) -> None:
    kept, gone = await number_of(uow, clock, "kept"), await number_of(uow, clock, "gone")
    await record_consent(
        uow,
        clock,
        citizen=Address("web", str(kept)),
        update_key=None,
        purpose=Purpose.KEEP_CONVERSATION,
        given=True,
        words="?",
        version="1",
    )
    clock.goes_on(days=3)

    forgotten = await enforce_retention(uow, clock, lifetimes=Lifetimes())

    assert forgotten.surrogates == 1
    assert await find_native_id(uow, clock, channel="web", kind="person", number=gone) is None
    assert await number_of(uow, clock, "kept") == kept


async def test_a_number_in_use_is_noted_as_used(uow: Database, clock: FixedClock) -> None:
    number = await number_of(uow, clock, "abc")
    clock.goes_on(days=2)
    assert await number_of(uow, clock, "abc") == number
    clock.goes_on(days=1)

    await enforce_retention(uow, clock, lifetimes=Lifetimes())

    assert await find_native_id(uow, clock, channel="web", kind="person", number=number) == "abc"


async def test_nobody_is_a_citizen_before_they_agree_to_something(uow: Database, clock: FixedClock) -> None:
    assert await find_citizen(uow, clock, channel="web", external_id="7") is None


async def test_two_processes_that_meet_the_same_person_make_one_citizen(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    async with uow() as work:
        first = await work.identities.record(lan, clock.now())
        await work.commit()
    async with uow() as work:
        assert await work.identities.record(lan, clock.now()) == first
        assert await work.identities.list_addresses(first) == (lan,)
