"""Telegram methods drawn on the page, as any handler may call them."""

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.channels.webchat.visitors import Visitor as Key
from storage.actions.identities import get_surrogate
from tests.web.site import Site, Visitor, Window, words

pytestmark = pytest.mark.asyncio(loop_scope="session")

JPEG = b"\xff\xd8\xff\xe0 a photo"
PHOTO_WANTED = ReplyKeyboardMarkup(
    keyboard=[[KeyboardButton.model_validate({"text": "Gửi ảnh", "request_photo": True})]]
)


def row(label: str, data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data)]])


async def chat_of(site: Site, visitor: Visitor, window: Window) -> int:
    """The number under which handlers know this visitor, once the window listens."""
    await window.hear("hello")
    key = Key(next(iter(visitor.pages.cookies.values())).partition(".")[2])
    return await get_surrogate(site.core.database, site.clock, channel="web", kind="chat", native_id=key.native_id)


async def test_a_sent_message_can_be_edited_and_deleted_by_who_sent_it(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        chat = await chat_of(site, lan, window)
        sent = await site.channel.bot.send_message(chat, "<b>một</b>", reply_markup=row("A", "a"))
        first = await window.answer()
        await sent.edit_text("hai")
        second = await window.answer()
        await sent.delete()
        await window.hear("gone", id=first["id"])
        async with lan.window() as again:
            shown = (await again.hear("hello"))["bubbles"]

    assert (words(first), len(first["rows"])) == ("một", 1)
    assert (second["id"], words(second), second["rows"]) == (first["id"], "hai", [])
    assert shown == []


async def test_buttons_change_without_changing_the_words(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        sent = await site.channel.bot.send_message(
            await chat_of(site, lan, window), "• <b>một</b>", reply_markup=row("A", "a")
        )
        await window.answer()
        await sent.edit_reply_markup(reply_markup=row("B", "b"))
        edited = await window.answer()

    assert edited["blocks"] == [{"kind": "bullets", "lines": [[{"text": "một", "bold": True}]]}]
    assert [each["label"] for line in edited["rows"] for each in line] == ["B"]


async def test_what_is_gone_cannot_lose_its_buttons(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        with pytest.raises(TelegramBadRequest):
            await site.channel.bot.edit_message_reply_markup(chat_id=await chat_of(site, lan, window), message_id=404)


async def test_plain_text_is_not_read_as_markup(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        await site.channel.bot.send_message(await chat_of(site, lan, window), "<b>một</b>", parse_mode=None)
        shown = await window.answer()

    assert words(shown) == "<b>một</b>"


async def test_a_picture_is_shown_to_its_owner(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        picture = BufferedInputFile(JPEG, filename="bản đồ.jpg")
        await site.channel.bot.send_photo(await chat_of(site, lan, window), picture, caption="Đường đi")
        shown = await window.answer()
        got = await lan.pages.get(shown["photo"])

    assert words(shown) == "Đường đi"
    assert (got.content, got.headers["content-type"]) == (JPEG, "image/jpeg")
    assert got.headers["content-disposition"].startswith("inline")


async def test_a_file_by_address_is_refused(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        with pytest.raises(ValueError, match="content"):
            await site.channel.bot.send_photo(await chat_of(site, lan, window), "https://example.vn/a.jpg")


async def test_a_photo_is_taken_where_it_was_asked_for_and_can_be_fetched_by_a_handler(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        chat = await chat_of(site, lan, window)
        early = await lan.post("/anh", content=JPEG, headers={"X-Client-Id": "photo-0001"})
        await site.channel.bot.send_message(chat, "Bạn gửi ảnh nhé", reply_markup=PHOTO_WANTED)
        asking = await window.answer()
        taken = await lan.post("/anh", content=JPEG, headers={"X-Client-Id": "photo-0001"})
        again = await lan.post("/anh", content=JPEG, headers={"X-Client-Id": "photo-0001"})
        mine = (await window.hear("bubble"))["bubble"]
        served = await lan.pages.get(mine["photo"])
        token = mine["photo"].split("/")[2]
        downloaded = await site.channel.bot.download(token)
        await window.answer()  # whatever the conversation says to it
        await site.channel.bot.send_message(chat, "Đủ rồi", reply_markup=ReplyKeyboardRemove())
        late = await lan.post("/anh", content=JPEG, headers={"X-Client-Id": "photo-0002"})

    assert asking["ask"] == {"words": [], "photo": "Gửi ảnh"}
    assert (early.status_code, early.json()) == (409, {"why": "not-asked"})
    assert (taken.status_code, again.status_code, late.status_code) == (204, 204, 409)
    assert words(mine) == "Gửi ảnh"
    assert served.content == JPEG
    assert downloaded is not None
    assert downloaded.read() == JPEG


@pytest.mark.parametrize(
    ("content", "client", "status"),
    [(b"GIF89a", "photo-0001", 409), (JPEG + bytes(7_000_000), "photo-0001", 413), (JPEG, "../x", 400)],
)
async def test_what_is_no_photo_is_refused(site: Site, content: bytes, client: str, status: int) -> None:
    async with site.visitor() as khoa, await khoa.open():
        refused = await khoa.post("/anh", content=content, headers={"X-Client-Id": client})

    assert refused.status_code == status


async def test_a_file_that_left_the_shelf_is_said_to_be_gone(site: Site) -> None:
    with pytest.raises(TelegramBadRequest):
        await site.channel.bot.get_file("no-such-token")
    with pytest.raises(FileNotFoundError):
        await site.channel.bot.download_file("no-such-token")


async def test_signs_and_notices_reach_the_window(site: Site) -> None:
    async with site.visitor() as lan, await lan.open() as window:
        chat = await chat_of(site, lan, window)
        await site.channel.bot.send_chat_action(chat, "typing")
        await site.channel.bot.answer_callback_query(f"{chat}:tap-0001", text="Đã ghi", show_alert=True)

        assert await window.hear("typing")
        assert await window.hear("tapped", client="tap-0001", text="Đã ghi", alert=True)


async def test_the_bot_knows_its_name_and_its_menu(site: Site) -> None:
    bot = site.channel.bot
    await bot.set_my_commands([BotCommand(command="chude", description="Chọn chủ đề")])

    assert (await bot.get_me()).first_name == "Từng Ngõ"
    assert [command.command for command in await bot.get_my_commands()] == ["chude"]
    assert await bot.set_my_description("x")
