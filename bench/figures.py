"""What a benchmark found, beside what it should be: one row of the table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

ROW = "| {:<58} | {:>16} | {:>14} | {:<4} |"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured. `goal` is the bound in the same unit; None: printed, not judged.

    `at_least`: more is better. `detail`: what the figure was made of, printed behind the name.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    at_least: bool = False
    detail: str = ""

    @property
    def held(self) -> bool | None:
        """Whether the goal is met; None where nothing is judged."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed: nearest rank. ValueError on none."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(ceil(share * len(values)) - 1, 0)]


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = [ROW.format("what", "measured", "goal", "met"), ROW.format("---", "---:", "---:", "---")]
    for f in figures:
        name = f"{f.name} ({f.detail})" if f.detail else f.name
        goal = "" if f.goal is None else f"{'≥' if f.at_least else '≤'} {_number(f.goal)} {f.unit}"
        met = {None: "", True: "yes", False: "NO"}[f.held]
        lines.append(ROW.format(name, f"{_number(f.value)} {f.unit}", goal, met))
    return "\n".join(lines)


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}"
