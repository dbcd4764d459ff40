"""Ticks live half an hour; 90 days for who agreed; and go with the consent, or with everything."""

from storage.actions.checklists import (
    find_checklist,
    forget_checklist,
    may_ask_to_remember,
    record_case,
    record_ticks,
    toggle_tick,
)
from storage.actions.consents import Purpose, record_consent
from storage.actions.identities import find_citizen
from storage.actions.mydata import erase_data, view_data, withdraw
from storage.actions.retention import Lifetimes, enforce_retention
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import SECRET, FixedClock

RENT = "papers:dang-ky-tam-tru"
BIRTH = "journey:moi-sinh-con"


async def agrees(uow: Database, clock: FixedClock, who: Address, given: bool = True) -> None:
    purpose = Purpose.REMEMBER_TICKS
    await record_consent(uow, clock, citizen=who, update_key=None, purpose=purpose, given=given, words="?", version="1")


async def ticked(uow: Database, clock: FixedClock, who: Address, subject: str = RENT) -> tuple[str, ...] | None:
    kept = await find_checklist(uow, clock, citizen=who, subject=subject)
    return kept.ticked if kept else None


async def retains(uow: Database, clock: FixedClock) -> int:
    return (await enforce_retention(uow, clock, lifetimes=Lifetimes())).checklists


async def test_ticking_makes_nobody_known(uow: Database, clock: FixedClock, lan: Address) -> None:
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["b", "a"])

    assert await ticked(uow, clock, lan) == ("a", "b")
    assert await find_citizen(uow, clock, channel="web", external_id="7") is None


async def test_a_case_and_ticks_stand_beside_each_other(uow: Database, clock: FixedClock, lan: Address) -> None:
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["a", "b"])
    await record_case(uow, clock, citizen=lan, subject=RENT, case={"way": "online", "home": ""})
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["c"], drop=["a"])

    kept = await find_checklist(uow, clock, citizen=lan, subject=RENT)

    assert kept is not None
    assert (dict(kept.case), kept.ticked) == ({"way": "online", "home": ""}, ("b", "c"))


async def test_a_tap_toggles_and_its_second_run_does_not(uow: Database, clock: FixedClock, lan: Address) -> None:
    await record_case(uow, clock, citizen=lan, subject=RENT, case={})

    for key in ("web:1", "web:1"):
        await toggle_tick(uow, clock, citizen=lan, update_key=key, subject=RENT, tick="a")
    assert await ticked(uow, clock, lan) == ("a",)
    await toggle_tick(uow, clock, citizen=lan, update_key="web:2", subject=RENT, tick="a")

    assert await ticked(uow, clock, lan) == ()


async def test_a_tap_on_a_forgotten_list_writes_nothing_unless_it_may_begin_anew(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    assert await toggle_tick(uow, clock, citizen=lan, update_key="web:1", subject=RENT, tick="a") is None
    assert await ticked(uow, clock, lan) is None

    await toggle_tick(uow, clock, citizen=lan, update_key="web:1", subject=RENT, tick="a", anew=True)

    assert await ticked(uow, clock, lan) == ("a",)


async def test_without_consent_a_list_is_forgotten_after_half_an_hour(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["a"])

    clock.goes_on(minutes=30)
    assert await ticked(uow, clock, lan) == ("a",)
    assert await retains(uow, clock) == 0
    clock.goes_on(seconds=1)
    assert await ticked(uow, clock, lan) is None
    assert await retains(uow, clock) == 1


async def test_with_consent_a_list_lives_90_days_from_the_last_tick(
    uow: Database, clock: FixedClock, lan: Address, tuan: Address
) -> None:
    await agrees(uow, clock, lan)
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["a"])
    await record_ticks(uow, clock, citizen=tuan, subject=RENT, add=["a"])

    clock.goes_on(days=60)
    assert await retains(uow, clock) == 1
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["b"])
    clock.goes_on(days=90)
    assert await ticked(uow, clock, lan) == ("a", "b")
    clock.goes_on(seconds=1)

    assert await ticked(uow, clock, lan) is None
    assert await retains(uow, clock) == 1


async def test_taking_consent_back_forgets_the_lists(uow: Database, clock: FixedClock, lan: Address) -> None:
    await agrees(uow, clock, lan)
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["a"])
    await record_ticks(uow, clock, citizen=lan, subject=BIRTH, add=["birth"])

    purposes = [Purpose.REMEMBER_TICKS]
    await withdraw(uow, clock, citizen=lan, update_key=None, purposes=purposes, words="?", version="1")

    assert await ticked(uow, clock, lan) is None
    assert await ticked(uow, clock, lan, BIRTH) is None


async def test_erasing_somebody_unknown_forgets_the_lists_too(uow: Database, clock: FixedClock, lan: Address) -> None:
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["a"])
    assert len((await view_data(uow, clock, citizen=lan, conversation="7")).checklists) == 1

    await erase_data(uow, clock, citizen=lan, conversation="7", secret=SECRET, update_key=None)

    assert (await view_data(uow, clock, citizen=lan, conversation="7")).checklists == ()


async def test_one_list_is_forgotten_alone(uow: Database, clock: FixedClock, lan: Address) -> None:
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["a"])
    await record_ticks(uow, clock, citizen=lan, subject=BIRTH, add=["birth"])

    assert await forget_checklist(uow, clock, citizen=lan, subject=RENT)
    assert not await forget_checklist(uow, clock, citizen=lan, subject=RENT)

    assert await ticked(uow, clock, lan, BIRTH) == ("birth",)


async def test_one_is_asked_once_if_ticks_may_be_remembered(uow: Database, clock: FixedClock, lan: Address) -> None:
    async def may(subject: str) -> bool:
        return await may_ask_to_remember(uow, clock, citizen=lan, subject=subject)

    assert not await may(RENT)
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["a"])
    await record_ticks(uow, clock, citizen=lan, subject=BIRTH, add=["birth"])

    assert await may(RENT)
    assert not await may(RENT)
    assert not await may(BIRTH)
    assert await ticked(uow, clock, lan) == ("a",)


async def test_who_said_yes_or_no_is_asked_no_more(
    uow: Database, clock: FixedClock, lan: Address, tuan: Address
) -> None:
    await agrees(uow, clock, lan)
    await agrees(uow, clock, tuan)
    await agrees(uow, clock, tuan, given=False)
    for who in (lan, tuan):
        await record_ticks(uow, clock, citizen=who, subject=RENT, add=["a"])

        assert not await may_ask_to_remember(uow, clock, citizen=who, subject=RENT)


async def test_a_list_is_one_persons(uow: Database, clock: FixedClock, lan: Address, tuan: Address) -> None:
    await record_ticks(uow, clock, citizen=lan, subject=RENT, add=["a"])

    assert await ticked(uow, clock, tuan) is None
