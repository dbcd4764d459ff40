"""A poster → PDF: black on white, one page, type as large as the page allows, codes along the lower edge."""

from contextlib import closing
from typing import Final

from bot.sheets.pages import MARGIN, Pages, Style, Tag
from knowledge.posters import PaperSize, Poster

LEADING: Final = 1.35
TITLES: Final = {PaperSize.A4: (60.0, 30.0), PaperSize.A5: (42.0, 22.0)}
"""Points of the title: what is tried first, and what it never falls below."""
LINES: Final = {PaperSize.A4: (27.0, 20.0), PaperSize.A5: (20.0, 20.0)}
"""The same of the lines: 20 points have capitals of 5 millimetres, which good eyes read at 2 metres and more."""
SMALL: Final = {PaperSize.A4: 20.0, PaperSize.A5: 15.0}
"""Points of what is read close by: the addresses, and whose poster it is."""
SHORTEST: Final = 10.0
"""Points below which no address goes."""
LARGEST_CODE: Final = {PaperSize.A4: 86.0, PaperSize.A5: 56.0}
"""Side of a code, millimetres."""
SMALLEST_CODE: Final = {PaperSize.A4: 60.0, PaperSize.A5: 40.0}
QUIET: Final = 8.0
"""White around a code, millimetres: four of its squares and more."""
NARROWER: Final = 3.0
"""Millimetres by which lines are made narrower at a time, until one more line would be needed."""
ABOVE_TITLE: Final = 0.15
BELOW_TITLE: Final = 0.3
"""White around the title, in lines."""
STEPS: Final = 24
"""Tries between the largest look and the smallest."""


def draw_poster(poster: Poster) -> bytes:
    """The PDF; the same bytes for the same poster. What no page holds at its smallest goes on on a second one."""
    with closing(_Drawing(poster)) as drawing:
        drawing.draw()
        return bytes(drawing.output())


class _Drawing(Pages):
    """The page, at the largest look that it holds."""

    def __init__(self, poster: Poster) -> None:
        title = f"{poster.title} · {poster.place}"
        super().__init__(title=title, made_on=poster.made_on, leading=LEADING, paper=poster.size.value)
        self._poster = poster
        self._small = SMALL[poster.size]
        self.add_page()  # without a page nothing can be measured
        for step in range(STEPS + 1):
            self._look(step / STEPS)
            if self._is_whole() and self._head_height() + QUIET + self._foot_height() <= self.lowest - MARGIN:
                break

    def _look(self, shrunk: float) -> None:
        """Choose the sizes. `shrunk`: from 0, everything at its largest, to 1."""
        size = self._poster.size
        self._title = _between(TITLES[size], shrunk)
        self._line = _between(LINES[size], shrunk)
        self._code = _between((LARGEST_CODE[size], SMALLEST_CODE[size]), shrunk)
        self._place = max(self._small, self._fitting(self._poster.place, self._line, self.epw))

    def draw(self) -> None:
        """Everything: the head at the upper edge, the foot at the lower one."""
        poster = self._poster
        self.text_block(poster.place, self._place)
        self._gap(ABOVE_TITLE)
        self._balanced(poster.title, self._title, "B", "/H1")
        self._gap(BELOW_TITLE)
        for words in poster.lines:
            self.text_block(words, self._line)
        self.y = max(self.y + QUIET, self.lowest - self._foot_height())
        self.keep(self._foot_height())
        self._foot()

    def _is_whole(self) -> bool:
        """Whether no word of the title is wider than the page, and would be cut in two."""
        return all(self.width_of(word, self._title, "B") <= self.epw for word in self._poster.title.split())

    def _head_height(self) -> float:
        poster = self._poster
        lines = sum(self.height_of(words, self._line) for words in poster.lines)
        title = self.height_of(poster.title, self._title, "B") + self.height_of(poster.place, self._place)
        return title + lines + (ABOVE_TITLE + BELOW_TITLE) * self.line_height(self._line)

    def _balanced(self, words: str, size: float, style: Style = "", tag: Tag = "/P") -> None:
        """A paragraph whose lines are about equally long, so that no word stands alone on the last one."""
        width, height = self.epw, self.height_of(words, size, style)
        widest = max(self.width_of(word, size, style) for word in words.split())
        while width - NARROWER > widest and self.height_of(words, size, style, width - NARROWER) == height:
            width -= NARROWER
        self.text_block(words, size, style=style, tag=tag, width=width)

    def _foot_height(self) -> float:
        small = self.line_height(self._small)
        closing = sum(self.height_of(words, self._small) for words in self._poster.closing)
        beneath = small + QUIET / 2 if self._side_by_side else 0.0
        return self._above + self._code + QUIET / 2 + beneath + QUIET / 2 + closing

    @property
    def _side_by_side(self) -> bool:
        """With several ways each has a column, with words above and beneath its code; a single one has them beside."""
        return len(self._poster.ways) > 1

    @property
    def _above(self) -> float:
        return self.line_height(self._line) + QUIET / 2 if self._side_by_side else 0.0

    def _foot(self) -> None:
        """The codes, a rule, whose poster it is."""
        ways, top = self._poster.ways, self.y
        below = top + self._above + self._code + QUIET / 2
        column = self.epw / max(len(ways), 1)
        width = column - QUIET / 2 if self._side_by_side else column - self._code - QUIET
        label = min((self._fitting(way.label, self._line, width) for way in ways), default=self._line)
        for i, way in enumerate(ways):
            x = MARGIN + i * column
            beside = x if self._side_by_side else x + self._code + QUIET
            self.y = top
            self.text_block(way.label, label, style="B", tag="/H2", x=beside, width=width)
            self.code(way.address, x, top + self._above, self._code)
            self.y = below if self._side_by_side else self.y + QUIET / 4
            size = self._fitting(way.short, self._small, width)
            self.text_block(way.short, size, style="B", x=beside, width=width)
        self.y = below + (self.line_height(self._small) + QUIET / 2 if self._side_by_side else 0.0)
        self.rule()
        self.y += QUIET / 2
        for i, words in enumerate(self._poster.closing):
            self._balanced(words, self._small, "" if i else "B")

    def _fitting(self, words: str, size: float, width: float) -> float:
        """The size at which a line is no wider than this, or the smallest that can be read."""
        return max(SHORTEST, min(size, size * width / max(self.width_of(words, size, "B"), 1.0) * 0.99))

    def _gap(self, lines: float) -> None:
        self.y += lines * self.line_height(self._line)


def _between(sizes: tuple[float, float], shrunk: float) -> float:
    largest, smallest = sizes
    return largest - (largest - smallest) * shrunk
