"""Messages that are not about a procedure go where they belong, and real questions do not go there."""

from collections.abc import Callable

import pytest

from knowledge.answer import Answer, Context, Status
from knowledge.answering import Answerer
from knowledge.routing import Router

Ask = Callable[..., Answer]


@pytest.mark.no_cover
def test_every_example_goes_to_its_route_and_screens_are_told_apart(router: Router, ask: Ask) -> None:
    astray = [
        (example, answer.status, answer.route)
        for route in router.routes
        for intent in route.intents
        for example in intent.examples
        if (answer := ask(example)).route != route.route
        or answer.status is not (Status.SCREENED if route.screen else Status.ROUTED)
    ]

    assert astray == []
    assert {r.route for r in router.routes if r.screen} == {"emergency", "personal_data", "complaint"}


def test_no_near_miss_is_taken_for_the_intent_beside_it(router: Router, answerer: Answerer, ask: Ask) -> None:
    taken = [
        near
        for route in router.routes
        for intent in route.intents
        for near in intent.must_not
        if ask(near).text == answerer.phrases.text(intent.phrase)
    ]

    assert taken == []


@pytest.mark.parametrize(
    "said", ["nộp hồ sơ thay ông nội được không ạ", "nop ho so thay ba noi", "em làm thay mẹ được không"]
)
def test_doing_it_for_ones_family_is_not_giving_a_secret_away(ask: Ask, said: str) -> None:
    assert ask(said).status is not Status.SCREENED
    assert ask("vào tài khoản tôi mà nộp hồ sơ thay tôi đi").status is Status.SCREENED


def test_every_follow_up_is_understood_on_its_own_route(router: Router, answerer: Answerer, ask: Ask) -> None:
    astray = [
        said
        for route in router.routes
        for intent in route.intents
        for said in intent.follow_ups
        if ask(said, Context(route=route.route)).text != answerer.phrases.text(intent.phrase)
    ]

    assert astray == []


@pytest.mark.parametrize("said", ["cho xem hết", "tải về", "xóa hết đi", "mấy ngày thì có kết quả"])
@pytest.mark.parametrize("elsewhere", [None, "chitchat", "human"])
def test_a_follow_up_of_my_data_means_nothing_elsewhere(ask: Ask, said: str, elsewhere: str | None) -> None:
    assert ask(said, Context(route="mydata")).route == "mydata"
    assert ask(said, Context(route=elsewhere)).route != "mydata"


@pytest.mark.parametrize("said", ["vậy xóa giùm tôi", "thế xóa đi", "rồi bao giờ thì xong"])
def test_a_word_that_goes_on_does_not_hide_a_follow_up(ask: Ask, said: str) -> None:
    assert ask(said, Context(route="mydata")).route == "mydata"


def test_after_a_procedure_asking_where_is_about_it_and_not_about_the_bot(ask: Ask) -> None:
    about = Context(procedure="the-can-cuoc")

    assert ask("thế đổi ở đâu", about).procedures[0] == "the-can-cuoc"
    assert ask("cảm ơn em nhé", about).route == "chitchat"


def test_show_me_all_after_my_data_is_still_about_my_data(ask: Ask) -> None:
    before = ask("bạn lưu gì về tôi")
    after = ask("cho tôi xem hết", before.context)

    assert (before.route, after.route) == ("mydata", "mydata")


@pytest.mark.parametrize("said", ["dừng", "Dừng.", "DUNG", "dung", "stop", "STOP!", "hủy nhận tin", "huy nhan tin"])
def test_a_whole_stop_acts_at_once(ask: Ask, answerer: Answerer, said: str) -> None:
    answer = ask(said)

    assert (answer.status, answer.route) == (Status.ROUTED, "stop")
    assert answer.text == answerer.phrases.text("stop-done")
    assert answer.choices == ()


@pytest.mark.parametrize(
    "said",
    [
        "đừng nhắn tin cho tôi nữa",
        "thôi xin đừng gửi thông báo cho bác nữa",
        "tôi không muốn nhận tin nữa đâu, phiền quá",
    ],
)
def test_a_longer_plea_is_offered_one_button(ask: Ask, answerer: Answerer, said: str) -> None:
    answer = ask(said)

    assert answer.route == "stop"
    assert [c.label for c in answer.choices] in ([answerer.phrases.text("stop-button")], [])
    assert answer.text in {answerer.phrases.text("stop-offer"), answerer.phrases.text("stop-done")}


@pytest.mark.parametrize(
    ("question", "route"),
    [
        ("dừng đóng bảo hiểm y tế thì sao", "stop"),
        ("hủy hồ sơ lý lịch tư pháp đã nộp thế nào", "stop"),
        ("bị dừng thẻ xe buýt thì làm lại ở đâu", "stop"),
        ("VNeID lưu những gì về tôi", "mydata"),
        ("xóa tài khoản VNeID thế nào", "mydata"),
        ("dữ liệu của tôi trên sổ sức khỏe bị sai thì báo ai", "mydata"),
        ("quên mật khẩu VNeID", "personal_data"),
        ("có người gọi đòi mã OTP thì làm sao", "personal_data"),
        ("tôi trót đọc OTP cho kẻ lừa đảo", "personal_data"),
        ("cháy túi vì chuyển khoản nhầm", "emergency"),
        ("bị đánh cắp tài khoản ngân hàng", "emergency"),
        ("tố cáo lừa đảo qua mạng ở đâu", "complaint"),
        ("có cần gặp cán bộ để làm căn cước không", "human"),
        ("tổng đài VNeID số mấy", "human"),
        ("gửi phản ánh trên iHanoi như thế nào", "feedback"),
        ("chào bạn, đổi căn cước ở đâu", "chitchat"),
        ("cảm ơn bạn, thế lý lịch tư pháp mất mấy ngày", "chitchat"),
        ("VNeID là gì", "chitchat"),
    ],
)
def test_a_real_question_that_holds_a_routes_words_is_not_routed_there(ask: Ask, question: str, route: str) -> None:
    assert ask(question).route != route


@pytest.mark.parametrize("said", ["", "   ", "?", "!!!", "…"])
def test_nothing_said_is_no_route(ask: Ask, said: str) -> None:
    assert ask(said).status is Status.CLARIFY


def test_an_emergency_comes_before_everything_else_said(ask: Ask) -> None:
    answer = ask("cứu với, nhà tôi đang cháy, mà thẻ căn cước của tôi trong đó")

    assert (answer.status, answer.route) == (Status.SCREENED, "emergency")
    assert "114" in answer.text


def test_after_a_route_the_procedure_talked_about_is_still_known(ask: Ask) -> None:
    fee = ask("lý lịch tư pháp bao nhiêu tiền")
    thanks = ask("cảm ơn", fee.context)

    assert thanks.route == "chitchat"
    assert thanks.context.procedure == "phieu-ly-lich-tu-phap"
