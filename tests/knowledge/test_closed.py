"""What is switched off: said honestly, with whom to ask, and nothing else is taken for it."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.answer import Choice, Context, Question, Status
from knowledge.answering import Answerer, build_answerer
from knowledge.model import Aspect
from tests.knowledge.test_journeys import JOURNEY

RECORD = "phieu-ly-lich-tu-phap"
CLOSED = frozenset({RECORD})
NOTICE = "đang được kiểm tra lại. Mình tạm không trả lời để khỏi nói sai."
WHY = {RECORD: "Quy định về việc này vừa thay đổi."}


@pytest.mark.parametrize("said", ["lý lịch tư pháp bao nhiêu tiền", "lam phieu lltp can gi", "lý lịch tư pháp là gì"])
def test_a_question_about_it_is_told_so_with_whom_to_ask(answerer: Answerer, today: date, said: str) -> None:
    answer = answerer.answer(Question(said, today, closed=CLOSED, reasons=WHY))

    assert (answer.status, answer.closed, answer.procedures) == (Status.NO_MATCH, RECORD, ())
    assert NOTICE in answer.text
    assert WHY[RECORD] in answer.text
    assert "1900 0113" in answer.text
    assert "đồng" not in answer.text


def test_without_a_reason_none_is_made_up(answerer: Answerer, today: date) -> None:
    answer = answerer.answer(Question("lý lịch tư pháp bao nhiêu tiền", today, closed=CLOSED))

    assert [b.text for b in answer.blocks] == [
        f"Phần “Phiếu lý lịch tư pháp” {NOTICE}",
        "Bạn hỏi Tổng đài Công an Hà Nội: 1900 0113.",
    ]


def test_what_goes_on_about_it_is_told_the_same(answerer: Answerer, today: date) -> None:
    first = answerer.answer(Question("lý lịch tư pháp bao nhiêu tiền", today))

    after = answerer.answer(Question("thế mấy ngày có?", today, first.context, CLOSED))
    again = answerer.answer(Question("thế nộp ở đâu?", today, after.context, CLOSED))

    assert (after.closed, again.closed) == (RECORD, RECORD)


def test_a_choice_typed_after_it_was_switched_off_is_told_so(answerer: Answerer, today: date) -> None:
    offered = Context(offered=(Choice("Phiếu của tôi", RECORD, Aspect.FEE),))

    assert answerer.answer(Question("phiếu của tôi", today, offered, CLOSED)).closed == RECORD


def test_everything_else_is_answered_as_before(answerer: Answerer, today: date) -> None:
    for said in ("đổi thẻ căn cước bao nhiêu tiền", "đăng ký kết hôn ở đâu", "cảm ơn", "mua vé xem phim"):
        assert answerer.answer(Question(said, today, closed=CLOSED)) == answerer.answer(Question(said, today))


def test_it_is_not_offered_where_something_is_asked_back(answerer: Answerer, today: date) -> None:
    every = frozenset(list(answerer.catalogue.procedures)[:-2])

    for said in ("bao nhiêu tiền", "", "làm giấy tờ"):
        answer = answerer.answer(Question(said, today, closed=every))
        assert not {c.procedure for c in answer.choices} & every


def test_a_life_event_leaves_its_step_out_and_says_so(answerer: Answerer, today: date) -> None:
    answer = answerer.answer(Question("nhà em mới sinh em bé", today, closed=frozenset({"dang-ky-khai-sinh"})))

    assert answer.journey == "moi-sinh-con"
    assert "dang-ky-khai-sinh" not in {c.procedure for c in answer.choices}
    title = answerer.catalogue.titles["dang-ky-khai-sinh"]
    assert f"Đang được kiểm tra lại nên mình tạm không nói tới: {title}. Bạn hỏi " in answer.text


def test_a_life_event_with_no_step_left_says_so(small: Path, today: date) -> None:
    (small / "journeys.yaml").write_text(JOURNEY, "utf-8")
    answer = build_answerer(small).answer(Question("vừa chuyển chỗ ở", today, closed=frozenset({"the-muon-do"})))

    assert (answer.status, answer.closed) == (Status.NO_MATCH, None)
    assert f"Phần “Dọn về nhà mới” {NOTICE}" in answer.text
    assert "Đường dây nóng: 1234" in answer.text
