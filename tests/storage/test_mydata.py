"""Everything about a person can be seen, taken along and erased; proofs name nobody."""

import json

import pytest

from storage.actions.areas import save_area
from storage.actions.checklists import find_checklist, record_ticks
from storage.actions.consents import Purpose, record_consent
from storage.actions.conversations import get_state
from storage.actions.history import Author, add_message, list_messages
from storage.actions.identities import find_citizen
from storage.actions.mydata import (
    Erased,
    erase_data,
    export_data,
    list_erasures,
    repeat_erasures,
    view_data,
)
from storage.actions.questions import AnsweredQuestion, record_answer
from storage.actions.ratings import Rating, record_rating
from storage.actions.stops import is_stopped, record_stop, undo_stop
from storage.rules.people import Address
from storage.rules.proofs import ProofKind, keyed_hash
from storage.unit_of_work import Database
from tests.storage.conftest import SECRET, FixedClock


async def agrees_to_all(uow: Database, clock: FixedClock, who: Address) -> None:
    for purpose in Purpose:
        await record_consent(
            uow, clock, citizen=who, update_key=None, purpose=purpose, given=True, words="Có?", version="1"
        )


async def leaves_traces(uow: Database, clock: FixedClock, who: Address) -> None:
    """One record of every kind."""
    await agrees_to_all(uow, clock, who)
    await save_area(uow, clock, citizen=who, ward="00070", district="006")
    await add_message(uow, clock, channel=who.channel, conversation=who.external_id, author=Author.CITIZEN, text="chào")
    await record_answer(
        uow,
        clock,
        citizen=who,
        conversation=who.external_id,
        update_key=f"{who}:1",
        question=AnsweredQuestion("phí lý lịch tư pháp", "answered", topic="tu-phap"),
        context={"procedure": "phieu-ly-lich-tu-phap"},
    )
    await record_rating(uow, clock, citizen=who, update_key=f"{who}:2", rating=Rating.UP, answer_key=f"{who}:9")
    await record_stop(uow, clock, citizen=who, update_key=f"{who}:3")
    await record_ticks(uow, clock, citizen=who, subject="papers:the-can-cuoc", add=["paper-old"])


async def erases(uow: Database, clock: FixedClock, who: Address) -> Erased:
    return await erase_data(uow, clock, citizen=who, conversation=who.external_id, secret=SECRET, update_key=f"{who}:4")


async def test_the_export_is_a_json_document_with_everything_in_it(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await leaves_traces(uow, clock, lan)

    document = json.loads(json.dumps(await export_data(uow, clock, citizen=lan, conversation="7")))

    assert document["agreed"] == sorted(Purpose)
    assert document["area"]["ward"] == "00070"
    assert document["questions"][0]["text"] == "phí lý lịch tư pháp"
    assert document["ratings"][0]["rating"] == "up"
    assert document["messages"][0]["text"] == "chào"
    assert (document["checklists"][0]["subject"], document["checklists"][0]["ticked"]) == (
        "papers:the-can-cuoc",
        ["paper-old"],
    )
    assert document["stopped"] is True
    assert document["exported_at"] == "2026-11-24T02:00:00+00:00"
    assert "citizen" not in document


async def test_of_somebody_unknown_there_is_nothing_to_see(uow: Database, clock: FixedClock, lan: Address) -> None:
    data = await view_data(uow, clock, citizen=lan, conversation="7")

    assert (data.citizen, data.consents, data.area, data.agreed, data.stopped) == (
        None,
        (),
        None,
        frozenset(),
        False,
    )


async def test_erasing_leaves_nothing_but_proofs(uow: Database, clock: FixedClock, lan: Address) -> None:
    await leaves_traces(uow, clock, lan)

    erased = await erases(uow, clock, lan)

    assert erased == Erased(questions=1, messages=1, area=True, proofs=len(Purpose) + 1)
    assert await find_citizen(uow, clock, channel="web", external_id="7") is None
    assert await list_messages(uow, clock, channel="web", conversation="7") == ()
    assert (await get_state(uow, clock, channel="web", conversation="7")).context == {}
    assert not await is_stopped(uow, clock, citizen=lan)
    assert await find_checklist(uow, clock, citizen=lan, subject="papers:the-can-cuoc") is None
    async with uow(readonly=True) as work:
        proofs = await work.proofs.list_for(keyed_hash(lan, SECRET))
        counts = await work.questions.list_counts(clock.now().date(), clock.now().date())
    assert [proof.kind for proof in proofs] == [ProofKind.CONSENT] * len(Purpose) + [ProofKind.STOP]
    assert counts[0][3] == 1


async def test_a_stop_that_was_taken_back_is_proved_both_ways(uow: Database, clock: FixedClock, lan: Address) -> None:
    await record_stop(uow, clock, citizen=lan, update_key=None)
    await undo_stop(uow, clock, citizen=lan, update_key=None)

    await erases(uow, clock, lan)

    async with uow(readonly=True) as work:
        proofs = await work.proofs.list_for(keyed_hash(lan, SECRET))
    assert [proof.given for proof in proofs] == [True, False]


async def test_somebody_elses_data_stays(uow: Database, clock: FixedClock, lan: Address, tuan: Address) -> None:
    await leaves_traces(uow, clock, lan)
    await leaves_traces(uow, clock, tuan)

    await erases(uow, clock, lan)

    data = await view_data(uow, clock, citizen=tuan, conversation=tuan.external_id)
    assert (len(data.consents), len(data.questions), len(data.messages)) == (len(Purpose), 1, 1)
    assert data.area is not None
    assert data.stopped
    assert len(data.checklists) == 1


async def test_erasing_somebody_unknown_forgets_the_running_conversation_and_leaves_no_line(
    uow: Database, clock: FixedClock, lan: Address
) -> None:
    await add_message(uow, clock, channel="web", conversation="7", author=Author.CITIZEN, text="chào")

    assert await erases(uow, clock, lan) == Erased(questions=0, messages=1, area=False, proofs=0)
    assert await list_erasures(uow, clock) == ()


async def test_after_a_restore_the_erased_are_erased_again_and_who_came_back_stays(
    uow: Database, clock: FixedClock, lan: Address, tuan: Address
) -> None:
    """The list of erasures lives apart from the backup; here it is carried over by hand."""
    await agrees_to_all(uow, clock, lan)
    clock.goes_on(days=1)
    erasures = [(keyed_hash(lan, SECRET), clock.now()), (keyed_hash(tuan, SECRET), clock.now())]
    clock.goes_on(days=1)
    await agrees_to_all(uow, clock, tuan)

    assert await repeat_erasures(uow, clock, erasures=erasures, secret=SECRET) == 1

    assert await find_citizen(uow, clock, channel="web", external_id="7") is None
    assert await find_citizen(uow, clock, channel="telegram", external_id="1001") is not None
    assert [line[0] for line in await list_erasures(uow, clock)] == [keyed_hash(lan, SECRET)]


def test_a_keyed_hash_depends_on_the_key_and_names_nobody(lan: Address) -> None:
    assert keyed_hash(lan, "one") != keyed_hash(lan, "another")
    assert len(keyed_hash(lan, "one")) == 64
    with pytest.raises(ValueError, match="secret"):
        keyed_hash(lan, "")
