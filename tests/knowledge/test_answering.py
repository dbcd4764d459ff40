"""The whole walk of a question: the right procedure, aspect and case in front, honest where nothing is known."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.answer import LONGEST, Answer, Choice, Context, Question, Status
from knowledge.answering import Answerer, build_answerer
from knowledge.measuring import contains
from knowledge.model import Aspect

Ask = Callable[..., Answer]

RECORD = "phieu-ly-lich-tu-phap"
HEALTH = "so-suc-khoe-dien-tu"
CARD = "the-can-cuoc"
MOST_CHOICES = 4
MOST_CLARIFICATIONS = 2
FEE_OF_RECORD = "làm lý lịch tư pháp trên VNeID hết bao nhiêu tiền"


def holds(text: str, *parts: str) -> list[str]:
    """The parts that a text does not hold."""
    return [p for p in parts if not contains(text, p)]


@pytest.mark.parametrize("said", [FEE_OF_RECORD, "lam ly lich tu phap het bao nhieu tien", "phí LLTP"])
def test_the_fee_of_the_criminal_record_is_told_whole(ask: Ask, said: str) -> None:
    answer = ask(said)

    assert (answer.status, answer.procedures[0], answer.aspect) == (Status.ANSWERED, RECORD, Aspect.FEE)
    missing = holds(
        answer.text,
        "200.000 đồng",
        "100.000 đồng",
        "sinh viên",
        "người có công",
        "trẻ em",
        "người cao tuổi",
        "người khuyết tật",
        "hộ nghèo",
        "hộ cận nghèo",
        "xã đặc biệt khó khăn",
        "0 đồng",
        "15/8/2026",
        "28/02/2027",
        "ba điều kiện",
        "VNeID mức 2",
        "xin trực tuyến",
        "chưa chắc",
        "số tiền hiện ở bước thanh toán",
        "170.000 đồng",
        "hỗ trợ riêng của Hà Nội",
        "31/12/2025",
    )
    assert missing == []


def test_who_pays_nothing_at_any_time_is_marked_as_one_sources_word(ask: Ask) -> None:
    (line,) = (b.text for b in ask(FEE_OF_RECORD).blocks if "người cao tuổi" in b.text)

    assert line.endswith(" °")


def test_when_the_offer_of_nothing_to_pay_has_ended_it_is_gone(ask: Ask) -> None:
    text = ask(FEE_OF_RECORD, on=date(2027, 3, 1)).text

    assert not contains(text, "0 đồng")
    assert "ba điều kiện" not in text
    assert contains(text, "200.000 đồng")
    assert "Kiểm tra lần cuối" in text


def test_on_its_last_day_the_offer_is_still_told(ask: Ask) -> None:
    assert contains(ask(FEE_OF_RECORD, on=date(2027, 2, 28)).text, "0 đồng")


@pytest.mark.parametrize(
    ("day", "fee", "other"),
    [(date(2026, 12, 31), "25.000 đồng", "50.000 đồng"), (date(2027, 1, 1), "50.000 đồng", "25.000 đồng")],
)
def test_the_fee_of_the_identity_card_turns_over_with_the_year(ask: Ask, day: date, fee: str, other: str) -> None:
    answer = ask("đổi thẻ căn cước hết bao nhiêu tiền", on=day)

    assert (answer.procedures[0], answer.aspect) == (CARD, Aspect.FEE)
    assert contains(answer.text, fee)
    assert not contains(answer.blocks[0].text, other)


@pytest.mark.parametrize(
    ("said", "slug", "aspect"),
    [
        ("lý lịch tư pháp mất mấy ngày", RECORD, Aspect.TIME),
        ("lý lịch tư pháp nộp ở đâu", RECORD, Aspect.WHERE),
        ("lý lịch tư pháp cần giấy tờ gì", RECORD, Aspect.DOCUMENTS),
        ("các bước làm lý lịch tư pháp", RECORD, Aspect.STEPS),
        ("phiếu lý lịch tư pháp có giá trị bao lâu", RECORD, Aspect.VALIDITY),
        ("phiếu lý lịch tư pháp là gì", RECORD, Aspect.OVERVIEW),
        ("sổ sức khỏe điện tử có mất tiền không", HEALTH, Aspect.FEE),
        ("cách mở sổ sức khỏe điện tử từng bước", HEALTH, Aspect.STEPS),
        ("đổi thẻ căn cước cần giấy tờ gì", CARD, Aspect.DOCUMENTS),
        ("đổi thẻ căn cước ở đâu", CARD, Aspect.WHERE),
    ],
)
def test_the_aspect_asked_comes_first(ask: Ask, said: str, slug: str, aspect: Aspect) -> None:
    answer = ask(said)

    assert (answer.status, answer.procedures[0], answer.aspect) == (Status.ANSWERED, slug, aspect)


@pytest.mark.parametrize(
    ("said", "case"),
    [
        ("xin lý lịch tư pháp cho con 10 tuổi cần giấy tờ gì", {"who": "child"}),
        ("người nước ngoài xin lý lịch tư pháp cần giấy tờ gì", {"who": "foreigner"}),
        ("nộp lý lịch tư pháp trực tiếp thì ở đâu", {"way": "counter"}),
        ("lý lịch tư pháp số 2 cần giấy tờ gì", {"kind": "number2"}),
    ],
)
def test_what_a_person_says_of_themselves_is_the_case(ask: Ask, said: str, case: Mapping[str, str]) -> None:
    answer = ask(said)

    assert answer.procedures[0] == RECORD
    assert case.items() <= answer.case.items()


def test_a_named_case_comes_before_the_rest(ask: Ask) -> None:
    online = ask("xin lý lịch tư pháp trực tuyến bao lâu được báo nhận")
    counter = ask("nộp lý lịch tư pháp trực tiếp bao lâu được báo nhận")

    assert "8 giờ làm việc" in online.text
    assert "8 giờ làm việc" not in counter.text
    assert "1 giờ" in counter.text


def test_a_follow_up_without_a_topic_keeps_the_procedure(ask: Ask) -> None:
    first = ask("lý lịch tư pháp cần giấy tờ gì")
    second = ask("thế còn lệ phí?", first.context)
    third = ask("mấy ngày thì có", second.context)

    assert [(a.procedures[0], a.aspect) for a in (second, third)] == [(RECORD, Aspect.FEE), (RECORD, Aspect.TIME)]


def test_a_follow_up_keeps_the_case(ask: Ask) -> None:
    first = ask("xin lý lịch tư pháp cho con 10 tuổi")
    second = ask("thế còn lệ phí?", first.context)

    assert second.case["who"] == "child"


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("thế còn đổi thẻ căn cước thì cần giấy tờ gì", CARD),
        ("giấy tờ để đổi căn cước", CARD),
        ("còn sổ sức khỏe điện tử thì sao", HEALTH),
    ],
)
def test_a_named_topic_beats_a_follow_up_word(ask: Ask, said: str, slug: str) -> None:
    before = ask("lý lịch tư pháp cần giấy tờ gì")

    assert ask(said, before.context).procedures[0] == slug


def test_a_topic_that_we_have_no_answer_for_is_not_answered_from_the_one_before(ask: Ask) -> None:
    before = ask("đổi thẻ căn cước cần giấy tờ gì")
    answer = ask("giấy tờ để đổi hộ chiếu", before.context)

    assert answer.status is not Status.ANSWERED


def test_a_correction_changes_the_case_and_keeps_the_rest(ask: Ask) -> None:
    first = ask("lý lịch tư pháp số 1 cần giấy tờ gì")
    second = ask("không, số 2 cơ", first.context)

    assert first.case["kind"] == "number1"
    assert (second.procedures[0], second.case["kind"]) == (RECORD, "number2")


@pytest.mark.parametrize("said", ["phí", "?", "bao nhiêu tiền", "nộp ở đâu", "cần giấy tờ gì"])
def test_an_aspect_or_a_sign_alone_asks_for_the_topic(ask: Ask, said: str) -> None:
    answer = ask(said)

    assert answer.status is Status.CLARIFY
    assert 2 <= len(answer.choices) <= MOST_CHOICES
    assert answer.text.count("?") == 1


def test_a_choice_that_is_typed_is_a_choice_tapped(ask: Ask, answerer: Answerer, today: date) -> None:
    asked = ask("phí")
    choice = asked.choices[0]
    typed = ask(choice.label.lower(), asked.context)

    assert choice.procedure
    assert choice.aspect
    assert typed.text == answerer.show(choice.procedure, choice.aspect, on=today).text


def test_it_asks_back_at_most_twice_in_a_row(ask: Ask) -> None:
    context = Context()
    asked = []
    for _ in range(MOST_CLARIFICATIONS + 2):
        answer = ask("phí", context)
        asked.append(answer.status is Status.CLARIFY)
        context = answer.context

    assert asked[: MOST_CLARIFICATIONS + 1] == [True] * MOST_CLARIFICATIONS + [False]


def test_an_answer_starts_the_count_of_questions_back_again(ask: Ask) -> None:
    asked = ask("phí")
    answered = ask("lý lịch tư pháp bao nhiêu tiền", asked.context)

    assert (asked.context.clarifications, answered.context.clarifications) == (1, 0)


@pytest.mark.parametrize(
    "said",
    ["asdf qwer zxcv", "xin giấy phép xây dựng nhà", "làm giám hộ cho cháu", "xin cấp hộ chiếu phổ thông"],
)
def test_what_nobody_here_knows_is_declined_with_a_hotline(ask: Ask, said: str) -> None:
    answer = ask(said)

    assert answer.status in (Status.NO_MATCH, Status.ROUTED)
    assert answer.contacts == () or any(n in answer.text for n in ("1022", "1900", "18001096", "1800"))


def test_a_refusal_offers_at_most_the_two_nearest_topics(ask: Ask) -> None:
    for said in ("asdf qwer zxcv", "mua vé xem phim", "sửa ống nước nhà tôi"):
        answer = ask(said)
        assert len(answer.choices) <= 2 or answer.status is Status.CLARIFY


def test_a_procedure_that_is_switched_off_is_not_answered(answerer: Answerer, today: date) -> None:
    closed = frozenset({RECORD})
    talked = Context(procedure=RECORD, aspect=Aspect.FEE)

    for context in (Context(), talked):
        for said in (FEE_OF_RECORD, "thế còn lệ phí?", "lý lịch tư pháp là gì"):
            answer = answerer.answer(Question(said, today, context, closed))
            assert RECORD not in answer.procedures
            assert all(c.procedure != RECORD for c in answer.choices)


@pytest.mark.parametrize(("slug", "closed"), [(RECORD, {RECORD}), ("khong-con-nua", set())])
def test_a_choice_that_was_switched_off_meanwhile_is_not_answered(
    answerer: Answerer, today: date, slug: str, closed: set[str]
) -> None:
    offered = Context(offered=(Choice("Phiếu của tôi", slug, Aspect.FEE),))

    answer = answerer.answer(Question("phiếu của tôi", today, offered, frozenset(closed)))

    assert slug not in answer.procedures
    assert answer.text


def test_whose_age_is_told_is_not_answered_with_the_case_of_another(ask: Ask) -> None:
    changed = ask("đổi căn cước cho tôi mất bao nhiêu tiền")

    child = ask("thế con tôi 10 tuổi", changed.context)

    assert changed.case == {"kind": "change"}
    assert (child.procedures[0], child.aspect, dict(child.case)) == ("the-can-cuoc", Aspect.FEE, {})


def test_a_tap_says_what_free_text_says(ask: Ask, answerer: Answerer, today: date) -> None:
    typed = ask("phí lý lịch tư pháp")
    tapped = answerer.show(RECORD, Aspect.FEE, on=today)

    assert {b.text for b in tapped.blocks if b.kind == "lead"} <= {b.text for b in typed.blocks}


def test_the_question_is_never_told_back(ask: Ask) -> None:
    for said in (FEE_OF_RECORD, "asdf qwer zxcv", "<b>phí</b> lý lịch tư pháp", "hôm nay trời đẹp quá đi mất"):
        assert said not in ask(said).text


# What goes in and what comes out: plain values.


CASES = st.dictionaries(st.sampled_from(["who", "way", "kind"]), st.sampled_from(["child", "online", "x"]), max_size=2)
ASPECTS = st.none() | st.sampled_from(Aspect)
SLUGS = st.none() | st.sampled_from(
    [RECORD, HEALTH, CARD, "canh-bao-lua-dao", "qr-an-toan", "the-thu-vien", "khong-con-nua"]
)
OFFERED = st.none() | st.sampled_from([RECORD, HEALTH, CARD])
CONTEXTS = st.builds(
    Context,
    procedure=SLUGS,
    case=CASES,
    aspect=ASPECTS,
    route=st.none() | st.sampled_from(["mydata", "chitchat", "stop", "lạ"]),
    offered=st.lists(
        st.builds(Choice, label=st.text(max_size=20), procedure=OFFERED, aspect=ASPECTS, case=CASES), max_size=3
    ).map(tuple),
    clarifications=st.integers(0, 3),
)
PIECES = (
    "lý lịch tư pháp|căn cước|VNeID|sổ sức khỏe|phí|bao nhiêu tiền|ở đâu|mấy ngày|không|số 2|con tôi 10 tuổi|dừng|cháy"
    "|OTP của tôi là 123456|quận Ba Đình|chào|<b>|{$x}|%s|\\n|\x00|\ud83d|\U000e0041|e\u0301|99999999999999999999|½|𝟚"
)
SAID = st.sampled_from(PIECES.split("|"))
MESSAGES = st.one_of(
    st.text(st.characters(), max_size=120),
    st.lists(SAID | st.text(st.characters(), max_size=8), max_size=8).map(" ".join),
)


@given(CONTEXTS)
def test_a_context_survives_being_kept_as_json(context: Context) -> None:
    kept = context.to_json()

    assert Context.from_json(kept) == context
    json.loads(kept)


@pytest.mark.parametrize(
    "kept",
    [None, "", "{}", "[]", "không phải JSON", '{"older": 1}', '{"aspect": "colour"}', '{"offered": [1]}'],
)
def test_what_an_older_version_kept_is_an_empty_context(kept: str | None) -> None:
    assert Context.from_json(kept) == Context()


@settings(max_examples=250)
@given(MESSAGES, CONTEXTS)
@example("lý lịch tư pháp " * 20_000, Context())
@example("\ud83d\ude00\udc00" * 50, Context(procedure=RECORD))
@example("".join(chr(0xE0000 + i) for i in range(128)), Context())
def test_whatever_is_written_gets_an_answer_in_words(answerer: Answerer, text: str, context: Context) -> None:
    answer = answerer.answer(Question(text, date(2026, 11, 24), context))

    assert 0 < len(answer.text.strip()) <= LONGEST
    assert 0 <= answer.confidence <= 1
    assert len(answer.procedures) <= 3
    assert len(answer.choices) <= MOST_CHOICES
    assert Context.from_json(answer.context.to_json()) == answer.context
    answer.text.encode("utf-8")


def test_the_same_question_has_the_same_answer(answerer: Answerer, ask: Ask) -> None:
    said = (FEE_OF_RECORD, "phí", "chào", "thế còn lệ phí?", "asdf", "mất thẻ căn cước làm sao")
    first = [ask(s, Context(procedure=HEALTH)) for s in said]
    again = [ask(s, Context(procedure=HEALTH)) for s in reversed(said)]

    assert first == again[::-1]


@pytest.mark.no_cover
def test_another_assistant_on_the_same_content_says_the_same(ask: Ask, today: date) -> None:
    other = build_answerer()

    for said in (FEE_OF_RECORD, "phí", "đổi căn cước ở đâu", "sổ sức khỏe điện tử là gì"):
        assert other.answer(Question(said, today)) == ask(said)


def test_answering_leaves_the_question_as_it_was(answerer: Answerer, today: date) -> None:
    context = Context(procedure=RECORD, case={"who": "child"})
    question = Question("thế còn lệ phí?", today, context)
    before = replace(question)

    answerer.answer(question)

    assert question == before
    assert context.case == {"who": "child"}
