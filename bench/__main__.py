"""`python -m bench`: search, start-up and throughput against the goals, as one Markdown table."""

import os
import sys

from bench import search, startup, throughput
from bench.figures import table

PARTS = {"search": search.figures, "startup": startup.figures, "throughput": throughput.figures}


def main() -> None:
    """Run the parts named on the command line, else all. Nothing fails: figures of a shared machine vary."""
    unknown = set(sys.argv[1:]) - set(PARTS)
    if unknown:
        raise SystemExit(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in sys.argv[1:] or PARTS:
        busy = os.getloadavg()[0]
        print(
            f"\n{name} (load of the machine at its start: {busy:.1f} on {os.cpu_count()} cores)\n", flush=True
        )
        print(table(PARTS[name]()), flush=True)


if __name__ == "__main__":
    main()
