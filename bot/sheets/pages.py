"""Pages of text and codes to scan: wrapped, kept together, broken over pages, tagged for readers aloud.

Millimetres and points.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any, Final, Literal

import fontpkg_be_vietnam_pro
import segno
from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.prefs import ViewerPreferences

MARGIN: Final = 12.0

_FONTS: Final = {"": "BeVietnamPro-Regular.ttf", "B": "BeVietnamPro-SemiBold.ttf"}
_FAMILY: Final = "BeVietnamPro"
_MILLIMETRES: Final = 25.4 / 72
"""A point."""

_BLANKS: Final = re.compile(r"\s+")
_BINDING: Final = re.compile(r"(?<=\d) (?=\d|đồng)| (?=°)")
"""Blanks at which no line ends: inside a number to dial, before the currency, before the mark of doubt."""

Style = Literal["", "B"]
Tag = Literal["/H1", "/H2", "/P"]
Paper = Literal["a4", "a5"]
_SIDES: Final[dict[Paper, tuple[float, float]]] = {"a4": (210.0, 297.0), "a5": (148.0, 210.0)}
"""Width and height of the papers, millimetres."""


class Pages(FPDF):
    """Upright pages under a `title` that comes again on each further page. `made_on`: the date that the file bears.

    `leading`: the height of a line in font sizes; the marks above and below the letters need 1.35.

    fpdf2 tags nothing but pictures; `tagged` does the same for text.
    """

    def __init__(self, *, title: str, made_on: date, leading: float, paper: Paper = "a4") -> None:
        super().__init__(format=_SIDES[paper])
        self.set_margins(MARGIN, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(False)
        for style, file in _FONTS.items():
            self.add_font(_FAMILY, style, fontpkg_be_vietnam_pro.ROOT / "files" / file)
        font: Any = self.fonts[_FAMILY.lower()]
        self._letters = frozenset(font.cmap)
        self._heading = title
        self._leading = leading
        self._known: dict[tuple[str, float, Style, float], tuple[str, ...]] = {}
        self.set_title(self._drawable(title))
        self.set_lang("vi-VN")
        self.set_creation_date(datetime.combine(made_on, time(), UTC))
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    @property
    def lowest(self) -> float:
        """Where a page ends, from its upper edge."""
        return float(self.h) - MARGIN

    def close(self) -> None:
        """Close the files of the fonts, which fpdf2 leaves open."""
        for font in self.fonts.values():
            files: Any = font
            files.ttfont.close()

    def text_block(
        self,
        words: str,
        size: float,
        *,
        style: Style = "",
        tag: Tag = "/P",
        x: float = MARGIN,
        width: float | None = None,
    ) -> None:
        """A paragraph from `x` on; where a page ends in it, it goes on on the next one."""
        rest = self._wrapped(words, size, style, width or self.w - MARGIN - x)
        step = self.line_height(size)
        while rest:
            room = int((self.lowest - self.y + 0.01) / step)
            if room < 1:
                self.next_page()
                continue
            with self.tagged(tag):
                self.set_font(_FAMILY, style, size)
                for line in rest[:room]:
                    self.set_xy(x, self.y)
                    self.cell(0, step, line)
                    self.y += step
            rest = rest[room:]

    def question(self, asked: str, answer: str, size: float) -> None:
        """A question and its answer in bold: behind it, or beneath where the line is too short for both."""
        asked, answer = f"{self._drawable(asked)} ", self._drawable(answer)
        self.set_font(_FAMILY, "", size)
        first = self.get_string_width(asked)
        self.set_font(_FAMILY, "B", size)
        if first + self.get_string_width(answer) > self.epw:
            self.text_block(asked, size)
            self.text_block(answer, size, style="B")
            return
        with self.tagged("/P"):
            for words, style in ((asked, ""), (answer, "B")):
                self.set_font(_FAMILY, style, size)
                self.set_xy(MARGIN + (first if style else 0), self.y)
                self.cell(0, self.line_height(size), words)
            self.y += self.line_height(size)

    def line_height(self, size: float) -> float:
        """Millimetres from one line of this size (points) to the next."""
        return size * _MILLIMETRES * self._leading

    def height_of(self, words: str, size: float, style: Style = "", width: float | None = None) -> float:
        """What a paragraph takes."""
        return len(self._wrapped(words, size, style, width or self.epw)) * self.line_height(size)

    def keep(self, height: float) -> None:
        """A new page, where so much would no longer fit on this one but does on an empty one."""
        if self.y + height > self.lowest and height < self.lowest - 4 * MARGIN:
            self.next_page()

    def next_page(self) -> None:
        """Another page, under the same heading."""
        self.add_page()
        self.y = MARGIN
        self.text_block(self._heading, 11, style="B")
        self.y += self.line_height(6)

    def rule(self) -> None:
        """A thin line across the page."""
        with self.artifact():
            self.set_line_width(0.3)
            self.line(MARGIN, self.y, self.w - MARGIN, self.y)

    def code(self, address: str, x: float, y: float, width: float) -> None:
        """The address as a code to scan, drawn as rectangles, so that it is sharp at every size."""
        rows = tuple(segno.make(address, error="m", boost_error=False, micro=False).matrix)
        side = width / len(rows)
        with self.tagged("/Figure", alt=address):
            self.set_fill_color(0)
            for i, row in enumerate(rows):
                for start, length in _runs(row):
                    self.rect(x + start * side, y + i * side, length * side, side, style="F")
        self.link(x, y, width, width, address)

    def width_of(self, words: str, size: float, style: Style = "") -> float:
        """What a line takes."""
        self.set_font(_FAMILY, style, size)
        return float(self.get_string_width(self._drawable(words)))

    @contextmanager
    def tagged(self, kind: str, *, alt: str | None = None) -> Iterator[None]:
        """What is drawn inside belongs to one element of the document's structure. `alt`: what a picture shows."""
        number = self.struct_builder.next_mcid_for_page(self.page)
        self._add_marked_content(struct_type=kind, mcid=number, alt_text=alt)
        self._out(f"{kind} <</MCID {number}>> BDC")
        yield
        self._out("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is there for the eye alone."""
        self._out("/Artifact BMC")
        yield
        self._out("EMC")

    def _wrapped(self, words: str, size: float, style: Style, width: float) -> Sequence[str]:
        asked = (words, size, style, width)
        if asked not in self._known:
            self.set_font(_FAMILY, style, size)
            drawable, wanted = self._drawable(words), MethodReturnValue.LINES
            lines: Any = self.multi_cell(width, 1, drawable, align="L", dry_run=True, output=wanted)
            self._known[asked] = tuple(str(line) for line in lines)
        return self._known[asked]

    def _drawable(self, words: str) -> str:
        """The words without what the font cannot draw, such as pictures and marks that turn the reading direction."""
        composed = _BINDING.sub("\N{NO-BREAK SPACE}", _BLANKS.sub(" ", unicodedata.normalize("NFC", words)).strip())
        return "".join(letter for letter in composed if ord(letter) in self._letters)


def _runs(row: bytearray) -> Iterator[tuple[int, int]]:
    """Where the dark runs of a row start and how long they are: one rectangle each, without seams inside."""
    start = None
    for i, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = i
        elif not dark and start is not None:
            yield start, i - start
            start = None
