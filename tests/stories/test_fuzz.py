"""Whatever arrives: an answer, a kind refusal or an apology; never a crash, never silence."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import LogCapture

from tests.cast import KHOA
from tests.driver import World

patiently = settings(
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

WORDS = st.sampled_from(
    "lý lịch tư pháp ly lich phí le phi bao nhiêu tiền ở đâu mấy ngày con tôi dung dừng stop xóa dữ liệu "
    "cháy otp mật khẩu /start /dung @ 👍 <b> & { $x } ? 1 0912345678 phường Ba Đình".split(" ")
)
TEXT = st.text(st.characters(codec=None), max_size=60) | st.lists(WORDS, max_size=12).map(" ".join)
JUNK = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
FIELDS = st.dictionaries(
    st.sampled_from(["text", "caption", "photo", "location", "contact", "sticker", "entities", "reply_to_message"]),
    st.recursive(JUNK, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2)),
    max_size=4,
)


@patiently
@given(text=TEXT)
async def test_any_text_is_answered_without_a_failure(world: World, events: LogCapture, text: str) -> None:
    chat = world.chat(KHOA)
    before = len(chat.replies)
    world.clock.goes_on(minutes=1)

    await chat.sends({"text": text})

    assert len(chat.replies) > before
    assert not [event for event in events.entries if event["log_level"] == "error"]


@patiently
@given(
    data=st.text(max_size=70)
    | st.sampled_from("matpdcorhysk").flatmap(lambda p: st.text(max_size=20).map(f"{p}:".__add__))
)
async def test_any_tap_is_answered(world: World, data: str) -> None:
    chat = world.chat(KHOA)
    before = len(chat.replies)
    world.clock.goes_on(minutes=1)

    message = chat.message(text="x")
    tap = {"id": "1", "from": message["from"], "chat_instance": "1", "data": data, "message": message}
    await world.receives({"callback_query": tap}, KHOA.id)

    assert len(chat.replies) > before


@patiently
@given(fields=FIELDS)
async def test_any_message_gets_an_answer_or_an_apology(world: World, fields: dict[str, Any]) -> None:
    chat = world.chat(KHOA)
    before = len(chat.replies)
    world.clock.goes_on(minutes=1)

    await world.receives({"message": chat.message(**fields)}, KHOA.id)

    assert len(chat.replies) > before
