"""Staff: let in by a code, shown what they may do, invited, dismissed, gone. Chị Hạnh owns, Bác Minh curates."""

import pytest

from storage.actions.audit import AuditEntry
from storage.actions.staff import list_staff
from storage.rules.audit import CLI, Outcome
from storage.rules.invitations import spell
from storage.rules.permissions import Role
from tests.cast import HANH, KHOA, LAN, MINH, TUAN
from tests.driver import World
from tests.staff_talk import WARD, audit, code_in, held, invited_as, is_now


async def test_the_first_owner_comes_in_with_a_code_from_the_machine(world: World) -> None:
    chat = world.chat(HANH)
    invited = await invited_as(world, Role.OWNER)

    await chat.says("/nhanvien")
    chat.sees("staff-code-ask")
    await chat.says(invited.code)

    chat.sees("staff-joined", number="1")
    assert "phụ trách hệ thống, toàn thành phố" in chat.last.text
    assert list(chat.last.buttons) == [
        chat.label(label)
        for label in (
            "button-staff-list",
            "button-staff-invite",
            "button-curating-desk",
            "button-staff-reviews",
            "button-news",
            "button-staff-switches",
            "button-broadcasts",
            "button-staff-leave",
        )
    ]
    assert [(e.actor, e.act) for e in await audit(world)] == [(CLI, "invite"), ("1", "join")]


@pytest.mark.parametrize("typed", ["{code}", "{small}", "{spaced}", "Mã của cháu là {code} ạ", "{code}."])
async def test_a_code_is_read_as_people_type_it(world: World, typed: str) -> None:
    chat = world.chat(MINH)
    code = (await invited_as(world, Role.CURATOR)).code
    await chat.says("/nhanvien")

    await chat.says(typed.format(code=code, small=code.lower(), spaced=" ".join(code.replace("-", ""))))

    chat.sees("staff-joined", number="1")
    assert await held(world, MINH) == [Role.CURATOR]


@pytest.mark.parametrize("between", [" ", "\n"])
async def test_a_code_may_stand_behind_the_command(world: World, between: str) -> None:
    chat = world.chat(MINH)

    await chat.says(f"/nhanvien{between}{(await invited_as(world, Role.CURATOR)).code}")

    chat.sees("staff-joined", number="1")


async def test_a_mistyped_code_is_told_what_to_do_and_may_be_typed_again(world: World) -> None:
    chat = world.chat(MINH)
    code = (await invited_as(world, Role.CURATOR)).code
    await chat.says("/nhanvien")
    for wrong in (code[:-1], code[1] + code[0] + code[2:], code[:-1] + "0", code.replace("-", "8-")):
        if wrong != code:
            await chat.says(wrong)
            chat.sees("staff-code-mistyped")

    await chat.says(code)

    chat.sees("staff-joined", number="1")


async def test_a_question_instead_of_a_code_is_answered(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/nhanvien")

    await chat.says("làm lý lịch tư pháp cần giấy tờ gì")

    assert chat.label("button-details") in chat.last.buttons


async def test_dung_is_obeyed_while_a_code_is_awaited(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/nhanvien")

    await chat.says("dừng")

    chat.sees("stop-done")


async def test_used_run_out_and_never_made_are_answered_alike(world: World) -> None:
    used = (await invited_as(world, Role.CURATOR)).code
    await world.chat(MINH).says(f"/nhanvien {used}")
    chat, heard = world.chat(KHOA), []
    await chat.says(f"/nhanvien {used}")
    heard.append(chat.last.text)
    old = (await invited_as(world, Role.CURATOR)).code
    world.clock.goes_on(hours=48)
    await chat.says(f"/nhanvien {old}")
    heard.append(chat.last.text)
    await chat.says(f"/nhanvien {spell(7)}")
    heard.append(chat.last.text)

    assert len(set(heard)) == 1
    chat.sees("staff-code-unusable")
    assert await held(world, KHOA) == []


async def test_after_five_wrong_codes_even_the_right_one_waits_an_hour(world: World) -> None:
    chat = world.chat(KHOA)
    right = (await invited_as(world, Role.CURATOR)).code
    for wrong in [(await invited_as(world, Role.CURATOR)).code for _ in range(5)]:
        await world.chat(MINH).says(f"/nhanvien {wrong}")  # used up by somebody else
        await chat.says(f"/nhanvien {wrong}")
        chat.sees("staff-code-unusable")

    await chat.says(f"/nhanvien {right}")
    chat.sees("staff-code-too-many")
    world.clock.goes_on(minutes=61)
    await chat.says(f"/nhanvien {right}")

    chat.sees("staff-joined", number="2")
    refused = [entry for entry in await audit(world) if entry.outcome is Outcome.REFUSED]
    assert [(entry.actor, entry.act) for entry in refused] == [("nobody", "join")]


async def test_erasing_oneself_does_not_give_new_tries(world: World) -> None:
    chat = world.chat(KHOA)
    for wrong in [(await invited_as(world, Role.CURATOR)).code for _ in range(5)]:
        await world.chat(MINH).says(f"/nhanvien {wrong}")
        await chat.says(f"/nhanvien {wrong}")
    await chat.says("/dulieu")
    await chat.taps(chat.label("button-data-erase"))
    await chat.taps(chat.label("button-data-erase-now"))

    await chat.says(f"/nhanvien {(await invited_as(world, Role.CURATOR)).code}")

    chat.sees("staff-code-too-many")


async def test_an_update_that_comes_twice_joins_once(world: World) -> None:
    chat = world.chat(MINH)
    code = (await invited_as(world, Role.CURATOR)).code

    await chat.says(f"/nhanvien {code}", update_id="900")
    await chat.says(f"/nhanvien {code}", update_id="900")

    chat.sees("staff-joined", number="1")
    assert [entry.act for entry in await audit(world)] == ["invite", "join"]


async def test_the_owner_invites_a_curator_for_the_whole_city(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    chat = world.chat(HANH)
    await chat.says("/nhanvien")
    await chat.taps(chat.label("button-staff-invite"))
    await chat.taps("Soạn nội dung")
    chat.sees("staff-whole-city-only")
    await chat.taps(chat.label("button-staff-city"))
    code = code_in(chat)

    guest = world.chat(MINH)
    await guest.says(f"/nhanvien {code}")

    guest.sees("staff-joined", number="2")
    assert chat.label("button-staff-invite") not in guest.last.buttons
    assert (await audit(world))[-2:] == [
        AuditEntry("1", "invite", Outcome.DONE, "invitation:2:curator:city", world.clock.now()),
        AuditEntry("2", "join", Outcome.DONE, "invitation:2:curator:city", world.clock.now()),
    ]


async def test_the_owner_invites_an_admin_of_a_ward_by_its_old_name(world: World) -> None:
    await is_now(world, HANH, Role.OWNER)
    chat = world.chat(HANH)
    await chat.says("/nhanvien")
    await chat.taps(chat.label("button-staff-invite"))
    await chat.taps("Quản trị")
    chat.sees("staff-which-place")
    await chat.says("phuong hang bac")
    await chat.taps("Phường Hoàn Kiếm")

    await world.chat(TUAN).says(f"/nhanvien {code_in(chat)}")

    assert "quản trị, Phường Hoàn Kiếm" in world.chat(TUAN).last.text
    (_, grant) = await list_staff(world.core.database, world.clock, by=CLI)
    assert grant.wards == {WARD}
