"""What curators approved: answered in any order and without marks; what would do harm is refused."""

from datetime import date

import pytest

from knowledge.answer import Context, Question, Status
from knowledge.answering import Answerer
from knowledge.approving import Clash, check_approval
from knowledge.model import Aspect
from knowledge.overlay import NO_OVERLAY, Approved, Kind, Overlay
from knowledge.text import fold

UNKNOWN = "mượn loa phường thông báo tìm mèo lạc"
SLUG = "ihanoi-phan-anh"


def overlay(*approved: Approved) -> Overlay:
    return Overlay(approved, version=1)


def phrasing(text: str, target: str = SLUG) -> Approved:
    return Approved(Kind.PHRASING, text, target)


@pytest.fixture(scope="module")
def taught(answerer: Answerer) -> Answerer:
    """The assistant that was taught one phrasing, and two pointers."""
    return answerer.with_overlay(
        overlay(
            phrasing(UNKNOWN),
            Approved(Kind.POINTER, "thả diều cạnh cột điện có bị phạt không", "evn-ha-noi"),
            Approved(Kind.POINTER, "đặt bàn cờ trong công viên có cần xin không", "ho-chieu"),
        )
    )


def answered(answerer: Answerer, text: str, today: date, context: Context | None = None) -> str | None:
    answer = answerer.answer(Question(text, today, context or Context()))
    return answer.procedures[0] if answer.status is Status.ANSWERED else None


@pytest.mark.parametrize(
    "asked",
    [
        UNKNOWN,
        fold(UNKNOWN),
        "tim meo lac thi muon loa phuong thong bao",
        "cho cháu hỏi mượn loa phường thông báo tìm mèo lạc ạ",
        "mượn loa phường tìm mèo lạc",
        "mượn loa phường thông báo tìm mèo bị lạc",
    ],
)
def test_an_approved_phrasing_is_answered_as_people_say_it(
    answerer: Answerer, taught: Answerer, today: date, asked: str
) -> None:
    assert answered(answerer, asked, today) is None

    assert answered(taught, asked, today) == SLUG


@pytest.mark.parametrize("asked", ["mượn xe đạp công cộng ở đâu", "mèo lạc", "loa phường ồn quá"])
def test_what_is_only_a_little_like_it_is_not_taken_for_it(taught: Answerer, asked: str) -> None:
    assert taught.approved_target(asked) is None


def test_a_pointer_declines_with_the_contact(taught: Answerer, today: date) -> None:
    answer = taught.answer(Question("co bi phat khong neu tha dieu canh cot dien", today))

    assert (answer.status, answer.route, answer.contacts) == (Status.ROUTED, "other_service", ("evn-ha-noi",))
    assert taught.catalogue.contacts["evn-ha-noi"].name in answer.text


def test_a_pointer_to_a_neighbour_declines_as_the_neighbour(taught: Answerer, today: date) -> None:
    answer = taught.answer(Question("đặt bàn cờ trong công viên có cần xin không", today))

    assert (answer.status, answer.contacts) == (Status.ROUTED, ("cong-an-ha-noi",))


def test_an_approved_question_is_no_follow_up_of_what_was_talked_about(taught: Answerer, today: date) -> None:
    about = Context(procedure="the-can-cuoc", aspect=Aspect.FEE)

    assert answered(taught, UNKNOWN, today, about) == SLUG


def test_a_closed_procedure_is_not_answered_by_approval(taught: Answerer, today: date) -> None:
    answer = taught.answer(Question(UNKNOWN, today, closed=frozenset({SLUG})))

    assert SLUG not in answer.procedures


def test_an_approval_never_takes_what_is_screened(answerer: Answerer, today: date) -> None:
    asked = "tôi muốn tự tử"
    taught = answerer.with_overlay(overlay(phrasing(asked)))

    assert taught.answer(Question(asked, today)).status is Status.SCREENED
    assert taught.approved_target(asked) is None


def test_what_the_content_has_by_now_is_not_doubled_and_what_leads_nowhere_is_dropped(answerer: Answerer) -> None:
    known = answerer.catalogue.procedures[SLUG].phrasings[0]

    taught = answerer.with_overlay(overlay(phrasing(known.upper()), phrasing(UNKNOWN, "khong-co"), phrasing(UNKNOWN)))

    assert taught.overlay.approved == (phrasing(UNKNOWN),)


def test_taking_everything_back_leaves_the_content_alone(answerer: Answerer, taught: Answerer, today: date) -> None:
    plain = taught.with_overlay(NO_OVERLAY)

    assert answered(plain, UNKNOWN, today) is None
    assert plain.understanding.index.entries == answerer.understanding.index.entries


def test_an_approval_that_harms_nothing_has_no_clash(answerer: Answerer) -> None:
    assert check_approval(answerer, phrasing(UNKNOWN)) == ()


def test_an_approval_that_takes_a_sample_of_another_is_shown_with_it(answerer: Answerer) -> None:
    sample = answerer.catalogue.procedures["tach-ho"].samples[0]

    clashes = check_approval(answerer, phrasing(sample))

    assert Clash(sample, "tach-ho", SLUG) in clashes


def test_an_approval_that_takes_a_phrasing_of_another_is_shown_with_it(answerer: Answerer) -> None:
    clashes = check_approval(answerer, phrasing("thẻ căn cước hết hạn đổi ở đâu", "hoc-ba-so"))

    assert {c.expected for c in clashes} == {"the-can-cuoc"}
    assert {c.came for c in clashes} == {"hoc-ba-so"}


@pytest.mark.no_cover
def test_an_approval_that_draws_in_a_near_miss_is_shown_with_it(answerer: Answerer) -> None:
    near = answerer.catalogue.procedures["phieu-ly-lich-tu-phap"].must_not[0]

    clashes = check_approval(answerer, phrasing(near, "phieu-ly-lich-tu-phap"))

    assert Clash(near, None, "phieu-ly-lich-tu-phap") in clashes


@pytest.mark.parametrize(("text", "came"), [("dừng", "stop"), ("bao nhiêu tiền", "clarify"), ("xin chào", "chitchat")])
@pytest.mark.no_cover
def test_a_wording_that_says_no_topic_or_a_wish_cannot_be_approved(answerer: Answerer, text: str, came: str) -> None:
    assert check_approval(answerer, phrasing(text)) == (Clash(text, SLUG, came),)


@pytest.mark.no_cover
def test_nearly_the_same_words_are_not_approved_for_two_things(taught: Answerer) -> None:
    nearly = "mượn loa phường để thông báo tìm mèo lạc"

    clashes = check_approval(taught, phrasing(nearly, "tach-ho"))

    assert clashes[0] == Clash(nearly, SLUG, "tach-ho")


@pytest.mark.no_cover
def test_what_was_wrong_already_is_no_clash_of_the_approval(taught: Answerer) -> None:
    """The phrasing is approved for one procedure; approving another wording of the same kind there harms nothing."""
    assert check_approval(taught, phrasing("mượn loa phường để tìm chó lạc")) == ()


def test_the_likeliest_and_the_neighbours_are_what_search_finds(answerer: Answerer) -> None:
    assert answerer.likeliest("tách hộ khẩu")[0] == "tach-ho"
    assert len(answerer.likeliest("làm căn cước cho con")) == 3
    assert answerer.neighbours("làm hộ chiếu ở đâu")[0] == "ho-chieu"
    assert answerer.likeliest("") == ()
