"""Every ward, former commune and former district of Hanoi is found, however it is typed."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reading.gazetteer import Commune, Gazetteer, Ward
from knowledge.reading.places import PlaceReading, Places
from knowledge.text import fold_word

PLACES = Places.load()
GAZETTEER = PLACES.gazetteer
SENTENCES = (
    "{}",
    "tôi ở {} thì nộp hồ sơ ở đâu",
    "nhà em tại {} ạ",
    "Cho hỏi {} giờ thuộc phường nào",
)
LEAST = 0.995
"""Share of all wordings that must be read right."""

Read = Callable[[str], PlaceReading]
Kind = Callable[[Read], Iterator[tuple[str, bool]]]


def as_is(text: str) -> str:
    return text


def without_marks(text: str) -> str:
    return " ".join(map(fold_word, text.split()))


def shouted(text: str) -> str:
    return text.upper()


def named(text: str) -> list[str]:
    return [GAZETTEER.wards[c].full_name for c in PLACES.read(text).wards]


def wards(read: Read) -> Iterator[tuple[str, bool]]:
    for ward in GAZETTEER.wards.values():
        for name in (ward.full_name, ward.name):
            reading = read(name)
            yield name, reading.wards[:1] == (ward.code,)


def communes(read: Read) -> Iterator[tuple[str, bool]]:
    for commune in GAZETTEER.communes.values():
        for name in (f"{commune.unit} {commune.name}", commune.name):
            reading = read(name)
            yield name, commune.code in reading.communes and set(commune.heirs) <= set(reading.wards)


def communes_in_districts(read: Read) -> Iterator[tuple[str, bool]]:
    for commune in GAZETTEER.communes.values():
        district = GAZETTEER.districts[commune.district]
        for name in (f"{commune.unit} {commune.name}", commune.name):
            for beside in (f"{district.unit} {district.name}", district.name):
                reading = read(f"{name}, {beside}")
                only = PlaceReading(commune.heirs, (commune.code,), district.code)
                yield f"{name}, {beside}", reading == only


def districts(read: Read) -> Iterator[tuple[str, bool]]:
    for district in GAZETTEER.districts.values():
        for name in (f"{district.unit} {district.name}", district.name):
            yield name, read(name).district == district.code


@pytest.mark.parametrize("typed", [as_is, without_marks, shouted])
@pytest.mark.parametrize("kind", [wards, communes, communes_in_districts, districts])
@pytest.mark.no_cover
def test_every_place_is_found_alone_and_inside_a_sentence(kind: Kind, typed: Callable[[str], str]) -> None:
    results = [
        result
        for sentence in SENTENCES
        for result in kind(lambda name, say=sentence: PLACES.read(typed(say.format(name))))  # type: ignore[misc]
    ]
    missed = [name for name, right in results if not right]

    assert len(missed) <= (1 - LEAST) * len(results), missed[:20]


def test_nothing_is_missing_from_the_gazetteer() -> None:
    assert (len(GAZETTEER.wards), len(GAZETTEER.communes), len(GAZETTEER.districts)) == (126, 526, 30)
    assert all(c.heirs and set(c.heirs) <= set(GAZETTEER.wards) for c in GAZETTEER.communes.values())
    assert {c.district for c in GAZETTEER.communes.values()} <= set(GAZETTEER.districts)


def test_codes_are_text_and_keep_their_zeros() -> None:
    reading = PLACES.read("phường Ba Đình")

    assert reading.wards == ("00004",)
    assert PLACES.ward("00004").full_name == "Phường Ba Đình"
    assert PLACES.read("quận Ba Đình").district == "001"


def test_a_unit_word_decides_between_a_ward_and_a_district() -> None:
    ward, district = PLACES.read("phường Ba Đình"), PLACES.read("quận Ba Đình")

    assert (ward.wards, ward.district, ward.ambiguous) == (("00004",), None, False)
    assert (district.wards, district.district, district.ambiguous) == ((), "001", False)


@pytest.mark.parametrize("name", ["Ba Đình", "ba dinh", "Hoàn Kiếm", "Tây Hồ", "Đống Đa"])
def test_a_bare_name_of_a_ward_and_a_district_gives_both_and_says_so(name: str) -> None:
    reading = PLACES.read(name)

    assert reading.wards
    assert reading.district is not None
    assert reading.ambiguous


def test_a_split_commune_gives_all_its_heirs_the_main_one_first() -> None:
    split = [c for c in GAZETTEER.communes.values() if len(c.heirs) > 1]

    assert split
    assert named("phường Đại Kim")[0] == "Phường Định Công"
    for commune in split:
        district = GAZETTEER.districts[commune.district]
        reading = PLACES.read(f"{commune.unit} {commune.name}, {district.unit} {district.name}")
        assert reading.wards[: len(commune.heirs)] == commune.heirs


def test_a_district_beside_a_commune_narrows_it_and_adds_no_ward() -> None:
    alone, beside = PLACES.read("phường Trung Hòa"), PLACES.read("phường Trung Hòa quận Cầu Giấy")

    assert set(beside.wards) <= set(alone.wards)
    assert beside.district == "005"
    assert len(beside.communes) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("phường Quảng An", "phường quảng an"), ("Thuỵ Khuê", "Thụy Khuê"), ("xã Hoà Lạc", "xã Hòa Lạc")],
)
def test_old_and_new_spelling_are_one_place(old: str, new: str) -> None:
    assert PLACES.read(old) == PLACES.read(new)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("p. Cầu Giấy", "phường Cầu Giấy"),
        ("P Bạch Mai", "phường Bạch Mai"),
        ("q. Hoàn Kiếm", "quận Hoàn Kiếm"),
        ("h. Gia Lâm", "huyện Gia Lâm"),
        ("tx Sơn Tây", "thị xã Sơn Tây"),
        ("x. Sóc Sơn", "xã Sóc Sơn"),
    ],
)
def test_short_unit_words_are_unit_words(short: str, full: str) -> None:
    assert PLACES.read(short) == PLACES.read(full) != PlaceReading()


@pytest.mark.parametrize(
    ("typed", "ward"),
    [
        ("phường Cầu Giâý", "Phường Cầu Giấy"),
        ("phuong hoan kiemm", "Phường Hoàn Kiếm"),
        ("tôi ở phường Thanh Xuân nhé", "Phường Thanh Xuân"),
        ("phường Kim Lein", "Phường Kim Liên"),
        ("phuong ba dinhh", "Phường Ba Đình"),
        ("phường Hồng Hà", "Phường Hồng Hà"),
        ("phuwowngf Ba ddinhf", "Phường Ba Đình"),
        ("phường Nghĩa Đo", "Phường Nghĩa Đô"),
    ],
)
def test_a_slip_in_a_name_is_forgiven(typed: str, ward: str) -> None:
    assert ward in named(typed)


def test_two_letters_that_changed_places_are_nearly_always_forgiven() -> None:
    everything: tuple[Ward | Commune, ...] = (*GAZETTEER.wards.values(), *GAZETTEER.communes.values())
    names = [(p.code, p.unit, p.name) for p in everything if len(p.name) >= 7]
    missed = []
    for code, unit, name in names:
        middle = next(i for i in range(2, len(name) - 1) if " " not in name[i : i + 2])
        slipped = name[:middle] + name[middle + 1] + name[middle] + name[middle + 2 :]
        reading = PLACES.read(f"tôi ở {unit} {slipped} thì sao")
        if code not in (*reading.wards, *reading.communes):
            missed.append(f"{slipped} ({name})")

    assert len(missed) <= 0.08 * len(names), missed


@pytest.mark.parametrize(
    "text",
    [
        "Hà Nội",
        "tôi ở Hà Nội",
        "thành phố hà nội",
        "ha noi",
        "",
        "?",
        "xin chào bạn làm căn cước ở đâu",
        "cho tôi hỏi về lý lịch tư pháp",
        "nộp phạt giao thông thế nào",
    ],
)
def test_where_no_place_is_named_none_is_found(text: str) -> None:
    assert PLACES.read(text) == PlaceReading()


@pytest.mark.parametrize(
    "street", ["phố Trần Phú", "đường Hoàng Mai", "ngõ Quan Nhân", "bệnh viện Thanh Nhàn", "cầu Long Biên"]
)
def test_a_street_a_bridge_or_a_hospital_is_no_ward(street: str) -> None:
    assert PLACES.read(street).wards == ()


def test_two_places_in_one_text_are_both_found_in_order() -> None:
    assert named("chuyển từ phường Cầu Giấy sang phường Bạch Mai") == ["Phường Cầu Giấy", "Phường Bạch Mai"]


def test_the_nearest_wards_of_a_point_come_nearest_first() -> None:
    for ward in GAZETTEER.wards.values():
        near = GAZETTEER.nearest(ward.latitude, ward.longitude)
        assert near[0] == ward
        assert len(near) == 4
    assert len(GAZETTEER.nearest(21.03, 105.85, count=10)) == 10


def test_the_gazetteer_reads_the_same_twice() -> None:
    assert Gazetteer.load() == GAZETTEER


@given(st.text(st.characters(), max_size=200))
def test_any_text_is_read(text: str) -> None:
    reading = PLACES.read(text)

    assert set(reading.wards) <= set(GAZETTEER.wards)
    assert set(reading.communes) <= set(GAZETTEER.communes)
    assert reading.district is None or reading.district in GAZETTEER.districts
