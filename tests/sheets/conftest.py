"""A sheet of the real content, and one whose words a test chooses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from knowledge.answering import Answerer
from knowledge.linking import Whereabouts
from knowledge.sheet_composing import SheetComposer
from knowledge.sheets import Item, Labelled, Part, Sheet

DAY = date(2026, 11, 24)
HERE = Whereabouts(web="https://hoi.example.vn")

MakeSheet = Callable[..., Sheet]


@pytest.fixture
def sheet_of(answerer: Answerer) -> MakeSheet:
    """The sheet of a procedure for a case, some of its papers ticked."""

    def make(
        slug: str, case: dict[str, str], *, ticked: tuple[str, ...] = (), on: date = DAY, here: Whereabouts = HERE
    ) -> Sheet:
        check = answerer.check_papers(slug, case, on)
        composer = SheetComposer(answerer.catalogue, answerer.phrases)
        return composer.compose(check, ticked=ticked, on=on, way_back=here.way_back(slug, case))

    return make


@pytest.fixture
def sheet_with() -> MakeSheet:
    """A small sheet, with other words where a test needs them."""

    def make(**parts: Any) -> Sheet:
        plain = Sheet(
            kind="Soát hồ sơ",
            title="Phiếu lý lịch tư pháp",
            case=(Labelled("Phiếu này cho ai?", ("Tôi",)),),
            notes=(),
            parts=(Part("Cần nộp", (Item("Tờ khai", ("Một bản.",), ticked=False),)),),
            facts=(Labelled("Chi phí", ("200.000 đồng.",)),),
            closing=("Kiểm tra ngày 22/11/2026.",),
            made_on=DAY,
            ticked="Đã có:",
            empty="Chưa có:",
        )
        return replace(plain, **parts)

    return make
