"""How understanding bears noise: the share right of files of questions, clean and with each kind of noise."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.noise import KINDS, noisy
from bench.pages import put
from bench.questions import Row, read_rows
from knowledge.answering import Answerer, build_answerer
from knowledge.measuring import Share, measure

MOST_LOST = 3.0
"""Points that a kind of noise may cost."""


def main() -> None:
    """Print a table a file: kind, share right with n, points against the clean file; seeds are summed."""
    parser = argparse.ArgumentParser(prog="python -m bench.noise_report", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds, from 1 on, are summed")
    parser.add_argument("--on", type=date.fromisoformat, default=date(2026, 11, 24))
    parser.add_argument("--kind", choices=KINDS, action="append", help="only this kind; may be repeated")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table of the last file into this page")
    given = parser.parse_args()
    answerer = build_answerer()
    for path in given.files:
        text = table(path, answerer, on=given.on, seeds=given.seeds, kinds=given.kind or tuple(KINDS))
        print(f"\n{text}", flush=True)
    if given.write:
        put(given.write, "noise", text)


def table(path: Path, answerer: Answerer, *, on: date, seeds: int, kinds: Sequence[str]) -> str:
    """The table of one file."""
    rows = read_rows(path)
    name, clean = right(rows, answerer, on)
    lines = [
        f"`{path.name}`, {name}, {seeds} seed(s).",
        "",
        "| noise | right | against clean |",
        "|---|---:|---:|",
    ]
    lines.append(f"| none | {clean} | |")
    for kind in kinds:
        found = [right([noisy(r, kind, s) for r in rows], answerer, on)[1] for s in range(1, seeds + 1)]
        total = Share(sum(s.right for s in found), sum(s.n for s in found))
        gained = percent(total) - percent(clean)
        lines.append(f"| {kind} | {total} | {gained:+.1f} points{' (too many)' if gained < -MOST_LOST else ''} |")
    return "\n".join(lines)


def right(rows: Sequence[Row], answerer: Answerer, on: date) -> tuple[str, Share]:
    """The main figure of a file's kind, by name: first, facts or turns."""
    shares = measure(rows, answerer, on=on, only_existing=True).shares
    name = next(iter(shares))
    return name, shares[name]


def percent(share: Share) -> float:
    """A share in points of a hundred."""
    return 100 * share.right / share.n if share.n else 0.0


if __name__ == "__main__":
    main()
