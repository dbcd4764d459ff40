"""The sheet as a PDF, read back: every letter, one page, boxes, the code, and what hostile words may not break."""

import unicodedata
from datetime import date
from typing import Any

import pytest
import segno

from bot.sheets.drawing import CODE, SMALL, draw_sheet
from bot.sheets.pages import MARGIN
from knowledge.linking import Whereabouts
from knowledge.sheets import Item, Labelled, Part
from tests.sheets.conftest import MakeSheet
from tests.sheets.reading import black_area, elements, pieces, reader, words

PROOFS = [
    ("phieu-ly-lich-tu-phap", {"who": "self", "way": "online", "discount": "granted"}),
    ("can-cuoc-tre-em", {"age": "six13", "kind": "first", "way": "counter"}),
    ("dang-ky-tam-tru", {"kind": "new", "way": "counter", "home": "rent"}),
]
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
ALPHABET = (
    "".join(unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưy" for tone in TONES)
    + "bcdđghklmnpqrstvx"
)
A_POINT = 72 / 25.4
FLOOD = Part("Cần nộp", tuple(Item(f"Giấy tờ số {n}", ("Một bản, có chữ ký.",), ticked=False) for n in range(30)))


@pytest.mark.parametrize(("slug", "case"), PROOFS)
def test_a_whole_case_stands_on_one_page_word_for_word(sheet_of: MakeSheet, slug: str, case: dict[str, str]) -> None:
    sheet = sheet_of(slug, case)
    pdf = draw_sheet(sheet)

    said = words(pdf)
    assert len(reader(pdf).pages) == 1
    for text in (
        sheet.title,
        *(line for part in sheet.parts for item in part.items for line in (item.name, *item.lines)),
        *(line for fact in sheet.facts for line in (fact.label, *fact.lines)),
        *sheet.closing,
        *sheet.address_lines,
    ):
        assert " ".join(text.split()) in said


def test_every_vietnamese_letter_comes_out_as_it_went_in(sheet_with: MakeSheet) -> None:
    letters = f"{ALPHABET} {ALPHABET.upper()}"
    decomposed = unicodedata.normalize("NFD", letters)

    said = words(draw_sheet(sheet_with(notes=(decomposed,)))).replace(" ", "")

    assert letters.replace(" ", "") in said


def test_each_box_says_whether_it_is_ticked(sheet_of: MakeSheet) -> None:
    sheet = sheet_of("dang-ky-tam-tru", PROOFS[2][1], ticked=("paper-ct01",))
    named = [item for part in sheet.parts for item in part.items if item.ticked is not None]

    said = [alt for kind, alt in elements(draw_sheet(sheet)) if kind == "/Figure"]

    assert sum(item.ticked is True for item in named) == 1
    assert said == [sheet.ticked if item.ticked else sheet.empty for item in named] + [sheet.address]


def test_what_need_not_come_along_has_no_box(sheet_with: MakeSheet) -> None:
    skipped = Part("Không cần mang", (Item("Sổ hộ khẩu giấy", ("Đã bỏ.",)),))

    pdf = draw_sheet(sheet_with(parts=(skipped,)))

    assert "Sổ hộ khẩu giấy" in words(pdf)
    assert not [alt for kind, alt in elements(pdf) if kind == "/Figure"]


def test_readers_aloud_get_title_language_and_headings(sheet_with: MakeSheet) -> None:
    pdf = draw_sheet(sheet_with())
    root: Any = reader(pdf).trailer["/Root"]
    metadata = reader(pdf).metadata

    assert metadata is not None
    assert metadata.title == "Soát hồ sơ: Phiếu lý lịch tư pháp"
    assert root["/Lang"] == "vi-VN"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [kind for kind, _ in elements(pdf) if kind.startswith("/H")] == ["/H1", "/H2"]


def test_the_same_sheet_is_the_same_bytes_and_bears_its_own_day(sheet_with: MakeSheet) -> None:
    first, again = draw_sheet(sheet_with()), draw_sheet(sheet_with())
    later = draw_sheet(sheet_with(made_on=date(2027, 3, 1)))
    metadata = reader(later).metadata

    assert first == again != later
    assert metadata is not None
    assert metadata.creation_date is not None
    assert metadata.creation_date.date() == date(2027, 3, 1)


def test_nothing_is_smaller_than_eleven_points_and_little_is_drawn_large(sheet_with: MakeSheet) -> None:
    small = {round(size, 1) for *_, size in pieces(draw_sheet(sheet_with()))}
    crowded = {round(size, 1) for *_, size in pieces(draw_sheet(sheet_with(parts=(FLOOD,))))}

    assert min(small) == min(crowded) == SMALL
    assert 15.0 in small


def test_a_second_page_stands_under_the_same_heading(sheet_with: MakeSheet) -> None:
    flood = draw_sheet(sheet_with(parts=(FLOOD,)))

    first, *others = (page.extract_text() for page in reader(flood).pages)
    assert len(others) == 1
    assert others[0].startswith("Soát hồ sơ: Phiếu lý lịch tư pháp")
    assert "Kiểm tra ngày" not in first
    assert "Kiểm tra ngày" in others[0]


@pytest.mark.parametrize(
    "hostile",
    [
        "x" * 400,
        "W" * 60,
        "ngươi " * 80,
        "\u202emặt trái\u202c \u0000\u0007 😀 \ud83d",
        "**đậm** <b>x</b> [a](http://x) \\ ) ( << >> endstream",
        "e\u0301\u0302\u0303" * 50,
        "",
    ],
)
@pytest.mark.no_cover
def test_hostile_words_stay_on_the_paper(sheet_with: MakeSheet, hostile: str) -> None:
    part = Part(hostile, tuple(Item(hostile, (hostile, hostile), ticked=True) for _ in range(6)))
    sheet = sheet_with(
        title=hostile,
        case=(Labelled(hostile, (hostile,)),),
        notes=(hostile,),
        parts=(part,),
        facts=(Labelled(hostile, (hostile,)),),
        closing=(hostile,),
        address="https://hoi.example.vn/" + "x" * 200,
        address_lines=(hostile,),
    )

    drawn = pieces(draw_sheet(sheet))

    for text, left, below, size in drawn:
        assert MARGIN * A_POINT - 1 <= left <= 595
        assert MARGIN * A_POINT - size / 2 <= below <= 842
        # the widest letter is hardly wider than it is high
        assert left + len(text) * size * 0.2 <= 595


def test_a_word_longer_than_the_paper_is_broken_and_none_of_it_lost(sheet_with: MakeSheet) -> None:
    said = words(draw_sheet(sheet_with(notes=("x" * 400,))))

    assert said.count("x") == 400


@pytest.mark.no_cover
def test_a_number_to_dial_is_never_cut_in_two(sheet_with: MakeSheet) -> None:
    for filling in range(60, 100):
        lines = [text for text, *_ in pieces(draw_sheet(sheet_with(notes=("o" * filling + " 1900 0113",))))]
        if any("1900" in line for line in lines):
            assert any("1900\u00a00113" in line or "1900 0113" in line for line in lines)


def test_the_code_leads_back_and_is_large_enough_to_scan(sheet_of: MakeSheet) -> None:
    sheet = sheet_of(*PROOFS[0])
    pdf = draw_sheet(sheet)

    rows = segno.make(str(sheet.address), error="m", boost_error=False, micro=False).matrix
    side = CODE / len(rows)
    dark = sum(sum(row) for row in rows) * (side * A_POINT) ** 2
    links = [annotation.get_object() for annotation in reader(pdf).pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert sheet.address == (
        "https://hoi.example.vn/?mo=phieu-ly-lich-tu-phap&tinh=who.self-way.online-discount.granted"
    )
    assert side >= 0.6
    assert black_area(pdf) == pytest.approx(dark, rel=0.02)
    assert [link["/A"]["/URI"] for link in links] == [sheet.address]


def test_without_an_address_there_is_no_code_and_no_word_of_one(sheet_of: MakeSheet) -> None:
    slug, case = PROOFS[0]
    sheet = sheet_of(slug, case, here=Whereabouts())
    pdf = draw_sheet(sheet)

    assert sheet.address is None
    assert black_area(pdf) == 0
    assert "Quét" not in words(pdf)
    assert "http" not in words(pdf)
