"""What is wrong in the content is named with its file, its line, its key and how to mend it."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.catalogue import Catalogue, ContentError, Finding, check_links, line_of, load_catalogue

FILE = "procedures/giay-to/the-muon-do.yaml"


def change(folder: Path, old: str, new: str, *, file: str = FILE) -> int:
    """Replace one wording in a content file; the line it stands on now."""
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def schema_findings(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(ContentError) as error:
        load_catalogue(folder)
    return error.value.findings


def link_findings(folder: Path) -> tuple[Finding, ...]:
    return check_links(load_catalogue(folder))


def test_content_without_a_fault_has_no_findings(small: Path) -> None:
    assert link_findings(small) == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("    sources: [bao-c]\n", "    sources: []\n", "fee.2", "at least one source"),
        ("    certainty: inferred\n", "", "documents.0", "two sources"),
        ("    ask: [phong-giay-to]\n", "", "where.0", "unknown needs ask"),
        ("      - {text: 5 ngày, sources: [bao-b]}\n", "", "time.0", "two readings"),
        ("  - id: photo\n", "  - id: Ảnh\n", "documents.0.id", "pattern"),
        ("review_by: 2027-01-01", "review_by: mai", "review_by", "date"),
        ("topic: giay-to", "colour: red\ntopic: giay-to", "colour", "not permitted"),
        ("    detail: true\n", "    details: true\n", "documents.1.details", "not permitted"),
    ],
)
def test_a_fault_of_the_schema_names_file_line_key_and_mend(
    small: Path, old: str, new: str, key: str, problem: str
) -> None:
    changed = change(small, old, new)

    (finding,) = schema_findings(small)

    assert finding.file.endswith("the-muon-do.yaml")
    assert finding.key == key
    assert problem in finding.problem
    assert 0 <= changed - finding.line <= 6  # the fact's own first line, or the key itself


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("    sources: [bao-c]\n", "    sources: [bao-d]\n", "fee.2.sources", "no source 'bao-d'"),
        ("    ask: [phong-giay-to]\n", "    ask: [phong-khac]\n", "where.0.ask", "no contact 'phong-khac'"),
        ("    when: {who: [child]}\n", "    when: {who: [baby]}\n", "fee.1.when", "declare it under cases"),
        ("    when: {who: [child]}\n", "    when: {way: [child]}\n", "fee.1.when", "no case way"),
        ("  - id: deposit\n", "  - id: price\n", "fee.2.id", "used twice"),
        ("topic: giay-to\n", "topic: do-dac\n", "topic", "no topic 'do-dac'"),
        ("slug: the-muon-do\n", "slug: the-muon\n", "slug", "the file should be"),
        ("title: Thẻ mượn đồ\n", "title: Thẻ mượn đồ\nrelated: [the-gi-do]\n", "related.0", "no procedure 'the-gi-do'"),
        (
            "title: Thẻ mượn đồ\n",
            "title: Thẻ mượn đồ\nfollow_ups: [{id: a, label: Nhắc, what: xem, fact: none, due: {asked: Ngày nào}}]\n",
            "follow_ups.0",
            "no fact 'none'",
        ),
        ("muốn có thẻ mượn đồ", "Xin the muon do!", "samples.0", "equals a phrasing"),
        ("names: [thẻ mượn đồ, thẻ mượn]", "names: [thẻ mượn đồ, THẺ THƯ VIỆN]", None, "claimed by"),
    ],
)
def test_a_fault_of_the_links_names_file_line_key_and_mend(
    small: Path, old: str, new: str, key: str | None, problem: str
) -> None:
    changed = change(small, old, new)

    found = [f for f in link_findings(small) if problem in f.problem]

    assert found
    if key is not None:
        assert {f.key for f in found} == {key}
        assert all(f.file.endswith("the-muon-do.yaml") for f in found)
        assert any(0 <= f.line - changed <= 1 for f in found)


def test_two_procedures_that_claim_one_wording_are_told_of_each_other(small: Path) -> None:
    other = (small / FILE).read_text("utf-8").replace("slug: the-muon-do", "slug: the-khac")
    (small / "procedures/giay-to/the-khac.yaml").write_text(other, "utf-8")

    problems = {f.problem for f in link_findings(small)}

    assert any("'thẻ mượn đồ' is claimed by" in p for p in problems)


def test_every_fault_is_told_at_once(small: Path) -> None:
    change(small, "    certainty: inferred\n", "")
    change(small, "review_by: 2027-01-01", "review_by: mai")
    change(small, "[duong-day]}", "[]}", file="topics.yaml")

    found = schema_findings(small)

    assert {Path(f.file).name for f in found} == {"the-muon-do.yaml", "topics.yaml"}
    assert len(found) == 3


def test_a_file_that_is_no_yaml_names_its_line(small: Path) -> None:
    line = change(small, "topic: giay-to", 'topic: "giay-to')

    (finding,) = schema_findings(small)

    assert "not valid YAML" in finding.problem
    assert finding.line >= line


@pytest.mark.parametrize("file", ["topics.yaml", "sources.yaml", "contacts.yaml", "neighbours.yaml"])
def test_a_missing_file_is_named(small: Path, file: str) -> None:
    (small / file).unlink()

    (finding,) = schema_findings(small)

    assert finding.file.endswith(file)
    assert "create it" in finding.problem


def test_a_finding_reads_like_a_compilers() -> None:
    assert str(Finding("a.yaml", 7, "fee.0", "mend it")) == "a.yaml:7: fee.0: mend it"


def test_a_key_path_has_the_line_it_stands_on(small: Path) -> None:
    path = small / FILE
    lines = path.read_text("utf-8").splitlines()

    assert lines[line_of(path, ("fee", 2, "sources")) - 1].strip() == "sources: [bao-c]"
    assert lines[line_of(path, ("fee", 2)) - 1].strip() == "- id: deposit"
    assert lines[line_of(path, ("fee", 2, "nothing")) - 1].strip() == "- id: deposit"
    assert line_of(path, ()) == 1


def test_what_is_due_for_review_is_listed_the_longest_overdue_first(small: Path) -> None:
    text = (small / FILE).read_text("utf-8")
    older = text.replace("slug: the-muon-do", "slug: the-cu").replace("review_by: 2027-01-01", "review_by: 2026-12-01")
    (small / "procedures/giay-to/the-cu.yaml").write_text(older, "utf-8")
    catalogue = load_catalogue(small)

    def due(day: date) -> list[str]:
        return [p.slug for p in catalogue.list_stale(day)]

    assert due(date(2026, 11, 30)) == []
    assert due(date(2026, 12, 1)) == ["the-cu"]
    assert due(date(2027, 6, 1)) == ["the-cu", "the-muon-do"]


def test_the_catalogue_knows_titles_topics_and_publishers(small: Path) -> None:
    catalogue: Catalogue = load_catalogue(small)
    procedure = catalogue.procedures["the-muon-do"]

    assert catalogue.titles == {"the-muon-do": "Thẻ mượn đồ", "the-thu-vien": "Thẻ thư viện"}
    assert [t.id for t in catalogue.list_topics()] == ["giay-to"]
    assert catalogue.list_procedures("giay-to") == (procedure,)
    assert catalogue.publishers(procedure.time) == ("Báo A", "Báo B")
