"""Reads a PDF back, as whoever opens it does: words, sizes, what is told to readers aloud, what is painted black."""

import io
from typing import Any

from pypdf import PdfReader


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def words(pdf: bytes) -> str:
    """Everything written on it, one blank between words."""
    return " ".join(" ".join(page.extract_text() for page in reader(pdf).pages).split())


def pieces(pdf: bytes) -> list[tuple[str, float, float, float]]:
    """Every line as it is drawn: text, points from the left, points from below, size."""
    found: list[tuple[str, float, float, float]] = []
    for page in reader(pdf).pages:

        def note(text: str, _cm: Any, tm: Any, _font: Any, size: float) -> None:
            if text.strip():
                found.append((text.strip(), float(tm[4]), float(tm[5]), size))

        page.extract_text(visitor_text=note)
    return found


def elements(pdf: bytes) -> list[tuple[str, str | None]]:
    """The structure in reading order: kind of each element, and what a picture is said to show."""
    root: Any = reader(pdf).trailer["/Root"]
    (document,) = (kid.get_object() for kid in root["/StructTreeRoot"]["/K"])
    kids = (kid.get_object() for kid in document["/K"])
    return [(str(kid["/S"]), str(kid["/Alt"]) if "/Alt" in kid else None) for kid in kids]


def black_area(pdf: bytes) -> float:
    """Square points that are filled on the first page: the dark squares of a code."""
    content = reader(pdf).pages[0].get_contents()
    assert content is not None
    area = 0.0
    for operands, operator in content.operations:
        if operator == b"re":
            last = abs(float(operands[2]) * float(operands[3]))
        elif operator == b"f":
            area += last
    return area
