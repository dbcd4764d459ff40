"""What is typed at a list to tick is read whole or not at all."""

import pytest

from knowledge.answering import Answerer
from knowledge.reading.ticks import Ticks

NAMES = ("Tờ khai CT01 mẫu mới", "Ảnh 3x4", "Giấy khai sinh của con", "Chứng thực chữ ký trên tờ khai")


@pytest.mark.parametrize(
    ("said", "had", "lacking"),
    [
        ("có 1, 3", {0, 2}, set()),
        ("co 1 3", {0, 2}, set()),
        ("1,2,4", {0, 1, 3}, set()),
        ("em có số 1 với số 2 rồi ạ", {0, 1}, set()),
        ("có 1-3", {0, 1, 2}, set()),
        ("chưa có 2", set(), {1}),
        ("chua co 2", set(), {1}),
        ("có 1, 3, thiếu 2", {0, 2}, {1}),
        ("1 có rồi, 2 chưa", {0}, {1}),
        ("thiếu ảnh", set(), {1}),
        ("thieu anh", set(), {1}),
        ("ảnh thì chưa có", set(), {1}),
        ("có giấy khai sinh và ảnh rồi", {2, 1}, set()),
        ("có tờ khai", {0}, set()),
        ("bước 1 xong", {0}, set()),
        ("xong bước 1", {0}, set()),
        ("chưa xong bước 1", set(), {0}),
        ("có 1, à chưa có 1", set(), {0}),
    ],
)
def test_numbers_and_names_are_ticks(answerer: Answerer, said: str, had: set[int], lacking: set[int]) -> None:
    assert answerer.tick_words.read(said, NAMES) == Ticks(frozenset(had), frozenset(lacking))


@pytest.mark.parametrize(
    "said",
    [
        "thiếu ảnh thì sao",
        "có 1 không?",
        "có giấy khai sinh chưa",
        "co anh khong",
        "có 9",
        "có 0",
        "có",
        "chưa",
        "ảnh chụp ở đâu",
        "thế mấy ngày có",
        "có hộ chiếu",
        "có khai",
        "có " + "1 " * 60,
        "có 99999999999999999999",
        "có 1-99999",
        "",
        "👍",
    ],
)
def test_anything_else_is_none(answerer: Answerer, said: str) -> None:
    assert answerer.tick_words.read(said, NAMES) is None


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("đủ rồi", "all"),
        ("em có đủ rồi ạ", "all"),
        ("ket qua", "result"),
        ("xem kết quả nhé", "result"),
        ("làm lại từ đầu", "again"),
        ("quay lại", "back"),
        ("ko biet", None),
        ("khong ro", "unsure"),
        ("chưa có gì", "nothing"),
        ("soát tiếp", "resume"),
        ("thôi", "cancel"),
        ("đủ tiền làm không", None),
        ("ạ", None),
    ],
)
def test_whole_messages_are_replies(answerer: Answerer, said: str, reply: str | None) -> None:
    assert answerer.tick_words.reply(said) == reply


@pytest.mark.parametrize(
    ("slug", "case", "said", "value"),
    [
        ("dang-ky-tam-tru", "way", "nộp online", "online"),
        ("dang-ky-tam-tru", "way", "2", "counter"),
        ("dang-ky-tam-tru", "way", "3", None),
        ("dang-ky-tam-tru", "way", "truc tiep o cong an", "counter"),
        ("dang-ky-tam-tru", "home", "phong tro", "rent"),
        ("can-cuoc-tre-em", "age", "con 10 tuổi", "six13"),
        ("can-cuoc-tre-em", "age", "chau 4 tuoi a", "under6"),
        ("can-cuoc-tre-em", "kind", "con làm mất thẻ", "reissue"),
        ("phieu-ly-lich-tu-phap", "discount", "có", "granted"),
        ("phieu-ly-lich-tu-phap", "discount", "không", "ordinary"),
        ("dang-ky-tam-tru", "way", "nộp online mất bao nhiêu tiền", None),
        ("dang-ky-tam-tru", "way", "nộp online được không?", None),
        ("dang-ky-tam-tru", "way", "hôm nay trời đẹp", None),
    ],
)
def test_a_reply_to_the_question_about_the_case_picks_its_value(
    answerer: Answerer, slug: str, case: str, said: str, value: str | None
) -> None:
    assert answerer.picks(slug, case, said) == value
