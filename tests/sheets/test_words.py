"""What stands on a sheet: said once, in the order in which it is needed, with its doubts."""

from datetime import date

from knowledge.answering import Answerer
from knowledge.linking import Whereabouts
from knowledge.phrases import Phrases
from knowledge.sheets import read_sheet
from tests.sheets.conftest import MakeSheet

RESIDENCE = ("dang-ky-tam-tru", {"kind": "new", "way": "counter", "home": "rent"})


def test_the_case_stands_there_as_question_and_answer(sheet_of: MakeSheet) -> None:
    sheet = sheet_of("phieu-ly-lich-tu-phap", {"who": "self", "discount": "granted"})

    assert [(c.label, c.lines) for c in sheet.case] == [
        ("Phiếu này cho ai?", ("Tôi",)),
        ("Người xin phiếu có thuộc diện miễn, giảm phí không?", ("Có, được miễn hoặc giảm",)),
    ]


def test_what_is_not_chosen_is_said_to_be_open(sheet_of: MakeSheet) -> None:
    slug, whole = RESIDENCE
    half = sheet_of(slug, {"kind": "new"})

    assert "Bạn nộp cách nào?" in half.notes[0]
    assert not any("Còn tùy" in note for note in sheet_of(slug, whole).notes)


def test_whom_to_ask_is_said_once_with_the_number_and_what_to_ask(sheet_of: MakeSheet) -> None:
    sheet = sheet_of(*RESIDENCE)
    texts = [line for part in sheet.parts for item in part.items for line in item.lines]
    texts += [line for fact in sheet.facts[:-1] for line in fact.lines]

    assert sheet.facts[-1].lines == (
        "Nên hỏi trước về: Hợp đồng thuê nhà.",
        "Tổng đài Công an Hà Nội: 1900 0113",
        "Tổng đài Hà Nội: 1022 hoặc 1900.1009",
    )
    assert not any("1900 0113" in text for text in texts)


def test_each_sheet_says_when_it_was_checked_and_that_no_authority_speaks(sheet_of: MakeSheet) -> None:
    said = " ".join(sheet_of(*RESIDENCE).closing)

    assert "Kiểm tra ngày 22/11/2026. Tờ này lập ngày 24/11/2026." in said
    assert "Nguồn: " in said
    assert "không phải cơ quan nhà nước" in said


def test_past_its_review_a_sheet_says_whom_to_call_before_going(sheet_of: MakeSheet) -> None:
    said = sheet_of(*RESIDENCE, on=date(2028, 1, 1)).closing[0]

    assert "Kiểm tra lần cuối ngày 22/11/2026" in said
    assert "1900 0113" in said


def test_the_mark_of_one_source_is_explained_where_it_stands(sheet_of: MakeSheet) -> None:
    sheet = sheet_of(*RESIDENCE)

    assert any("°" in line for part in sheet.parts for item in part.items for line in item.lines)
    assert any(line.startswith("Dấu °") for line in sheet.closing)


def test_every_sheet_survives_the_way_to_another_process(answerer: Answerer, sheet_of: MakeSheet) -> None:
    for slug, procedure in answerer.catalogue.procedures.items():
        if procedure.papers:
            sheet = sheet_of(slug, {})
            assert read_sheet(sheet.to_json()) == sheet


def test_a_sheet_on_telegram_alone_leads_back_to_the_bot(sheet_of: MakeSheet) -> None:
    slug, case = RESIDENCE
    sheet = sheet_of(slug, case, here=Whereabouts(telegram="tungngo_bot"))

    assert sheet.address == "https://t.me/tungngo_bot?start=dang-ky-tam-tru_kind-new_way-counter_home-rent"
    assert sheet.address_lines == (Phrases.load().text("sheet-scan"), "t.me/tungngo_bot")
