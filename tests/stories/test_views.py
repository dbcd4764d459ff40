"""Long answers in parts: nothing lost, nothing cut in two that belongs together."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import seen_text, utf16_units
from handlers.views import markup, split
from knowledge.answer import Block

LINES = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=200).map(html.escape)
TAGGED = st.lists(st.tuples(LINES, st.sampled_from(["", "b", "i"])), max_size=12).map(
    lambda lines: "\n".join(f"<{tag}>{line}</{tag}>" if tag else line for line, tag in lines)
)


@given(TAGGED, st.integers(80, 400))
def test_every_part_fits_and_closes_its_tags_and_no_word_is_lost(text: str, most: int) -> None:
    parts = split(text, most)

    def words(marked: str) -> str:
        return re.sub(r"\s+", "", seen_text(marked))

    assert "".join(map(words, parts)) == words(text)
    for part in parts:
        assert utf16_units(part) <= most
        assert part.count("<b>") == part.count("</b>")
        assert part.count("<i>") == part.count("</i>")


def test_a_cut_falls_between_paragraphs_where_it_can() -> None:
    text = "\n\n".join(["một hai ba. " * 10] * 6)

    assert all(part.endswith("ba.") for part in split(text, 300))


def test_what_content_says_is_never_markup() -> None:
    blocks = (
        Block("lead", "phí < 5 & <b>thuế</b>"),
        Block("step", "một"),
        Block("step", "hai"),
        Block("source", "Nguồn"),
    )

    shown = markup(blocks)

    assert seen_text(shown) == "phí < 5 & <b>thuế</b>\n1. một\n2. hai\n\nNguồn"
    assert "&lt;b&gt;thuế" in shown


def test_a_long_lead_is_not_shouted() -> None:
    assert "<b>" not in markup((Block("lead", "dài " * 80),))
