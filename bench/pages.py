"""Puts what was measured into a page of docs/, between the comments `<!-- name -->` and `<!-- /name -->`."""

from pathlib import Path


def put(page: Path, name: str, text: str) -> None:
    """Replace what stands between the marks of this name. Raises ValueError where the page has no such marks."""
    opening, closing = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, mark, rest = page.read_text("utf-8").partition(opening)
    _, end, after = rest.partition(closing)
    if not mark or not end:
        raise ValueError(f"{page}: no {opening.strip()} … {closing}")
    page.write_text(f"{before}{opening}\n{text.strip()}\n\n{closing}{after}", "utf-8")
