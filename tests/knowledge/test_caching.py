"""What is kept for the next start is believed only if it is ours, whole, and made of just this content."""

from pathlib import Path

import pytest

from knowledge.answering import Answerer
from knowledge.caching import NO_CACHE, Cache
from knowledge.catalogue import KEPT as CONTENT_KEPT
from knowledge.catalogue import Catalogue, ContentError, load_catalogue
from knowledge.classifying import KEPT as LEARNT_KEPT
from knowledge.classifying import Learnt
from knowledge.lexicon import Lexicon
from knowledge.overlay import Approved, Kind, Overlay
from knowledge.search import KEPT as INDEX_KEPT
from knowledge.search import Index, Tuning

PARTS = (b"procedures", b"lexicon")
SLUG = "tach-ho"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "made" / "cache"


@pytest.fixture
def cache(folder: Path) -> Cache:
    return Cache(folder)


@pytest.fixture
def kept(cache: Cache, folder: Path) -> Path:
    """A file that is believed."""
    cache.write("index", PARTS, b"figures")
    return folder / "index"


def test_what_is_kept_comes_back(cache: Cache, kept: Path) -> None:
    assert cache.read("index", PARTS) == b"figures"
    assert Cache(kept.parent).read("index", PARTS) == b"figures"


def test_nobody_else_may_look_into_the_folder_or_the_file(kept: Path) -> None:
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("parts", [(b"procedures",), (b"procedureslexicon",), (b"lexicon", b"procedures")])
def test_what_was_made_of_other_parts_is_not_taken(cache: Cache, kept: Path, parts: tuple[bytes, ...]) -> None:
    assert cache.read("index", parts) is None


def test_what_was_made_by_other_code_is_not_taken(cache: Cache, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.caching._code", lambda: b"another version")

    assert cache.read("index", PARTS) is None


def test_code_that_cannot_be_read_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.caching._code", lambda: None)
    Cache(folder).write("index", PARTS, b"figures")

    assert not folder.exists()
    assert Cache(folder).read("index", PARTS) is None


@pytest.mark.parametrize("at", [0, 20, 40, -1])
def test_a_single_changed_byte_is_seen(cache: Cache, kept: Path, at: int) -> None:
    held = bytearray(kept.read_bytes())
    held[at] ^= 1
    kept.write_bytes(held)

    assert cache.read("index", PARTS) is None


@pytest.mark.parametrize("size", [0, 10, 30, 52])
def test_a_file_cut_short_is_not_taken(cache: Cache, kept: Path, size: int) -> None:
    kept.write_bytes(kept.read_bytes()[:size])

    assert cache.read("index", PARTS) is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_taken(cache: Cache, kept: Path, mode: int) -> None:
    kept.chmod(mode)

    assert cache.read("index", PARTS) is None


def test_a_file_of_somebody_elses_is_not_taken(cache: Cache, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.caching.os.geteuid", lambda: kept.stat().st_uid + 1)

    assert cache.read("index", PARTS) is None


def test_a_link_to_a_file_is_not_followed(cache: Cache, kept: Path) -> None:
    kept.rename(kept.with_name("elsewhere"))
    kept.symlink_to(kept.with_name("elsewhere"))

    assert cache.read("index", PARTS) is None


def test_a_folder_in_place_of_the_file_is_left_and_nothing_half_done_beside_it(cache: Cache, folder: Path) -> None:
    (folder / "index").mkdir(parents=True)
    cache.write("index", PARTS, b"figures")

    assert cache.read("index", PARTS) is None
    assert [path.name for path in folder.iterdir()] == ["index"]


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cache = Cache(tmp_path / "file")
    cache.write("index", PARTS, b"figures")

    assert cache.read("index", PARTS) is None


def test_without_a_folder_nothing_is_kept() -> None:
    NO_CACHE.write("index", PARTS, b"figures")

    assert NO_CACHE.read("index", PARTS) is None


def test_content_that_was_kept_is_the_content(cache: Cache, folder: Path, answerer: Answerer) -> None:
    load_catalogue(cache=cache)
    made = (folder / CONTENT_KEPT).stat().st_ino

    assert load_catalogue(cache=cache) == answerer.catalogue
    assert (folder / CONTENT_KEPT).stat().st_ino == made


def test_content_that_changed_is_read_at_once(small: Path, cache: Cache) -> None:
    before = load_catalogue(small, cache)
    path = before.files["the-muon-do"]
    path.write_text(path.read_text("utf-8").replace(before.procedures["the-muon-do"].title, "Tên mới"), "utf-8")

    assert load_catalogue(small, cache).procedures["the-muon-do"].title == "Tên mới"


def test_content_with_a_mistake_is_not_kept(small: Path, cache: Cache, folder: Path) -> None:
    path = load_catalogue(small).files["the-muon-do"]
    path.write_text(path.read_text("utf-8") + "\nunheard_of: 1\n", "utf-8")

    with pytest.raises(ContentError, match="unheard_of"):
        load_catalogue(small, cache)
    assert not folder.exists()


def test_an_index_that_was_kept_is_the_index(cache: Cache, folder: Path, answerer: Answerer) -> None:
    made, taken = (
        Index.build(answerer.catalogue, answerer.lexicon, Tuning.load(), cache=cache).postings for _ in range(2)
    )

    assert made.to_bytes() == taken.to_bytes() == answerer.understanding.index.postings.to_bytes()
    assert [*made.of("tach")] == [*taken.of("tach")] != []
    assert made.unseen == taken.unseen
    assert (folder / INDEX_KEPT).exists()


def test_what_was_learnt_and_kept_is_what_was_learnt(cache: Cache, folder: Path, answerer: Answerer) -> None:
    made, taken = (Learnt.load(cache=cache) for _ in range(2))
    features = answerer.understanding.index.read(answerer.lexicon.read("tách hộ khẩu hết bao nhiêu tiền"))[1]

    assert (folder / LEARNT_KEPT).exists()
    assert made.entries.chances(features) == taken.entries.chances(features)
    assert made.aspects.to_bytes() == taken.aspects.to_bytes() != made.entries.to_bytes()


def test_an_index_of_nothing_is_kept_as_well(cache: Cache) -> None:
    empty = Catalogue({}, (), (), {}, {})
    for _ in range(2):
        assert not Index.build(empty, Lexicon.load(), Tuning.load(), cache).postings.features


def test_an_index_is_made_anew_for_other_figures(cache: Cache, answerer: Answerer) -> None:
    tuning = Tuning.load()
    Index.build(answerer.catalogue, answerer.lexicon, tuning, cache)
    other = tuning.model_copy(update={"saturation": tuning.saturation + 1})

    assert [*Index.build(answerer.catalogue, answerer.lexicon, other, cache).postings.of("tach")] != [
        *answerer.understanding.index.postings.of("tach")
    ]


def test_approved_wordings_change_a_kept_index_as_they_would_one_made_of_all(answerer: Answerer) -> None:
    overlay = Overlay((Approved(Kind.PHRASING, "xin ra ở sổ riêng", SLUG),), 1)
    changed = answerer.understanding.index.with_overlay(overlay, answerer.lexicon)
    whole = Index(changed.entries, Tuning.load(), answerer.lexicon.carries_topic)

    assert changed.postings.features == whole.postings.features
    for feature in whole.postings.features:
        assert [*changed.postings.of(feature)] == [*whole.postings.of(feature)]
