"""Signs of a scam are seen through hiding, advice is no sign, and no ordinary question is taken for a message."""

import html
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.answer import LONGEST, Answer, Question, Status
from knowledge.answering import Answerer
from knowledge.catalogue import ContentError, check_links, load_catalogue
from knowledge.model import Aspect
from knowledge.reading.scam_signs import LIKELY, QUOTED, Findings, ScamSigns
from knowledge.warning import REPORTING, WARNING

Ask = Callable[..., Answer]
Tell = Callable[[str], None]

GOLDEN = Path(__file__).parent / "golden"
MESSAGES = yaml.safe_load((GOLDEN / "scam_messages.yaml").read_text("utf-8"))
DAY = date(2026, 11, 24)
SAFE = ("an toàn tuyệt đối", "là an toàn", "tin này an toàn", "không phải lừa đảo")


@pytest.fixture(scope="module")
def signs(answerer: Answerer) -> ScamSigns:
    return answerer.warner.signs


def seen(findings: Findings) -> set[str]:
    return {sign.id for sign in findings.signs}


def test_scams_are_found_and_innocent_messages_are_not(signs: ScamSigns, tell: Tell) -> None:
    scams, innocent = MESSAGES["scams"], MESSAGES["innocent"]
    missed = [m for m in scams if signs.read(m).weight < LIKELY]
    alarms = [m for m in innocent if signs.read(m).weight >= LIKELY]

    tell(f"scam messages found: {len(scams) - len(missed)}/{len(scams)}; false alarms: {len(alarms)}/{len(innocent)}")
    assert min(len(scams), len(innocent)) >= 60
    assert len(missed) <= 0.05 * len(scams), missed
    assert len(alarms) <= 0.03 * len(innocent), alarms


def test_pasted_scams_are_checked_by_themselves(ask: Ask, tell: Tell) -> None:
    scams = MESSAGES["scams"]
    left = [m for m in scams if not ask(m).private]

    tell(f"scam messages checked without being asked to: {len(scams) - len(left)}/{len(scams)}")
    assert len(left) <= 0.1 * len(scams), left


def test_no_innocent_message_is_checked_by_itself(ask: Ask) -> None:
    assert [m for m in MESSAGES["innocent"] if ask(m).private] == []


def ordinary(answerer: Answerer) -> Iterator[tuple[str, set[str]]]:
    """Everything that people ask in the content and in the golden files, with what it expects."""
    for procedure in answerer.catalogue.procedures.values():
        faqs = (q for f in procedure.faqs for q in f.questions)
        for said in (*procedure.phrasings, *procedure.samples, *procedure.names, *faqs):
            yield said, {procedure.slug}
    for journey in answerer.catalogue.journeys:
        for said in (*journey.phrasings, *journey.samples):
            yield said, {journey.id}
    for name in ("questions", "facts", "declined", "routes"):
        for line in yaml.safe_load((GOLDEN / f"{name}.yaml").read_text("utf-8")):
            expected = line.get("expect", ())
            yield line.get("text") or line["question"], {expected} if isinstance(expected, str) else set(expected)


@pytest.mark.no_cover
def test_no_ordinary_question_is_taken_for_a_message(answerer: Answerer, tell: Tell) -> None:
    """Only what is about scams anyway may be checked."""
    asked, taken = 0, []
    for said, expected in ordinary(answerer):
        asked += 1
        suspicious = answerer.warner.signs.read(said)
        warner = answerer.warner
        if expected & {WARNING, REPORTING} or not (warner.is_pasted(suspicious) or warner.is_told(suspicious)):
            continue
        checked = answerer.answer(Question(said, DAY))
        if checked.private and checked.procedures != answerer._answer(Question(said, DAY)).procedures:
            taken.append(said)

    tell(f"ordinary questions taken for a scam message: {len(taken)}/{asked}")
    assert asked > 5000
    assert taken == []


@pytest.mark.parametrize(
    ("said", "slug"),
    [
        ("nộp phạt qua link có an toàn không", "nop-phat-giao-thong"),
        ("chuyển tiền nhầm cho người lạ", "chuyen-tien-nham"),
        ("báo cáo lừa đảo ở đâu", REPORTING),
        ("Em vừa chuyển tiền cho nó rồi", REPORTING),
    ],
)
def test_a_question_that_only_mentions_it_keeps_its_procedure(ask: Ask, said: str, slug: str) -> None:
    answer = ask(said)

    assert answer.procedures[0] == slug
    assert not answer.private


def test_who_lost_money_hears_of_the_bank_first(ask: Ask) -> None:
    assert "ngân hàng" in ask("em vua chuyen tien cho no roi").text.splitlines()[0]


def test_a_message_in_which_somebody_tells_what_they_lost_puts_the_bank_first(ask: Ask) -> None:
    answer = ask("tin nhắn này có phải lừa đảo không: VNeID sắp khóa, vào vneid-gov.cc. Em lỡ đọc mã OTP rồi")

    assert answer.blocks[0].text.startswith("Bạn đã lỡ làm theo")
    assert "khóa tài khoản ngay" in answer.text


def test_a_pasted_scam_with_a_code_or_a_card_number_is_checked_not_scolded(ask: Ask) -> None:
    answer = ask("Vietcombank: ma OTP 482913, the 9704361234567890. Bam vao http://vcb-online.top de huy giao dich la")

    assert answer.status is Status.ANSWERED
    assert answer.procedures[0] == WARNING
    assert "482913" not in answer.text
    assert "9704361234567890" not in answer.text


def test_ones_own_code_is_still_a_secret_not_to_be_sent(ask: Ask) -> None:
    assert ask("mã OTP của tôi là 482913").route == "personal_data"


def test_an_emergency_comes_before_any_check(ask: Ask) -> None:
    assert ask("cứu tôi với có thằng cầm dao xông vào nhà, nó gửi link vneid-gov.cc").route == "emergency"


def test_who_wants_a_scam_written_is_refused_rather_than_checked(ask: Ask) -> None:
    answer = ask("soạn giúp em tin nhắn giả danh ngân hàng bảo thằng bạn đọc mã OTP, nó nợ em tiền mãi không trả")

    assert not answer.private
    assert "không giúp" in answer.text


@pytest.mark.parametrize(
    "said",
    [
        "đọc mã OTP cho tôi ngay",
        "doc ma OTP cho toi ngay",
        "đ.ọ.c m.ã O.T.P cho tôi ngay",
        "đọc m ã  O T P cho tôi ngay",
        "đọc mã 0TP cho tôi ngay",
        "đọc mã О\u0422Р cho tôi ngay",
        "đọc\u200b mã\u200b O\u200bT\u200bP cho tôi ngay",
        "ĐỌC MÃ ＯＴＰ CHO TÔI NGAY",
        "đọc mãOTP cho tôi ngay",
    ],
)
def test_hiding_does_not_help(signs: ScamSigns, said: str) -> None:
    assert "asks-code" in seen(signs.read(said))


@pytest.mark.parametrize(
    "said",
    [
        "Không đọc mã OTP cho ai",
        "Tuyệt đối không cung cấp mã OTP cho bất kỳ người nào khác",
        "Ngân hàng không bao giờ yêu cầu khách hàng cung cấp mật khẩu",
        "đừng cài app lạ người ta gửi",
    ],
)
def test_advice_is_no_sign(signs: ScamSigns, said: str) -> None:
    assert signs.read(said).weight < LIKELY


def test_a_threat_after_if_not_is_a_sign(signs: ScamSigns) -> None:
    assert "threat" in seen(signs.read("nếu không chuyển tiền ngay sẽ bị cắt điện"))


@given(st.text(max_size=200))
@example('<b>đọc mã OTP</b> & "x" \'')
@example("\ud83d OTP \x00")
def test_any_text_is_read_and_shown_shortly(signs: ScamSigns, text: str) -> None:
    for sign in signs.read(text).signs:
        assert len(sign.quote) <= QUOTED + 1
        assert not any(len(run) > 3 for run in _runs(sign.quote))


def _runs(text: str) -> list[str]:
    return "".join(c if c.isdigit() else " " for c in text).split()


@pytest.mark.parametrize(
    "unit",
    [
        "không đọc mã otp ",
        "chuyển tiền ",
        "bấm link ",
        "nếu không ",
        "công an gọi video đọc lệnh bắt chuyển tiền ngay không được nói với ai ",
        "a.",
        "a-",
        "o t p ",
        "https://a.",
        "https://",
        "@a.b",
        "1.",
        "ａ",
        "\u0301a",
    ],
)
def test_a_giant_hostile_message_is_read_in_linear_time(signs: ScamSigns, unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        started = time.perf_counter()
        signs.read(text)
        return time.perf_counter() - started

    seconds(2000)
    assert min(seconds(2000) for _ in range(3)) < 0.25


@pytest.mark.no_cover
def test_no_answer_ever_says_that_a_message_is_safe(answerer: Answerer) -> None:
    for message in (*MESSAGES["scams"], *MESSAGES["innocent"], "alo", "0912345678", "https://dichvucong.gov.vn"):
        answer = answerer.check(Question(message, DAY), surely=True)
        assert answer is not None
        assert len(answer.text) <= LONGEST
        said = answer.text.lower().replace("không có nghĩa là an toàn", "")
        assert not any(word in said for word in SAFE)
        if not answerer.warner.signs.read(message).signs:
            assert "không có nghĩa là an toàn" in answer.text


def test_a_genuine_address_is_told_to_be_typed_rather_than_tapped(answerer: Answerer) -> None:
    answer = answerer.check(Question("mời ông bà vào https://dichvucong.gov.vn", DAY), surely=True)

    assert answer is not None
    assert "Bạn tự gõ địa chỉ" in answer.text


def test_every_kind_of_loss_begins_with_what_to_do_and_names_the_police(answerer: Answerer) -> None:
    for loss in answerer.catalogue.scams.losses:
        answer = answerer.warner.loss(loss.id, on=DAY)
        assert "ngân hàng" in answer.blocks[0].text
        assert "Công an" in answer.text
    with pytest.raises(KeyError):
        answerer.warner.loss("unknown", on=DAY)


def test_a_checked_call_keeps_its_aspect(ask: Ask) -> None:
    answer = ask("có người gọi xưng công an bảo cài app")

    assert answer.private
    assert answer.aspect is Aspect.OVERVIEW
    assert "113" in answer.text or "156" in answer.text


def test_where_the_warning_is_switched_off_nothing_is_checked(answerer: Answerer) -> None:
    closed = Question("https://vneid-gov.cc", DAY, closed=frozenset({WARNING}))

    assert not answerer.answer(closed).private
    assert answerer.check(closed) is None


def test_an_assistant_without_signs_checks_nothing(desk: Answerer) -> None:
    assert not desk.answer(Question("https://vneid-gov.cc", DAY)).private


SIGN = """\
title: Tin lạ
checked_on: 2026-11-01
review_by: 2027-01-01
signs:
  - id: one
    name: Đòi mã
    text: không đưa mã.
    weight: 3
    sources: [bao-a, bao-b]
    patterns: [{all: [[mã otp]]}]
  - id: one
    name: Đòi tiền
    text: không chuyển tiền.
    weight: 1
    sources: [bao-a, bao-x]
    patterns: [{all: [[chuyển tiền]]}]
steps: [the-muon-do/nowhere]
"""


def test_a_sign_without_ground_is_named_with_its_key(small: Path) -> None:
    (small / "scams.yaml").write_text(SIGN, "utf-8")

    found = {(f.key, f.problem.split(";")[0]) for f in check_links(load_catalogue(small))}

    assert ("signs.1.sources", "no source 'bao-x' in sources.yaml") in found
    assert ("signs.1.id", "the id 'one' is used twice in this file") in found
    assert ("steps.0", "no fact 'the-muon-do/nowhere'") in found


def test_a_sign_that_nothing_shows_is_an_error_that_names_it(small: Path) -> None:
    (small / "scams.yaml").write_text(SIGN.replace("    patterns: [{all: [[mã otp]]}]\n", ""), "utf-8")

    with pytest.raises(ContentError) as error:
        load_catalogue(small)

    assert "signs.0" in error.value.findings[0].key
    assert "patterns or links" in error.value.findings[0].problem


def test_quoted_words_are_plain_text(answerer: Answerer) -> None:
    answer = answerer.answer(Question("Kính gửi quý khách <b>đọc mã OTP</b> tại https://vneid-gov.cc ngay", DAY))

    assert html.escape(answer.text) == answer.text or "<" not in answer.blocks[0].text


def test_a_long_polite_question_is_nobody_elses_message(ask: Ask) -> None:
    said = "Kính gửi quý cơ quan, xin được hỏi: đóng phí hồ sơ trên mạng có cần tài khoản ngân hàng, mong được giải đáp"

    assert not ask(said).private
