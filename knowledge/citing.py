"""Which facts rest on which source, as a page for whoever keeps the content."""

from collections.abc import Iterator
from datetime import date

from knowledge.catalogue import Catalogue
from knowledge.model import Fact


def sources_page(catalogue: Catalogue) -> str:
    """Every source that something rests on, as Markdown: what rests on it, and the day it was last checked.

    Sources that nothing rests on are named at the end: to be used, or taken out.
    """
    rests: dict[str, list[tuple[str, str]]] = {}
    checked: dict[str, date] = {}
    for where, fact in _facts(catalogue):
        for source in dict.fromkeys((*fact.sources, *(s for r in fact.readings for s in r.sources))):
            rests.setdefault(source, []).append((where, fact.id))
            checked[source] = min(checked.get(source, fact.checked_on), fact.checked_on)
    lines = [
        "# Sources",
        "",
        "Made by `tungngo content sources --to docs/sources.md`; a test holds it to the content.",
        "",
        f"{len(rests)} sources, {sum(map(len, rests.values()))} facts resting on them (a fact may rest on several).",
        "",
        "| source | published | checked | what rests on it |",
        "|---|---|---|---|",
    ]
    for source in sorted(rests):
        known = catalogue.sources[source]
        name = _cell(" · ".join(part for part in (known.publisher, known.title) if part))
        named = f"[{name}]({known.address})" if known.address else name
        held = {
            where: [f for w, f in rests[source] if w == where] for where in dict.fromkeys(w for w, _ in rests[source])
        }
        what = "; ".join(f"{where}: {', '.join(facts)}" for where, facts in held.items())
        lines.append(f"| {named} | {_cell(known.published or '')} | {checked[source].isoformat()} | {what} |")
    unused = sorted(set(catalogue.sources) - set(rests))
    lines += ["", "## Resting on nothing yet", "", ", ".join(f"`{s}`" for s in unused) or "None.", ""]
    return "\n".join(lines)


def _facts(catalogue: Catalogue) -> Iterator[tuple[str, Fact]]:
    for procedure in catalogue.procedures.values():
        yield from ((procedure.slug, fact) for _, fact in procedure.facts())
        yield from ((procedure.slug, paper) for paper in procedure.papers)
    for journey in catalogue.journeys:
        yield from ((journey.id, step) for step in journey.steps)
    yield from (("scams", sign) for sign in catalogue.scams.signs)


def _cell(text: str) -> str:
    """A text that fits into a cell of a Markdown table and into the brackets of a link."""
    return " ".join(text.replace("|", "/").replace("[", "(").replace("]", ")").split())
