"""`python -m bench`: search, start-up, throughput and deliveries against the goals, as Markdown tables.

`python -m bench search --write docs/benchmarks.md` measures one part and puts its table into the page.
"""

import argparse
import os
from pathlib import Path

from bench import deliveries, search, startup, throughput
from bench.figures import table
from bench.pages import put
from bot.clock import HANOI, RealClock

PARTS = {
    "search": search.figures,
    "startup": startup.figures,
    "throughput": throughput.figures,
    "deliveries": deliveries.figures,
}


def main() -> None:
    """Run the parts named, else all. Nothing fails: figures of a shared machine vary."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"one or more of {', '.join(PARTS)}")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into this page")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in given.parts or PARTS:
        text = _measured(name)
        print(f"\n{name}: {text}", flush=True)
        if given.write:
            put(given.write, name, text)


def _measured(name: str) -> str:
    day = RealClock().now().astimezone(HANOI).date()
    before = os.getloadavg()[0]
    rows = table(PARTS[name]())
    busy = f"load of the machine {before:.1f} before, {os.getloadavg()[0]:.1f} after"
    return f"{day.isoformat()}, {os.cpu_count()} cores, {_memory_gb()} GB; {busy}.\n\n{rows}"


def _memory_gb() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)


if __name__ == "__main__":
    main()
