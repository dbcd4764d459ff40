"""Files of questions: JSON lines or YAML, the same keys in both."""

import json
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]
"""A line of a file: "text", or "question", or "turns" of "say"; with "id" and "expect"."""


def read_rows(path: Path) -> list[Row]:
    """The lines of a .jsonl, .yaml or .yml file. Raises ValueError for any other."""
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if path.suffix in (".yaml", ".yml"):
        rows: list[Row] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return rows
    raise ValueError(f"{path}: neither .jsonl nor .yaml")
