"""An answer helped, or it did not, and why."""

from sqlalchemy import text

from handlers.callbacks import RatingGiven
from knowledge.model import Aspect
from tests.cast import HOA, LAN
from tests.driver import Chat, World

RECORD = "lý lịch tư pháp bao nhiêu tiền"


async def ratings(world: World) -> list[tuple[str, str | None, str | None]]:
    async with world.core.database(readonly=True) as work:
        rows = await work._connection.execute(text("SELECT rating, reason, words FROM rating ORDER BY id"))
        return [tuple(row) for row in rows]


async def thumbs_down(world: World, chat: Chat) -> None:
    await chat.says(RECORD)
    await chat.taps(chat.label("button-not-helpful"))


async def test_a_thumb_up_is_thanked_for(world: World) -> None:
    chat = world.chat(HOA)
    await chat.says(RECORD)

    await chat.taps(chat.label("button-helpful"))

    chat.sees("rating-thanks")
    assert await ratings(world) == [("up", None, None)]


async def test_a_thumb_down_asks_why_and_takes_a_tap(world: World) -> None:
    chat = world.chat(HOA)
    await thumbs_down(world, chat)
    chat.sees("rating-why")

    await chat.taps(chat.label("button-reason-outdated"))

    chat.sees("rating-noted")
    assert await ratings(world) == [("down", "outdated", None)]


async def test_a_thumb_down_takes_words_but_keeps_none_without_consent(world: World) -> None:
    chat = world.chat(HOA)
    await thumbs_down(world, chat)

    await chat.says("viết dài dòng quá tôi không hiểu")

    chat.sees("rating-noted")
    assert await ratings(world) == [("down", None, None)]


async def test_a_new_question_after_a_thumb_down_is_answered(world: World) -> None:
    chat = world.chat(LAN)
    await thumbs_down(world, chat)

    await chat.says("so suc khoe dien tu xem o dau?")

    assert "sức khỏe" in chat.last.text.lower()
    assert chat.label("button-helpful") in chat.last.buttons


async def test_a_second_thumb_replaces_the_first(world: World) -> None:
    chat = world.chat(HOA)
    answer = await chat.says(RECORD)
    await chat.taps(chat.label("button-helpful"))

    world.recorded.sent.append(answer)
    await chat.taps(chat.label("button-not-helpful"))

    assert await ratings(world) == [("down", None, None)]


async def test_a_forged_thumb_writes_nothing_down(world: World) -> None:
    chat = world.chat(LAN)
    await chat.says(RECORD)

    await chat.taps(RatingGiven(procedure="goi-0912345678", aspect=Aspect.FEE, helpful=False))

    assert world.core.phrases.text("gone") in chat.last.text
    assert await ratings(world) == []
