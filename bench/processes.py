"""Whole processes, measured from outside: how long they run, how much memory they hold."""

import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable


def seconds(command: Sequence[str], *, times: int = 5, findings: bool = False) -> tuple[float, float]:
    """Medians of the time that a command takes from start to end, and of the processor's part in it.

    `findings`: exit status 1 says that something was found, and is no failure. Raises RuntimeError on failure.
    """
    runs = [_run(command, (0, 1) if findings else (0,)) for _ in range(times)]
    return median(wall for wall, _ in runs), median(processor for _, processor in runs)


def report(module: str, *arguments: str) -> dict[str, Any]:
    """What a module of ours prints as one JSON object, run in a process of its own."""
    command = [PYTHON, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def resident_mib(pid: int) -> float:
    """Memory a process holds now, from /proc. Raises OSError where there is none."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError(f"no VmRSS for {pid}")


def _run(command: Sequence[str], fine: Sequence[int]) -> tuple[float, float]:
    began, spent = perf_counter(), _spent()
    done = subprocess.run(command, cwd=ROOT, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    took = perf_counter() - began, _spent() - spent
    if done.returncode not in fine:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
    return took


def _spent() -> float:
    """Seconds of processor that ended processes of ours have used."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def free_port() -> int:
    """A port on loopback that nothing listens on now."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
        return port
