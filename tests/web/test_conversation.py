"""The conversation over a socket: asked, answered, kept, never twice."""

import pytest
from websockets.exceptions import InvalidStatus

from bot.channels.webchat.lines import LINES_A_CONVERSATION
from bot.channels.webchat.talk import LARGEST_FRAME, LONGEST_TEXT
from tests.driver import FixedClock
from tests.web.conftest import OpenSite
from tests.web.site import Site, Window, button, words

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "lam ly lich tu phap tren vneid het bao nhieu tien"


async def bubbles(window: Window) -> list[str]:
    """What a window that just opened shows."""
    return [words(bubble) for bubble in (await window.hear("hello"))["bubbles"]]


async def test_a_first_visit_is_greeted_with_who_we_are(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        assert await bubbles(window) == []
        await window.send("start")
        greeting = await window.answer()

    assert "không phải cơ quan nhà nước" in words(greeting)
    assert greeting["name"] == "Trợ lý, 9 giờ 0"
    assert greeting["rows"]


async def test_a_question_gets_its_answer_and_a_receipt(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        client = await window.send("say", text=QUESTION)
        mine = (await window.hear("bubble"))["bubble"]
        answer = await window.answer()

    assert (mine["client"], mine["mine"], words(mine)) == (client, True, QUESTION)
    assert "200.000 đồng" in words(answer)
    assert answer["blocks"][-1]["kind"] == "source"


async def test_a_tap_stands_as_what_the_person_said_and_is_answered(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        answer = await window.ask(QUESTION)
        label = answer["rows"][0][0]["label"]
        await window.tap(answer, label)

        async with lan.window() as again:
            history = (await again.hear("hello"))["bubbles"]

    assert [(bubble["mine"], words(bubble)) for bubble in history][2] == (True, label)
    assert not history[3]["mine"]


async def test_a_menu_turned_in_place_moves_below_the_tap(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        menu = await window.ask("/chude")
        topic = menu["rows"][0][0]["label"]
        page = await window.tap(menu, topic)

        async with lan.window() as again:
            history = (await again.hear("hello"))["bubbles"]

    assert page["id"] == menu["id"]
    assert [words(bubble) for bubble in history][:2] == ["Chọn chủ đề", topic]
    assert history[2]["id"] == menu["id"]


async def test_what_is_sent_again_is_one_message_and_one_answer(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        client = await window.send("say", text=QUESTION)
        await window.answer()
        await window.send("say", client=client, text=QUESTION, again=True)
        await window.hear("taken", client=client)
        await window.send("say", client=client, text=QUESTION, again=True)
        await window.hear("taken", client=client)
        await window.ask("cảm ơn")

        async with lan.window() as again:
            shown = await bubbles(again)

    assert len([text for text in shown if text == QUESTION]) == 1
    assert len(shown) == 4


async def test_a_restart_keeps_the_conversation_and_its_buttons(open_site: OpenSite) -> None:
    clock = FixedClock()
    async with open_site(clock) as site, site.visitor() as lan, await lan.open() as window:
        answer = await window.ask(QUESTION)
        jar = lan.pages.cookies
    async with open_site(clock) as site, site.visitor() as lan:
        lan.pages.cookies.update(jar)
        async with lan.window() as window:
            shown = await bubbles(window)
            again = await window.tap(answer, answer["rows"][0][0]["label"])

    assert len(shown) == 2
    assert words(again)


async def test_without_consent_a_conversation_is_gone_after_30_minutes(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        await window.ask(QUESTION)
        site.clock.goes_on(minutes=31)
        async with lan.window() as later:
            assert await bubbles(later) == []


async def test_a_button_of_a_forgotten_message_still_works(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        answer = await window.ask(QUESTION)
        site.clock.goes_on(minutes=31)
        shown = await window.tap(answer, answer["rows"][0][0]["label"])

    assert words(shown)


async def test_two_windows_of_one_person_show_the_same(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as one, lan.window() as two:
        assert await bubbles(two) == []
        await one.ask(QUESTION)
        mine = (await two.hear("bubble"))["bubble"]
        assert words(mine) == QUESTION
        assert "200.000" in words(await two.answer())


async def test_nobody_sees_anybody_elses_conversation(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        await window.ask(QUESTION)
        async with site.visitor() as khoa, await khoa.open() as other:
            assert await bubbles(other) == []


async def test_a_phone_number_is_covered_in_what_is_kept(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        await window.ask("số tôi là 0912345678, làm lý lịch tư pháp mất bao lâu")
        async with lan.window() as again:
            shown = "\n".join(await bubbles(again))

    assert "0912345678" not in shown
    assert "làm lý lịch tư pháp mất bao lâu" in shown


async def test_a_forged_button_ends_the_line(site: Site) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        answer = await window.ask(QUESTION)
        sealed = answer["rows"][0][0]["data"]
        await window.send("tap", message=answer["id"], data=sealed[:20] + "d:khac:fee", label="x")
        assert await window.closed_with() == 1008


async def test_a_button_works_only_in_its_own_conversation(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        answer = await window.ask(QUESTION)
    async with site.visitor() as khoa, await khoa.open() as window:
        data = button(answer, answer["rows"][0][0]["label"])["data"]
        await window.send("tap", message=answer["id"], data=data, label="x")
        assert await window.closed_with() == 1008


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 20_000,
        '{"kind":"say"}',
        '{"kind":"say","client":"../../../etc","text":"x"}',
        '{"kind":"say","client":"abcdefgh","text":7}',
        '{"kind":"fly","client":"abcdefgh"}',
        '{"kind":"tap","client":"abcdefgh","message":"x","data":"y","label":"z"}',
        '{"kind":"place","client":"abcdefgh","lat":1e999,"lon":0}',
        '{"kind":"place","client":"abcdefgh","lat":0,"lon":NaN}',
        '{"kind":"place","client":"abcdefgh","lat":1' + "0" * 400 + ',"lon":0}',
        '{"kind":"tap","client":"abcdefgh","message":"1","data":"AAAAAAAAAAAAAAAAAAAA\\ud800","label":"z"}',
    ],
)
async def test_a_frame_that_the_page_never_sends_ends_the_line(site: Site, raw: str) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        await window.ask("/khuvuc")
        await window.socket.send(raw)
        assert await window.closed_with() == 1008


async def test_a_giant_frame_ends_the_line(site: Site) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        await window.socket.send("x" * (LARGEST_FRAME + 1))
        assert await window.closed_with() == 1009


async def test_bytes_end_the_line(site: Site) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        await window.socket.send(b"\x00\x01")
        assert await window.closed_with() == 1008


@pytest.mark.parametrize(("text", "why"), [("   \u202e\x00", "empty"), ("a" * (LONGEST_TEXT + 1), "too-long")])
async def test_what_cannot_be_read_is_refused_with_a_reason(site: Site, text: str, why: str) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        client = await window.send("say", text=text)
        refusal = await window.hear("refused", client=client)

    assert refusal["why"] == why


async def test_broken_characters_are_answered_like_any_words(site: Site) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        answer = await window.ask("lý lịch tư pháp \ud83d \U000e0041 bao nhiêu tiền")

    assert "200.000" in words(answer)


async def test_markup_is_text(site: Site) -> None:
    hostile = "<img src=x onerror=alert(1)><b>đậm</b> &amp; <script>1</script>"
    async with site.visitor() as khoa, await khoa.open() as window:
        await window.send("say", text=hostile)
        mine = (await window.hear("bubble"))["bubble"]

    assert mine["blocks"] == [{"kind": "text", "lines": [[hostile]]}]


async def test_a_flood_is_refused_kindly(site: Site) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        for _ in range(45):
            await window.send("say", text="alo")
        assert (await window.hear("refused"))["why"] == "too-fast"


async def test_a_hard_flood_ends_the_line(site: Site) -> None:
    async with site.visitor() as khoa, await khoa.open() as window:
        for _ in range(150):
            await window.socket.send('{"kind":"ping"}')
        assert await window.closed_with() == 1008


async def test_too_many_windows_close_the_oldest(site: Site) -> None:
    async with site.visitor() as khoa, await khoa.open() as first:
        await first.hear("hello")
        for _ in range(LINES_A_CONVERSATION):
            window = await khoa.window().__aenter__()
            await window.hear("hello")
        assert await first.closed_with() == 1000


async def test_another_site_cannot_open_a_line(site: Site) -> None:
    async with site.visitor() as lan:
        await lan.pages.get("/")
        with pytest.raises(InvalidStatus) as refused:
            async with lan.window(origin="https://evil.example"):
                pass

    assert refused.value.response.status_code == 403


async def test_without_a_cookie_the_line_asks_for_a_fresh_page(site: Site) -> None:
    async with site.visitor() as lan, lan.window(cookie="tungngo=s.short") as window:
        assert await window.closed_with() == 4401


async def test_a_place_is_taken_only_where_it_was_asked_for(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        client = await window.send("place", lat=21.0, lon=105.83)
        assert (await window.hear("refused", client=client))["why"] == "not-asked"

        asking = await window.ask("/khuvuc")
        await window.send("place", lat=21.0227, lon=105.8194)
        found = await window.answer()

    assert asking["ask"]["place"]
    assert words(found)


async def test_my_data_comes_as_a_file_that_only_i_can_open(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        mine = await window.ask("/dulieu")
        export = next(row[0]["label"] for row in mine["rows"] if row[0]["label"] == "Tải về")
        file = (await window.tap(mine, export))["file"]
        got = await lan.pages.get(file["url"])
        async with site.visitor() as khoa:
            await khoa.pages.get("/")
            stolen = await khoa.pages.get(file["url"])
        site.clock.goes_on(minutes=31)
        late = await lan.pages.get(file["url"])

    assert got.headers["content-disposition"].startswith("attachment")
    assert isinstance(got.json(), dict)
    assert (stolen.status_code, late.status_code) == (404, 404)


async def test_what_is_erased_is_no_longer_to_be_downloaded(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        mine = await window.ask("/dulieu")
        file = (await window.tap(mine, "Tải về"))["file"]
        sure = await window.tap(mine, "Xóa hết")
        await window.tap(sure, "Xóa hết, không lấy lại")
        gone = await lan.pages.get(file["url"])

    assert gone.status_code == 404


async def test_a_ping_is_answered(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        await window.socket.send('{"kind":"ping"}')
        assert await window.hear("pong")
