"""Staff of wards, forged buttons, dismissals: nobody gives or keeps more than they may."""

import pytest

from handlers.callbacks import (
    LeaveSure,
    PlaceOffered,
    RevokeDoubted,
    RevokeSure,
    RoleOffered,
    StaffListed,
    StaffOpened,
)
from storage.actions.staff import list_staff, revoke_grant
from storage.rules.audit import CLI, Outcome
from storage.rules.permissions import Role
from tests.cast import HANH, KHOA, LAN, MINH, TUAN, Person
from tests.driver import World
from tests.staff_talk import CODE, GROUP, WARD, address, audit, code_in, held, is_now


async def test_what_names_no_ward_is_asked_once_more_and_then_answered(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    chat = world.chat(HANH)
    await chat.taps_unseen(RoleOffered(role=Role.ADMIN))

    await chat.says("làm lý lịch tư pháp cần giấy tờ gì")
    chat.sees("area-not-read")
    await chat.says("làm lý lịch tư pháp cần giấy tờ gì")

    assert chat.label("button-details") in chat.last.buttons


async def test_an_admin_of_a_ward_is_offered_that_ward_and_its_roles_only(world: World) -> None:
    await is_now(world, TUAN, Role.ADMIN, WARD)
    chat = world.chat(TUAN)
    await chat.says("/nhanvien")
    await chat.taps(chat.label("button-staff-invite"))
    team = ["Tổ trưởng", "Thành viên tổ"]
    assert list(chat.last.buttons) == ["Kiểm tra", *team, chat.label("button-staff-menu")]
    await chat.taps("Kiểm tra")
    assert list(chat.last.buttons) == ["Phường Hoàn Kiếm"]

    await chat.taps("Phường Hoàn Kiếm")

    assert "kiểm tra, Phường Hoàn Kiếm" in chat.last.text
    assert CODE.search(chat.last.text)


@pytest.mark.parametrize(
    "forged",
    [
        PlaceOffered(role=Role.OWNER),
        PlaceOffered(role=Role.ADMIN, ward=WARD),
        PlaceOffered(role=Role.AUDITOR),
        PlaceOffered(role=Role.AUDITOR, ward="00004"),
        PlaceOffered(role=Role.AUDITOR, ward="99999"),
        PlaceOffered(role=Role.CURATOR, ward=WARD),
        PlaceOffered(role=Role.MEMBER),
    ],
)
async def test_a_forged_button_invites_nobody(world: World, forged: PlaceOffered) -> None:
    await is_now(world, TUAN, Role.ADMIN, WARD)
    chat = world.chat(TUAN)

    await chat.taps_unseen(forged)

    chat.sees("gone")
    assert [entry.act for entry in await audit(world) if entry.outcome is Outcome.DONE] == ["invite", "join"]


@pytest.mark.parametrize(
    "data", ["nx:0", "nx:-1", "nx:99999999999999999999", "nx:một", "nl:-1", "nr:king", "np:owner:"]
)
async def test_a_broken_button_is_one_that_we_do_not_know(world: World, data: str) -> None:
    await is_now(world, TUAN, Role.AUDITOR)
    chat = world.chat(TUAN)

    await chat.taps_unseen(data)

    chat.sees("gone")
    assert await held(world, TUAN) == [Role.AUDITOR]


async def test_the_list_shows_numbers_and_a_button_for_whom_one_may_dismiss(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    await is_now(world, TUAN, Role.ADMIN)
    await is_now(world, MINH, Role.CURATOR)
    chat = world.chat(TUAN)
    await chat.says("/nhanvien")

    await chat.taps(chat.label("button-staff-list"))

    assert "• Số 1: phụ trách hệ thống, toàn thành phố, từ 24/11/2026" in chat.last.text
    assert list(chat.last.buttons) == ["Thu hồi số 3: soạn nội dung", chat.label("button-staff-menu")]


async def test_a_long_list_comes_in_pages(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    for number in range(6):
        await is_now(world, Person(8000 + number, "Tổ viên"), Role.AUDITOR)
    chat = world.chat(HANH)
    await chat.taps_unseen(StaffListed())
    assert len(chat.last.buttons) == 6

    await chat.taps(chat.label("button-page-after"))

    assert "Số 7" in chat.last.text
    assert "Số 1:" not in chat.last.text


async def test_dismissing_is_asked_once_more_and_works_at_once(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    await is_now(world, MINH, Role.CURATOR)
    guest, chat = world.chat(MINH), world.chat(HANH)
    await guest.says("/nhanvien")
    await chat.taps_unseen(StaffListed())
    await chat.taps("Thu hồi số 2: soạn nội dung")
    chat.sees("staff-revoke-sure", number="2", role="soạn nội dung, toàn thành phố")
    assert await held(world, MINH) == [Role.CURATOR]

    await chat.taps(chat.label("button-staff-revoke-now"))

    chat.sees("staff-revoked")
    assert await held(world, MINH) == []
    await guest.taps(guest.label("button-staff-leave"))
    guest.sees("gone")
    await guest.says("/nhanvien")
    guest.sees("staff-code-ask")


async def test_who_is_dismissed_in_the_middle_of_inviting_goes_no_further(world: World) -> None:
    owner = address(HANH)
    await is_now(world, HANH, Role.OWNER)
    grant = await is_now(world, TUAN, Role.ADMIN)
    chat = world.chat(TUAN)
    await chat.taps_unseen(RoleOffered(role=Role.AUDITOR))
    chat.sees("staff-which-place")
    await revoke_grant(world.core.database, world.clock, by=owner, grant_id=grant.id)

    await chat.says("Đại Kim")
    assert CODE.search(chat.last.text) is None
    await chat.taps_unseen(PlaceOffered(role=Role.AUDITOR))

    chat.sees("gone")
    refused = [(e.actor, e.act) for e in await audit(world) if e.outcome is Outcome.REFUSED]
    assert refused == [("2", "invite")]


async def test_invitations_of_the_dismissed_are_dismissed_too(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    grant = await is_now(world, TUAN, Role.ADMIN)
    chat = world.chat(TUAN)
    await chat.taps_unseen(PlaceOffered(role=Role.CURATOR))
    code = code_in(chat)
    await world.chat(HANH).taps_unseen(RevokeSure(grant=grant.id))

    await world.chat(KHOA).says(f"/nhanvien {code}")

    world.chat(KHOA).sees("staff-code-unusable")


@pytest.mark.parametrize("button", [RevokeDoubted, RevokeSure])
async def test_an_admin_dismisses_no_owner_whatever_the_button_says(
    world: World, button: type[RevokeDoubted | RevokeSure]
) -> None:
    owner = await is_now(world, HANH, Role.OWNER)
    await is_now(world, TUAN, Role.ADMIN)
    chat = world.chat(TUAN)

    await chat.taps_unseen(button(grant=owner.id))

    chat.sees("gone")
    assert await held(world, HANH) == [Role.OWNER]


async def test_the_last_owner_neither_leaves_nor_is_dismissed(world: World) -> None:
    owner = await is_now(world, HANH, Role.OWNER)
    chat = world.chat(HANH)
    await chat.says("/nhanvien")
    await chat.taps(chat.label("button-staff-leave"))
    await chat.taps(chat.label("button-staff-leave-now"))
    chat.sees("staff-last-owner")
    await chat.taps_unseen(RevokeSure(grant=owner.id))
    chat.sees("staff-last-owner")

    assert await held(world, HANH) == [Role.OWNER]


async def test_with_a_second_owner_the_first_may_leave(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    await is_now(world, TUAN, Role.OWNER)
    chat = world.chat(HANH)

    await chat.taps_unseen(LeaveSure())

    chat.sees("staff-left")
    assert await held(world, HANH) == []
    assert (await audit(world))[-1].subject == "staff:1:owner:city"


async def test_a_second_thought_keeps_the_role(world: World) -> None:
    await is_now(world, MINH, Role.CURATOR)
    chat = world.chat(MINH)
    await chat.says("/nhanvien")
    await chat.taps(chat.label("button-staff-leave"))
    chat.sees("staff-leave-sure")

    await chat.taps(chat.label("button-staff-stay"))

    chat.sees("staff-menu", number="1")
    assert await held(world, MINH) == [Role.CURATOR]


@pytest.mark.parametrize(
    "button", [StaffOpened(), StaffListed(), LeaveSure(), RevokeSure(grant=1), RoleOffered(role=Role.OWNER)]
)
async def test_a_stranger_with_a_staff_button_hears_what_an_unknown_button_hears(
    world: World, button: StaffOpened | StaffListed | LeaveSure | RevokeSure | RoleOffered
) -> None:
    chat = world.chat(KHOA)
    await chat.taps_unseen("zz:unknown")
    unknown = chat.last

    await chat.taps_unseen(button)

    assert (chat.last.text, chat.last.buttons) == (unknown.text, unknown.buttons)


async def test_in_a_group_nobody_is_staff(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    chat = world.chat(HANH, group=GROUP)
    await chat.says("/trogiup")
    before = len(chat.replies)

    await chat.sends({"text": "/nhanvien"})

    assert len(chat.replies) == before


async def test_the_command_is_in_no_menu(world: World) -> None:
    chat = world.chat(LAN)

    await chat.says("/trogiup")

    assert "/nhanvien" not in chat.last.text


async def test_my_data_names_the_role_and_the_lines_and_the_document_has_them(world: World) -> None:
    await is_now(world, MINH, Role.CURATOR)
    chat = world.chat(MINH)
    await chat.says("/dulieu")
    chat.sees("mydata-grant", role="soạn nội dung")
    chat.sees("mydata-acts", number="1")

    await chat.taps(chat.label("button-data-export"))

    assert chat.last.document is not None
    assert b'"role": "curator"' in chat.last.document
    assert b'"act": "join"' in chat.last.document


async def test_erasing_ends_the_role_even_of_the_last_owner_and_the_audit_leads_to_nobody(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    chat = world.chat(HANH)
    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-erase"))
    chat.sees("mydata-erase-staff")
    await chat.taps(chat.label("button-data-erase-now"))

    assert await list_staff(world.core.database, world.clock, by=CLI) == ()
    assert [(e.actor, e.act) for e in await audit(world)][1:] == [("1", "join"), ("1", "leave")]
    async with world.core.database(readonly=True) as work:
        assert await work.grants.find_number(address(HANH)) is None
    await is_now(world, HANH, Role.OWNER)
    assert (await audit(world))[-1].actor == "2"
