"""A question's words as they were meant: short forms spelt out, padding dropped, and nothing else touched."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.lexicon import Lexicon, LexiconFile, Term

SMALL = Lexicon(
    LexiconFile.model_validate(
        dict.fromkeys(LexiconFile.model_fields, ())
        | {
            "abbreviations": {
                "lltp": "lý lịch tư pháp",
                "ca": "công an",
                "lm sao": "làm sao",
                "lm": "làm",
                "tk": "tài khoản",
            },
            "synonyms": {"bao nhiêu tiền": "chi phí", "sinh trắc": "sinh trắc học"},
            "fillers": ("cho em hỏi", "ạ", "với ạ"),
            "known": ("app", "bus"),
        }
    )
)


def read(lexicon: Lexicon, text: str) -> str:
    return " ".join(t.folded for t in lexicon.read(text))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("LLTP", "lý lịch tư pháp"),
        ("CCCD", "căn cước công dân"),
        ("SSKĐT", "sổ sức khỏe điện tử"),
        ("sskdt", "sổ sức khỏe điện tử"),
        ("BHYT", "bảo hiểm y tế"),
        ("DVC", "dịch vụ công"),
        ("đk tk ko đc", "đăng ký tài khoản không được"),
        ("hs gt ntn", "hồ sơ giấy tờ như thế nào"),
        ("lm sao", "làm sao"),
        ("ubnd", "ủy ban nhân dân"),
        ("gplx", "giấy phép lái xe"),
        ("mk vneid", "mật khẩu VNeID"),
        ("hết bnhieu", "hết bao nhiêu"),
    ],
)
def test_short_forms_and_teen_code_are_spelt_out(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert read(lexicon, typed) == read(lexicon, meant)


def test_a_short_form_reads_the_same_with_and_without_marks(lexicon: Lexicon) -> None:
    assert read(lexicon, "đc ko") == read(lexicon, "dc ko") == "duoc khong"


def test_the_longest_short_form_wins() -> None:
    assert read(SMALL, "lm sao") == "lam sao"
    assert read(SMALL, "lm") == "lam"


def test_a_typed_tone_shows_that_a_word_is_no_short_form() -> None:
    assert read(SMALL, "ca") == "cong an"
    assert read(SMALL, "cà") == "ca"
    assert read(SMALL, "ca cà") == "cong an ca"


def test_different_words_for_one_thing_become_one() -> None:
    assert read(SMALL, "hết bao nhiêu tiền") == "het chi phi"


def test_what_is_already_whole_is_not_replaced_in_part() -> None:
    assert read(SMALL, "sinh trắc học") == read(SMALL, "sinh trắc") == "sinh trac hoc"


def test_politeness_around_a_question_is_dropped_but_for_the_asking() -> None:
    assert read(SMALL, "cho em hỏi LLTP với ạ") == "ly lich tu phap"
    assert "cho em hoi" in " ".join(t.folded for t in SMALL.read("cho em hỏi LLTP", padding=True))


def test_a_message_of_padding_alone_keeps_its_words() -> None:
    assert read(SMALL, "cho em hỏi") == "cho em hoi"


def test_a_padding_word_is_dropped_with_its_tone_as_without() -> None:
    assert read(SMALL, "LLTP ạ") == read(SMALL, "LLTP a") == "ly lich tu phap"


def test_a_number_glued_to_a_counting_word_is_split_off(lexicon: Lexicon) -> None:
    assert read(lexicon, "muc2") == "muc 2"
    assert read(lexicon, "so1") == "so 1"
    assert read(lexicon, "muc2 lltp so1") == "muc 2 ly lich tu phap so 1"


@pytest.mark.parametrize(("typed", "meant"), [("mức2", "muc 2"), ("số1", "so 1"), ("quận1", "quan 1")])
def test_a_number_glued_to_a_marked_counting_word_is_split_off(lexicon: Lexicon, typed: str, meant: str) -> None:
    assert read(lexicon, typed) == meant


@pytest.mark.parametrize("number", ["200000", "5656", "1900.1009", "15/8/2026", "2345"])
def test_numbers_are_left_alone(lexicon: Lexicon, number: str) -> None:
    assert read(lexicon, number) == number


def test_typed_marks_are_kept_beside_the_folded_word() -> None:
    assert SMALL.read("hòa") == SMALL.read("hoà") == (Term("hoa", "hoa2"),)
    assert SMALL.read("hoa") == (Term("hoa", None),)


@given(st.text(st.characters(), max_size=200))
@example("\udcff\U000e0041\x00")
@example("lltp " * 5000)
def test_any_text_is_read_and_its_terms_hold_something(text: str) -> None:
    assert all(term.folded for term in SMALL.read(text))
    assert SMALL.read(text) == SMALL.read(text)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("à không, ý tôi là chưa có tài khoản", "chua co tai khoan"),
        ("nhầm, không phải mất mà là hết hạn", "mat ma la het han"),
        ("không, số 2 cơ", "so 2 co"),
        ("không được thì sao", "khong duoc thi sao"),
        ("à nhầm", "a nham"),
    ],
)
def test_words_that_only_correct_are_taken_off(lexicon: Lexicon, said: str, left: str) -> None:
    assert " ".join(t.folded for t in lexicon.corrected(lexicon.read(said))) == left
