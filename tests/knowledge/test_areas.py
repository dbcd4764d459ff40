"""From the places in a text to the one ward where somebody lives."""

import pytest

from knowledge.reading.areas import Area, areas_of, is_only_a_place, is_refusal, is_settled
from knowledge.reading.places import Places

PLACES = Places.load()
GAZETTEER = PLACES.gazetteer


def names(text: str) -> list[str]:
    return [GAZETTEER.wards[area.ward].full_name for area in areas_of(PLACES.read(text), GAZETTEER)]


def test_a_ward_of_today_is_settled_and_keeps_its_district_open_where_it_has_several() -> None:
    reading = PLACES.read("phường Đống Đa")

    assert is_settled(reading)
    (area,) = areas_of(reading, GAZETTEER)
    assert GAZETTEER.wards[area.ward].name == "Đống Đa"
    assert (area.district is None) == (len(GAZETTEER.wards[area.ward].districts) > 1)


def test_a_former_commune_brings_its_district() -> None:
    (area,) = areas_of(PLACES.read("phường hàng bạc"), GAZETTEER)

    assert area == Area(ward=area.ward, district="002", commune="00061")
    assert GAZETTEER.wards[area.ward].full_name == "Phường Hoàn Kiếm"


def test_a_split_commune_gives_all_its_heirs_and_is_not_settled() -> None:
    reading = PLACES.read("dai kim")

    assert not is_settled(reading)
    assert names("dai kim")[0] == "Phường Định Công"
    assert {area.district for area in areas_of(reading, GAZETTEER)} == {"008"}


def test_a_former_district_alone_means_all_its_wards() -> None:
    found = areas_of(PLACES.read("quận Hoàn Kiếm"), GAZETTEER)

    assert len(found) > 1
    assert {area.district for area in found} == {"002"}


def test_a_name_that_is_both_is_not_settled() -> None:
    assert not is_settled(PLACES.read("ba đình"))


def test_no_place_means_no_area() -> None:
    assert areas_of(PLACES.read("con cá"), GAZETTEER) == ()


@pytest.mark.parametrize("said", ["Đại Kim", "nhà tôi ở phường đại kim cũ", "xa soc son", "q hoan kiem ha noi"])
def test_a_place_with_small_words_is_only_a_place(said: str) -> None:
    assert is_only_a_place(said, PLACES.read(said), GAZETTEER)


@pytest.mark.parametrize("said", ["đổi căn cước ở đống đa", "phí khai sinh phường hàng bạc", "dừng mọi tin"])
def test_a_question_with_a_place_in_it_is_more(said: str) -> None:
    assert not is_only_a_place(said, PLACES.read(said), GAZETTEER)


@pytest.mark.parametrize(("said", "refuses"), [("Không", True), ("bỏ qua", True), ("không rõ phường nào", False)])
def test_who_would_rather_not_say_is_understood(said: str, refuses: bool) -> None:
    assert is_refusal(said) is refuses


@pytest.mark.parametrize("ward", GAZETTEER.wards.values(), ids=lambda ward: ward.code)
def test_every_ward_said_with_its_unit_is_only_a_place_and_found(ward: object) -> None:
    said = f"tôi ở {ward.full_name.lower()}"  # type: ignore[attr-defined]
    reading = PLACES.read(said)

    assert is_only_a_place(said, reading, GAZETTEER)
    assert ward.code in {area.ward for area in areas_of(reading, GAZETTEER)}  # type: ignore[attr-defined]
