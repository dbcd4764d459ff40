"""Changes in plain words: what a curator, and later a citizen, is told of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.changes import About, Change, Changes, Kind
from knowledge.composing import format_day
from knowledge.phrases import Phrases


@dataclass(frozen=True, slots=True)
class News:
    """One change in words: what it is about, a headline, the texts before and now, and the figures to stand out."""

    title: str
    headline: str
    lines: tuple[str, ...]
    figures: tuple[str, ...]


def tell(changes: Changes, phrases: Phrases) -> tuple[News, ...]:
    """Every listed change, in order."""
    return tuple(_news(change, phrases) for change in changes.listed)


def tell_counts(changes: Changes, phrases: Phrases) -> tuple[str, ...]:
    """How much was worked on that changes nothing for citizens today."""
    return tuple(
        phrases.text(f"changes-counted-{name.replace('_', '-')}", number=str(n)) for name, n in changes.counted.items()
    )


def as_data(change: Change) -> dict[str, Any]:
    """A change for machines: ids, texts, figures, days as 2027-01-01."""
    return {
        "kind": change.kind.value,
        "about": change.about.value,
        "home": change.home,
        "title": change.title,
        "id": change.id,
        "aspect": change.aspect.value if change.aspect else None,
        "before": change.before,
        "after": change.after,
        "figures": [list(pair) for pair in change.figures],
        "since": change.since.isoformat() if change.since else None,
        "until": change.until.isoformat() if change.until else None,
        "renamed_to": change.renamed_to,
        "others": list(change.others),
    }


def _news(change: Change, phrases: Phrases) -> News:
    figures = change.figures
    happened = "over" if change.kind is Kind.ENDED and change.until is not None else change.kind.value
    what = f"changes-{change.about.value}-{happened}"
    headline = phrases.text(what, id=change.id, to=change.renamed_to or "")
    if change.aspect is not None:
        headline = phrases.text("changes-of", aspect=phrases.text(f"aspect-{change.aspect.value}-label"), what=headline)
    parts = [headline, *_figures(change), *_days(change, phrases)]
    parts += [phrases.text(f"changes-other-{name}") for name in change.others]
    return News(
        change.title,
        ", ".join(parts),
        tuple(_lines(change, phrases)),
        tuple(dict.fromkeys(f for pair in figures for f in pair if f)),
    )


def _figures(change: Change) -> Iterator[str]:
    for before, after in change.figures:
        if before and after:
            yield f"{before} → {after}"


def _days(change: Change, phrases: Phrases) -> Iterator[str]:
    if change.since is not None:
        yield phrases.text("changes-since", day=format_day(change.since))
    elif change.until is not None:
        yield phrases.text("changes-until", day=format_day(change.until))


def _lines(change: Change, phrases: Phrases) -> Iterator[str]:
    if change.kind is Kind.RENAMED:
        return
    if change.about in (About.PROCEDURE, About.JOURNEY) and change.kind is not Kind.CHANGED:
        return
    if change.before == change.after and change.after:
        yield change.after
        return
    if change.before:
        yield phrases.text("changes-before", text=change.before)
    if change.after:
        yield phrases.text("changes-after", text=change.after)
