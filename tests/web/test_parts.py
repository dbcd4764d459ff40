"""The small parts: throttle, shelf, seals, lines, keyboards."""

import pytest
from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from starlette.requests import HTTPConnection

from bot.channels.webchat.keyboards import asked_for, button_rows
from bot.channels.webchat.lines import LINES_A_CLIENT, WAITING_FRAMES, Lines
from bot.channels.webchat.seals import Seals
from bot.channels.webchat.security import Origins
from bot.channels.webchat.shelf import MOST_BYTES, Shelf
from bot.channels.webchat.throttle import Rate, Throttle
from bot.channels.webchat.wire import client_of
from tests.driver import FixedClock


class Seconds:
    """A stop watch that tests move."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_throttle_lets_a_burst_through_and_then_the_pace() -> None:
    seconds = Seconds()
    throttle = Throttle(Rate(60, 3), seconds=seconds)

    assert [throttle.allows("lan") for _ in range(4)] == [True, True, True, False]
    seconds.now += 1
    assert [throttle.allows("lan"), throttle.allows("lan")] == [True, False]
    assert throttle.allows("khoa")


def test_a_throttle_forgets_who_was_not_seen_longest() -> None:
    throttle = Throttle(Rate(1, 1), clients=2, seconds=Seconds())

    assert [throttle.allows(client) for client in ("a", "b", "c", "a")] == [True] * 4


def test_the_shelf_gives_a_file_to_its_owner_for_half_an_hour() -> None:
    clock = FixedClock()
    shelf = Shelf(clock)
    token = shelf.put("7", name="a.json", media_type="application/json", content=b"{}")

    assert shelf.find("8", token) is None
    assert shelf.find("7", "another") is None
    file = shelf.find("7", token)
    assert file is not None
    assert file.content == b"{}"
    clock.goes_on(minutes=30)
    assert shelf.find("7", token) is None


def test_the_shelf_makes_room_by_dropping_the_oldest() -> None:
    shelf = Shelf(FixedClock())
    first = shelf.put("7", name="a", media_type="x", content=bytes(MOST_BYTES // 2 + 1))
    second = shelf.put("7", name="b", media_type="x", content=bytes(MOST_BYTES // 2 + 1))

    assert shelf.take(first) is None
    assert shelf.take(second) is not None
    shelf.forget("7")
    assert shelf.take(second) is None


def test_a_seal_holds_for_one_button_in_one_place() -> None:
    seals = Seals(b"secret")
    sealed = seals.seal("7", 12, "d:x:fee")

    assert seals.open("7", 12, sealed) == "d:x:fee"
    assert seals.open("7", 13, sealed) is None
    assert seals.open("8", 12, sealed) is None
    assert Seals(b"other").open("7", 12, sealed) is None
    assert seals.open("7", 12, "đ" * 30) is None
    assert seals.open("7", 12, "A" * 20 + "\ud800") is None


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("2001:db8::a:b:c", "2001:db8::"),
        ("2001:db8::1", "2001:db8::"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("203.0.113.7", "203.0.113.7"),
        ("no address", "no address"),
    ],
)
def test_a_home_is_one_client_however_its_address_is_spelled(address: str, client: str) -> None:
    assert client_of(HTTPConnection({"type": "http", "client": (address, 1)})) == client


def test_one_client_cannot_take_every_line() -> None:
    lines = Lines()
    opened = [lines.open(str(number), "203.0.113.7") for number in range(LINES_A_CLIENT + 1)]

    assert opened[-1] is None
    assert lines.open("other", "203.0.113.8") is not None
    assert opened[0] is not None
    lines.close(opened[0])
    assert lines.open("again", "203.0.113.7") is not None


async def test_a_browser_that_does_not_listen_is_hung_up_on() -> None:
    lines = Lines()
    line = lines.open("7", "203.0.113.7")
    assert line is not None
    for number in range(WAITING_FRAMES + 1):
        lines.push("7", {"kind": "bubble", "number": number})

    got = [await line.next_frame() for _ in range(WAITING_FRAMES + 1)]

    assert got[-1] is None
    lines.hang_up_all()
    lines.push("nobody", {"kind": "bubble"})


def test_buttons_keep_their_rows_and_unknown_kinds_are_left_out() -> None:
    markup = InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(text="A", callback_data="a"),
                InlineKeyboardButton(text="B", url="https://b.vn"),
            ],
            [InlineKeyboardButton(text="C", url="tg://user?id=1")],
        ]
    )

    assert button_rows(markup) == [[{"label": "A", "data": "a"}, {"label": "B", "url": "https://b.vn"}]]
    assert button_rows(ForceReply()) == []


def test_a_reply_keyboard_says_what_is_asked_for() -> None:
    photo = KeyboardButton.model_validate({"text": "Gửi ảnh", "request_photo": True})
    place = KeyboardButton(text="Gửi vị trí", request_location=True)
    markup = ReplyKeyboardMarkup(keyboard=[[place, photo], [KeyboardButton(text="Bỏ qua")]])

    assert asked_for(markup) == {"words": ["Bỏ qua"], "place": "Gửi vị trí", "photo": "Gửi ảnh"}
    assert asked_for(ReplyKeyboardRemove()) == {}
    assert asked_for(None) is None


def test_origins_know_our_own_addresses_and_no_other() -> None:
    here = Origins(None, "127.0.0.1")
    public = Origins("https://hoi.example.vn", "0.0.0.0")

    assert here.allow_origin("http://127.0.0.1:8080", "127.0.0.1:8080")
    assert here.allow_origin("http://[::1]:8080", "[::1]:8080")
    assert not here.allow_origin("http://127.0.0.1:9000", "127.0.0.1:8080")
    assert not here.allow_origin("http://rebound.example", "rebound.example")
    assert not here.allow_origin("null", "127.0.0.1:8080")
    assert not here.allow_origin("http://127.0.0.1:x", "127.0.0.1:8080")
    assert public.allow_origin("https://hoi.example.vn", "127.0.0.1:8080")
    assert public.allow_origin("https://hoi.example.vn", "hoi.example.vn")
    assert not public.allow_origin("http://hoi.example.vn.evil.example", "hoi.example.vn")
    assert not here.allow_host("[")
    assert not here.allow_host("127.0.0.1; script-src *")
