"""Search finds the procedure meant, without marks as with them, and the same one every time."""

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from knowledge.answer import Question
from knowledge.answering import Answerer
from knowledge.catalogue import CONTENT
from knowledge.lexicon import Lexicon
from knowledge.search import Hit, Index, Tuning
from knowledge.text import fold_word

QUESTIONS = {
    "Làm phiếu lý lịch tư pháp cần giấy tờ gì": "phieu-ly-lich-tu-phap",
    "Xin phiếu lý lịch tư pháp số 2 mất mấy ngày": "phieu-ly-lich-tu-phap",
    "Giấy xác nhận không có tiền án xin ở đâu": "phieu-ly-lich-tu-phap",
    "Mở sổ sức khỏe điện tử trên điện thoại thế nào": "so-suc-khoe-dien-tu",
    "Sổ sức khỏe điện tử có thay được sổ giấy không": "so-suc-khoe-dien-tu",
    "Đổi thẻ căn cước hết hạn ở đâu": "the-can-cuoc",
    "Mất thẻ căn cước thì xin cấp lại thế nào": "the-can-cuoc",
    "Kích hoạt định danh điện tử mức 2 cần gì": "dinh-danh-dien-tu",
    "Quên mật khẩu tài khoản VNeID": "tai-khoan-vneid",
    "Đăng nhập Cổng Dịch vụ công quốc gia bằng tài khoản nào": "dang-nhap-dich-vu-cong",
    "Nộp hồ sơ trực tuyến được miễn lệ phí nào": "mien-phi-truc-tuyen",
    "Chuyển khoản nhầm người thì lấy lại thế nào": "chuyen-tien-nham",
    "Nộp phạt nguội qua mạng thế nào": "nop-phat-giao-thong",
    "Quét mã QR thế nào cho an toàn": "qr-an-toan",
    "Trả viện phí không dùng tiền mặt": "thanh-toan-vien-phi",
    "Nộp thuế đất phi nông nghiệp qua mạng": "thue-dat-truc-tuyen",
    "Vé tháng xe buýt mua ở đâu": "ve-xe-buyt-metro",
    "Giá vé tàu metro Hà Nội": "ve-xe-buyt-metro",
    "Cập nhật sinh trắc học cho ngân hàng": "xac-thuc-sinh-trac-hoc",
    "Gửi phản ánh trên iHanoi thế nào": "ihanoi-phan-anh",
    "Bị lừa đảo trên mạng thì trình báo công an ở đâu": "bao-cao-lua-dao",
    "Có người tự xưng công an gọi điện có phải lừa đảo không": "canh-bao-lua-dao",
}


Rank = Callable[[str], tuple[Hit, ...]]


@pytest.fixture(scope="module")
def ranked(answerer: Answerer) -> Rank:
    """Read a text and search for it, by an index built for these tests."""
    return ranks(Index.build(answerer.catalogue, answerer.lexicon, Tuning.load()), answerer.lexicon)


def ranks(index: Index, lexicon: Lexicon) -> Rank:
    def rank(text: str) -> tuple[Hit, ...]:
        _, features = index.read(lexicon.read(text))
        return index.search(features)

    return rank


def without_marks(text: str) -> str:
    return " ".join(w if w.isascii() else fold_word(w) for w in text.split())


def half_marked(text: str) -> str:
    return " ".join(without_marks(w) if i % 2 else w for i, w in enumerate(text.split()))


@pytest.mark.parametrize(("question", "slug"), QUESTIONS.items())
def test_the_procedure_meant_is_found_first(answerer: Answerer, question: str, slug: str) -> None:
    asked = Question(question, date(2026, 11, 24))

    assert answerer.understanding.read(asked, answerer.lexicon.read(question)).hits[0].id == slug


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_missing_mark_never_changes_what_is_found_first(ranked: Rank, question: str) -> None:
    first = ranked(question)[0].id

    assert ranked(without_marks(question))[0].id == first
    assert ranked(half_marked(question))[0].id == first
    assert ranked(question.upper())[0].id == first
    assert ranked(unicodedata.normalize("NFD", question))[0].id == first


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("lam lyl ich tu phap o dau", "phieu-ly-lich-tu-phap"),
        ("phiếu lý lịhc tư phpá", "phieu-ly-lich-tu-phap"),
        ("so suc khoe dine tu", "so-suc-khoe-dien-tu"),
        ("doi the cna cuoc", "the-can-cuoc"),
        ("chuyen khaon nhamf", "chuyen-tien-nham"),
        ("lylich tuphap bao nhieu tien", "phieu-ly-lich-tu-phap"),
    ],
)
def test_slips_of_the_keys_are_forgiven(ranked: Rank, typed: str, slug: str) -> None:
    assert ranked(typed)[0].id == slug


def test_the_same_question_is_ranked_the_same_by_another_index(answerer: Answerer, ranked: Rank) -> None:
    other = ranks(answerer.understanding.index, answerer.lexicon)

    assert [other(q) for q in QUESTIONS] == [ranked(q) for q in QUESTIONS]


def test_hits_come_best_first_and_their_figures_are_shares(ranked: Rank) -> None:
    for question in QUESTIONS:
        hits = ranked(question)

        assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
        assert len({h.id for h in hits}) == len(hits)
        assert all(0 <= h.covered <= 1 and 0 <= h.wording <= 1 for h in hits)


@pytest.mark.parametrize("text", ["qwrtp zxcvb", "12345678", "ﷺ 漢字", "ð"])
def test_words_that_nobody_knows_find_nothing_sure(ranked: Rank, text: str) -> None:
    assert all(h.score < 0.5 for h in ranked(text))


def test_a_word_explained_by_no_entry_counts_against_a_match(ranked: Rank) -> None:
    clear = ranked("lý lịch tư pháp")[0]
    among_others = ranked("lý lịch tư pháp kwzx qwrt zxcv")[0]

    assert among_others.id == clear.id
    assert among_others.covered < clear.covered


def test_the_tuning_file_is_read_and_a_figure_nobody_declared_is_refused(tmp_path: Path) -> None:
    shipped = yaml.safe_load((CONTENT / "search.yaml").read_text("utf-8"))
    assert Tuning.load() == Tuning.model_validate(shipped)

    stray = tmp_path / "search.yaml"
    stray.write_text(yaml.safe_dump(shipped | {"boldness": 3}), "utf-8")
    with pytest.raises(ValidationError, match="boldness"):
        Tuning.load(stray)


def test_a_figure_left_out_of_the_tuning_file_is_named(tmp_path: Path) -> None:
    shipped = yaml.safe_load((CONTENT / "search.yaml").read_text("utf-8"))
    del shipped["decide"]["answer"]
    short = tmp_path / "search.yaml"
    short.write_text(yaml.safe_dump(shipped), "utf-8")

    with pytest.raises(ValidationError, match=r"decide\.answer"):
        Tuning.load(short)
