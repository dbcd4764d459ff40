"""A stop stands until it is taken back; an area is remembered only with consent."""

from storage.actions.areas import find_area, forget_area, save_area
from storage.actions.consents import Purpose, record_consent
from storage.actions.stops import is_stopped, record_stop, undo_stop
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock


async def test_a_stop_needs_no_consent_and_stands_at_once(uow: Database, clock: FixedClock, lan: Address) -> None:
    assert not await is_stopped(uow, clock, citizen=lan)

    assert await record_stop(uow, clock, citizen=lan, update_key="web:1")

    assert await is_stopped(uow, clock, citizen=lan)
    assert not await record_stop(uow, clock, citizen=lan, update_key="web:2")


async def test_a_stop_is_taken_back_once(uow: Database, clock: FixedClock, lan: Address) -> None:
    assert not await undo_stop(uow, clock, citizen=lan, update_key="web:0")
    await record_stop(uow, clock, citizen=lan, update_key="web:1")

    assert await undo_stop(uow, clock, citizen=lan, update_key="web:2")

    assert not await undo_stop(uow, clock, citizen=lan, update_key="web:3")
    assert not await is_stopped(uow, clock, citizen=lan)


async def test_a_stop_is_one_persons(uow: Database, clock: FixedClock, lan: Address, tuan: Address) -> None:
    await record_stop(uow, clock, citizen=lan, update_key="web:1")

    assert not await is_stopped(uow, clock, citizen=tuan)


async def test_without_consent_no_area_is_written(uow: Database, clock: FixedClock, lan: Address) -> None:
    assert not await save_area(uow, clock, citizen=lan, ward="00070")

    assert await find_area(uow, clock, citizen=lan) is None
    assert not await forget_area(uow, clock, citizen=lan)


async def test_with_consent_the_latest_area_is_remembered_with_its_zeros(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await record_consent(
        uow,
        clock,
        citizen=lan,
        update_key=None,
        purpose=Purpose.REMEMBER_AREA,
        given=True,
        words="?",
        version="1",
    )
    await save_area(uow, clock, citizen=lan, ward="00004")
    await save_area(uow, clock, citizen=lan, ward="00070", district="006", commune="00202")

    area = await find_area(uow, clock, citizen=lan)

    assert area is not None
    assert (area.ward, area.district, area.commune) == ("00070", "006", "00202")
    assert await forget_area(uow, clock, citizen=lan)
    assert await find_area(uow, clock, citizen=lan) is None
