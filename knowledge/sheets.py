"""The one-page sheet of checked papers, as values: what stands on it and in which order, not how it is drawn."""

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Item:
    """A paper: its name, what is said of it, and whether it has been ticked; None where there is nothing to tick."""

    name: str
    lines: tuple[str, ...]
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Papers under a heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A word in front, and what belongs to it."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is drawn, from top to bottom. `made_on` is its date; `address` is drawn as a code to scan.

    `case` holds questions with their answers; `ticked` and `empty` say aloud what a box shows.
    """

    kind: str
    title: str
    case: tuple[Labelled, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    facts: tuple[Labelled, ...]
    closing: tuple[str, ...]
    made_on: date
    ticked: str
    empty: str
    address: str | None = None
    address_lines: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The sheet as JSON text; `read_sheet` reads it back."""
        return _SHEETS.dump_json(self).decode()


def read_sheet(text: str | bytes) -> Sheet:
    """What `to_json` wrote. Raises ValueError for anything else."""
    return _SHEETS.validate_json(text)


_SHEETS: TypeAdapter[Sheet] = TypeAdapter(Sheet)
