"""How understanding bears noise: the share right of files of questions, clean and with each kind of noise."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.noise import KINDS, noisy
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
    given = parser.parse_args()
    answerer = build_answerer()
    for path in given.files:
        report(path, answerer, on=given.on, seeds=range(1, given.seeds + 1), kinds=given.kind or tuple(KINDS))


def report(path: Path, answerer: Answerer, *, on: date, seeds: range, kinds: Sequence[str]) -> None:
    """Print the table of one file."""
    rows = read_rows(path)
    name, clean = right(rows, answerer, on)
    print(f"\n{path.name} · {name} · {len(seeds)} seed(s)")
    print(f"{'clean':12} {clean}")
    for kind in kinds:
        made = [[noisy(row, kind, seed) for row in rows] for seed in seeds]
        found = [right(variant, answerer, on)[1] for variant in made]
        total = Share(sum(s.right for s in found), sum(s.n for s in found))
        gained = percent(total) - percent(clean)
        print(f"{kind:12} {total}  {gained:+5.1f} points{'  too many' if gained < -MOST_LOST else ''}")


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
