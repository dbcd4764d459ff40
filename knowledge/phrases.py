"""Phrase id and arguments → text. All sentences stand in content/phrases/vi.ftl (Fluent), none in code."""

import re
from itertools import pairwise
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

PHRASES = Path(__file__).parent / "content" / "phrases" / "vi.ftl"

_MESSAGE = re.compile(r"^([a-z][a-z0-9-]*) *=", re.MULTILINE)


class PhraseError(LookupError):
    """A phrase that does not exist, or that lacks an argument."""


class PhraseNotFound(PhraseError):
    """No phrase has this id."""


class Phrases:
    """The sentences of one language, by id (kebab-case). None refers to another, so each is parsed when first said."""

    def __init__(self, source: str) -> None:
        # Isolation marks (U+2068, U+2069) around arguments would break copying a fee.
        self._bundle = FluentBundle(["vi"], use_isolating=False)
        found = [*((m[1], m.start()) for m in _MESSAGE.finditer(source)), ("", len(source))]
        self._sources = {name: source[start:end] for (name, start), (_, end) in pairwise(found)}
        self._plain: dict[str, str] = {}

    @classmethod
    def load(cls, path: Path = PHRASES) -> "Phrases":
        """Read one Fluent file."""
        return cls(path.read_text("utf-8"))

    def __contains__(self, phrase_id: str) -> bool:
        if not self._bundle.has_message(phrase_id) and phrase_id in self._sources:
            self._bundle.add_resource(FluentResource(self._sources[phrase_id]))
        return bool(self._bundle.has_message(phrase_id))

    def text(self, phrase_id: str, **arguments: str) -> str:
        """The sentence. Arguments are text: numbers and dates come formatted. Raises PhraseError."""
        if not arguments and phrase_id in self._plain:
            return self._plain[phrase_id]
        if phrase_id not in self:
            raise PhraseNotFound(phrase_id)
        pattern = self._bundle.get_message(phrase_id).value
        if pattern is None:
            raise PhraseNotFound(phrase_id)
        text, errors = self._bundle.format_pattern(pattern, arguments)
        if errors:
            raise PhraseError(f"{phrase_id}: {errors}")
        if not arguments:
            self._plain[phrase_id] = str(text)
        return str(text)
