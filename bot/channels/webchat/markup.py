"""Telegram's small HTML → blocks of plain segments. The browser builds nodes from them, never from markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any, Final, Literal

BlockKind = Literal["text", "bullets", "steps", "source"]

_STYLES: Final[dict[str, str]] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "code": "code",
    "pre": "code",
}
_SAFE_ADDRESS: Final = re.compile(r"(https?://|tel:|mailto:)\S+", re.IGNORECASE)
_QUOTED: Final = re.compile(r"<code>[^<]*</code>")
_BULLET: Final = re.compile(r"[•\-–]\s+")
_STEP: Final = re.compile(r"(\d{1,2})[.)]\s+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text in one style; `href` only where the address is safe to open."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str | None = None

    def to_json(self) -> Any:
        """Plain text as a string, styled text as an object of what is set."""
        marks = {name: True for name in ("bold", "italic", "code") if getattr(self, name)}
        if self.href:
            marks["href"] = self.href  # type: ignore[assignment]
        return {"text": self.text, **marks} if marks else self.text


Line = tuple[Segment, ...]


class _Reader(HTMLParser):
    """Reads the tags that Telegram allows; anything else that looks like a tag stays visible as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.segments: list[Segment] = []
        self._open: list[tuple[str, Segment]] = []
        self._style = Segment("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _STYLES:
            name = _STYLES[tag]
            styled = replace(
                self._style,
                bold=self._style.bold or name == "bold",
                italic=self._style.italic or name == "italic",
                code=self._style.code or name == "code",
            )
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            styled = replace(self._style, href=address if _SAFE_ADDRESS.fullmatch(address) else None)
        else:
            self.handle_data(self.get_starttag_text() or "")
            return
        self._open.append((tag, self._style))
        self._style = styled

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open:
                name, self._style = self._open.pop()
                if name == tag:
                    return
        else:
            self.handle_data(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.handle_data(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.handle_data(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.handle_data(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.handle_data(f"<?{data}>")

    def handle_data(self, data: str) -> None:
        if data:
            self.segments.append(replace(self._style, text=data))


def read_markup(html: str) -> tuple[Segment, ...]:
    """Segments of Telegram HTML, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.segments)


def plain_text(segments: tuple[Segment, ...]) -> str:
    """What a person reads, without styles."""
    return "".join(segment.text for segment in segments)


def unquoted(html: str) -> str:
    """The same markup without what is quoted back to a person (as code): that is shown once and not kept."""
    return _QUOTED.sub("<code>…</code>", html)


def blocks(segments: tuple[Segment, ...]) -> list[dict[str, Any]]:
    """Lines grouped as paragraphs, bullet lists and numbered steps, as JSON for the page.

    A line that is italic throughout is a source line: small, always in the same place.
    """
    shown: list[dict[str, Any]] = []
    for line in _lines(segments):
        kind, line, start = _kind(line)
        content = [segment.to_json() for segment in line]
        last = shown[-1] if shown else None
        if last is not None and last["kind"] == kind and kind in ("bullets", "steps"):
            last["lines"].append(content)
        else:
            shown.append({"kind": kind, "lines": [content], **({"start": start} if kind == "steps" else {})})
    return shown


def _lines(segments: tuple[Segment, ...]) -> Iterator[Line]:
    line: list[Segment] = []
    for segment in segments:
        first, *others = segment.text.split("\n")
        if first:
            line.append(replace(segment, text=first))
        for text in others:
            if line:
                yield tuple(line)
            line = [replace(segment, text=text)] if text else []
    if line:
        yield tuple(line)


def _kind(line: Line) -> tuple[BlockKind, Line, int]:
    first = line[0]
    if match := _BULLET.match(first.text):
        return "bullets", _without(line, match.end()), 1
    if match := _STEP.match(first.text):
        return "steps", _without(line, match.end()), int(match[1])
    if all(segment.italic or not segment.text.strip() for segment in line):
        return "source", tuple(replace(segment, italic=False) for segment in line), 1
    return "text", line, 1


def _without(line: Line, characters: int) -> Line:
    """The line without its first characters: the list draws the mark."""
    first = replace(line[0], text=line[0].text[characters:])
    return (first, *line[1:]) if first.text else line[1:]
