"""The wish to be reminded: heard in plain words, and not in questions about reminders nor in pleas to be left alone."""

import pytest

from knowledge.answer import Context, Status
from knowledge.answering import Answerer
from knowledge.model import Aspect
from tests.knowledge.conftest import Ask


@pytest.mark.parametrize(
    "said",
    [
        "nhắc tôi 9h sáng thứ 7 đi lấy kết quả",
        "nhac toi 9h sang thu 7 di lay ket qua",
        "nhớ nhắc em mai đi nộp hồ sơ nhé",
        "đặt lịch nhắc",
        "đặt lịch nhắc giúp tôi",
        "hẹn giờ",
        "hẹn giờ 7h sáng mai đi tiêm",
        "báo tôi khi đến hạn",
        "báo em khi sắp hết hạn thẻ BHYT",
        "nhắc tôi khi đến hạn",
        "mai 8h nhắc em đi phường nhé",
        "thứ 7 nhắc bác đi lấy kết quả",
        "lấy kết quả thứ 7, nhắc tôi nhé",
        "lấy kết quả thứ 7 nhắc tôi nhé",
        "bạn nhắc tôi được không",
        "bạn có thể nhắc tôi đổi thẻ được không",
        "nhắc tôi",
        "nhắc em với",
        "nhắc mẹ em đi khám thứ 2 tuần sau",
        "tạo lời nhắc nộp tiền điện",
        "đặt báo thức 7h sáng mai",
        "remind me 9h mai nop thue",
        "khi nào đến hạn thì nhắc tôi nhé",
        "nhắc tôi mai hỏi xem lệ phí bao nhiêu",
        "mai nhắc đi lấy hộ chiếu",
        "tôi muốn được nhắc lịch tiêm của con",
        "em muốn đặt nhắc hẹn",
        "nhắc hộ cháu ngày 15 đi lấy căn cước",
        "cho mình đặt nhắc lịch khám lúc 8h mai",
    ],
)
def test_a_wish_to_be_reminded_is_told_how(ask: Ask, answerer: Answerer, said: str) -> None:
    answer = ask(said)

    assert (answer.status, answer.route) == (Status.ROUTED, "reminder")
    assert answer.text == answerer.phrases.text("reminder-how")


@pytest.mark.parametrize(
    "said",
    [
        "giấy nhắc nợ là gì",
        "VNeID nhắc tôi xác thực là sao",
        "ngân hàng nhắc tôi trả nợ 30/11",
        "trả tiền điện rồi mà vẫn có tin nhắn nhắc nợ, kiểm tra ở đâu?",
        "tổ trưởng nhắc đóng tiền đất qua điện thoại",
        "đừng nhắc tôi nữa",
        "đừng nhắc tôi lịch hẹn nữa",
        "không cần nhắc em đâu",
        "tắt nhắc lịch giùm em",
        "tôi đã làm xong rồi không cần nhắc nữa",
        "hủy nhắc hẹn giúp tôi",
        "ngày nào cũng nhắc tôi khó chịu lắm đừng nhắc nữa",
        "tắt nhắc nhở",
        "dừng nhắc",
        "tôi muốn tắt lời nhắc",
        "nhắc lại giúp tôi",
        "nhắc lại phí lý lịch tư pháp",
        "hẹn giờ làm căn cước ở đâu",
        "đặt lịch làm căn cước",
        "đặt lịch khám bệnh 9h sáng mai ở đâu",
        "đặt lịch làm hộ chiếu trên mạng",
        "báo tôi biết lệ phí",
        "báo em giá với",
        "bao lâu thì có kết quả",
        "lịch tiêm nhắc lại của bé",
        "tiêm nhắc mũi 2 cho con ở đâu",
        "mai tôi đi làm căn cước",
        "có ai gọi nhắc tôi nộp phạt có phải lừa đảo không",
        "EVN nhắn tin nhắc tôi đóng tiền",
        "app báo tôi chưa đủ tuổi",
        "hệ thống báo tôi sai thông tin",
        "nghe nhạc ở đâu",
        "báo mất thẻ ở đâu",
        "phường nhắc tôi đi làm thẻ căn cước",
    ],
)
def test_what_only_sounds_like_it_is_no_wish(ask: Ask, said: str) -> None:
    assert ask(said).route != "reminder"


def test_a_long_story_is_no_wish(ask: Ask) -> None:
    assert ask("nhắc tôi 9h mai nhé, " + "chuyện là thế này " * 20).route != "reminder"


@pytest.mark.parametrize("said", ["đừng nhắc tôi lịch hẹn nữa", "tôi đã làm xong rồi không cần nhắc nữa", "dừng nhắc"])
def test_who_wants_no_reminders_is_still_heard_as_a_stop(ask: Ask, said: str) -> None:
    assert ask(said).route == "stop"


def test_an_emergency_comes_before_a_wish(ask: Ask) -> None:
    assert ask("nhắc tôi gọi 113, có người đang đánh tôi").status is Status.SCREENED


def test_after_a_wish_the_procedure_talked_about_is_still_known(ask: Ask) -> None:
    talked = Context(procedure="the-can-cuoc", aspect=Aspect.FEE)

    answer = ask("nhắc tôi thứ 7 đi lấy nhé", talked)

    assert (answer.route, answer.context.procedure) == ("reminder", "the-can-cuoc")
