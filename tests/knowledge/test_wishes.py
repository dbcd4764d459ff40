"""The wish to have papers checked: heard in plain words, and not in what only sounds like it."""

import pytest

from knowledge.answer import Context, Status
from knowledge.model import Aspect
from tests.knowledge.conftest import Ask


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("kiểm tra hồ sơ đăng ký tạm trú giúp em", "dang-ky-tam-tru"),
        ("soat ho so lam can cuoc cho con", "can-cuoc-tre-em"),
        ("em thuê trọ, xem hộ em hồ sơ tạm trú thiếu gì không ạ", "dang-ky-tam-tru"),
        ("đi làm lý lịch tư pháp, giấy tờ như vậy đủ chưa", "phieu-ly-lich-tu-phap"),
        ("CHECK GIUP MINH GIAY TO LAM LY LICH TU PHAP", "phieu-ly-lich-tu-phap"),
    ],
)
def test_a_wish_is_answered_with_the_papers_of_its_procedure(ask: Ask, said: str, slug: str) -> None:
    answer = ask(said)

    assert (answer.status, answer.procedures[0], answer.aspect) == (Status.ANSWERED, slug, Aspect.DOCUMENTS)
    assert answer.wants_check


def test_a_wish_keeps_the_case_that_was_told_with_it(ask: Ask) -> None:
    assert dict(ask("con tôi 10 tuổi, soát hồ sơ làm căn cước cho cháu").case) == {"age": "six13"}


def test_a_wish_without_a_procedure_is_about_what_was_talked_about(ask: Ask) -> None:
    talked = Context(procedure="dang-ky-tam-tru", aspect=Aspect.FEE)

    answer = ask("xem giúp tôi đủ giấy tờ chưa", talked)

    assert answer.procedures[0] == "dang-ky-tam-tru"
    assert answer.wants_check


def test_a_wish_without_any_procedure_asks_which(ask: Ask) -> None:
    answer = ask("xem giúp tôi đủ giấy tờ chưa")

    assert (answer.status, answer.aspect, answer.wants_check) == (Status.CLARIFY, Aspect.DOCUMENTS, False)
    assert answer.choices


def test_where_no_papers_are_written_the_prose_answers(ask: Ask) -> None:
    answer = ask("soát hồ sơ chuyển tiền nhầm")

    assert answer.aspect is Aspect.DOCUMENTS
    assert not answer.wants_check


@pytest.mark.parametrize(
    "said",
    [
        "kiểm tra hồ sơ tạm trú đến đâu rồi",
        "thiếu giấy tờ thì có nộp được không",
        "tra soát giao dịch cần giấy tờ gì",
        "xem giúp em hồ sơ đã nộp hôm qua",
        "làm tạm trú cần giấy tờ gì",
        "ra phường xin giấy tờ",
        "soát hồ sơ " * 40,
    ],
)
def test_what_only_sounds_like_it_is_no_such_wish(ask: Ask, said: str) -> None:
    assert not ask(said).wants_check


def test_a_wish_for_what_we_do_not_know_is_declined_as_usual(ask: Ask) -> None:
    assert ask("soát hồ sơ xin visa đi Mỹ giúp em").status is not Status.ANSWERED
