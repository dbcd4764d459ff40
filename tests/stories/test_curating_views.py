"""What the desk shows, drawn without a conversation: long lists, what was exported, what would go wrong."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.staff import draft_views, gap_views, wording_views
from handlers.staff.curating_callbacks import AttachTopicChosen, DraftsListed, GapsListed, WordingsListed
from knowledge.answering import Answerer
from knowledge.approving import Clash
from knowledge.gaps import Gap
from knowledge.phrases import Phrases
from knowledge.reading.places import Places
from storage.actions.drafts import KeptDraft
from storage.actions.wordings import KeptWording, Standing, WordingKind
from storage.rules.permissions import Grant, Role

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
CURATOR = (Grant(Role.CURATOR, None),)


@pytest.fixture
def phrases(answerer: Answerer) -> Phrases:
    return answerer.phrases


def gap(number: int, text: str = "mượn loa phường") -> Gap:
    return Gap(number, text, (), (number,), 1, {"declined": 1}, None, {"00070": 3}, NOON)


def kept(number: int, standing: Standing = Standing.PROPOSED, exported_at: datetime | None = None) -> KeptWording:
    decided = None if standing is Standing.PROPOSED else "2"
    at = NOON if decided else None
    return KeptWording(
        number,
        WordingKind.PHRASING,
        "mượn loa phường",
        "muon loa phuong",
        "ihanoi-phan-anh",
        standing,
        1,
        "1",
        NOON,
        decided,
        at,
        None,
        exported_at,
    )


def labels(shown: gap_views.Reply) -> list[str]:
    assert shown.keyboard is not None
    return [button.text for row in shown.keyboard.inline_keyboard for button in row]


def test_long_lists_are_turned_page_by_page(answerer: Answerer, phrases: Phrases) -> None:
    catalogue, more = answerer.catalogue, phrases.text("button-page-after")
    gaps = [gap(n) for n in range(1, 7)]
    wordings = [kept(n) for n in range(1, 7)]
    drafts = [KeptDraft(n, "x", "y", "", 1, "1", NOON, "1", NOON, None) for n in range(1, 7)]

    for page, turned in ((0, True), (1, False)):
        lists = (
            gap_views.gaps(gaps, (), GapsListed(page=page), catalogue, phrases),
            wording_views.wordings(wordings, WordingsListed(standing=Standing.PROPOSED, page=page), catalogue, phrases),
            draft_views.drafts(drafts, DraftsListed(page=page), phrases),
        )
        assert [more in labels(shown) for shown in lists] == [turned] * 3
        assert ["6. " in shown.parts[0] for shown in lists] == [not turned] * 3


def test_a_list_cuts_a_long_question_and_its_page_does_not(
    answerer: Answerer, phrases: Phrases, places: Places
) -> None:
    long = gap(1, "mượn loa phường " * 20)

    listed = gap_views.gaps([long], (), GapsListed(), answerer.catalogue, phrases)
    opened = gap_views.gap(long, (), CURATOR, answerer.catalogue, places.gazetteer, phrases)

    assert long.text not in listed.parts[0]
    assert long.text in opened.parts[0]
    assert f"{places.gazetteer.wards['00070'].full_name} 3" in opened.parts[0]


def test_markup_in_a_question_is_text(answerer: Answerer, phrases: Phrases) -> None:
    shown = gap_views.gaps([gap(1, "<b>đậm</b> & <script>")], (), GapsListed(), answerer.catalogue, phrases)

    assert "&lt;b&gt;đậm&lt;/b&gt; &amp; &lt;script&gt;" in shown.parts[0]


def test_a_shelf_of_many_is_turned(answerer: Answerer, phrases: Phrases) -> None:
    asked = AttachTopicChosen(question=1, topic="khong-tien-mat")

    assert phrases.text("button-page-after") in labels(gap_views.shelf(asked, answerer.catalogue, phrases))


@pytest.mark.parametrize("standing", list(Standing))
def test_every_standing_has_its_words_and_its_way_back(
    answerer: Answerer, phrases: Phrases, standing: Standing
) -> None:
    shown = wording_views.wording(kept(1, standing), "1", CURATOR, answerer.catalogue, phrases)
    empty = wording_views.wordings((), WordingsListed(standing=standing), answerer.catalogue, phrases)

    assert phrases.text(f"button-curating-undo-{standing.value}") in labels(shown)
    assert empty.parts == (phrases.text(f"curating-none-{standing.value}"),)


def test_what_was_exported_says_so(answerer: Answerer, phrases: Phrases) -> None:
    exported = kept(1, Standing.APPROVED, NOON + timedelta(days=1))

    shown = wording_views.wording(exported, "2", CURATOR, answerer.catalogue, phrases)

    assert phrases.text("curating-exported", day="25/11/2026") in shown.parts[0]


def test_what_would_go_wrong_is_named_by_its_words_and_the_rest_counted(answerer: Answerer, phrases: Phrases) -> None:
    text, target = "mượn loa", "ihanoi-phan-anh"
    clashes = [
        Clash(text, target, "chitchat"),
        Clash("câu gần", None, target),
        *(Clash(f"câu {n}", "tach-ho", target) for n in range(5)),
    ]

    shown = wording_views.refused(text, target, clashes, answerer.catalogue, phrases).parts[0]

    title = answerer.catalogue.titles[target]
    assert phrases.text("curating-clash-itself") in shown
    assert phrases.text("curating-clash-lands", question="câu gần", came=title) in shown
    assert phrases.text("curating-clashes-more", number="2") in shown


def test_a_draft_that_is_gone_says_so(phrases: Phrases) -> None:
    shown = draft_views.draft(draft_views.Changed(draft_views.Decision.GONE), CURATOR, phrases)

    assert shown.parts == (phrases.text("curating-gone"),)
