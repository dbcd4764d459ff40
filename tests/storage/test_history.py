"""Bubbles come back after a reload: for half an hour, or as long as was agreed."""

from storage.actions.consents import Purpose, record_consent
from storage.actions.history import (
    Author,
    add_message,
    edit_message,
    forget_messages,
    list_messages,
)
from storage.rules.people import Address
from storage.unit_of_work import Database
from tests.storage.conftest import FixedClock

CHAT = {"channel": "web", "conversation": "7"}


async def says(uow: Database, clock: FixedClock, text: str, author: Author = Author.CITIZEN) -> int:
    return await add_message(uow, clock, **CHAT, author=author, text=text, extra={"buttons": []})


async def shown(uow: Database, clock: FixedClock, limit: int = 200) -> list[str]:
    bubbles = await list_messages(uow, clock, channel="web", conversation="7", limit=limit)
    return [bubble.text for bubble in bubbles]


async def test_the_persons_words_are_redacted_and_our_hotlines_stay(uow: Database, clock: FixedClock) -> None:
    await says(uow, clock, "sdt 0912345678")
    await says(uow, clock, "Gọi 024 3825 1234", Author.ASSISTANT)

    assert await shown(uow, clock) == ["sdt [số điện thoại]", "Gọi 024 3825 1234"]


async def test_without_consent_a_bubble_is_shown_for_half_an_hour(uow: Database, clock: FixedClock) -> None:
    await says(uow, clock, "cũ")
    clock.goes_on(minutes=20)
    await says(uow, clock, "mới")
    clock.goes_on(minutes=11)

    assert await shown(uow, clock) == ["mới"]


async def test_with_consent_it_is_shown_later_too(uow: Database, clock: FixedClock, lan: Address) -> None:
    await record_consent(
        uow,
        clock,
        citizen=lan,
        update_key=None,
        purpose=Purpose.KEEP_CONVERSATION,
        given=True,
        words="?",
        version="1",
    )
    await says(uow, clock, "cũ")
    clock.goes_on(days=5)

    assert await shown(uow, clock) == ["cũ"]


async def test_only_the_last_bubbles_are_shown_oldest_first(uow: Database, clock: FixedClock) -> None:
    for word in ("một", "hai", "ba"):
        await says(uow, clock, word)

    assert await shown(uow, clock, limit=2) == ["hai", "ba"]


async def test_an_edit_replaces_one_bubble_of_the_same_conversation(uow: Database, clock: FixedClock) -> None:
    number = await says(uow, clock, "đợi chút", Author.ASSISTANT)

    assert await edit_message(uow, clock, **CHAT, message_id=number, text="xong", extra={"buttons": [1]})
    assert not await edit_message(uow, clock, channel="web", conversation="8", message_id=number, text="của người khác")

    (bubble,) = await list_messages(uow, clock, channel="web", conversation="7")
    assert (bubble.text, bubble.extra, bubble.edited_at) == ("xong", {"buttons": [1]}, clock.now())


async def test_a_conversation_is_forgotten_at_once_when_asked(uow: Database, clock: FixedClock) -> None:
    await says(uow, clock, "một")

    assert await forget_messages(uow, clock, **CHAT) == 1
    assert await shown(uow, clock) == []
