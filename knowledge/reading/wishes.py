"""Whether a message wishes to have papers checked, by content/wishes.yaml, and what is left of it then."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from knowledge.catalogue import CONTENT, read_yaml
from knowledge.model import Frozen
from knowledge.routing import Pattern
from knowledge.text import clean, fold_word, words

_LONGEST = 60
"""Words of a message that may be such a wish; a longer one tells a story."""

_REMINDING = frozenset({"nhac", "bao", "hen", "remind", "reminder"})
"""One of these words stands in every wish to be reminded."""

Said = tuple[str, ...]
"""A wording as folded words."""


class WishFile(Frozen):
    """What stands in content/wishes.yaml."""

    papers: tuple[Pattern, ...]
    around: tuple[str, ...]
    replies: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, tuple[str, ...]]
    beside: tuple[str, ...]

    @classmethod
    def load(cls, path: Path = CONTENT / "wishes.yaml") -> "WishFile":
        """Read and validate one file."""
        return TypeAdapter(cls).validate_python(read_yaml(path))


def folded(text: str) -> Said:
    """The words of a text without marks."""
    return tuple(fold_word(word) for word in words(clean(text)))


def may_wish_reminder(text: str) -> bool:
    """Whether a message may be a wish to be reminded, and is worth reading for times."""
    return not _REMINDING.isdisjoint(folded(text))


class Wishes:
    """Recognises the wish. Immutable once built."""

    def __init__(self, file: WishFile) -> None:
        self._patterns = [([tuple(map(folded, group)) for group in p.all], [*map(folded, p.none)]) for p in file.papers]
        # Hardly any message holds the first word of such a wish: the others are not looked at closely.
        self._hints = {word for groups, _ in self._patterns for wording in groups[0] for word in wording[:1]}
        self._around = [folded(w) for w in file.around]

    def of_papers(self, text: str) -> str | None:
        """The words that say of which procedure ("" where none do), or None where this is no such wish."""
        typed = words(clean(text))
        said = tuple(map(fold_word, typed))
        if len(said) > _LONGEST or not self._hints.intersection(said):
            return None
        for groups, none in self._patterns:
            found = [_longest(said, group) for group in groups]
            if all(found) and not any(_places(said, wording) for wording in none):
                cut = {place for places in found for place in places}
                cut |= {place for wording in self._around for place in _places(said, wording)}
                return " ".join(word for place, word in enumerate(typed) if place not in cut)
        return None


def _longest(said: Said, group: Sequence[Said]) -> frozenset[int]:
    """The places of the longest wording of a group that stands in the words; none where none does."""
    return max((_places(said, wording) for wording in group), key=len)


def _places(said: Said, wording: Said) -> frozenset[int]:
    """The places of the first time that a wording stands in the words."""
    length = len(wording)
    for start in range(len(said) - length + 1):
        if said[start : start + length] == wording:
            return frozenset(range(start, start + length))
    return frozenset()
