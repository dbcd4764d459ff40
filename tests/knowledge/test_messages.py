"""The message scorer: what it learns from, how much it finds of what it never saw, and that no question is taken."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.answer import Answer, Context, Question
from knowledge.answering import Answerer
from knowledge.catalogue import ContentError
from knowledge.classifying import write_learnt
from knowledge.learning import Example
from knowledge.learning_messages import MESSAGES, check_messages, learn_messages, load_messages, message_examples
from knowledge.messages import FILE, OTHER, SCAM, MessageScorer, features
from knowledge.reading.scam_signs import LIKELY, Findings
from knowledge.warning import REPORTING, WARNING
from tests.knowledge.test_scam_signs import ordinary

Ask = Callable[..., Answer]
Tell = Callable[[str], None]

UNSEEN = yaml.safe_load((Path(__file__).parent / "golden" / "scam_unseen.yaml").read_text("utf-8"))
DAY = date(2026, 11, 24)
ALIKE = "em bên bảo hiểm nhân thọ, hợp đồng tới hạn nhận 86 triệu, chị nộp 4 triệu thuế trước để công ty giải toả"


@pytest.fixture(scope="module")
def scorer() -> MessageScorer:
    return MessageScorer.load()


def test_most_scams_that_nothing_was_learnt_from_are_checked_without_being_asked_to(ask: Ask, tell: Tell) -> None:
    scams = UNSEEN["scams"]
    found = [m for m in scams if ask(m).private]

    tell(f"unseen scam messages checked without being asked to: {len(found)}/{len(scams)}")
    assert len(found) >= 0.7 * len(scams)


def test_hardly_an_innocent_message_is_checked_without_being_asked_to(ask: Ask, tell: Tell) -> None:
    innocent = UNSEEN["innocent"]
    alarms = [m for m in innocent if ask(m).private]

    tell(f"unseen innocent messages taken for a scam: {len(alarms)}/{len(innocent)}")
    assert len(alarms) <= 0.025 * len(innocent), alarms


def test_no_ordinary_question_is_alike_enough_to_lose_its_answer(answerer: Answerer, scorer: MessageScorer) -> None:
    read = answerer.warner.signs.read
    suspected = [(said, expected) for said, expected in ordinary(answerer) if scorer.chance(read(said)) >= 0.5]
    taken = [
        said
        for said, expected in suspected
        if not expected & {WARNING, REPORTING}
        and answerer.answer(Question(said, DAY)).private
        and answerer.answer(Question(said, DAY)).procedures != answerer._answer(Question(said, DAY)).procedures
    ]

    assert suspected  # so that there is something to be taken
    assert taken == []


@pytest.mark.parametrize(
    "said",
    [
        "thế chuyển khoản cho ai, có bị khóa tài khoản không",
        "nó bắt nhập mã OTP thì nhập ở đâu vậy bạn",
        "quá hạn hôm nay thì bị phạt bao nhiêu tiền vậy",
    ],
)
def test_a_follow_up_goes_on_about_what_was_talked_about(answerer: Answerer, said: str) -> None:
    talked = Context(procedure="nop-phat-giao-thong")

    assert not answerer.answer(Question(said, DAY, talked)).private


def test_where_no_sign_is_certain_that_is_said_before_what_it_is_like(answerer: Answerer, ask: Ask) -> None:
    answer = ask(ALIKE)

    assert not answerer.warner.signs.read(ALIKE).signs
    assert answer.private
    assert answer.procedures[0] == WARNING
    assert "không thấy dấu hiệu nào chắc chắn" in answer.blocks[0].text
    assert "không có nghĩa là an toàn" in answer.blocks[0].text
    assert "giống tin của kẻ lừa đảo" in answer.blocks[0].text
    assert answer.confidence < 1
    assert "156" in answer.text


def test_beside_a_weak_sign_it_only_adds_that_the_words_are_alike(answerer: Answerer, ask: Ask) -> None:
    weak = next(m for m in UNSEEN["scams"] if 0 < answerer.warner.signs.read(m).weight < LIKELY and ask(m).private)
    said = [block.text for block in ask(weak).blocks]

    assert "chưa đủ để chắc" in said[0]
    assert "Lời lẽ cũng giống" in said[1]


def test_what_hides_words_from_people_hides_nothing_from_the_scorer(answerer: Answerer, scorer: MessageScorer) -> None:
    read = answerer.warner.signs.read
    hidden = ALIKE.replace("công", "c\u200bô\u200bng").replace("triệu", "tr\u0456ệu")

    assert scorer.chance(read(hidden)) == scorer.chance(read(ALIKE))
    assert scorer.chance(read(ALIKE.upper())) == scorer.chance(read(ALIKE))


def test_of_a_few_words_nothing_is_said(scorer: MessageScorer) -> None:
    assert scorer.chance(Findings(words=("chuyen", "tien", "ngay", "cho", "toi"))) == 0


def test_sums_are_alike_whatever_they_are() -> None:
    def said(*words: str) -> dict[str, float]:
        return features(Findings(words=words))

    assert said("nop", "500k") == said("nop", "350k")
    assert said("nop", "500k") != said("nop", "5k")


def test_nothing_of_the_blind_batch_or_the_samples_is_learnt_from(answerer: Answerer) -> None:
    learnt = {tuple(sorted(e.features.items())) for e in message_examples(answerer, load_messages())}
    texts = [*UNSEEN["scams"], *UNSEEN["innocent"]]

    seen = [m for m in texts if tuple(sorted(features(answerer.warner.signs.read(m)).items())) in learnt]

    assert seen == []


def test_there_is_enough_to_learn_from_and_questions_count_little(answerer: Answerer) -> None:
    file = load_messages()
    found: list[Example] = list(message_examples(answerer, file))

    assert sum(map(len, file.scams.values())) >= 250
    assert sum(map(len, file.innocent.values())) >= 400
    assert {e.label for e in found} == {SCAM, OTHER}
    assert {e.weight for e in found if e.label == SCAM} == {1.0}
    assert min(e.weight for e in found) < 0.5


def test_the_shipped_file_was_learnt_from_the_shipped_messages(answerer: Answerer) -> None:
    assert check_messages(answerer) == ()


def test_learning_writes_a_file_that_is_current_and_the_same_again(desk: Answerer, tmp_path: Path) -> None:
    first, second = tmp_path / FILE, tmp_path / "again.json.gz"

    assert learn_messages(desk, first) == learn_messages(desk, second) > 0
    assert first.read_bytes() == second.read_bytes()
    assert check_messages(desk, first) == ()


def test_a_file_learnt_from_other_messages_is_named_with_the_mend(answerer: Answerer, tmp_path: Path) -> None:
    write_learnt(tmp_path / FILE, {"fingerprint": "other", SCAM: {}})

    (finding,) = check_messages(answerer, tmp_path / FILE)
    (missing,) = check_messages(answerer, tmp_path / "nowhere.json.gz")

    assert "make learn" in str(finding)
    assert "make learn" in str(missing)


def test_a_spoilt_file_is_named_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a zip")

    with pytest.raises(ContentError, match="make learn"):
        MessageScorer.load(tmp_path / FILE)


def test_without_a_file_nothing_is_likely(tmp_path: Path) -> None:
    nothing = MessageScorer.load(tmp_path / FILE)

    assert nothing.chance(Findings(words=("chuyen", "tien") * 9)) == 0


def test_no_message_stands_twice_in_the_file() -> None:
    file = load_messages(MESSAGES)
    texts = [text for kinds in (file.scams, file.innocent) for held in kinds.values() for text in held]

    assert len(texts) == len(set(texts))
