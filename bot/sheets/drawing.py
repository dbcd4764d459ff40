"""A sheet → PDF: black on white, as large as one page allows, a second page only where nothing else helps."""

from contextlib import closing
from typing import Final

from bot.sheets.pages import MARGIN, Pages
from knowledge.sheets import Item, Labelled, Part, Sheet

SMALL: Final = 11.0
"""Points of the smallest type on a sheet."""
ON_ONE_PAGE: Final = (
    (15.0, 1.45),
    (14.0, 1.45),
    (13.0, 1.45),
    (12.0, 1.45),
    (11.5, 1.45),
    (SMALL, 1.45),
    (SMALL, 1.35),
)
"""Points of the running text, and the height of its lines in font sizes; the first with which one page is enough."""
ON_TWO_PAGES: Final = ((13.0, 1.45), (12.0, 1.45), (SMALL, 1.35))
"""The same where one is not enough."""
CODE: Final = 30.0
"""Side of the code to scan, millimetres."""


def draw_sheet(sheet: Sheet) -> bytes:
    """The PDF; the same bytes for the same sheet."""
    tries = [(1, *look) for look in ON_ONE_PAGE] + [(2, *look) for look in ON_TWO_PAGES]
    for pages, size, leading in tries:
        with closing(_Drawing(sheet, size, leading)) as drawing:
            drawing.draw()
            if drawing.pages_count <= pages or (pages, size, leading) == tries[-1]:
                return bytes(drawing.output())
    raise AssertionError("the last try is drawn, whatever comes of it")


class _Drawing(Pages):
    """One try, at one size of the running text."""

    def __init__(self, sheet: Sheet, size: float, leading: float) -> None:
        super().__init__(title=f"{sheet.kind}: {sheet.title}", made_on=sheet.made_on, leading=leading)
        self._sheet = sheet
        self._size = size
        self._labels = 2.1 * size
        """Width of the column of labels, millimetres."""

    def draw(self) -> None:
        """Everything from top to bottom, the closing at the foot of the last page."""
        sheet = self._sheet
        self.add_page()
        self.text_block(sheet.kind, SMALL)
        self.text_block(sheet.title, self._size + 8, style="B", tag="/H1")
        self._gap(0.2)
        for chosen in sheet.case:
            self.question(chosen.label, ", ".join(chosen.lines), self._size)
        for note in sheet.notes:
            self.text_block(note, self._size)
        for part in sheet.parts:
            self._part(part)
        self._gap(0.2)
        self.rule()
        self._gap(0.35)
        for fact in sheet.facts:
            self._labelled(fact)
        self._foot()

    def _part(self, part: Part) -> None:
        self._gap(0.45)
        self.keep(4 * self.line_height(self._size))
        self.text_block(part.heading, self._size + 2, style="B", tag="/H2")
        for item in part.items:
            self._item(item)

    def _item(self, item: Item) -> None:
        """A paper with its box; where the page ends it moves over as a whole."""
        line = self.line_height(self._size + 1)
        x = MARGIN + 1.2 * line
        width = self.w - MARGIN - x
        below = sum(self.height_of(words, self._size, width=width) for words in item.lines)
        self.keep(self.height_of(item.name, self._size + 1, "B", width) + below)
        self._mark(item, line)
        self.text_block(item.name, self._size + 1, style="B", x=x)
        for words in item.lines:
            self.text_block(words, self._size, x=x)
        self._gap(0.25)

    def _mark(self, item: Item, line: float) -> None:
        """A box to tick, ticked or not; a dash where there is nothing to tick."""
        side = 0.72 * line
        x, y = MARGIN + 0.3, self.y + (line - side) / 2
        if item.ticked is None:
            with self.artifact():
                self.set_line_width(0.6)
                self.line(x + 0.1 * side, y + side / 2, x + 0.8 * side, y + side / 2)
            return
        with self.tagged("/Figure", alt=self._sheet.ticked if item.ticked else self._sheet.empty):
            self.set_line_width(0.5)
            self.rect(x, y, side, side)
            if item.ticked:
                self.set_line_width(0.9)
                corners = ((0.2, 0.52), (0.42, 0.76), (0.85, 0.2))
                self.polyline([(x + right * side, y + down * side) for right, down in corners])

    def _labelled(self, fact: Labelled) -> None:
        """A bold word on the left, its texts to the right of it."""
        x = MARGIN + self._labels
        self.keep(sum(self.height_of(words, self._size, width=self.w - MARGIN - x) for words in fact.lines))
        page, top = self.page, self.y
        self.text_block(fact.label, self._size, style="B", width=self._labels - 2)
        below = self.y
        if self.page == page:
            self.y = top
        for words in fact.lines:
            self.text_block(words, self._size, x=x)
        self.y = max(self.y, below) if self.page == page else self.y
        self._gap(0.25)

    def _foot(self) -> None:
        """The closing lines, and the code beside them, at the lower edge of the page."""
        sheet = self._sheet
        side = CODE if sheet.address else 0.0
        width = self.epw - (side + 6 if side else 0)
        lines = [*sheet.closing, *sheet.address_lines]
        height = 3 + max(side, sum(self.height_of(words, SMALL, width=width) for words in lines))
        self.keep(height)
        self.y = max(self.y, self.lowest - height)
        self.rule()
        self.y += 3
        top = self.y
        for words in lines:
            self.text_block(words, SMALL, width=width)
        if sheet.address:
            self.code(sheet.address, self.w - MARGIN - side, top, CODE)

    def _gap(self, lines: float) -> None:
        self.y += lines * self.line_height(self._size)
