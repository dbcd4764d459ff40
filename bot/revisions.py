"""Content of another moment: a folder, or what git keeps of one, unpacked for as long as it is read."""

import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from knowledge.catalogue import CONTENT

_INSIDE: Final = "knowledge/content"
_SINCE_LATER: Final = {
    "journeys.yaml": "[]\n",
    "scams.yaml": "{title: scams, checked_on: 0001-01-01, review_by: 9999-12-31}\n",
}
"""Files that earlier revisions do not have, as they would have been."""


class RevisionNotFound(LookupError):
    """Neither a folder with content nor a revision that git knows."""


@contextmanager
def content_of(name: str | None) -> Iterator[Path]:
    """The content folder of a name: nothing or "." the working tree, a folder, or a git revision (HEAD~3, a tag).

    Raises RevisionNotFound.
    """
    if name is None or name == ".":
        yield CONTENT
    elif Path(name).is_dir():
        yield _within(Path(name), name)
    else:
        with tempfile.TemporaryDirectory(prefix="tungngo-content-") as folder:
            _unpack(name, Path(folder))
            yield Path(folder)


def _within(folder: Path, name: str) -> Path:
    for inside in (folder, folder / _INSIDE):
        if (inside / "topics.yaml").is_file():
            return inside
    raise RevisionNotFound(f"{name}: no content in this folder (topics.yaml is missing)")


def _unpack(revision: str, folder: Path) -> None:
    tree = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}:{_INSIDE}")
    if tree is None:
        raise RevisionNotFound(f"{revision}: neither a folder nor a revision that git knows content of")
    packed = _git("archive", "--format=tar", tree.decode("ascii").strip())
    if packed is None:
        raise RevisionNotFound(f"{revision}: git could not read it")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    for file, text in _SINCE_LATER.items():
        if not (folder / file).exists():
            (folder / file).write_text(text, "utf-8")


def _git(*arguments: str) -> bytes | None:
    """What git prints, or None where it fails or is not there. The repository is the one that this code lies in."""
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run(  # noqa: S603 - no shell; a revision cannot be taken for an option after --end-of-options
        [git, *arguments], cwd=CONTENT.parents[1], capture_output=True, check=False
    )
    return done.stdout if done.returncode == 0 else None
