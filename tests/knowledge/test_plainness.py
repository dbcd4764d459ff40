"""What makes a text hard to read, and what does not."""

from pathlib import Path

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.plainness import Plainness, check_plainness

PLAIN = Plainness.load()
LONG = "Bạn mang thẻ cũ và giấy hẹn đến " + "nơi bạn đã nộp " * 6 + "để nhận thẻ."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (LONG, "words in one sentence"),
        ("Nộp ở KSTT của phường.", "'KSTT' is not explained"),
        ("Lệ phí thu theo quy định của pháp luật.", "officialese"),
        ("Quý công dân mang theo thẻ.", "officialese"),
    ],
)
def test_a_text_that_is_hard_to_read_is_named_with_its_mend(text: str, fault: str) -> None:
    (found,) = PLAIN.faults(text)

    assert fault in found


@pytest.mark.parametrize(
    "text",
    [
        "Bạn mang thẻ cũ. Phí 50.000 đồng.",
        "Vào VNeID › “Thủ tục hành chính” › “Cấp, quản lý căn cước” › “Cấp đổi thẻ căn cước” rồi gửi.",
        "Nghị định 168/2024/NĐ-CP quy định mức phạt.",
        "Quét mã QR, nhập OTP.",
    ],
)
def test_short_sentences_screen_names_and_numbers_of_papers_are_plain(text: str) -> None:
    assert list(PLAIN.faults(text)) == []


def test_each_text_of_a_fact_is_judged_and_found_in_its_file(small: Path) -> None:
    file = small / "procedures/giay-to/the-muon-do.yaml"
    file.write_text(
        file.read_text("utf-8")
        .replace("text: 3 ngày", "text: 3 ngày theo KSTT")
        .replace("ended: Mức", "ended: Rất tiếc mức"),
        "utf-8",
    )

    found = check_plainness(load_catalogue(small), PLAIN)

    assert [f.key for f in found] == ["fee.0.ended", "time.0.readings"]
    assert all(f.line > 1 for f in found)
