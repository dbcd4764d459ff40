"""The page in a real browser: asked, tapped, reloaded, cut off, drawn small, large and dark."""

import asyncio
import base64

import pytest
from playwright.async_api import Page, WebSocketRoute, expect

from tests.web.conftest import OpenPage, OpenSite
from tests.web.site import Site
from tests.web.test_session import PHOTO_WANTED

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "lam ly lich tu phap tren vneid het bao nhieu tien"
ANSWER = "200.000 đồng"

VIETNAMESE_VOICE = """
  const voice = {lang: "vi-VN", localService: true, name: "Lan"};
  Object.defineProperty(window, "speechSynthesis", {value: {
    getVoices: () => [voice], addEventListener() {}, cancel() { window.spoken = null; },
    speak(speech) { window.spoken = speech.text; },
  }});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.SpeechRecognition = window.webkitSpeechRecognition = class {
    static async available() { return "available"; }
    start() { this.onresult({results: [[{transcript: "làm hộ chiếu ở đâu"}]]}); }
    stop() { this.onend(); }
  };
"""
NO_VOICE = """
  Object.defineProperty(window, "speechSynthesis", {value: {getVoices: () => [{lang: "en-US"}]}});
  window.SpeechRecognition = window.webkitSpeechRecognition = class {
    static async available() { return "unavailable"; }
  };
"""


async def ask(page: Page, text: str) -> None:
    await page.fill("#ask", text)
    await page.press("#ask", "Enter")


def answers(page: Page, text: str) -> object:
    return page.locator("article:not(.mine) .body", has_text=text)


async def overflow(page: Page) -> int:
    width: int = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return width


async def test_the_first_words_say_who_answers(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)

    await expect(page.locator("article").first).to_contain_text("không phải cơ quan nhà nước")
    await expect(page.locator("article.mine")).to_have_count(0)


async def test_a_question_is_answered_and_a_tap_goes_on(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await ask(page, QUESTION)
    await expect(page.locator("article:not(.mine)").nth(1)).to_contain_text(ANSWER)
    more = page.locator("article").last.locator(".rows button").first
    label = await more.inner_text()
    await more.click()

    await expect(page.locator("article.mine").last.locator(".body")).to_have_text(label)
    await expect(page.locator("article:not(.mine)").nth(2)).to_be_visible()
    await expect(page.locator("#typing")).to_be_hidden()


async def test_a_reload_keeps_the_conversation_and_greets_nobody_twice(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await ask(page, QUESTION)
    await expect(page.locator("article:not(.mine)")).to_have_count(2)
    await page.reload()

    await expect(page.locator("article")).to_have_count(3)
    await expect(page.locator("article.mine .body")).to_have_text(QUESTION)


async def test_what_was_written_while_the_line_was_cut_is_sent_once_it_is_back(
    open_site: OpenSite, open_page: OpenPage
) -> None:
    async with open_site() as site:
        page = await open_page(site)
        port = site.channel.port
    await expect(page.locator("#line")).to_be_visible()
    await ask(page, QUESTION)
    await expect(page.locator("article.mine .state")).to_be_visible()

    async with open_site(web_port=port):
        await expect(page.locator("article:not(.mine)").nth(1)).to_contain_text(ANSWER, timeout=20_000)
        await expect(page.locator("article.mine")).to_have_count(1)
        await expect(page.locator("article.mine .state")).to_have_count(0)
        await page.context.close()


async def test_hostile_text_is_shown_as_text(site: Site, open_page: OpenPage) -> None:
    hostile = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>"
    page = await open_page(site)
    await ask(page, hostile)

    await expect(page.locator("article.mine .body")).to_have_text(hostile)
    await expect(page.locator("article:not(.mine)")).to_have_count(2)
    await page.reload()
    await expect(page.locator("article.mine .body")).to_have_text(hostile)
    assert await page.locator("#column img, #column script").count() == 0
    assert await page.title() == "Từng Ngõ"


@pytest.mark.parametrize("big", [False, True])
async def test_a_small_phone_never_scrolls_sideways(site: Site, open_page: OpenPage, big: bool) -> None:
    page = await open_page(site)
    if big:
        await page.click("#looks-open")
        await page.check("#big")
        await page.click("#looks button.main")
        assert await page.evaluate("getComputedStyle(document.body).fontSize") == "22px"
    await ask(page, QUESTION)
    await expect(page.locator("article:not(.mine)")).to_have_count(2)
    await ask(page, "a" * 400)
    await expect(page.locator("article.mine")).to_have_count(2)
    for opener in ("#menu-open", "#looks-open"):
        await page.click(opener)
        assert await overflow(page) == 0
    assert (
        await page.evaluate("document.getElementById('log').scrollWidth - document.getElementById('log').clientWidth")
        == 0
    )


async def test_buttons_are_large_enough_for_a_thumb(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    heights = await page.evaluate(
        "[...document.querySelectorAll('.rows button, .composer button, .bar button')].map(b => b.offsetHeight || 48)"
    )

    assert len(heights) > 4
    assert min(heights) >= 48


async def test_dark_follows_the_machine_until_the_person_chooses(site: Site, open_page: OpenPage) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page = await open_page(site, color_scheme="dark")
    assert await page.evaluate(ground) == "rgb(20, 23, 26)"
    await page.click("#looks-open")
    await page.check("[name=theme][value=light]")
    assert await page.evaluate(ground) == "rgb(251, 250, 247)"
    await page.reload()
    await page.wait_for_selector("article[data-id]")
    assert await page.evaluate(ground) == "rgb(251, 250, 247)"


async def test_who_wants_less_motion_gets_none(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site, reduced_motion="reduce")

    name = await page.evaluate("getComputedStyle(document.querySelector('.dot')).animationName")
    assert name == "none"


async def test_everything_works_by_keyboard(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#ask")).to_be_focused()
    await page.keyboard.type("ly lich tu phap bao nhieu tien")
    await page.keyboard.press("Enter")
    await expect(page.locator("article:not(.mine)").nth(1)).to_contain_text(ANSWER)
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("article.mine")).to_have_count(2)
    await page.focus("#menu-open")
    await page.keyboard.press("Enter")
    await expect(page.locator("#menu button").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#menu-open")).to_be_focused()
    await page.focus("#leave-open")
    await page.keyboard.press("Enter")
    await expect(page.locator("#leave")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#leave-open")).to_be_focused()
    ring = await page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert ring == "3px"


async def test_enter_that_only_ends_a_composed_word_does_not_send(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await page.fill("#ask", "lý lịch")
    await page.evaluate(
        "document.getElementById('ask').dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )

    await expect(page.locator("#ask")).to_have_value("lý lịch")
    await expect(page.locator("article.mine")).to_have_count(0)


async def test_an_empty_or_giant_question_says_what_to_do(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await page.click("#send")
    await expect(page.locator("#ask-error")).to_have_text("Bạn viết câu hỏi rồi bấm Gửi.")
    await page.fill("#ask", "a" * 4001)
    await page.click("#send")
    await expect(page.locator("#ask-error")).to_contain_text("4.000")
    await page.fill("#ask", "a")
    await expect(page.locator("#ask-error")).to_be_hidden()


async def test_voice_is_offered_only_where_it_speaks_vietnamese(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site, script=NO_VOICE)
    await expect(page.locator("#speak")).to_be_hidden()
    await expect(page.locator("article .under button")).to_have_count(0)

    page = await open_page(site, script=VIETNAMESE_VOICE)
    await page.locator("article .under button").first.click()
    assert "Chào bạn" in await page.evaluate("window.spoken")
    await page.locator("article .under button").first.click()
    assert await page.evaluate("window.spoken") is None
    await page.click("#speak")
    await expect(page.locator("#ask")).to_have_value("làm hộ chiếu ở đâu")
    await expect(page.locator("#speak-note")).to_be_visible()
    await page.click("#speak")
    await expect(page.locator("#speak-note")).to_be_hidden()


async def test_remembering_and_leaving(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await ask(page, QUESTION)
    await expect(page.locator("article:not(.mine)")).to_have_count(2)
    assert [cookie["expires"] for cookie in await page.context.cookies()] == [-1]
    await page.click("#looks-open")
    await page.check("#remember")
    await expect(page.locator("#toast")).to_have_text("Máy này sẽ nhớ bạn.")
    (cookie,) = await page.context.cookies()
    assert cookie["expires"] > 0
    await page.click("#looks button.main")
    await page.click("#leave-open")
    await page.click("#leave .danger")

    await expect(page.locator("h1")).to_have_text("Đã xóa")
    assert await page.context.cookies() == []
    assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
    await page.click("a.button")
    await expect(page.locator("article")).to_have_count(1)


async def test_a_place_is_shared_from_the_button_that_asks_for_it(site: Site, open_page: OpenPage) -> None:
    where = {"latitude": 21.0227, "longitude": 105.8194}
    page = await open_page(site, geolocation=where, permissions=["geolocation"])
    await expect(page.locator("#asked")).to_be_hidden()
    await ask(page, "/khuvuc")
    await page.locator("#asked button").first.click()

    await expect(page.locator("article.mine")).to_have_count(2)
    await expect(page.locator("article:not(.mine)").nth(2)).to_be_visible()
    await expect(page.locator("#asked")).to_be_hidden()


async def test_my_data_is_downloaded(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await page.click("#menu-open")
    await page.click("[data-say='/dulieu']")
    await page.get_by_role("button", name="Tải về", exact=True).click()
    async with page.expect_download() as download:
        await page.locator(".file a").click()

    assert (await download.value).suggested_filename == "du-lieu-cua-toi.json"


async def test_what_is_erased_leaves_the_screen_too(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await ask(page, QUESTION)
    await ask(page, "/dulieu")
    await page.get_by_role("button", name="Xóa hết", exact=True).click()
    await page.get_by_role("button", name="Xóa hết, không lấy lại", exact=True).click()

    await expect(page.locator("article")).to_have_count(1)
    await expect(page.locator("article")).to_contain_text("Đã xóa hết")


async def test_a_long_answer_shows_its_first_line_first(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await ask(page, QUESTION)
    answer = page.locator("article:not(.mine)").nth(1)
    await expect(answer).to_contain_text(ANSWER)

    await expect(answer.locator("strong").first).to_be_in_viewport()


async def test_photo_shrinking_keeps_no_place_inside(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await site.channel.bot.send_message(1, "Bạn gửi ảnh nhé", reply_markup=PHOTO_WANTED)
    pixel = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    async with page.expect_file_chooser() as chooser:
        await page.locator("#asked button").first.click()
    await (await chooser.value).set_files({"name": "a.png", "mimeType": "image/png", "buffer": pixel})

    picture = page.locator("article.mine img")
    await expect(picture).to_be_visible()
    got = await page.request.get(site.url + str(await picture.get_attribute("src")))
    assert (await got.body())[:3] == b"\xff\xd8\xff"


async def test_the_typing_sign_shows_while_an_answer_is_awaited(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    held = asyncio.Event()

    def hold_answers(wire: WebSocketRoute) -> None:
        server = wire.connect_to_server()
        wire.on_message(server.send)
        server.on_message(lambda frame: held.set() if is_answer(frame) else wire.send(frame))

    def is_answer(frame: str | bytes) -> bool:
        return '"kind":"bubble"' in str(frame) and '"mine":false' in str(frame)

    await page.route_web_socket("**/ws", hold_answers)
    await page.reload()
    await expect(page.locator("article")).to_have_count(1)
    await ask(page, "cảm ơn")
    async with asyncio.timeout(10):
        await held.wait()

    await expect(page.locator("#typing")).to_be_visible()


async def test_what_is_refused_says_so_and_can_be_sent_again(site: Site, open_page: OpenPage) -> None:
    page = await open_page(site)
    await page.evaluate(
        "for (let n = 0; n < 60; n++) { document.getElementById('ask').value = 'alo';"
        " document.getElementById('form').requestSubmit(); }"
    )
    again = page.locator("article.mine .state + button").first
    await expect(again).to_have_text("Gửi lại")
    refused = await page.locator("article.mine .state + button").count()
    await again.click()
    await expect(page.locator("article.mine").last.locator(".body")).to_have_text("alo")
    assert refused >= 1


async def test_the_link_of_an_invitation_writes_its_code_and_leaves_sending_to_the_person(
    site: Site, open_page: OpenPage
) -> None:
    page = await open_page(site)
    await page.goto("about:blank")  # only the # differs from where the page is: it would not be loaded anew
    await page.goto(f"{site.url}/#nhanvien=ABCDE-FGH23")

    await expect(page.locator("#ask")).to_have_value("/nhanvien ABCDE-FGH23")
    assert page.url == f"{site.url}/"
    await expect(page.locator("article.mine")).to_have_count(0)
