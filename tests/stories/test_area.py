"""My area: any old or new name, asked back where it is not one, remembered only after a yes."""

import pytest

from handlers.callbacks import AreaKept, AreaPicked
from storage.actions.areas import KnownArea, find_area
from storage.rules.people import Address
from tests.cast import LAN, MINH, Person
from tests.driver import World

RECORD = "làm lý lịch tư pháp cần giấy tờ gì"
DINH_CONG = {"latitude": 20.9826, "longitude": 105.8306}


async def remembered(world: World, person: Person) -> KnownArea | None:
    citizen = Address("web", str(person.id))
    return await find_area(world.core.database, world.clock, citizen=citizen)


async def test_a_former_name_without_marks_is_found_and_remembered_after_a_yes(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/khuvuc")
    chat.sees("area-ask")

    await chat.says("hang bac")
    chat.sees("consent-remember-area")
    assert "Phường Hoàn Kiếm (trước là phường Hàng Bạc)" in chat.replies[-2].text
    await chat.taps(chat.label("button-agree"))

    chat.sees("area-kept", place="Phường Hoàn Kiếm (trước là phường Hàng Bạc)")
    area = await remembered(world, LAN)
    assert area is not None
    assert (area.district, area.commune) == ("002", "00061")


async def test_a_no_remembers_nothing(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/khuvuc hàng bạc")

    await chat.taps(chat.label("button-refuse"))

    chat.sees("area-not-kept")
    assert await remembered(world, LAN) is None


async def test_a_split_commune_is_asked_back_with_its_heirs(world: World) -> None:
    chat = world.chat(MINH)

    await chat.says("/khuvuc đại kim")
    chat.sees("area-which")
    assert "Phường Định Công" in chat.last.buttons
    await chat.taps("Phường Định Công")
    await chat.taps(chat.label("button-agree"))

    area = await remembered(world, MINH)
    assert area is not None
    assert (area.district, area.commune) == ("008", "00316")


async def test_a_name_that_is_a_ward_and_a_former_district_is_asked_back(world: World) -> None:
    chat = world.chat(MINH)

    await chat.says("/khuvuc ba đình")

    chat.sees("area-which")
    assert list(chat.last.buttons) == ["Phường Ba Đình", chat.label("button-area-elsewhere")]


async def test_a_former_district_with_many_wards_lists_them_and_asks_for_one(world: World) -> None:
    chat = world.chat(MINH)

    await chat.says("/khuvuc huyện Ba Vì")
    assert "Xã Suối Hai" in chat.last.text
    await chat.says("suối hai")

    chat.sees("consent-remember-area")


async def test_once_agreed_a_new_area_takes_the_old_ones_place_without_asking(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/khuvuc hàng bạc")
    await chat.taps(chat.label("button-agree"))

    await chat.says("/khuvuc")
    chat.sees("area-known", place="Phường Hoàn Kiếm (trước là phường Hàng Bạc)")
    await chat.taps(chat.label("button-area-other"))
    await chat.says("xã sóc sơn")

    assert "Xã Sóc Sơn" in chat.last.text
    area = await remembered(world, LAN)
    assert area is not None
    assert area.commune is None


async def test_an_area_is_forgotten_with_one_tap(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/khuvuc hàng bạc")
    await chat.taps(chat.label("button-agree"))
    await chat.says("/khuvuc")

    await chat.taps(chat.label("button-area-forget"))

    chat.sees("area-forgotten")
    assert await remembered(world, LAN) is None


async def test_a_question_instead_of_a_name_is_answered(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/khuvuc")

    await chat.says(RECORD)

    assert chat.label("button-helpful") in chat.last.buttons
    await chat.says("đại kim")
    assert chat.label("area-which") not in chat.last.text


@pytest.mark.parametrize("said", ["dừng", "STOP"])
async def test_a_stop_instead_of_a_name_stops(world: World, said: str) -> None:
    chat = world.chat(LAN)
    await chat.says("/khuvuc")

    await chat.says(said)

    chat.sees("stop-done")


async def test_who_would_rather_not_say_is_left_in_peace(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/khuvuc")

    await chat.says("không")

    chat.sees("area-not-kept")


async def test_what_is_no_place_is_asked_for_once_more(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/khuvuc")

    await chat.says("xóm nhà lá bờ đê")
    chat.sees("area-not-read")
    await chat.says("hàng bạc")

    chat.sees("consent-remember-area")


async def test_after_a_second_name_that_is_none_the_conversation_goes_on(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says("/khuvuc")
    await chat.says("xóm nhà lá bờ đê")

    await chat.says("chào bạn")

    chat.sees("chitchat-greeting")


async def test_a_shared_place_offers_the_nearest_wards(world: World) -> None:
    chat = world.chat(MINH)
    await chat.says("/khuvuc")

    await chat.sends({"location": DINH_CONG})

    chat.sees("area-which")
    assert "Phường Định Công" in chat.last.buttons
    assert await remembered(world, MINH) is None


async def test_a_button_with_old_words_or_a_ward_that_is_none_remembers_nothing(world: World) -> None:
    chat = world.chat(MINH)
    await chat.says("/khuvuc")

    await chat.taps(AreaKept(ward="00070", given=True, version="00000000"))
    chat.sees("consent-remember-area")
    await chat.taps(AreaPicked(ward="99999"))

    chat.sees("area-not-read")
    assert await remembered(world, MINH) is None
