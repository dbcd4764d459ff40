"""What every channel's session promises."""

import pytest
from aiogram import Bot
from aiogram import methods as api
from aiogram.types import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message
from structlog.testing import LogCapture

from bot.channels.base import (
    ChannelSession,
    LimitExceeded,
    Payload,
    UnsupportedMethod,
    channel_bot,
    seen_text,
    utf16_units,
)
from tests.driver import FixedClock


class Echo(ChannelSession):
    """Knows one method; remembers its fields."""

    def __init__(self, *, strict: bool) -> None:
        super().__init__(strict=strict)
        self.fields: Payload = {}

    @property
    def table(self):  # type: ignore[no-untyped-def]
        return {api.SendMessage: self._send}

    async def _send(self, bot: Bot, method: api.SendMessage, fields: Payload) -> Message:
        self.fields = fields
        return Message(message_id=7, date=FixedClock().now(), chat=Chat(id=1, type="private"))


def bot(*, strict: bool = True) -> tuple[Bot, Echo]:
    session = Echo(strict=strict)
    return channel_bot("2:web", session), session


async def test_defaults_are_filled_in_and_the_returned_message_is_bound() -> None:
    web, session = bot()

    sent = await web.send_message(1, "chào")

    assert session.fields["parse_mode"] == "HTML"
    assert sent.bot is web


async def test_an_unknown_method_raises_in_tests() -> None:
    web, _ = bot()

    with pytest.raises(UnsupportedMethod):
        await web.send_dice(1)


async def test_an_unknown_method_is_logged_once_in_production(events: LogCapture) -> None:
    web, _ = bot(strict=False)

    assert await web.delete_message(1, 2) is True
    assert await web.delete_message(1, 2) is True
    assert await web.send_dice(1) is None

    methods = [event["method"] for event in events.entries]
    assert methods == ["DeleteMessage", "SendDice"]


@pytest.mark.parametrize("data", ["x" * 65, "đ" * 33])
async def test_a_button_that_carries_too_much_is_refused(data: str) -> None:
    web, _ = bot()
    button = InlineKeyboardButton(text="nút", callback_data=data)

    with pytest.raises(LimitExceeded):
        await web.send_message(1, "chào", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))


@pytest.mark.parametrize(
    ("text", "fits"), [("a" * 4096, True), ("🙂" * 2049, False), ("<b>" + "a" * 4096 + "</b>", True)]
)
async def test_text_is_measured_as_telegram_does(text: str, fits: bool) -> None:
    web, _ = bot()

    if fits:
        await web.send_message(1, text)
        return
    with pytest.raises(LimitExceeded):
        await web.send_message(1, text)


async def test_no_file_comes_from_outside() -> None:
    _, session = bot()

    with pytest.raises(UnsupportedMethod):
        async for _ in session.stream_content("https://api.telegram.org/file/x"):
            pass


def test_what_is_seen_has_no_markup() -> None:
    assert seen_text("<b>phí &lt; 5 &amp; thuế</b>") == "phí < 5 & thuế"
    assert utf16_units("đ🙂") == 3
