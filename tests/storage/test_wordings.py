"""Wordings beside the content: two people for each, conflicts told, every change seen by its number."""

import pytest

from storage.actions.audit import list_audit
from storage.actions.wordings import (
    Decided,
    Decision,
    KeptWording,
    Standing,
    WordingKind,
    decide_wording,
    find_wording,
    list_approved,
    list_wordings,
    mark_exported,
    overlay_version,
    propose_wording,
    reword_wording,
    undo_wording,
)
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.permissions import NotAllowed, Role
from storage.unit_of_work import Database
from tests.clock import FixedClock
from tests.staff import appoint

MINH, HANH, LAN = Address("web", "7105"), Address("web", "7107"), Address("web", "7101")
TEXT, SLUG = "giấy độc thân xin ở đâu", "xac-nhan-tinh-trang-hon-nhan"


@pytest.fixture
async def staff(uow: Database, clock: FixedClock) -> None:
    """Minh curates, Hạnh owns; Lan is nobody."""
    await appoint(uow, clock, MINH, Role.CURATOR)
    await appoint(uow, clock, HANH, Role.OWNER)


async def proposes(
    uow: Database, clock: FixedClock, who: Address, text: str = TEXT, target: str = SLUG, key: str | None = None
) -> KeptWording:
    proposed = await propose_wording(
        uow,
        clock,
        by=who,
        kind=WordingKind.PHRASING,
        text=text,
        folded=text.lower(),
        target=target,
        update_key=key,
    )
    assert not proposed.taken
    return proposed.wording


async def decides(uow: Database, clock: FixedClock, who: Address, wording: KeptWording, approve: bool) -> Decision:
    decided = await decide_wording(
        uow, clock, by=who, wording_id=wording.id, version=wording.version, approve=approve, reason="trùng mẹ rồi"
    )
    return decided.decision


async def approved(uow: Database) -> list[str]:
    return [w.text for w in (await list_approved(uow)).wordings]


@pytest.mark.usefixtures("staff")
async def test_a_second_person_approves_and_the_number_grows(uow: Database, clock: FixedClock) -> None:
    wording = await proposes(uow, clock, MINH)
    assert await overlay_version(uow) == 0
    assert await approved(uow) == []

    assert await decides(uow, clock, HANH, wording, True) is Decision.DONE

    assert await overlay_version(uow) == 1
    assert await approved(uow) == [TEXT]


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("who", [MINH, HANH])
async def test_nobody_decides_about_their_own_the_owner_neither(uow: Database, clock: FixedClock, who: Address) -> None:
    wording = await proposes(uow, clock, who)

    assert await decides(uow, clock, who, wording, True) is Decision.OWN
    assert await decides(uow, clock, who, wording, False) is Decision.OWN
    assert await approved(uow) == []


@pytest.mark.usefixtures("staff")
async def test_a_stranger_does_nothing(uow: Database, clock: FixedClock) -> None:
    wording = await proposes(uow, clock, MINH)

    with pytest.raises(NotAllowed):
        await proposes(uow, clock, LAN, "câu khác")
    with pytest.raises(NotAllowed):
        await decides(uow, clock, LAN, wording, True)
    with pytest.raises(NotAllowed):
        await undo_wording(uow, clock, by=LAN, wording_id=wording.id, version=1)
    with pytest.raises(NotAllowed):
        await list_wordings(uow, clock, by=LAN, standing=Standing.PROPOSED)
    with pytest.raises(NotAllowed):
        await mark_exported(uow, clock, by=MINH, ids=[wording.id])


@pytest.mark.usefixtures("staff")
async def test_the_same_words_for_another_target_are_taken_and_shown(uow: Database, clock: FixedClock) -> None:
    first = await proposes(uow, clock, MINH)

    second = await propose_wording(
        uow, clock, by=HANH, kind=WordingKind.PHRASING, text=TEXT, folded=TEXT.lower(), target="the-can-cuoc"
    )

    assert (second.taken, second.wording) == (True, first)
    assert await list_wordings(uow, clock, by=HANH, standing=Standing.PROPOSED) == (first,)


@pytest.mark.usefixtures("staff")
async def test_the_later_of_two_decisions_is_told_and_changes_nothing(uow: Database, clock: FixedClock) -> None:
    wording = await proposes(uow, clock, MINH)
    await appoint(uow, clock, LAN, Role.REVIEWER)
    await decides(uow, clock, HANH, wording, False)

    late = await decide_wording(uow, clock, by=LAN, wording_id=wording.id, version=wording.version, approve=True)

    assert late.decision is Decision.CHANGED
    assert late.wording is not None
    assert (late.wording.standing, late.wording.reason) == (Standing.REJECTED, "trùng mẹ rồi")
    assert await approved(uow) == []


@pytest.mark.usefixtures("staff")
async def test_every_step_is_undone_and_done_again(uow: Database, clock: FixedClock) -> None:
    wording = await proposes(uow, clock, MINH)
    stood = []
    for _ in range(2):
        undone = await undo_wording(uow, clock, by=MINH, wording_id=wording.id, version=wording.version)
        assert undone.wording is not None
        wording = undone.wording
        stood.append(wording.standing)
    await decides(uow, clock, HANH, wording, True)
    assert await approved(uow) == [TEXT]

    undone = await undo_wording(uow, clock, by=MINH, wording_id=wording.id, version=wording.version + 1)

    assert stood == [Standing.WITHDRAWN, Standing.PROPOSED]
    assert undone.decision is Decision.DONE
    assert await approved(uow) == []
    assert await overlay_version(uow) == 2


@pytest.mark.usefixtures("staff")
async def test_undoing_on_an_old_screen_is_told(uow: Database, clock: FixedClock) -> None:
    wording = await proposes(uow, clock, MINH)
    await decides(uow, clock, HANH, wording, True)

    late = await undo_wording(uow, clock, by=MINH, wording_id=wording.id, version=wording.version)
    nowhere = await undo_wording(uow, clock, by=MINH, wording_id=77, version=1)

    assert (late.decision, nowhere.decision) == (Decision.CHANGED, Decision.GONE)
    assert await approved(uow) == [TEXT]


@pytest.mark.usefixtures("staff")
async def test_what_was_withdrawn_does_not_come_back_beside_its_successor(uow: Database, clock: FixedClock) -> None:
    first = await proposes(uow, clock, MINH)
    await undo_wording(uow, clock, by=MINH, wording_id=first.id, version=1)
    second = await proposes(uow, clock, HANH)

    again = await undo_wording(uow, clock, by=MINH, wording_id=first.id, version=2)

    assert (again.decision, again.wording) == (Decision.CHANGED, second)


@pytest.mark.usefixtures("staff")
async def test_a_repeated_update_proposes_once(uow: Database, clock: FixedClock) -> None:
    first = await proposes(uow, clock, MINH, key="web:1")
    second = await proposes(uow, clock, MINH, key="web:1")

    assert first == second
    assert len(await list_wordings(uow, clock, by=MINH, standing=Standing.PROPOSED)) == 1


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("text", ["x", "dài " * 60, "   "])
async def test_a_wording_of_no_length_that_content_allows_is_refused(
    uow: Database, clock: FixedClock, text: str
) -> None:
    with pytest.raises(ValueError, match="characters"):
        await proposes(uow, clock, MINH, text)


@pytest.mark.usefixtures("staff")
async def test_numbers_of_people_are_taken_out_of_a_wording(uow: Database, clock: FixedClock) -> None:
    wording = await proposes(uow, clock, MINH, "gọi 0912345678 hỏi giấy độc thân")

    assert "0912345678" not in wording.text


@pytest.mark.usefixtures("staff")
async def test_every_act_is_in_the_audit_by_ids_alone(uow: Database, clock: FixedClock) -> None:
    wording = await proposes(uow, clock, MINH)
    await decides(uow, clock, HANH, wording, True)
    await undo_wording(uow, clock, by=HANH, wording_id=wording.id, version=2)
    await mark_exported(uow, clock, by=CLI, ids=[wording.id])

    lines = await list_audit(uow, clock, by=CLI, since=clock.now())

    assert [(line.actor, line.act, line.subject) for line in lines if line.subject.startswith("wording")] == [
        ("1", "propose_phrasing", "wording:1"),
        ("2", "approve_phrasing", "wording:1"),
        ("2", "undo_phrasing", "wording:1"),
        ("cli", "export_phrasing", "wording:1"),
    ]
    found = await find_wording(uow, clock, by=CLI, wording_id=1)
    assert found is not None
    assert found.exported_at == clock.now()


async def rewords(uow: Database, clock: FixedClock, who: Address, wording: KeptWording, text: str) -> Decision:
    number, version = wording.id, wording.version
    return (
        await reword_wording(uow, clock, by=who, wording_id=number, version=version, text=text, folded=text)
    ).decision


@pytest.mark.usefixtures("staff")
async def test_a_proposal_put_into_other_words_keeps_none_of_the_old_ones(uow: Database, clock: FixedClock) -> None:
    wording = await proposes(uow, clock, MINH, "bà Lan ở ngõ 5 xin giấy độc thân")

    assert await rewords(uow, clock, MINH, wording, "người già xin giấy độc thân") is Decision.DONE

    assert "Lan" not in str(await list_wordings(uow, clock, by=CLI, standing=Standing.PROPOSED))
    assert await rewords(uow, clock, MINH, wording, "câu khác") is Decision.CHANGED
    assert await decides(uow, clock, HANH, wording, True) is Decision.CHANGED


@pytest.mark.usefixtures("staff")
async def test_only_who_proposed_puts_it_into_other_words_and_not_into_anothers(
    uow: Database, clock: FixedClock
) -> None:
    first, second = await proposes(uow, clock, MINH), await proposes(uow, clock, MINH, "câu thứ hai")

    with pytest.raises(NotAllowed):
        await rewords(uow, clock, HANH, first, "câu khác")
    assert await rewords(uow, clock, MINH, first, second.text) is Decision.CHANGED
    assert await reword_wording(
        uow, clock, by=MINH, wording_id=9, version=1, text="câu nào", folded="câu nào"
    ) == Decided(Decision.GONE)
