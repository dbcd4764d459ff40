"""Keys that an input method left behind are read as the syllable meant; a real word is left alone."""

import re
import unicodedata
from itertools import pairwise

import pytest

from knowledge.lexicon import Lexicon
from knowledge.syllables import is_syllable, untype
from knowledge.text import fold_word, words

COMMON = words("""bệnh lệch kênh quýt quỳnh
lý lịch tư pháp phiếu căn cước định danh điện tử sổ sức khỏe đăng nhập tài khoản mật khẩu tiền nhiêu đồng
lệ phí giấy tờ nộp hồ sơ đâu được mấy ngày thủ tục quét mã chuyển khoản nhầm ngân hàng viện buýt vé tháng
thuế đất phạt nguội lừa đảo phản ánh đường phường xã bảo hiểm trẻ người nước ngoài kích hoạt mức hết hạn
đổi thẻ mất lại cấp miễn giảm trực tuyến dịch vụ khuyết tật nguyễn huyện quận cháu của thì gì chứng nghiệp
trường học tuổi quên đặt
""")

TONES = "\u0301\u0300\u0309\u0303\u0323"
TELEX = dict(zip(TONES, "sfrxj", strict=True)) | {"\u0302": "", "\u0306": "w", "\u031b": "w", "đ": "dd"}
VNI = dict(zip(TONES, "12345", strict=True)) | {"\u0302": "6", "\u0306": "8", "\u031b": "7", "đ": "d9"}


def keys(word: str, method: dict[str, str], *, tone_last: bool = True) -> str:
    """The keys that type a word: the tone at the end of the word, or after its letter."""
    typed, tone = "", ""
    for letter in word:
        bare, *marks = list(unicodedata.normalize("NFD", letter))
        typed += method.get(letter, bare)
        for mark in sorted(marks, key=lambda m: m in TONES):
            if mark not in TONES:
                typed += method[mark] or bare  # Telex doubles the letter itself: "ee" is ê
            elif tone_last:
                tone = method[mark]
            else:
                typed += method[mark]
    return typed + tone


def typed_words(method: dict[str, str], *, apart: bool = True) -> list[tuple[str, str]]:
    """Keys and folded word of what is typed by a method, with its digits `apart` or side by side."""
    found = {}
    for tone_last in (True, False):
        for word in dict.fromkeys(COMMON):
            once = re.sub("ư(?=[ơờớởỡợ])", "u", word) if method is VNI else word  # "uo7" is ươ
            left = keys(once, method, tone_last=tone_last)
            running = any(a.isdigit() and b.isdigit() for a, b in pairwise(left))
            if left != word and running != apart:
                found[left] = fold_word(word)
    return list(found.items())


@pytest.mark.parametrize(("typed", "meant"), typed_words(TELEX))
def test_telex_keys_left_behind_are_read_as_the_word(typed: str, meant: str) -> None:
    assert untype(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), typed_words(VNI))
def test_vni_keys_left_behind_are_read_as_the_word(typed: str, meant: str) -> None:
    assert untype(typed) == meant


def test_vni_digits_side_by_side_are_read_too() -> None:
    assert [(typed, untype(typed)) for typed, _ in typed_words(VNI, apart=False)] == typed_words(VNI, apart=False)


@pytest.mark.parametrize(("typed", "meant"), [("khoong", "khong"), ("thoong", "thong"), ("coong", "cong")])
def test_a_doubled_o_before_ng_is_a_leftover(typed: str, meant: str) -> None:
    assert untype(typed) == meant


@pytest.mark.parametrize("word", [fold_word(w) for w in COMMON])
def test_a_syllable_without_marks_is_not_untyped(word: str) -> None:
    assert is_syllable(word)
    assert untype(word) is None


@pytest.mark.parametrize(
    "word",
    [
        "muc2",
        "so12",
        "5656",
        "vneid",
        "ihanoi",
        "sms",
        "nfc",
        "qr",
        "200k",
        "c06",
        "2345",
        "x",
        "",
        "đường",
        "hồ",
    ],
)
def test_what_no_keyboard_left_behind_is_not_untyped(word: str) -> None:
    assert untype(word) is None


@pytest.mark.parametrize(
    "word", ["app", "bus", "visa", "test", "zalo", "facebook", "email", "card", "police", "box", "tax"]
)
def test_a_known_foreign_word_stays_as_it_is(lexicon: Lexicon, word: str) -> None:
    (term,) = lexicon.read(word, padding=True)[:1]

    assert term.folded in {word, "xe"}  # "bus" is told as "xe buýt"


def test_leftovers_are_read_inside_a_sentence(lexicon: Lexicon) -> None:
    typed = lexicon.read("lamf lys lichj tuw phaps heets bao nhieeu tieenf")
    clear = lexicon.read("làm lý lịch tư pháp hết bao nhiêu tiền")

    assert [t.folded for t in typed] == [t.folded for t in clear]
