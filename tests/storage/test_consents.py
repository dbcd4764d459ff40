"""One decision at a time, provable; a no erases at once and a refusal leaves no trace."""

from datetime import UTC, datetime

from storage.actions.areas import find_area, save_area
from storage.actions.consents import Consent, Purpose, has_agreed, list_consents, record_consent
from storage.actions.history import Author, add_message, list_messages
from storage.actions.identities import find_citizen
from storage.actions.mydata import withdraw
from storage.rules.consents import agreed_purposes
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock

WORDS = "Mình nhớ khu vực của bạn nhé?"


async def decides(
    uow: Database, clock: FixedClock, who: Address, purpose: Purpose, given: bool, key: str | None = None
) -> bool:
    recorded = await record_consent(
        uow, clock, citizen=who, update_key=key, purpose=purpose, given=given, words=WORDS, version="2026-11"
    )
    return recorded.kept


async def test_a_yes_is_kept_with_its_words_version_time_and_channel(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await decides(uow, clock, lan, Purpose.REMEMBER_AREA, True)

    assert await list_consents(uow, clock, citizen=lan) == (
        Consent(Purpose.REMEMBER_AREA, True, WORDS, "2026-11", "web", datetime(2026, 11, 24, 2, 0, tzinfo=UTC)),
    )


async def test_each_purpose_is_agreed_to_on_its_own(uow: Database, clock: FixedClock, lan: Address) -> None:
    await decides(uow, clock, lan, Purpose.REMEMBER_AREA, True)

    assert await has_agreed(uow, clock, citizen=lan, purpose=Purpose.REMEMBER_AREA)
    assert not await has_agreed(uow, clock, citizen=lan, purpose=Purpose.IMPROVE_ANSWERS)


async def test_a_refusal_by_somebody_unknown_leaves_no_trace(uow: Database, clock: FixedClock, lan: Address) -> None:
    assert not await decides(uow, clock, lan, Purpose.REMEMBER_AREA, False)

    assert await find_citizen(uow, clock, channel="web", external_id="7") is None


async def test_the_latest_decision_counts_and_the_earlier_ones_stay_as_proof(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    for given in (True, False, True):
        await decides(uow, clock, lan, Purpose.REMEMBER_AREA, given)

    decisions = await list_consents(uow, clock, citizen=lan)
    assert [decision.given for decision in decisions] == [True, False, True]
    assert agreed_purposes(decisions) == {Purpose.REMEMBER_AREA}


async def test_a_no_after_a_yes_erases_what_was_kept_for_it(uow: Database, clock: FixedClock, lan: Address) -> None:
    await decides(uow, clock, lan, Purpose.REMEMBER_AREA, True)
    await save_area(uow, clock, citizen=lan, ward="00070")

    await decides(uow, clock, lan, Purpose.REMEMBER_AREA, False)

    assert await find_area(uow, clock, citizen=lan) is None


async def test_a_second_run_of_the_same_update_adds_no_decision(uow: Database, clock: FixedClock, lan: Address) -> None:
    await decides(uow, clock, lan, Purpose.REMEMBER_AREA, True, key="web:1")
    await decides(uow, clock, lan, Purpose.REMEMBER_AREA, True, key="web:1")

    assert len(await list_consents(uow, clock, citizen=lan)) == 1


async def test_withdrawing_names_only_what_had_stood_and_erases_it(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await decides(uow, clock, lan, Purpose.KEEP_CONVERSATION, True)
    await add_message(uow, clock, channel="web", conversation="7", author=Author.CITIZEN, text="chào")

    withdrawn = await withdraw(
        uow, clock, citizen=lan, update_key="web:2", purposes=tuple(Purpose), words="Rút", version="1"
    )

    assert withdrawn == (Purpose.KEEP_CONVERSATION,)
    assert await list_messages(uow, clock, channel="web", conversation="7") == ()
    assert not await has_agreed(uow, clock, citizen=lan, purpose=Purpose.KEEP_CONVERSATION)


async def test_somebody_unknown_has_nothing_to_withdraw(uow: Database, clock: FixedClock, lan: Address) -> None:
    withdrawn = await withdraw(
        uow, clock, citizen=lan, update_key=None, purposes=tuple(Purpose), words="Rút", version="1"
    )

    assert withdrawn == ()
