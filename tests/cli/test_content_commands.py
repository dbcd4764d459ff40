"""content diff and content stale: what they print, what machines read, and what they refuse."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from typer.testing import CliRunner, Result

from bot import revisions
from bot.cli import app
from bot.revisions import RevisionNotFound, content_of
from knowledge.catalogue import CONTENT, read_yaml
from knowledge.scams import Scams

Run = Callable[..., Result]
FEE = "procedures/dinh-danh/the-can-cuoc.yaml"


@pytest.fixture
def run() -> Run:
    return lambda *arguments: CliRunner().invoke(app, ["content", *arguments])


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The shipped content with one fee changed."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    text = (folder / FEE).read_text("utf-8")
    old = "Cấp lại thẻ mất, hỏng: 35.000 đồng."
    assert text.count(old) == 1
    (folder / FEE).write_text(text.replace(old, "Cấp lại thẻ mất, hỏng: 40.000 đồng."), "utf-8")
    return folder


def test_two_folders_are_compared_in_words(run: Run, edited: Path) -> None:
    result = run("diff", str(CONTENT), str(edited), "--on", "2026-11-24")

    assert result.exit_code == 0
    assert "• Chi phí: đổi, 35.000 đồng → 40.000 đồng\n" in result.stdout
    assert "nay: Cấp lại thẻ mất, hỏng: 40.000 đồng." in result.stdout


def test_machines_read_the_same_as_json(run: Run, edited: Path) -> None:
    data = json.loads(run("diff", str(CONTENT), str(edited), "--on", "2026-11-24", "--json").stdout)

    (change,) = data["changes"]
    assert data["on"] == ["2026-11-24", "2026-11-24"]
    assert (change["kind"], change["home"], change["id"]) == ("changed", "the-can-cuoc", "reissue-half")
    assert change["figures"] == [["35.000 đồng", "40.000 đồng"]]


def test_a_folder_is_compared_with_the_working_tree(run: Run, edited: Path) -> None:
    result = run("diff", str(edited), "--on", "2026-11-24")

    assert "40.000 đồng → 35.000 đồng" in result.stdout


def test_two_days_of_one_content_are_compared(run: Run) -> None:
    result = run("diff", "--on", "2026-12-31", "--on", "2027-01-01")

    assert result.exit_code == 0
    assert "25.000 đồng → 50.000 đồng" in result.stdout
    assert "từ ngày 01/01/2027" in result.stdout


def test_nothing_changed_is_said(run: Run) -> None:
    assert run("diff", ".", ".").stdout == "Không có gì đổi đối với người dân.\n"


@pytest.mark.parametrize(
    "arguments",
    [(), ("--on", "2026-12-31"), (".", ".", "--on", "2026-12-31", "--on", "2027-01-01", "--on", "2027-01-02")],
)
def test_one_side_alone_is_no_comparison(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("diff", *arguments).exit_code == 2


def test_a_folder_without_content_and_an_unknown_revision_are_named(run: Run, tmp_path: Path) -> None:
    for name in (str(tmp_path), "no-such-revision", "--output=x"):
        result = run("diff", "--", name)
        assert result.exit_code == 2
        assert name in result.stderr


def test_faulty_content_is_named(run: Run, edited: Path) -> None:
    (edited / FEE).write_text("slug: [", "utf-8")

    result = run("diff", str(edited))

    assert result.exit_code == 2
    assert "the-can-cuoc.yaml" in result.stderr


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own with one commit of content, taken for the one this code lies in."""
    folder = tmp_path / "repository"
    inside = folder / "knowledge" / "content"
    inside.mkdir(parents=True)
    (inside / "topics.yaml").write_text("- {id: a, title: A, ask: [b]}\n", "utf-8")
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "."), (*name, "commit", "-q", "-m", "One")):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)
    monkeypatch.setattr(revisions, "CONTENT", inside)
    return folder


def test_a_revision_is_unpacked_for_as_long_as_it_is_read(repository: Path) -> None:
    with content_of("HEAD") as folder:
        assert (folder / "topics.yaml").read_text("utf-8") == "- {id: a, title: A, ask: [b]}\n"
        assert (folder / "journeys.yaml").read_text("utf-8") == "[]\n"  # which that revision did not have
        assert TypeAdapter(Scams).validate_python(read_yaml(folder / "scams.yaml")).signs == ()
    assert not folder.exists()


def test_a_folder_may_be_that_of_the_whole_project(repository: Path) -> None:
    with content_of(str(repository)) as folder:
        assert folder == repository / "knowledge" / "content"


def test_where_there_is_no_git_no_revision_is_known(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions.shutil, "which", lambda name: None)

    with pytest.raises(RevisionNotFound), content_of("HEAD"):
        pass


def test_the_list_of_what_is_due_has_its_reasons_and_is_read_by_machines(run: Run) -> None:
    lines = run("stale", "--on", "2026-12-20").stdout.splitlines()
    data = json.loads(run("stale", "--on", "2026-12-20", "--json").stdout)

    assert {line.split()[1] for line in lines} == {"soon", "ends", "begins"}
    assert any("the-can-cuoc/change-half" in line for line in lines)
    assert len(data) == len(lines)
    assert {"why": "ends", "day": "2026-12-31", "home": "the-can-cuoc"}.items() <= next(
        row for row in data if row["fact"] == "change-half"
    ).items()


def test_the_windows_of_the_list_can_be_chosen(run: Run) -> None:
    narrow = run("stale", "--on", "2026-12-20", "--soon", "0", "--turning", "0").stdout
    old = run("stale", "--on", "2026-12-20", "--soon", "0", "--turning", "0", "--sources", "20").stdout

    assert narrow == ""
    assert {line.split()[1] for line in old.splitlines()} == {"old-source"}
