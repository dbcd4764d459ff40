"""The poster as a PDF, read back: its codes by a decoder that others wrote, its words, their size, one page."""

import io
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from bot.core import Core
from bot.sheets.poster_drawing import SHORTEST, draw_poster
from bot.sheets.posters import PosterPress
from bot.sheets.press import Press
from handlers.posters import NowhereToLead
from knowledge.answering import Answerer
from knowledge.linking import Whereabouts
from knowledge.poster_links import PosterOrigin, poster_payload, read_poster_payload
from knowledge.posters import PaperSize, Poster, compose_poster, poster_ways
from knowledge.reading.places import Places
from tests.sheets.reading import elements, pieces, reader, words

DAY = date(2026, 11, 24)
BOTH = Whereabouts("https://hoi.example.vn", "tungngo_bot")
CERTIFICATE = "phieu-ly-lich-tu-phap"
PAPERS = {PaperSize.A4: (210, 297), PaperSize.A5: (148, 210)}
A_POINT = 25.4 / 72
READ_FROM_TWO_METRES = 20.0
"""Points: a capital of 5 millimetres, 8 minutes of arc at 2 metres."""


def poster(
    answerer: Answerer, places: Places, ward: str, slug: str | None, size: PaperSize, here: Whereabouts = BOTH
) -> Poster:
    payload = poster_payload(PosterOrigin(ward, slug), secret="only for tests")
    return compose_poster(
        answerer.phrases,
        place=places.ward(ward).full_name,
        procedure=answerer.catalogue.titles[slug] if slug else None,
        ways=poster_ways(here, payload, answerer.phrases),
        made_on=DAY,
        size=size,
    )


def scanned(pdf: bytes, *, dots_per_inch: int = 100) -> list[str]:
    """What a phone reads on the first page, from left to right."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=dots_per_inch / 72).to_numpy()
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.x)]


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("slug", [None, CERTIFICATE, "xac-nhan-tinh-trang-hon-nhan"])
def test_each_code_is_read_back_by_another_program(
    answerer: Answerer, places: Places, slug: str | None, size: PaperSize
) -> None:
    wanted = poster(answerer, places, "00004", slug, size)

    codes = scanned(draw_poster(wanted))

    assert codes == [way.address for way in wanted.ways]
    for code in codes:
        payload = code.partition("?")[2].partition("=")[2]
        assert read_poster_payload(payload, secret="only for tests") == PosterOrigin("00004", slug)


@pytest.mark.parametrize("here", [Whereabouts(web="http://192.168.1.5:8080"), Whereabouts(telegram="tungngo_bot")])
@pytest.mark.parametrize("size", PaperSize)
def test_a_single_channel_has_a_single_code(
    answerer: Answerer, places: Places, size: PaperSize, here: Whereabouts
) -> None:
    wanted = poster(answerer, places, "00004", None, size, here)

    assert scanned(draw_poster(wanted)) == [way.address for way in wanted.ways]


@pytest.mark.parametrize("size", PaperSize)
def test_everything_stands_on_it_word_for_word(answerer: Answerer, places: Places, size: PaperSize) -> None:
    said = words(draw_poster(poster(answerer, places, "00004", CERTIFICATE, size)))

    for text in (
        "Cho người ở phường Ba Đình",
        "Phiếu lý lịch tư pháp",
        "hoi.example.vn",
        "t.me/tungngo_bot",
        "Dùng không mất tiền.",
        "Từng Ngõ là máy trả lời tự động, không phải cơ quan nhà nước.",
    ):
        assert text in said
    assert said.index("Quét mã") < said.index("Gõ như nói chuyện") < said.index("Trả lời có nguồn")


@pytest.mark.parametrize("size", PaperSize)
def test_the_longest_titles_and_the_longest_name_of_a_ward_stand_on_one_page(
    answerer: Answerer, places: Places, size: PaperSize
) -> None:
    longest = max(places.gazetteer.wards.values(), key=lambda ward: len(ward.full_name)).code
    titles = answerer.catalogue.titles
    for slug in (None, *sorted(titles, key=lambda each: -len(titles[each]))[:6], min(titles, key=titles.__getitem__)):
        wanted = poster(answerer, places, longest, slug, size)
        pdf = draw_poster(wanted)

        assert len(reader(pdf).pages) == 1, slug
        assert all(text in words(pdf) for text in (wanted.title, wanted.place, *wanted.lines, *wanted.closing)), slug
        assert _inside(pdf, size), slug
        sizes = {text: points for text, _, _, points in pieces(pdf)}
        for text in wanted.lines:
            assert sizes[text] >= READ_FROM_TWO_METRES, slug
        assert max(sizes.values()) > READ_FROM_TWO_METRES, slug


def _inside(pdf: bytes, size: PaperSize) -> bool:
    width, height = (side / A_POINT for side in PAPERS[size])
    box: Any = reader(pdf).pages[0].mediabox
    same = abs(box.width - width) < 1 and abs(box.height - height) < 1
    return same and all(0 < x < width and 20 < y < height for _, x, y, _ in pieces(pdf))


@pytest.mark.parametrize("size", PaperSize)
def test_it_is_read_aloud_in_its_order(answerer: Answerer, places: Places, size: PaperSize) -> None:
    wanted = poster(answerer, places, "00004", CERTIFICATE, size)
    kinds = [kind for kind, _ in elements(draw_poster(wanted))]
    figures = [alt for kind, alt in elements(draw_poster(wanted)) if kind == "/Figure"]

    assert kinds[:2] == ["/P", "/H1"]
    assert kinds.count("/H2") == 2
    assert figures == [way.address for way in wanted.ways]


def test_it_is_black_on_white(answerer: Answerer, places: Places) -> None:
    pdf = draw_poster(poster(answerer, places, "00004", None, PaperSize.A4))
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_numpy()

    spread = picture.max(axis=2).astype(int) - picture.min(axis=2)
    assert spread.max() == 0  # no colour anywhere
    assert picture.min() == 0
    assert picture.max() == 255


def test_the_same_poster_is_the_same_file(answerer: Answerer, places: Places) -> None:
    wanted = poster(answerer, places, "00004", None, PaperSize.A5)

    assert draw_poster(wanted) == draw_poster(wanted)


def test_an_address_that_is_too_long_for_its_column_shrinks_and_then_breaks(answerer: Answerer, places: Places) -> None:
    long = Whereabouts("https://hoi-dap-thu-tuc-hanh-chinh.trung-tam-phuc-vu.example.vn", "tungngo_bot")
    wanted = poster(answerer, places, "00004", None, PaperSize.A5, long)
    pdf = draw_poster(wanted)

    assert scanned(pdf, dots_per_inch=150) == [way.address for way in wanted.ways]
    assert wanted.ways[0].short in words(pdf).replace(" ", "")
    assert min(points for *_, points in pieces(pdf)) >= SHORTEST


def test_a_title_that_no_page_holds_still_gives_a_file(answerer: Answerer) -> None:
    wanted = compose_poster(
        answerer.phrases, place="Phường X", procedure="dài " * 400, ways=(), made_on=DAY, size=PaperSize.A5
    )

    assert io.BytesIO(draw_poster(wanted)).read(4) == b"%PDF"


async def test_another_process_draws_it_for_this_deployment(core: Core) -> None:
    posters = PosterPress(core, Press(BOTH))

    pdf = await posters.draw("00004", CERTIFICATE, size=PaperSize.A5)

    payload = scanned(pdf)[0].removeprefix("https://hoi.example.vn/?s=")
    assert read_poster_payload(payload, secret=core.secret_key) == PosterOrigin("00004", CERTIFICATE)


async def test_there_is_none_for_what_does_not_exist_or_where_nothing_can_be_scanned(core: Core) -> None:
    posters = PosterPress(core, Press(BOTH))

    for ward, slug in (("99999", None), ("00004", "khong-co")):
        with pytest.raises(KeyError):
            await posters.draw(ward, slug)
    with pytest.raises(NowhereToLead):
        await PosterPress(core, Press(Whereabouts())).draw("00004")
