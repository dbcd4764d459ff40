"""Rules with a day ahead turn over by themselves: asked the day before, on the day, and after it."""

from datetime import date, timedelta

import pytest

from knowledge.answer import Question
from knowledge.answering import Answerer
from knowledge.catalogue import Catalogue
from knowledge.model import Aspect, Paper

CARD_FEE_CUT_ENDS = date(2026, 12, 31)
ZERO_FEE_ENDS = date(2027, 2, 28)
LAW_ON_CIVIL_STATUS = date(2027, 3, 1)
A_DAY = timedelta(days=1)


def ask(answerer: Answerer, question: str, on: date) -> str:
    """The answer in one line, with everything behind “Chi tiết” of what was asked."""
    answer = answerer.answer(Question(question, on))
    assert answer.procedures, question
    more = answerer.show(answer.procedures[0], answer.aspect or Aspect.OVERVIEW, on=on, case=answer.case, detail=True)
    return " ".join(f"{answer.text}\n{more.text}".split())


@pytest.mark.parametrize(
    ("question", "old", "new"),
    [
        ("đổi thẻ căn cước bao nhiêu tiền", "25.000 đồng", "50.000 đồng"),
        ("đổi căn cước công dân sang thẻ căn cước hết mấy tiền", "15.000 đồng", "30.000 đồng"),
        ("mất thẻ căn cước làm lại hết bao nhiêu", "35.000 đồng", "70.000 đồng"),
    ],
)
def test_the_cut_of_the_card_fee_ends_with_2026(answerer: Answerer, question: str, old: str, new: str) -> None:
    before = answerer.answer(Question(question, CARD_FEE_CUT_ENDS)).text
    assert old in before
    for on in (CARD_FEE_CUT_ENDS + A_DAY, date(2027, 6, 1)):
        after = answerer.answer(Question(question, on)).text
        assert new in after
        assert old not in after or "đã hết" in after


def test_passports_cost_the_full_fee_from_2027(answerer: Answerer) -> None:
    def fees(on: date) -> str:
        return answerer.show("mien-phi-truc-tuyen", Aspect.FEE, on=on, detail=True).text

    assert "thu 100.000 đồng, cấp lại do mất hoặc hỏng 200.000 đồng" in fees(CARD_FEE_CUT_ENDS)
    assert "thu 100.000 đồng, cấp lại do mất hoặc hỏng 200.000 đồng" not in fees(CARD_FEE_CUT_ENDS + A_DAY)
    assert "mức gốc 200.000 đồng" in fees(CARD_FEE_CUT_ENDS + A_DAY)


@pytest.mark.parametrize(
    "question",
    [
        "xin lý lịch tư pháp trên mạng bao nhiêu tiền",
        "đổi căn cước trên VNeID có mất tiền không",
        "đăng ký thường trú online lệ phí bao nhiêu",
        "đăng ký tạm trú trên mạng mất bao nhiêu tiền",
        "tách hộ khẩu nộp trực tuyến hết bao nhiêu tiền",
        "xin bản sao trích lục trên mạng bao nhiêu tiền",
        "xin giấy độc thân trên mạng bao nhiêu tiền",
    ],
)
def test_the_zero_fee_period_is_told_until_its_last_day_and_then_as_over(answerer: Answerer, question: str) -> None:
    last, after = ask(answerer, question, ZERO_FEE_ENDS), ask(answerer, question, ZERO_FEE_ENDS + A_DAY)

    assert "28/02/2027" in last
    for sentence in after.replace("•", ".").split(". "):
        assert "28/02/2027" not in sentence or any(w in sentence for w in ("đã hết", "Sau 28/02", "đã kết thúc")), (
            sentence
        )


@pytest.mark.parametrize(
    ("question", "old"),
    [
        ("khai tử ở đâu", "cư trú cuối cùng"),
        ("nhà có người mất làm giấy tờ gì", "cư trú cuối cùng"),
        ("đăng ký kết hôn ở đâu", None),
        ("làm giấy khai sinh ở đâu", None),
        ("xin giấy độc thân ở đâu", "nơi thường trú"),
        ("xin trích lục khai sinh ở đâu", None),
    ],
)
def test_the_law_on_civil_status_is_told_ahead_and_holds_from_its_day(
    answerer: Answerer, question: str, old: str | None
) -> None:
    before = ask(answerer, question, LAW_ON_CIVIL_STATUS - A_DAY)
    assert "chưa có hiệu lực" in before or "01/3/2027" in before or (old is not None and old in before)
    for on in (LAW_ON_CIVIL_STATUS, LAW_ON_CIVIL_STATUS + A_DAY):
        after = ask(answerer, question, on)
        assert "bất kỳ" in after
        assert "chưa có hiệu lực" not in after
        assert old is None or old not in after


def test_the_paper_of_a_death_gets_its_new_name(answerer: Answerer) -> None:
    question = "xin thêm bản giấy chứng tử"

    before, after = (ask(answerer, question, on) for on in (LAW_ON_CIVIL_STATUS - A_DAY, LAW_ON_CIVIL_STATUS))

    assert "trích lục khai tử là 8.000 đồng" in before
    assert "đổi tên thành “giấy chứng tử”" in after
    assert "trích lục khai tử là 8.000 đồng" not in after


def told_on(answerer: Answerer, on: date) -> str:
    """Everything that any tap shows on a day, for whoever asks."""
    catalogue: Catalogue = answerer.catalogue
    shown = [
        answerer.show(slug, aspect, on=on, detail=detail).text
        for slug in catalogue.procedures
        for aspect in Aspect
        for detail in (False, True)
    ]
    asked = [Question(j.phrasings[0], on) for j in catalogue.journeys]
    return "\n".join([*shown, *(answerer.answer(question).text for question in asked)])


@pytest.mark.no_cover
def test_a_fact_that_ended_is_in_no_answer_the_day_after(answerer: Answerer) -> None:
    """For every fact with a last day, every answer of the next day is made and looked through."""
    ended: dict[date, list[tuple[str, str, str]]] = {}
    for home, _, fact in answerer.catalogue.list_facts():
        if fact.ends_on is not None:
            ended.setdefault(fact.ends_on + A_DAY, []).append((home, fact.id, fact.text))
    assert len(ended) >= 5

    for day, facts in ended.items():
        told = told_on(answerer, day)
        still = [(home, fact_id) for home, fact_id, text in facts if text in told]
        assert not still, f"{day}: {still}"


@pytest.mark.no_cover
def test_a_fact_that_begins_is_in_an_answer_on_its_first_day_and_not_before(answerer: Answerer) -> None:
    began: dict[date, list[tuple[str, str, str]]] = {}
    for home, _, fact in answerer.catalogue.list_facts():
        answers = home in answerer.catalogue.procedures and not isinstance(fact, Paper)
        if answers and fact.starts_on is not None and fact.starts_on > date(2026, 11, 24):
            began.setdefault(fact.starts_on, []).append((home, fact.id, fact.text))
    assert began

    for day, facts in began.items():
        before, on = told_on(answerer, day - A_DAY), told_on(answerer, day)
        assert [(h, f) for h, f, text in facts if text not in on] == []
        assert [(h, f) for h, f, text in facts if text in before] == []


@pytest.mark.parametrize("on", [CARD_FEE_CUT_ENDS + A_DAY, LAW_ON_CIVIL_STATUS, date(2027, 12, 1)])
def test_nothing_is_told_as_lasting_until_a_day_that_has_passed(answerer: Answerer, on: date) -> None:
    """A text that names its own last day ("đến hết 31/12/2026") needs that day as `until`."""
    catalogue = answerer.catalogue
    passed = [d for d in (CARD_FEE_CUT_ENDS, ZERO_FEE_ENDS) if d < on]
    lasting = [f"{word} {day:%d/%m/%Y}" for day in passed for word in ("đến hết", "đến", "tới hết")]

    found = [
        (home, fact.id)
        for home, _, fact in catalogue.list_facts()
        for text in [fact.told_on(on) or ""]
        if any(words in text for words in lasting) and text != fact.ended
    ]

    assert found == []
