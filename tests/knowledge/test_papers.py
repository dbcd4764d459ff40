"""Checking papers: which a case needs, which it may leave at home, what is still to ask, and how sure it all is."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from knowledge.answering import Answerer, build_answerer
from knowledge.catalogue import check_links, load_catalogue
from knowledge.citing import sources_page
from knowledge.model import Paper
from knowledge.papers import PapersCheck
from knowledge.plainness import Plainness, check_plainness

PAPERS = """\
  way:
    ask: Bạn nộp cách nào?
    values:
      online: {label: trên mạng}
      counter: {label: tại quầy}
papers:
  - id: paper-form
    name: Tờ khai
    text: Một bản, có chữ ký của bạn.
    not_counting: Mẫu cũ không còn dùng.
    when: {way: [counter]}
    sources: [bao-a, bao-b]
  - id: paper-birth
    name: Giấy khai sinh của con
    text: Bản chính, chỉ để xem.
    need: show
    certainty: reported
    when: {who: [child]}
    sources: [bao-a]
  - id: paper-old
    name: Giấy giới thiệu
    text: Một bản.
    until: 2026-10-31
    ended: Giấy giới thiệu đã bỏ từ 01/11/2026.
    sources: [bao-a, bao-b]
  - id: paper-photo
    name: Ảnh 3x4
    certainty: unknown
    text: Chưa rõ có cần ảnh không.
    ask: [phong-giay-to]
  - id: paper-book
    name: Sổ hộ khẩu giấy
    need: skip
    text: Đã bỏ, máy tra được.
    sources: [bao-a, bao-b]
"""


@pytest.fixture
def office(small: Path) -> Answerer:
    """An assistant whose one procedure has papers."""
    file = small / "procedures/giay-to/the-muon-do.yaml"
    file.write_text(file.read_text("utf-8").replace("overview:\n", PAPERS + "overview:\n"), "utf-8")
    return build_answerer(small)


def check(office: Answerer, case: Mapping[str, str], on: date = date(2026, 12, 5)) -> PapersCheck:
    return office.check_papers("the-muon-do", case, on)


def names(papers: tuple[Paper, ...]) -> list[str]:
    return [p.name for p in papers]


def test_a_case_gets_its_own_papers_and_what_may_stay_at_home(office: Answerer) -> None:
    child = check(office, {"who": "child", "way": "online"})

    assert names(child.papers) == ["Giấy khai sinh của con", "Ảnh 3x4"]
    assert names(child.skipped) == ["Sổ hộ khẩu giấy"]
    assert child.asks == ()
    assert child.only_if == {}


def test_a_case_is_asked_only_while_something_depends_on_it(office: Answerer) -> None:
    assert check(office, {}).asks == ("who", "way")
    assert check(office, {"way": "counter"}).asks == ("who",)


def test_where_a_procedure_is_not_for_a_case_nothing_more_is_asked(answerer: Answerer, today: date) -> None:
    child = answerer.check_papers("phieu-ly-lich-tu-phap", {"who": "child"}, today)

    assert (child.papers, child.asks) == ((), ())
    assert child.notes[0].startswith("Trẻ dưới 16 tuổi: suy ra không thuộc diện xin phiếu")


def test_while_a_case_is_not_known_its_papers_say_their_condition(office: Answerer) -> None:
    unknown = check(office, {})

    assert names(unknown.papers) == ["Tờ khai", "Giấy khai sinh của con", "Ảnh 3x4"]
    assert unknown.only_if == {"paper-form": "tại quầy", "paper-birth": "trẻ em"}


def test_a_case_that_does_not_exist_counts_as_not_known(office: Answerer) -> None:
    assert check(office, {"who": "ghost", "moon": "full"}) == check(office, {})


def test_papers_tell_how_sure_they_are_and_whom_to_ask(office: Answerer) -> None:
    words = check(office, {"who": "child"}).words

    assert words["paper-form"] == "Một bản, có chữ ký của bạn."
    assert words["paper-birth"].endswith("°")
    assert words["paper-photo"] == "Chưa rõ có cần ảnh không. Bạn hỏi Phòng giấy tờ: 5678."


def test_place_fee_and_time_are_those_of_the_case_its_own_first(office: Answerer) -> None:
    child = check(office, {"who": "child"})

    assert child.fee[0] == "Trẻ em không mất tiền. °"
    assert child.fee[1] == "50.000 đồng một thẻ."
    assert check(office, {"who": "adult"}).fee[0] == "50.000 đồng một thẻ."
    assert child.time == ("Nhiều nhất 5 ngày; bạn xem giấy hẹn. (Các nguồn chưa khớp nhau.)",)
    assert child.where == ("Chưa có thông tin chính thức về giờ mở cửa. Bạn hỏi Phòng giấy tờ: 5678.",)
    assert child.checked_on == date(2026, 10, 5)


def test_a_paper_counts_only_on_its_days(office: Answerer) -> None:
    assert "Giấy giới thiệu" in names(check(office, {}, date(2026, 10, 31)).papers)
    assert "Giấy giới thiệu" not in names(check(office, {}, date(2026, 11, 1)).papers)


def test_papers_are_checked_like_other_facts(small: Path) -> None:
    file = small / "procedures/giay-to/the-muon-do.yaml"
    spoiled = PAPERS.replace("id: paper-book", "id: paper-form").replace("way: [counter]", "way: [boat]")
    spoiled = spoiled.replace("Đã bỏ, máy tra được.", "Đã bỏ theo QĐTTXY.").replace("[bao-a]", "[bao-x]")
    file.write_text(file.read_text("utf-8").replace("overview:\n", spoiled + "overview:\n"), "utf-8")
    catalogue = load_catalogue(small)

    found = {f.key.rpartition(".")[2]: f for f in check_links(catalogue)}

    assert {"id", "when", "sources"} <= set(found)
    assert all(f.key.startswith("papers.") for f in found.values())
    assert any("QĐTTXY" in str(f) for f in check_plainness(catalogue, Plainness.load()))


def test_the_page_of_sources_names_papers(office: Answerer) -> None:
    assert "paper-birth" in sources_page(office.catalogue)


def test_a_name_that_fills_no_tick_line_is_refused() -> None:
    with pytest.raises(ValidationError, match="60"):
        Paper.model_validate(
            {"id": "x", "name": "x" * 61, "text": "X.", "sources": ["a", "b"], "checked_on": "2026-11-22"}
        )


@pytest.mark.parametrize(
    ("slug", "case", "papers"),
    [
        ("can-cuoc-tre-em", {"way": "online"}, {"paper-parent-vneid", "paper-child-number"}),
        ("dang-ky-tam-tru", {"way": "counter", "home": "stay"}, {"paper-ct01", "paper-dwelling", "paper-originals"}),
        ("phieu-ly-lich-tu-phap", {"who": "child"}, set()),
        (
            "phieu-ly-lich-tu-phap",
            {"who": "other", "way": "post", "discount": "ordinary"},
            {"paper-form", "paper-signature", "paper-proxy"},
        ),
    ],
)
def test_shipped_papers_fit_their_case(
    answerer: Answerer, today: date, slug: str, case: dict[str, str], papers: set[str]
) -> None:
    assert {p.id for p in answerer.check_papers(slug, case, today).papers} == papers


def test_who_goes_in_person_is_told_first_that_the_waiver_is_not_for_them(answerer: Answerer, today: date) -> None:
    fee = answerer.check_papers("phieu-ly-lich-tu-phap", {"way": "counter"}, today).fee

    assert fee[0].startswith("Nộp trực tiếp hoặc gửi bưu chính: không được hưởng đợt 0 đồng")


def test_no_shipped_procedure_asks_more_than_three_questions_and_each_has_something_to_tick(
    answerer: Answerer, today: date
) -> None:
    for slug, procedure in answerer.catalogue.procedures.items():
        if procedure.papers:
            found = answerer.check_papers(slug, {}, today)
            assert len(found.asks) <= 3, slug
            assert found.papers, slug
