"""The page of sources: what rests on each, how old the check is, and what nothing rests on."""

from pathlib import Path

from knowledge.catalogue import load_catalogue
from knowledge.citing import sources_page


def test_each_source_is_told_with_what_rests_on_it(small: Path) -> None:
    page = sources_page(load_catalogue(small))

    assert "3 sources, 11 facts" in page
    assert "| Báo C |  | 2026-10-05 | the-muon-do: deposit |" in page
    assert "[Báo A · Bài thứ nhất](https://a.example/1)" in page


def test_a_source_that_nothing_rests_on_is_named(small: Path) -> None:
    sources = small / "sources.yaml"
    sources.write_text(sources.read_text("utf-8") + "bao-d: {publisher: 'Báo | [D]'}\n", "utf-8")

    assert "`bao-d`" in sources_page(load_catalogue(small)).split("Resting on nothing")[1]
