"""The classifier: what it learns from, how likely it takes things to be, and when its file is out of date."""

from pathlib import Path

import pytest

from knowledge.answering import Answerer
from knowledge.catalogue import CONTENT, ContentError
from knowledge.classifying import FILE, Classifier, Learnt, pack, route_label, write_learnt
from knowledge.learning import aspect_examples, check_learnt, examples, learn
from knowledge.reading.aspects import asked_features

CARD, BOOK = "the-muon-do", "the-thu-vien"


def chances(answerer: Answerer, classifier: Classifier, text: str) -> dict[str, float]:
    return classifier.chances(answerer.understanding.index.features(answerer.lexicon.read(text)))


@pytest.fixture(scope="module")
def learnt(desk: Answerer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is learnt from a content of one procedure."""
    path = tmp_path_factory.mktemp("learnt") / FILE
    assert learn(desk, path) > 0
    return path


def test_what_was_learnt_tells_a_procedure_a_neighbour_and_small_talk_apart(desk: Answerer, learnt: Path) -> None:
    classifier = Learnt.load(learnt).entries

    def likeliest(text: str) -> str:
        found = chances(desk, classifier, text)
        return max(found, key=lambda label: found[label])

    assert likeliest("mất thẻ mượn đồ thì sao") == CARD
    assert likeliest("xin thẻ thư viện") == BOOK
    assert likeliest("cảm ơn bạn nhiều") == route_label("chitchat")


@pytest.mark.parametrize("text", ["lệ phí căn cước", "zzz qqq", "", "cho tôi gặp cán bộ"])
def test_chances_are_shares_of_one(answerer: Answerer, text: str) -> None:
    found = chances(answerer, Learnt.load().entries, text)

    assert sum(found.values()) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in found.values())


def test_the_same_content_is_learnt_the_same(desk: Answerer, learnt: Path, tmp_path: Path) -> None:
    learn(desk, tmp_path / FILE)

    assert (tmp_path / FILE).read_bytes() == learnt.read_bytes()


@pytest.mark.no_cover
def test_samples_and_near_misses_are_never_learnt_from(answerer: Answerer) -> None:
    features = answerer.understanding.index.features
    seen = {(e.label, tuple(sorted(e.features.items()))) for e in examples(answerer) if e.weight == 1}
    wordings = {
        slug: {answerer.lexicon.read(w) for w in (*p.names, *p.phrasings, *(q for f in p.faqs for q in f.questions))}
        for slug, p in answerer.catalogue.procedures.items()
    }
    held_out = [
        (slug, terms)
        for slug, p in answerer.catalogue.procedures.items()
        for terms in map(answerer.lexicon.read, p.samples)
        if terms not in wordings[slug]
    ]

    assert len(held_out) > 100
    assert not [terms for slug, terms in held_out if (slug, tuple(sorted(features(terms).items()))) in seen]


def test_the_shipped_file_was_learnt_from_the_shipped_content(answerer: Answerer) -> None:
    assert check_learnt(answerer) == ()


def test_a_file_learnt_from_other_wordings_is_named_with_the_mend(answerer: Answerer, learnt: Path) -> None:
    (finding,) = check_learnt(answerer, learnt)

    assert "make learn" in str(finding)


def test_content_that_nothing_was_learnt_from_is_named_too(desk: Answerer, tmp_path: Path) -> None:
    (finding,) = check_learnt(desk, tmp_path / FILE)

    assert "make learn" in str(finding)


def test_without_a_learnt_file_nothing_is_known_and_words_alone_decide(desk: Answerer, tmp_path: Path) -> None:
    classifier = Learnt.load(tmp_path / FILE).entries

    assert chances(desk, classifier, "thẻ mượn đồ") == {}
    assert not classifier.knows(CARD)


@pytest.mark.parametrize("spoilt", [b"", b"not a zip", b"\x1f\x8b\x08\x00"])
def test_a_spoilt_file_is_named_with_the_mend(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / FILE).write_bytes(spoilt)

    with pytest.raises(ContentError, match="make learn"):
        Learnt.load(tmp_path / FILE)


def test_weights_survive_being_packed(tmp_path: Path) -> None:
    path = tmp_path / FILE
    part = {"labels": ["a", "b"], "bias": [0.0, 0.0], "step": 0.02, "weights": {"x": pack([(1, 127)])}}
    write_learnt(path, {"fingerprint": "", "entries": part, "aspects": part})
    classifier = Learnt.load(path).entries

    assert classifier.chances({"x": 2.0})["b"] > 0.9
    assert classifier.chances({"y": 2.0}) == {"a": 0.5, "b": 0.5}


def test_a_file_learnt_by_another_version_is_named_with_the_mend(tmp_path: Path) -> None:
    write_learnt(tmp_path / FILE, {"fingerprint": "", "labels": []})

    with pytest.raises(ContentError, match="another version"):
        Learnt.load(tmp_path / FILE)


def test_how_people_ask_for_an_aspect_is_learnt_whatever_they_ask_about(answerer: Answerer) -> None:
    aspects = Learnt.load().aspects

    def likeliest(text: str) -> str:
        terms = answerer.lexicon.read(text)
        found = aspects.chances(asked_features(terms, frozenset({0, 1})))
        return max(found, key=lambda label: found[label])

    assert likeliest("giấy hồng bấm vào mục nào trên điện thoại") == "steps"
    assert likeliest("giấy hồng phải nộp kèm bản sao gì") == "documents"
    assert likeliest("giấy hồng mấy ngày thì lấy được") == "time"


def test_only_questions_whose_aspect_is_told_teach_aspects(answerer: Answerer, desk: Answerer) -> None:
    told = {a.value for p in answerer.catalogue.procedures.values() for a in p.asked}

    assert {e.label for e in aspect_examples(answerer)} == told
    assert not list(aspect_examples(desk))


@pytest.mark.parametrize(
    "said", ["nộp tiền nước qua ví có tốn phí không bạn ơi", "trả tiền điện trên điện thoại cho bà, chỉ cho dễ hiểu"]
)
def test_a_question_that_sounds_like_small_talk_is_still_answered(answerer: Answerer, said: str) -> None:
    found = chances(answerer, Learnt.load(CONTENT / FILE).entries, said)

    assert found[route_label("chitchat")] < found["thanh-toan-dien-nuoc"]
