"""`make faults`, in its short form: killed, without disk, with a wrong clock, nothing is sent twice or gets lost."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_delivery_ends_once_whatever_happens_to_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.faults", "--short"], cwd=ROOT, capture_output=True, text=True, timeout=150
    )

    assert done.returncode == 0, done.stdout + done.stderr
    kills = re.search(r"(\d+) kills;", done.stdout)
    assert kills is not None
    assert int(kills[1]) >= 4
    wrong = re.findall(r"^\| (.+?) \| \d+ \| .* \| (.+?) \|$", done.stdout, re.MULTILINE)
    assert {"kill -9", "SIGTERM", "clock an hour back", "at the end"} <= {name for name, _ in wrong}
    assert {found for _, found in wrong} == {"nothing"}
