"""Approved phrasings in the files: one line each, comments and order kept, twice the same as once."""

from pathlib import Path

import pytest

from knowledge.catalogue import ContentError, load_catalogue
from knowledge.exporting import export_phrasings, with_phrasing
from knowledge.overlay import Approved, Kind

NEW = Approved(Kind.PHRASING, "mượn đồ thì làm thẻ gì", "the-muon-do")
BLOCK = """\
slug: the-muon-do
# what people say
phrasings:   # in any order
  - làm thẻ mượn đồ   # the usual
  - "xin thẻ: mượn đồ"

  # the last one
  - thẻ mượn đồ mà
    viết hai dòng
samples: [a]
"""


@pytest.fixture
def folder(small: Path) -> Path:
    """The small content, its phrasings a line each."""
    path = small / "procedures/giay-to/the-muon-do.yaml"
    flow = "phrasings: [làm thẻ mượn đồ, xin thẻ mượn đồ, đổi thẻ mượn đồ, mất thẻ mượn đồ, phí thẻ mượn đồ]\n"
    block = "phrasings:\n" + "".join(f"  - {w}  # giữ\n" for w in flow[len("phrasings: [") : -2].split(", "))
    path.write_text(path.read_text("utf-8").replace(flow, block), "utf-8")
    return small


def test_one_line_is_added_and_not_a_byte_of_the_rest_changed(folder: Path) -> None:
    path = folder / "procedures/giay-to/the-muon-do.yaml"
    before = path.read_text("utf-8")

    exported = export_phrasings([NEW], folder)

    assert (exported.written, exported.known, exported.files, exported.findings) == ((NEW,), (), (path,), ())
    after = path.read_text("utf-8")
    assert after.replace(f"  - {NEW.text}\n", "") == before
    assert load_catalogue(folder).procedures["the-muon-do"].phrasings[-1] == NEW.text


def test_twice_is_once(folder: Path) -> None:
    twin = Approved(Kind.PHRASING, NEW.text.upper(), NEW.target)
    first = export_phrasings([NEW, twin], folder)
    path = first.files[0]
    after = path.read_bytes()

    second = export_phrasings([NEW], folder)

    assert (first.written, first.known) == ((NEW,), (twin,))
    assert (second.written, second.known, second.files) == ((), (NEW,), ())
    assert path.read_bytes() == after


def test_pointers_and_what_is_not_written_here_stay_beside_the_content(folder: Path) -> None:
    others = [Approved(Kind.POINTER, "mượn sách", "the-thu-vien"), Approved(Kind.PHRASING, "làm thẻ", "khong-co")]

    exported = export_phrasings(others, folder)

    assert (exported.written, exported.known, exported.files) == ((), (), ())


def test_a_wording_that_another_claims_is_written_and_found(folder: Path) -> None:
    exported = export_phrasings([Approved(Kind.PHRASING, "thẻ thư viện", "the-muon-do")], folder)

    assert any("claimed by" in finding.problem for finding in exported.findings)


def test_an_empty_folder_gets_the_content_first(tmp_path: Path) -> None:
    approved = Approved(Kind.PHRASING, "mượn loa phường tìm mèo lạc", "ihanoi-phan-anh")

    exported = export_phrasings([approved], tmp_path / "new")

    assert exported.written == (approved,)
    assert approved.text in load_catalogue(tmp_path / "new").procedures["ihanoi-phan-anh"].phrasings


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x", "utf-8")

    with pytest.raises(FileExistsError):
        export_phrasings([NEW], tmp_path)

    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_list_on_one_line_is_not_touched(small: Path) -> None:
    with pytest.raises(ContentError, match="one line for each"):
        export_phrasings([NEW], small)


def test_a_phrasing_too_long_for_the_content_leaves_the_files_as_they_were(folder: Path) -> None:
    path = folder / "procedures/giay-to/the-muon-do.yaml"
    before = path.read_bytes()

    with pytest.raises(ContentError):
        export_phrasings([Approved(Kind.PHRASING, "dài " * 50, "the-muon-do")], folder)

    assert path.read_bytes() == before


@pytest.mark.parametrize("said", ['có "ngoặc": và #', "123", "yes", "- gạch", "@ai đó", "it's", "ngõ 5 & 7"])
def test_any_words_are_written_so_that_they_are_read_back(said: str) -> None:
    changed = with_phrasing(BLOCK, said, Path("x.yaml"))

    assert changed.startswith(BLOCK[: BLOCK.index("samples")])
    assert changed.endswith("samples: [a]\n")
