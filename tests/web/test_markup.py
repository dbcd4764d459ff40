"""Telegram's small HTML, read into blocks that hold text only."""

import pytest

from bot.channels.webchat.markup import blocks, plain_text, read_markup, unquoted


def read(html: str) -> list[dict[str, object]]:
    return blocks(read_markup(html))


def test_styles_become_marks_on_text() -> None:
    assert read("a <b>đậm <i>cả hai</i></b> <code>x</code>") == [
        {
            "kind": "text",
            "lines": [
                [
                    "a ",
                    {"text": "đậm ", "bold": True},
                    {"text": "cả hai", "bold": True, "italic": True},
                    " ",
                    {"text": "x", "code": True},
                ]
            ],
        }
    ]


def test_bullets_steps_and_the_source_line_are_told_apart() -> None:
    shown = read("<b>Có 2 việc</b>\n• một\n• hai\n1. trước\n2. sau\n\n<i>Kiểm tra ngày 22/11/2026</i>")

    assert [(block["kind"], block["lines"]) for block in shown] == [
        ("text", [[{"text": "Có 2 việc", "bold": True}]]),
        ("bullets", [["một"], ["hai"]]),
        ("steps", [["trước"], ["sau"]]),
        ("source", [["Kiểm tra ngày 22/11/2026"]]),
    ]


def test_steps_go_on_counting_after_a_remark() -> None:
    shown = read("1. trước\nlưu ý\n2. sau")

    assert [block.get("start") for block in shown] == [1, None, 2]


@pytest.mark.parametrize("address", ["https://dichvucong.gov.vn", "tel:1022", "mailto:a@example.vn"])
def test_a_safe_address_is_a_link(address: str) -> None:
    (block,) = read(f'<a href="{address}">đây</a>')

    assert block["lines"] == [[{"text": "đây", "href": address}]]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", ""]
)
def test_any_other_address_is_only_its_text(address: str) -> None:
    (block,) = read(f'<a href="{address}">đây</a>')

    assert block["lines"] == [["đây"]]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<br/>",
        "</b>",
        "<!--x-->",
        "<!DOCTYPE x>",
        "a < b và c > d",
        "<?php x ?>",
        "<",
        "&lt;b&gt;",
    ],
)
def test_whatever_telegram_does_not_know_stays_visible_as_text(html: str) -> None:
    text = plain_text(read_markup(html))

    assert text.strip("<>/ ") != "" or html in ("<", "</b>")
    assert all(isinstance(part, str) for block in read(html) for line in block["lines"] for part in line)  # type: ignore[attr-defined]


def test_what_is_quoted_back_is_left_out_of_what_is_kept() -> None:
    html = "• Đòi mã <code>đọc mã &lt;b&gt;OTP&lt;/b&gt;</code> rồi <b>dừng</b> <code>vneid-gov.cc</code>"

    assert plain_text(read_markup(unquoted(html))) == "• Đòi mã … rồi dừng …"
