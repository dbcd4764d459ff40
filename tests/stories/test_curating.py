"""What is asked in vain is learnt from: seen by curators, attached by one, approved by another, answered everywhere."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core import Core
from handlers.callbacks import DeskOpened
from handlers.staff.curating_callbacks import (
    AttachChosen,
    DraftOpened,
    GapOpened,
    GapsListed,
    PointChosen,
    WordingApproved,
    WordingOpened,
    WordingsListed,
    WordingUndone,
)
from knowledge.text import fold
from storage.actions.audit import list_audit
from storage.actions.consents import Purpose, record_consent
from storage.actions.mydata import erase_data
from storage.actions.wordings import Standing, WordingKind, decide_wording, propose_wording
from storage.engine import make_engine
from storage.rules.audit import CLI
from storage.rules.people import Address
from storage.rules.permissions import Role
from storage.unit_of_work import Database
from tests.cast import HANH, HOA, KHOA, LAN, MINH, NGOC, TUAN, Person
from tests.driver import Chat, World
from tests.staff import appoint

UNKNOWN = "mượn loa phường thông báo tìm mèo lạc"
REORDERED = "tim meo lac thi muon loa phuong thong bao"
SLUG = "ihanoi-phan-anh"


def address(person: Person) -> Address:
    return Address("web", str(person.id))


async def agrees(world: World, person: Person) -> None:
    await record_consent(
        world.core.database,
        world.clock,
        citizen=address(person),
        update_key=None,
        purpose=Purpose.IMPROVE_ANSWERS,
        given=True,
        words="Có?",
        version="1",
    )


@pytest.fixture
async def desk(world: World) -> World:
    """Hạnh owns, Minh and Ngọc curate, Tuấn audits; Lan agreed to have her questions kept."""
    roles = {HANH: Role.OWNER, MINH: Role.CURATOR, NGOC: Role.CURATOR, TUAN: Role.AUDITOR}
    for person, role in roles.items():
        await appoint(world.core.database, world.clock, address(person), role)
    await agrees(world, LAN)
    return world


@pytest.fixture
async def second(desk: World, core: Core) -> AsyncIterator[World]:
    """Another process on the same database, with an answerer and connections of its own."""
    database = Database(make_engine(core.settings.database_url))
    world = World(replace(core, database=database), desk.clock)
    world.updates = iter(range(5000, 6000))  # type: ignore[assignment]  # numbers of a medium are never used twice
    async with world.running():
        yield world
    await database.close()


async def proposes(world: World, person: Person, kind: WordingKind = WordingKind.PHRASING, target: str = SLUG) -> None:
    """Somebody asked in vain, and a curator proposed it; told in full by the first story."""
    await world.chat(LAN).says(UNKNOWN)
    await propose_wording(
        world.core.database,
        world.clock,
        by=address(person),
        kind=kind,
        text=UNKNOWN,
        folded=fold(UNKNOWN),
        target=target,
    )


async def approves(world: World, person: Person) -> None:
    """A second person agreed to the first proposal."""
    await decide_wording(world.core.database, world.clock, by=address(person), wording_id=1, version=1, approve=True)
    world.clock.goes_on(seconds=1)


async def opens_the_first_gap(chat: Chat) -> int:
    """Returns the number of its question, which buttons carry."""
    await opens_the_gaps(chat)
    label, data = next(iter((await shown(chat)).items()))
    await chat.taps(label)
    return GapOpened.unpack(data).question


async def opens_the_gaps(chat: Chat) -> None:
    await chat.says("/tritue")
    await chat.taps(chat.label("button-curating-gaps"))


async def shown(chat: Chat) -> dict[str, str]:
    """The buttons that open something of a list."""
    return {label: data for label, data in chat.last.buttons.items() if re.fullmatch(r"Mở \d+", label)}


async def opens_the_first_proposal(chat: Chat) -> None:
    await chat.says("/tritue")
    await chat.taps_unseen(WordingsListed(standing=Standing.PROPOSED))
    await chat.taps(next(iter(await shown(chat))))


def is_answered(chat: Chat) -> bool:
    return chat.label("button-helpful") in chat.last.buttons


async def test_what_was_asked_in_vain_is_answered_everywhere_once_two_people_agreed(desk: World, second: World) -> None:
    lan = desk.chat(LAN)
    await lan.says(UNKNOWN)
    assert not is_answered(lan)

    minh = desk.chat(MINH)
    await minh.says("/tritue")
    assert "1 nhóm" in minh.last.text
    await minh.taps(minh.label("button-curating-gaps"))
    assert UNKNOWN in minh.last.text
    question = await opens_the_first_gap(minh)
    attach = [label for label in minh.last.buttons if label.startswith("Gắn: ")]
    assert len(attach) == 3
    await minh.taps_unseen(AttachChosen(question=question, procedure=SLUG))
    minh.sees("curating-proposed")
    minh.sees("curating-second")
    desk.clock.goes_on(seconds=1)
    await lan.says(UNKNOWN)
    assert not is_answered(lan), "nothing is answered before a second person agreed"

    hanh = desk.chat(HANH)
    await opens_the_first_proposal(hanh)
    await hanh.taps(hanh.label("button-curating-approve"))
    hanh.sees("curating-approved")
    desk.clock.goes_on(seconds=1)

    for world in (desk, second):
        chat = world.chat(HOA)
        title = world.core.answerer.catalogue.titles[SLUG]
        for asked in (UNKNOWN, REORDERED, "Cho cháu hỏi mượn loa phường thông báo tìm mèo lạc ạ"):
            await chat.says("/start")
            await chat.says(asked)
            assert is_answered(chat), f"{asked}: {chat.last.text}"
            assert any(SLUG in data for data in chat.last.buttons.values()), title
    await minh.says("/tritue")
    assert "0 nhóm" in minh.last.text


async def test_nobody_approves_what_they_proposed_the_owner_neither(desk: World) -> None:
    await proposes(desk, HANH)
    hanh = desk.chat(HANH)
    await opens_the_first_proposal(hanh)
    assert hanh.label("button-curating-approve") not in hanh.last.buttons

    await hanh.taps_unseen(WordingApproved(wording=1, version=1))

    hanh.sees("curating-own")


async def test_an_auditor_looks_and_changes_nothing(desk: World) -> None:
    await proposes(desk, MINH)
    chat = desk.chat(TUAN)

    await opens_the_first_proposal(chat)

    assert list(chat.last.buttons) == [chat.label("button-curating-desk")]
    await chat.taps_unseen(WordingApproved(wording=1, version=1))
    chat.sees("gone")


async def test_a_citizen_does_not_learn_that_there_is_a_desk(desk: World) -> None:
    chat = desk.chat(LAN)

    await chat.says("/tritue")
    chat.sees("unknown-command")
    await chat.taps_unseen(GapsListed())
    chat.sees("gone")


async def test_only_what_people_agreed_to_have_kept_is_a_gap_and_nobody_is_named(desk: World) -> None:
    await desk.chat(KHOA).says(UNKNOWN)
    await desk.chat(LAN).says("mượn loa phường tìm mèo lạc, gọi tôi 0912345678")
    chat = desk.chat(MINH)

    await opens_the_gaps(chat)

    assert "1 nhóm" in chat.last.text
    assert "1 người, 1 lượt" in chat.last.text
    assert "0912345678" not in chat.last.text
    assert not any(name in chat.last.text for name in (LAN.name, str(LAN.id)))


async def test_an_erased_question_is_no_gap_any_more(desk: World) -> None:
    await desk.chat(LAN).says(UNKNOWN)
    chat = desk.chat(MINH)
    await opens_the_gaps(chat)
    opened = next(iter((await shown(chat)).values()))

    await erase_data(
        desk.core.database,
        desk.clock,
        citizen=address(LAN),
        conversation=str(LAN.id),
        secret=desk.core.secret_key,
        update_key=None,
    )

    await chat.taps_unseen(GapOpened.unpack(opened))
    chat.sees("curating-gone")
    await opens_the_gaps(chat)
    chat.sees("curating-no-gaps")


async def test_a_wording_that_spoils_another_procedure_is_refused_with_what_it_would_spoil(desk: World) -> None:
    await proposes(desk, MINH, target="phieu-ly-lich-tu-phap")
    chat = desk.chat(MINH)
    await opens_the_first_proposal(chat)
    await chat.taps(chat.label("button-curating-reword"))
    await chat.says("giấy chứng nhận độc thân có hạn bao lâu")

    chat.sees("curating-refused", text="giấy chứng nhận độc thân có hạn bao lâu")
    assert "Giấy chứng nhận độc thân có hạn mấy tháng?" in chat.last.text
    await chat.says("x")
    chat.sees("curating-too-long", number="160")
    await chat.says("thả diều cạnh cột điện có bị phạt không")
    chat.sees("curating-reworded")
    assert UNKNOWN not in chat.last.text


async def test_what_would_spoil_another_by_now_is_not_approved(desk: World) -> None:
    sample = desk.core.answerer.catalogue.procedures["tach-ho"].samples[0]
    await propose_wording(
        desk.core.database,
        desk.clock,
        by=address(MINH),
        kind=WordingKind.PHRASING,
        text=sample,
        folded=fold(sample),
        target=SLUG,
    )
    chat = desk.chat(NGOC)
    await opens_the_first_proposal(chat)

    await chat.taps(chat.label("button-curating-approve"))

    chat.sees("curating-refused", text=sample)
    assert desk.core.answerer.catalogue.titles["tach-ho"] in chat.last.text
    await chat.taps_unseen(WordingOpened(wording=1))
    assert chat.label("button-curating-approve") in chat.last.buttons


async def test_the_later_of_two_curators_is_told(desk: World) -> None:
    await proposes(desk, MINH)
    ngoc = desk.chat(NGOC)
    question = await opens_the_first_gap(ngoc)

    await ngoc.taps_unseen(AttachChosen(question=question, procedure="the-can-cuoc"))

    assert any(desk.core.phrases.text("curating-pending") in reply.text for reply in ngoc.replies)
    ngoc.sees("curating-taken")
    assert desk.core.answerer.catalogue.titles[SLUG] in ngoc.last.text
    await ngoc.taps(ngoc.label("button-curating-approve"))
    hanh = desk.chat(HANH)
    await hanh.says("/tritue")
    await hanh.taps_unseen(WordingApproved(wording=1, version=1))
    hanh.sees("curating-changed")


async def test_a_rejection_has_a_reason_that_the_proposer_reads(desk: World) -> None:
    await proposes(desk, MINH)
    ngoc = desk.chat(NGOC)
    await opens_the_first_proposal(ngoc)
    await ngoc.taps(ngoc.label("button-curating-reject"))
    ngoc.sees("curating-why")

    await ngoc.says("phường không cho mượn loa")

    ngoc.sees("curating-rejected")
    minh = desk.chat(MINH)
    await minh.taps_unseen(WordingOpened(wording=1))
    assert "phường không cho mượn loa" in minh.last.text
    await minh.taps(minh.label("button-curating-undo-rejected"))
    minh.sees("curating-undone")
    assert "Chờ duyệt" in minh.last.text


async def test_what_was_approved_is_taken_back_at_once(desk: World) -> None:
    await proposes(desk, MINH)
    await approves(desk, NGOC)
    asker = desk.chat(HOA)
    await asker.says(UNKNOWN)
    assert is_answered(asker)

    chat = desk.chat(MINH)
    await chat.taps_unseen(WordingOpened(wording=1))
    await chat.taps(chat.label("button-curating-undo-approved"))
    desk.clock.goes_on(seconds=1)

    other = desk.chat(KHOA)
    await other.says(UNKNOWN)
    assert not is_answered(other)


async def test_what_is_out_of_scope_is_declined_with_the_pointer(desk: World) -> None:
    await desk.chat(LAN).says(UNKNOWN)
    minh = desk.chat(MINH)
    question = await opens_the_first_gap(minh)
    await minh.taps(minh.label("button-curating-point"))
    minh.sees("curating-point")
    await minh.taps_unseen(PointChosen(question=question, target="tram-y-te"))
    minh.sees("curating-proposed")
    await approves(desk, NGOC)

    asker = desk.chat(HOA)
    await asker.says(REORDERED)

    assert not is_answered(asker)
    assert desk.core.answerer.catalogue.contacts["tram-y-te"].name in asker.last.text


async def test_a_neighbour_is_a_pointer_too(desk: World) -> None:
    await proposes(desk, MINH, WordingKind.POINTER, "ho-chieu")
    await approves(desk, NGOC)

    asker = desk.chat(HOA)
    await asker.says(UNKNOWN)

    assert desk.core.answerer.catalogue.titles["ho-chieu"] in asker.last.text


async def test_a_target_is_found_by_its_name_or_in_the_menu(desk: World) -> None:
    await desk.chat(LAN).says(UNKNOWN)
    chat = desk.chat(MINH)
    await opens_the_first_gap(chat)
    await chat.taps(chat.label("button-curating-other"))
    chat.sees("curating-attach")

    await chat.says("phản ánh qua ihanoi")
    title = desk.core.answerer.catalogue.titles[SLUG]
    label = desk.core.phrases.text("button-curating-attach", title=title)
    assert label in chat.last.buttons
    await chat.says("zzzz qqqq")
    chat.sees("curating-which-none")
    await chat.taps(chat.label("button-curating-back"))
    await chat.taps(chat.label("button-curating-other"))
    await chat.taps("iHanoi" if "iHanoi" in chat.last.buttons else next(iter(chat.last.buttons)))
    chat.sees("curating-which")
    await chat.taps(next(iter(chat.last.buttons)))
    assert chat.last.text


async def test_a_forged_target_is_nothing(desk: World) -> None:
    await desk.chat(LAN).says(UNKNOWN)
    chat = desk.chat(MINH)

    await chat.taps_unseen(AttachChosen(question=1, procedure="khong-co"))
    chat.sees("curating-gone")
    await chat.taps_unseen(PointChosen(question=1, target=SLUG))
    chat.sees("curating-gone")


async def test_a_question_longer_than_a_wording_is_put_shortly(desk: World) -> None:
    long = "mượn loa phường tìm mèo lạc lông vàng mắt xanh " * 4
    await desk.chat(LAN).says(long.strip())
    chat = desk.chat(MINH)
    question = await opens_the_first_gap(chat)
    await chat.taps_unseen(AttachChosen(question=question, procedure=SLUG))
    chat.sees("curating-too-long", number="160")

    await chat.says("mượn loa phường tìm mèo lạc")

    chat.sees("curating-proposed")


async def test_a_thumb_down_and_a_clarification_left_hanging_are_gaps_a_picked_one_is_not(desk: World) -> None:
    lan = desk.chat(LAN)
    await lan.says("lý lịch tư pháp bao nhiêu tiền")
    await lan.taps(lan.label("button-not-helpful"))
    await agrees(desk, HOA)
    hoa = desk.chat(HOA)
    await hoa.says("bao nhiêu tiền vậy")
    chat = desk.chat(MINH)
    await opens_the_gaps(chat)
    assert "2 nhóm" in chat.last.text

    await hoa.taps(next(iter(hoa.last.buttons)))

    await opens_the_gaps(chat)
    assert "1 nhóm" in chat.last.text
    await chat.taps(next(iter(await shown(chat))))
    chat.sees("curating-why-thumb-down", number="1")


async def test_the_week_is_counted_by_topic(desk: World) -> None:
    lan = desk.chat(LAN)
    await lan.says("lý lịch tư pháp bao nhiêu tiền")
    await lan.taps(lan.label("button-not-helpful"))
    await desk.chat(KHOA).says(UNKNOWN)
    chat = desk.chat(TUAN)

    await chat.says("/tritue")

    chat.sees("curating-week", asked="2", answered="1", clarify="0", nomatch="1", other="0", down="1")
    topic = next(t.title for t in desk.core.answerer.catalogue.topics if t.id == "tu-phap")
    chat.sees(
        "curating-week-topic", topic=topic, asked="1", answered="1", clarify="0", nomatch="0", other="0", down="1"
    )


async def test_a_draft_is_begun_written_closed_and_opened_again(desk: World) -> None:
    await desk.chat(LAN).says(UNKNOWN)
    chat = desk.chat(MINH)
    await opens_the_first_gap(chat)
    await chat.taps(chat.label("button-curating-draft"))
    assert UNKNOWN in chat.last.text

    await chat.taps(chat.label("button-curating-draft-title"))
    await chat.says("Mượn loa phường")
    await chat.taps(chat.label("button-curating-draft-notes"))
    await chat.says("hỏi nhà văn hóa")
    assert "Bản nháp: Mượn loa phường" in chat.last.text
    assert "hỏi nhà văn hóa" in chat.last.text
    await chat.taps(chat.label("button-curating-draft-close"))
    chat.sees("curating-draft-closed")
    await chat.taps(chat.label("button-curating-drafts"))
    chat.sees("curating-no-drafts")
    await chat.taps_unseen(DraftOpened(draft=1))
    await chat.taps(chat.label("button-curating-draft-reopen"))

    await chat.taps(chat.label("button-curating-drafts"))
    assert "Mượn loa phường" in chat.last.text
    await chat.taps(next(iter(await shown(chat))))
    assert "hỏi nhà văn hóa" in chat.last.text


async def test_who_writes_on_an_old_draft_is_told_and_nothing_is_lost(desk: World) -> None:
    await desk.chat(LAN).says(UNKNOWN)
    minh, ngoc = desk.chat(MINH), desk.chat(NGOC)
    await opens_the_first_gap(minh)
    await minh.taps(minh.label("button-curating-draft"))
    await ngoc.taps_unseen(DraftOpened(draft=1))
    await minh.taps(minh.label("button-curating-draft-words"))
    await ngoc.taps(ngoc.label("button-curating-draft-words"))
    await minh.says("mượn loa, thuê loa")

    await ngoc.says("loa")

    ngoc.sees("curating-draft-changed")
    assert "thuê loa" in ngoc.last.text


async def test_every_act_is_in_the_audit_without_a_word_of_anybody(desk: World) -> None:
    await proposes(desk, MINH)
    await approves(desk, HANH)

    lines = await list_audit(desk.core.database, desk.clock, by=CLI, since=desk.clock.now().replace(hour=0))

    done = [(line.act, line.subject) for line in lines if line.subject.startswith("wording")]
    assert done == [("propose_phrasing", "wording:1"), ("approve_phrasing", "wording:1")]
    assert not any("loa" in str(line) for line in lines)


async def test_nothing_of_a_desk_is_shown_where_others_read_along(desk: World) -> None:
    chat = desk.chat(MINH, group=-500)

    await chat.sends({"text": "/tritue"})

    assert chat.replies == []


async def test_old_buttons_of_wordings_that_are_gone_say_so(desk: World) -> None:
    chat = desk.chat(MINH)

    await chat.taps_unseen(WordingUndone(wording=9, version=1))
    chat.sees("curating-gone")
    await chat.taps_unseen(WordingOpened(wording=9))
    chat.sees("curating-gone")
    await chat.taps_unseen(DeskOpened())
    chat.sees("curating-waiting", gaps="0", proposed="0", others="0", drafts="0")
