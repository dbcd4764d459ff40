"""What changed for citizens: told with its figures and days; what only helps searching is counted."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.catalogue import load_catalogue
from knowledge.changes import About, Change, Changes, Edition, Kind, compare
from knowledge.figures import changed_figures, figures_in
from knowledge.news import as_data, tell, tell_counts
from knowledge.phrases import Phrases
from tests.knowledge.test_journeys import JOURNEY

FILE = "procedures/giay-to/the-muon-do.yaml"
Edit = Callable[..., Changes]


@pytest.fixture
def edit(small: Path, tmp_path: Path, today: date) -> Edit:
    """The changes that a few replaced words in a file make: edit(("old", "new"), …, file=…, on=…)."""

    def edited(*words: tuple[str, str], file: str = FILE, on: date = today) -> Changes:
        later = tmp_path / "later"
        shutil.copytree(small, later, dirs_exist_ok=True)
        text = (later / file).read_text("utf-8")
        for old, new in words:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (later / file).write_text(text, "utf-8")
        return compare(Edition(load_catalogue(small), on), Edition(load_catalogue(later), on))

    return edited


def only(changes: Changes) -> Change:
    (change,) = changes.listed
    return change


def test_nothing_changed_is_no_change(edit: Edit) -> None:
    assert edit() == Changes((), {})


def test_a_fact_told_otherwise_shows_the_figure_that_changed(edit: Edit) -> None:
    change = only(edit(("Đặt cọc 20.000 đồng.", "Đặt cọc 30.000 đồng.")))

    assert (change.kind, change.home, change.id) == (Kind.CHANGED, "the-muon-do", "deposit")
    assert change.figures == (("20.000 đồng", "30.000 đồng"),)
    assert (change.before, change.after) == ("Đặt cọc 20.000 đồng.", "Đặt cọc 30.000 đồng.")


def test_a_sign_of_a_scam_is_told_with_its_name_and_its_patterns_are_counted(edit: Edit) -> None:
    signs = (
        "signs:\n  - {id: code, name: Đòi mã, text: không đưa mã., weight: 3, sources: [bao-a, bao-b],"
        " patterns: [{all: [[mã otp]]}]}\n"
    )
    flat = "{title: Tin lạ, checked_on: 2026-11-01, review_by: 2027-01-01}\n"
    block = flat.strip("{}\n").replace(", ", "\n") + "\n"
    changes = edit((flat, block + signs), file="scams.yaml")
    (news,) = tell(changes, Phrases.load())

    assert (only(changes).kind, only(changes).home) == (Kind.BEGAN, "scams")
    assert news.title == "Tin lạ"
    assert any("Đòi mã: không đưa mã." in line for line in news.lines)
    assert changes.counted == {"wordings": 1}


def test_a_fact_that_begins_says_from_when(edit: Edit) -> None:
    new = "  - {id: card-again, text: Làm lại thẻ mất 10.000 đồng., from: 2026-11-20, sources: [bao-a, bao-b]}\n"
    change = only(edit(("fee:\n", f"fee:\n{new}")))

    assert (change.kind, change.id, change.since) == (Kind.BEGAN, "card-again", date(2026, 11, 20))


def test_a_fact_taken_out_has_ended(edit: Edit) -> None:
    change = only(
        edit(
            (
                "  - id: children\n    text: Trẻ em không mất tiền.\n    certainty: reported\n"
                "    sources: [bao-a]\n    when: {who: [child]}\n",
                "",
            )
        )
    )

    assert (change.kind, change.id, change.after) == (Kind.ENDED, "children", None)


def test_another_id_for_nearly_the_same_words_is_told_as_renamed(edit: Edit) -> None:
    change = only(edit(("- id: days\n", "- id: waiting\n")))

    assert (change.kind, change.id, change.renamed_to) == (Kind.RENAMED, "days", "waiting")


def test_another_figure_under_another_id_is_no_mere_renaming(edit: Edit) -> None:
    change = only(edit(("- id: deposit\n    text: Đặt cọc 20.000", "- id: pledge\n    text: Đặt cọc 90.000")))

    assert change.kind is Kind.REPLACED
    assert change.figures == (("20.000 đồng", "90.000 đồng"),)


def test_other_wordings_are_counted_and_not_listed(edit: Edit) -> None:
    changes = edit(("phí thẻ mượn đồ]", "phí thẻ mượn đồ, giá thẻ mượn đồ]"), ("nhờ làm thẻ", "nhờ ai làm thẻ"))

    assert changes == Changes((), {"wordings": 3})


def test_a_fact_checked_again_is_counted_and_not_listed(edit: Edit) -> None:
    assert edit(("checked_on: 2026-10-05", "checked_on: 2026-11-20")) == Changes((), {"checked_again": 1})


def test_words_of_another_day_are_counted_and_not_listed(edit: Edit) -> None:
    changes = edit(("ended: Mức 50.000 đồng đã hết", "ended: Mức 50.000 đồng hết hẳn"))

    assert changes == Changes((), {"told_on_other_days": 1})


def test_a_fact_that_holds_for_others_or_is_less_sure_is_told(edit: Edit) -> None:
    changed = only(edit(("when: {who: [child]}", "when: {who: [adult]}")))
    doubted = only(
        edit(("    text: Một ảnh 3x4.\n    certainty: inferred\n", "    text: Một ảnh 3x4.\n    certainty: reported\n"))
    )

    assert (changed.others, doubted.others) == (("when",), ("certainty",))


def test_a_procedure_that_came_or_went_is_one_piece_of_news(small: Path, tmp_path: Path, today: date) -> None:
    later = tmp_path / "later"
    shutil.copytree(small, later)
    text = (small / FILE).read_text("utf-8").replace("slug: the-muon-do", "slug: the-moi").replace("mượn", "mới")
    (later / "procedures/giay-to/the-moi.yaml").write_text(text, "utf-8")
    (later / "journeys.yaml").write_text(JOURNEY, "utf-8")
    before, after = (Edition(load_catalogue(folder), today) for folder in (small, later))

    came = [(c.kind, c.about, c.home) for c in compare(before, after).listed]
    went = [(c.kind, c.about, c.home) for c in compare(after, before).listed]

    assert came == [(Kind.BEGAN, About.PROCEDURE, "the-moi"), (Kind.BEGAN, About.JOURNEY, "don-nha")]
    assert {kind for kind, _, _ in went} == {Kind.ENDED}


def test_a_number_to_call_that_changed_is_told(edit: Edit) -> None:
    change = only(edit(('"1234"', '"4321"'), file="contacts.yaml"))

    assert (change.about, change.home) == (About.CONTACT, "duong-day")
    assert change.figures == (("1234", "4321"),)


def test_cases_links_and_titles_are_told(edit: Edit) -> None:
    link = "links:\n  - {title: Trang thẻ, address: https://the.example}\n"
    changes = edit(
        ("title: Thẻ mượn đồ\n", "title: Thẻ mượn đồ dùng\n"),
        ("{label: trẻ em,", "{label: trẻ dưới 16 tuổi,"),
        ("overview:\n", f"{link}overview:\n"),
    )

    assert [(c.about, c.kind) for c in changes.listed] == [
        (About.PROCEDURE, Kind.CHANGED),
        (About.CASE, Kind.CHANGED),
        (About.LINK, Kind.BEGAN),
    ]


def test_a_journey_told_in_another_order_or_with_another_reason_is_told(small: Path, edit: Edit) -> None:
    (small / "journeys.yaml").write_text(JOURNEY, "utf-8")
    changes = edit(
        ("Làm trong tuần đầu.", "Làm trong 3 ngày đầu."),
        ("intro: Việc đầu tiên là làm thẻ", "intro: Trước hết là làm thẻ"),
        file="journeys.yaml",
    )

    assert {(c.about, c.home, c.id) for c in changes.listed} == {
        (About.FACT, "don-nha", "card"),
        (About.JOURNEY, "don-nha", "intro"),
    }


def test_what_comes_by_the_date_alone_is_told(small: Path) -> None:
    catalogue = load_catalogue(small)

    def between(first: date, second: date) -> Change:
        return only(compare(Edition(catalogue, first), Edition(catalogue, second)))

    begins = between(date(2026, 11, 30), date(2026, 12, 1))
    ends = between(date(2026, 12, 31), date(2027, 1, 1))
    assert (begins.kind, begins.id, begins.since) == (Kind.BEGAN, "price", date(2026, 12, 1))
    assert (ends.kind, ends.until) == (Kind.ENDED, date(2026, 12, 31))
    assert ends.after == "Mức 50.000 đồng đã hết ngày 31/12/2026."


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("170.000 đồng một lần", "200.000 đồng một lần", (("170.000 đồng", "200.000 đồng"),)),
        ("10 ngày, thu 8.000 đồng", "thu 8.000 đồng, 10 ngày", ()),
        ("đến 31/12/2026: 5.000 đồng", "8.000 đồng", (("31/12/2026", None), ("5.000 đồng", "8.000 đồng"))),
        ("0 hoặc 5 ngày", "5 ngày", (("0", None),)),
        ("không có số", "vẫn không có số", ()),
    ],
)
def test_figures_are_paired_by_what_they_count(before: str, after: str, changed: object) -> None:
    assert changed_figures(before, after) == changed


def test_a_figure_goes_with_its_unit() -> None:
    assert figures_in("Phí 1.234.000 đồng, 15 ngày làm việc, từ 01/3/2027, gọi 1900 0113.") == (
        "1.234.000 đồng",
        "15 ngày làm việc",
        "01/3/2027",
        "1900",
        "0113",
    )


def test_the_news_reads_as_a_neighbour_would_tell_it(edit: Edit) -> None:
    changes = edit(("Đặt cọc 20.000 đồng.", "Đặt cọc 30.000 đồng."), ("nhờ làm thẻ", "nhờ ai làm thẻ"))
    phrases = Phrases.load()

    (news,) = tell(changes, phrases)

    assert news.title == "Thẻ mượn đồ"
    assert news.headline == "Chi phí: đổi, 20.000 đồng → 30.000 đồng"
    assert news.lines == ("trước: Đặt cọc 20.000 đồng.", "nay: Đặt cọc 30.000 đồng.")
    assert news.figures == ("20.000 đồng", "30.000 đồng")
    assert tell_counts(changes, phrases) == ("Cách hỏi thêm, bớt hoặc sửa: 2",)


def test_every_kind_of_change_has_words_and_data(answerer_days: Changes) -> None:
    phrases = Phrases.load()
    for change, news in zip(answerer_days.listed, tell(answerer_days, phrases), strict=True):
        assert news.headline
        data = as_data(change)
        assert data["before"] or data["after"]
        assert data["figures"] == [list(pair) for pair in change.figures]


@pytest.fixture
def answerer_days(small: Path) -> Changes:
    """Everything that can happen to something, as far as the small content goes."""
    catalogue = load_catalogue(small)
    first, last = Edition(catalogue, date(2026, 11, 24)), Edition(catalogue, date(2027, 1, 1))
    found = compare(first, last).listed
    sample = found[0]
    kinds = [
        Change(kind, about, sample.home, sample.title, "x", before="1 ngày", after="2 ngày", since=date(2027, 1, 1))
        for about in About
        for kind in (Kind.BEGAN, Kind.ENDED, Kind.CHANGED)
    ]
    kinds += [Change(kind, About.FACT, "a", "A", "x", before="1", after="2") for kind in (Kind.REPLACED, Kind.RENAMED)]
    kinds += [
        Change(
            Kind.CHANGED, About.FACT, "a", "A", "x", before="1", after="1", others=("when", "certainty", "ask", "dates")
        )
    ]
    return Changes((*found, *kinds))
