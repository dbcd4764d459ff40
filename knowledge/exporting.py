"""Approved phrasings written into the files of their procedures: one line each, and not a byte of the rest changed."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.catalogue import CONTENT, ContentError, Finding, check_links, load_catalogue
from knowledge.overlay import Approved, Kind
from knowledge.text import fold

_KEY = "phrasings"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what stands in the files already; the pointers stay beside the content."""

    written: tuple[Approved, ...]
    known: tuple[Approved, ...]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def export_phrasings(approved: Iterable[Approved], folder: Path) -> Exported:
    """Write phrasings into a content folder; one that holds no content is given a copy of the shipped content first.

    Checked before and after: raises ContentError, and then no file is left changed. Doing it twice changes nothing.
    """
    if not (folder / "topics.yaml").exists():
        if folder.exists() and any(folder.iterdir()):
            raise FileExistsError(f"{folder} holds other things than content: name a content folder or an empty one")
        shutil.copytree(CONTENT, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    catalogue = load_catalogue(folder)
    before = check_links(catalogue)
    wanted = [a for a in approved if a.kind is Kind.PHRASING and a.target in catalogue.procedures]
    written: list[Approved] = []
    known: list[Approved] = []
    texts: dict[Path, str] = {}
    for one in wanted:
        procedure, path = catalogue.procedures[one.target], catalogue.files[one.target]
        said = {fold(w) for w in (*procedure.names, *procedure.phrasings)}
        said |= {fold(w.text) for w in written if w.target == one.target}
        if fold(one.text) in said:
            known.append(one)
        else:
            texts[path] = with_phrasing(texts.get(path) or path.read_text("utf-8"), one.text, path)
            written.append(one)
    old = {path: path.read_text("utf-8") for path in texts}
    _write(texts)
    try:
        findings = tuple(f for f in check_links(load_catalogue(folder)) if f not in before)
    except ContentError:
        _write(old)
        raise
    return Exported(tuple(written), tuple(known), tuple(sorted(texts)), findings)


def with_phrasing(text: str, phrasing: str, path: Path) -> str:
    """The text of a procedure's file with one more phrasing, after the last; comments and order stay.

    Raises ContentError where the list cannot be added to without touching anything else.
    """
    items = _items(yaml.compose(text, Loader=yaml.CSafeLoader))
    if items is None or items.flow_style or not items.value:
        raise ContentError([Finding(path.name, 1, _KEY, "not a list with one line for each; write it so first")])
    last = items.value[-1]
    column = items.start_mark.column
    lines = text.splitlines(keepends=True)
    # A scalar's end mark stands behind it, or at the start of the next line where it is folded over several.
    at = last.end_mark.line + (1 if last.end_mark.column else 0)
    if not lines[at - 1].endswith("\n"):
        lines[at - 1] += "\n"
    lines.insert(at, f"{' ' * column}{_item(phrasing)}")
    changed = "".join(lines)
    _same_but_for(text, changed, phrasing, path)
    return changed


def _item(phrasing: str) -> str:
    dumped: str = yaml.safe_dump([phrasing], allow_unicode=True, width=10_000, default_flow_style=False)
    return dumped


def _items(root: object) -> yaml.SequenceNode | None:
    if not isinstance(root, yaml.MappingNode):
        return None
    return next((v for k, v in root.value if k.value == _KEY and isinstance(v, yaml.SequenceNode)), None)


def _same_but_for(old: str, new: str, phrasing: str, path: Path) -> None:
    """Whether the new text says the same and the phrasing; raises ContentError otherwise."""
    before = yaml.load(old, Loader=yaml.CSafeLoader)
    after = yaml.load(new, Loader=yaml.CSafeLoader)
    said: Sequence[str] = before[_KEY]
    if after != {**before, _KEY: [*said, phrasing]}:
        raise ContentError(
            [Finding(path.name, 1, _KEY, f"{phrasing!r} cannot be added here by itself; add it by hand")]
        )


def _write(texts: Mapping[Path, str]) -> None:
    for path, text in texts.items():
        path.write_text(text, "utf-8")
